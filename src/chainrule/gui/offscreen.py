"""Pictures without a window, for the command line."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from chainrule.gui.export_image import png, svg
from chainrule.gui.fonts import load_fonts
from chainrule.gui.sweep_picture import sweep_png
from chainrule.gui.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chainrule.session.moment import Moment
    from chainrule.session.sweeping import Result

SCALE = 2


def picture(moment: Moment, kind: str) -> bytes:
    """Return the picture of a moment as `png` or `svg`; needs no display."""
    with _qt():
        return svg(moment, LIGHT) if kind == "svg" else png(moment, LIGHT, SCALE)


def sweep_picture(title: str, results: Sequence[Result]) -> bytes:
    """Return the picture of a sweep as PNG; needs no display."""
    with _qt():
        return sweep_png(title, results, LIGHT)


@contextmanager
def _qt() -> Iterator[None]:
    """Have an application and the fonts while a picture is made."""
    application = QGuiApplication.instance()
    if application is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        application = QGuiApplication(["chainrule"])
    load_fonts()
    yield

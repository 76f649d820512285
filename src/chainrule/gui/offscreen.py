"""Pictures without a window, for the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from chainrule.gui.export_image import png, svg
from chainrule.gui.fonts import load_fonts
from chainrule.gui.sweep_picture import sweep_png
from chainrule.gui.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QCoreApplication

    from chainrule.session.moment import Moment
    from chainrule.session.sweeping import Result

SCALE = 2


def picture(moment: Moment, kind: str) -> bytes:
    """Return the picture of a moment as `png` or `svg`; needs no display."""
    _application = without_display()
    return svg(moment, LIGHT) if kind == "svg" else png(moment, LIGHT, SCALE)


def sweep_picture(title: str, results: Sequence[Result]) -> bytes:
    """Return the picture of a sweep as PNG; needs no display."""
    _application = without_display()
    return sweep_png(title, results, LIGHT)


def without_display() -> QCoreApplication:
    """Return the application, one that needs no display if there is none; it is to be held."""
    application = QGuiApplication.instance()
    if application is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        application = QGuiApplication(["chainrule"])
    load_fonts()
    return application

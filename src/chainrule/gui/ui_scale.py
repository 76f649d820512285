"""The size of the whole window: as large as the text of the desktop, or as chosen.

Qt itself scales text, icons and spaces alike, crisply, when it is told so before the application
is made. A change therefore takes effect at the next start.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from chainrule.gui.choices import TEXT_SIZES, settings_before_start, stored_preferences
from chainrule.gui.fonts import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "QT_SCALE_FACTOR"
CHOSEN = "ui_scale"
"""the application's property that keeps the scale it was made with"""


def make_application() -> QApplication:
    """Return a new application at the chosen scale, or at that of the desktop's text."""
    chosen = stored_preferences(settings_before_start()).text_size
    if chosen:
        return _made(chosen / 100)
    application = _made(1.0)
    scale = suitable_scale(QFontInfo(application.font()).pixelSize())
    if scale == 1:
        return application
    application.shutdown()
    return _made(scale)


def suitable_scale(pixels: float) -> float:
    """Return the scale at which our text is about as large as the desktop's, never smaller."""
    wanted = pixels / STYLES["ui"][0]
    return min((size / 100 for size in TEXT_SIZES), key=lambda step: abs(step - wanted))


def present_scale(application: QApplication) -> float:
    """Return the scale that an application was made with."""
    return float(application.property(CHOSEN) or 1.0)


def _made(scale: float) -> QApplication:
    with _scaled(scale):
        application = QApplication(sys.argv[:1])
    application.setProperty(CHOSEN, scale)
    return application


@contextmanager
def _scaled(scale: float) -> Iterator[None]:
    """Tell Qt the scale, on top of what a person has told it; programs started later are not."""
    told = os.environ.get(VARIABLE)
    if scale != 1:
        os.environ[VARIABLE] = str(scale * _factor(told))
    try:
        yield
    finally:
        if told is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = told


def _factor(told: str | None) -> float:
    try:
        return float(told or 1)
    except ValueError:
        return 1.0

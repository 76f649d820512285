"""Fractions of the chain rule: nothing touches the bar."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from chainrule.gui.fonts import load_fonts
from chainrule.gui.panels.inspector.tiles import Fraction
from chainrule.gui.symbols import LOSS, Symbol

SIZE, SCALE, MIDDLE = 80, 4, 40
CLEAR = 1.2
"""px over and under the bar"""


@pytest.mark.parametrize(
    "fraction",
    [
        Fraction(Symbol("h", "1"), Symbol("z")),
        Fraction(Symbol("y", "2", hat=True), Symbol("z")),
        Fraction(LOSS, Symbol("y", hat=True)),
        Fraction(Symbol("z"), Symbol("w", "12")),
    ],
)
def test_the_bar_of_a_fraction_stands_clear(qapp: QApplication, fraction: Fraction) -> None:
    load_fonts()
    image = QImage(SIZE * SCALE, SIZE * SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SCALE, SCALE)
    fraction.paint(painter, QPointF(MIDDLE, MIDDLE), 17, QColor("black"))
    painter.end()
    for side in (-1, 1):
        row = round((MIDDLE + side * (0.6 + CLEAR)) * SCALE)
        inked = [x for x in range(image.width()) if image.pixelColor(x, row).lightness() < 128]
        assert not inked, f"the row {'over' if side < 0 else 'under'} the bar of {fraction} is free"

"""Which line of the plot is which: the entries of its legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QFontMetricsF, QPen

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.plot_legend import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from chainrule.gui.theme import Theme

SAMPLE, GAP = 28.0, 8.0
MIDDLE = 5.0
"""px that the sample of a line lies above the foot of its words"""


def entries(theme: Theme, ghosts: Sequence[Entry], *, tested: bool) -> Sequence[Entry]:
    """Return the entries of the present run and of the ghosts, none for a line that is alone."""
    if not tested and not ghosts:
        return ()
    own = translate("Plot", "training") if tested else translate("Plot", "this run")
    found = [Entry(QPen(theme["accent"], Metrics.TRAIN_LINE), own)]
    if tested:
        pen = dashed_pen(QPen(theme["text2"], Metrics.TEST_LINE))
        found.append(Entry(pen, translate("Plot", "test")))
    return [*found, *ghosts]


def paint_entries(painter: QPainter, shown: Sequence[Entry], start: QPointF, theme: Theme) -> None:
    """Write entries in a row, from where the words of the first would begin without its line."""
    painter.setFont(ui_font(13))
    metrics = QFontMetricsF(painter.font())
    x, y = start.x(), start.y() - MIDDLE
    for entry in shown:
        sample = QPen(entry.pen)
        sample.setCosmetic(False)
        painter.setPen(sample)
        painter.drawLine(QLineF(x, y, x + SAMPLE, y))
        painter.setPen(theme["text2"])
        painter.drawText(QPointF(x + SAMPLE + GAP, start.y()), entry.text)
        x += SAMPLE + GAP + metrics.horizontalAdvance(entry.text) + 2 * GAP


def dashed_pen(pen: QPen) -> QPen:
    """Return a pen with the dashes of the test set."""
    dashed = QPen(pen)
    dashed.setDashPattern([length / pen.widthF() for length in Metrics.TEST_DASH])
    return dashed

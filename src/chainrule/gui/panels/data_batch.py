"""The batch in the data dock: which rows are in it, in what order, and what they cost so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from chainrule.gui.canvas.text import line
from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.pen import UNKNOWN, Pen
from chainrule.gui.panels.inspector.rows import line_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

HEIGHT = 30
DISC = 18.0
DISC_ROOM = 22.0
"""px that a disc takes at the right end of a cell, with those between it and the number"""


@dataclass(frozen=True)
class BatchRows:
    """The rows (from 0) of the open batch with their places in it, from 1.

    `losses` are those that this epoch has computed, `total` is the batch's once all are there;
    `mean` tells by which reduction.
    """

    order: Mapping[int, int] = field(default_factory=dict)
    losses: Mapping[int, float] = field(default_factory=dict)
    total: float | None = None
    mean: bool = True

    def __bool__(self) -> bool:
        return bool(self.order)


def rows_of_batch(moment: Moment) -> BatchRows:
    """Return the rows of the open batch; none unless a batch of several is on its way."""
    if moment.ledger is None:
        return BatchRows()
    from chainrule.network.names import Reduction
    from chainrule.teaching.batch import batch_mean, batch_rows, epoch_losses

    rows = batch_rows(moment)
    if not rows:
        return BatchRows()
    order = {row - 1: place for place, row in enumerate(rows, 1)}
    losses = {row - 1: loss for row, loss in epoch_losses(moment).items()}
    mean = moment.project.training.reduction is Reduction.MEAN
    return BatchRows(order, losses, batch_mean(moment), mean)


def paint_disc(painter: QPainter, theme: Theme, centre: QPointF, number: int, strong: bool) -> None:
    """Paint a disc with a number: a place in the order."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(centre.x() - DISC / 2, centre.y() - DISC / 2, DISC, DISC)
    painter.setPen(QPen(theme.accent if strong else theme.control, 1))
    painter.setBrush(theme.panel)
    painter.drawEllipse(box)
    painter.setPen(theme.accentText if strong else theme.text2)
    painter.setFont(ui_font(12 if number < 100 else 9, 500))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


class BatchFoot(QWidget):
    """The line under the table: what the discs mean, and the loss of the batch."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = BatchRows()
        self.setObjectName("data_batch")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.show_rows(self._rows)
        self.update()

    def show_rows(self, rows: BatchRows) -> None:
        """Show the loss of a batch."""
        self._rows = rows
        self.setVisible(bool(rows))
        text = line_text(self._loss())
        if text != self.accessibleName():
            self.setAccessibleName(text)
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the line."""
        return QSize(0, HEIGHT)

    def _loss(self) -> Line:
        pen, total = Pen(self._theme), self._rows.total
        told = translate("Data", "batch mean")
        if not self._rows.mean:
            told = translate("Data", "batch sum")
        number = UNKNOWN if total is None else pen.show(total, Kind.GRADIENT)
        colour = self._theme.text3 if total is None else self._theme.text
        return line(pen.quiet(told, 13), pen.word(number, 13, 600, colour), gap=5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        middle = HEIGHT / 2 + 2
        paint_disc(painter, self._theme, QPointF(DISC / 2 + 1, middle), 1, strong=False)
        order = line(Pen(self._theme).word(translate("Data", "order"), 12, 400, self._theme.text3))
        order.paint(painter, DISC + 8 + order.width / 2, middle)
        loss = self._loss()
        loss.paint(painter, self.width() - loss.width / 2 - 2, middle)

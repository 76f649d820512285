"""The frame of the loss plot: axes, grid lines and labels, painted with or without a curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.panels.plot_axes import LABELS, paint_losses, paint_updates
from chainrule.gui.panels.plot_options import Quantity
from chainrule.gui.panels.plot_scale import log_scale, loss_scale, share_scale, update_scale

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from chainrule.gui.panels.plot_options import PlotOptions
    from chainrule.gui.panels.plot_scale import Scale
    from chainrule.gui.theme import Theme

AREA = (LABELS, 20.0)
"""px left and right of the plot's area"""
ABOVE, BELOW = 12.0, 24.0
RIM = 6.0
"""px by which the curve's widget is larger than the area, so that a dot at its edge is whole"""


def scale_of(values: tuple[float, float], options: PlotOptions) -> Scale:
    """Return the axis that holds the smallest and the largest value."""
    if options.quantity is Quantity.ACCURACY:
        return share_scale(values[0])
    return log_scale(*values) if options.logarithmic else loss_scale(values[1])


class PlotFrame(QWidget):
    """Paints axes and grid; the curve is a transparent widget over its area."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.updates: Scale = update_scale(0)
        self.losses: Scale = loss_scale(1.0)
        self.empty = True
        self.epochs = False
        self._over: QWidget | None = None
        self.setMinimumHeight(70)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self.update()

    def put(self, over: QWidget) -> None:
        """Lay the curve over the area."""
        self._over = over
        over.setGeometry(self._over_box())
        over.show()

    def area(self) -> QRectF:
        """Return the area of the curve."""
        return QRectF(self.rect()).adjusted(AREA[0], ABOVE, -AREA[1], -BELOW)

    def _over_box(self) -> QRect:
        return self.area().adjusted(-RIM, -RIM, RIM, RIM).toRect()

    def ranges(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the ranges of updates and losses that the curve's widget spans, rim included."""
        area = self.area()
        x = self.updates.high * RIM / max(1.0, area.width())
        y = (self.losses.high - self.losses.low) * RIM / max(1.0, area.height())
        return (-x, self.updates.high + x), (self.losses.low - y, self.losses.high + y)

    def scale(self) -> tuple[float, float]:
        """Return how many px an update is, and a unit of the axis of losses."""
        area = self.area()
        height = self.losses.high - self.losses.low
        return area.width() / self.updates.high, area.height() / height

    def span(self, px: float) -> float:
        """Return how many updates so many px are."""
        return self.updates.high * px / max(1.0, self.area().width())

    def room(self, update: float) -> tuple[float, float]:
        """Return the px left and right of an update within the area."""
        left = self.updates.share(update) * self.area().width()
        return left, self.area().width() - left

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the curve over its area."""
        if self._over is not None:
            self._over.setGeometry(self._over_box())

    def show_state(
        self, last: int, values: tuple[float, float], options: PlotOptions, *, empty: bool
    ) -> None:
        """Fit the axes to the last update and to the smallest and largest value."""
        y = scale_of(values, options)
        state = (update_scale(last), y, empty)
        if state != (self.updates, self.losses, self.empty):
            self.updates, self.losses, self.empty = state
            self.update()

    def count_epochs(self, epochs: bool) -> None:
        """Say whether the axis counts epochs, each of which has been one update."""
        if epochs != self.epochs:
            self.epochs = epochs
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint grid, ticks and, without a curve, the words for it."""
        painter = QPainter(self)
        area = self.area()
        paint_losses(painter, area, self.losses, self.theme)
        paint_updates(painter, area, self.updates, self.theme, self.width(), self.epochs)
        if self.empty:
            self._paint_words(painter, area)

    def _paint_words(self, painter: QPainter, area: QRectF) -> None:
        """Say what is to come: in fewer words or two lines where the plot is narrow."""
        painter.setFont(ui_font(14))
        painter.setPen(self.theme["text2"])
        words = translate("Plot", "The loss curve starts when the first loss is known.")
        if painter.fontMetrics().horizontalAdvance(words) > area.width():
            words = translate("Plot", "Starts when the first loss is known.")
        middle = area.adjusted(0, -area.height() * 0.3, 0, -area.height() * 0.2)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        if painter.fontMetrics().horizontalAdvance(words) > area.width():
            middle = area
        painter.drawText(middle, flags, words)

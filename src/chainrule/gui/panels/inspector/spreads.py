"""Histograms, one below the other: how weights, gradients or activations of layers spread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import line
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.theme import Theme
    from chainrule.session.insight import Spread

ROW, HIGH = 70.0, 34.0
LEFT, NUMBERS = 92.0, 13.0
APART = 4.0
"""px between two numbers at least"""
LEAST = 1.5
"""px of a bar that stands for something"""


class Spreads(Painted):
    """A histogram for every layer, with its name and its ends."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shown: tuple[tuple[str, Spread], ...] = ()
        self._role, self._kind = "accent", Shown.PARAMETER
        self.setObjectName("inspector_spreads")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def shown(self) -> tuple[tuple[str, Spread], ...]:
        """The names of the layers with their histograms."""
        return self._shown

    def set_spreads(self, shown: Sequence[tuple[str, Spread]], role: str, kind: Shown) -> None:
        """Show histograms in the colour of a role, their ends as numbers of a kind."""
        if (tuple(shown), role) != (self._shown, self._role):
            self._shown, self._role, self._kind = tuple(shown), role, kind
            self.setAccessibleName(self.told())
            self.updateGeometry()
            self.update()

    def told(self) -> str:
        """Return the layers with the ends of their histograms."""
        pen = Pen(self.theme)
        return "; ".join(
            f"{name}: {pen.show(each.low, self._kind)} … {pen.show(each.high, self._kind)}"
            for name, each in self._shown
        )

    def sizeHint(self) -> QSize:
        """Return room for all of them."""
        return QSize(0, round(ROW * len(self._shown)))

    def minimumSizeHint(self) -> QSize:
        """Return room for all of them."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the histograms."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (name, spread) in enumerate(self._shown):
            self._paint_row(painter, ROW * place, name, spread)

    def _paint_row(self, painter: QPainter, top: float, name: str, spread: Spread) -> None:
        theme, pen = self.theme, Pen(self.theme)
        title = line(pen.word(name, 13, 400, theme.text2))
        title.paint(painter, title.width / 2, top + HIGH / 2)
        box = QRectF(LEFT, top, self.width() - LEFT, HIGH)
        most = max(spread.counts, default=0) or 1
        wide = box.width() / len(spread.counts)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme[self._role])
        for at, count in enumerate(spread.counts):
            high = max(LEAST, HIGH * math.sqrt(count / most)) if count else 0.0
            painter.drawRect(QRectF(box.left() + at * wide, box.bottom() - high, wide - 1, high))
        painter.setPen(QPen(theme.control, 1))
        painter.drawLine(QLineF(box.left(), box.bottom() + 0.5, box.right(), box.bottom() + 0.5))
        below = box.bottom() + NUMBERS
        if spread.low < 0 < spread.high:
            zero = box.left() + box.width() * -spread.low / (spread.high - spread.low)
            painter.drawLine(QLineF(zero, box.bottom(), zero, box.bottom() + 5))
        for word, middle in self.numbers(spread):
            word.paint(painter, middle, below)

    def numbers(self, spread: Spread) -> list[tuple[Line, float]]:
        """Return the ends of an axis with their middles, and 0 where that has room."""
        low, high = self._number(spread.low), self._number(spread.high)
        left, right = LEFT + low.width, self.width() - high.width
        found = [(low, LEFT + low.width / 2), (high, self.width() - high.width / 2)]
        if spread.low < 0 < spread.high:
            zero, share = self._number(0.0), -spread.low / (spread.high - spread.low)
            middle, half = LEFT + (self.width() - LEFT) * share, zero.width / 2 + APART
            if left <= middle - half and middle + half <= right:
                found.append((zero, middle))
        return found

    def _number(self, value: float) -> Line:
        pen = Pen(self.theme)
        text = pen.show(value, self._kind) if value else "0"
        return line(pen.word(text, 12, 400, self.theme.text3))

"""The weights of a neuron that sees pixels, as the picture that it looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import line
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

    from chainrule.gui.canvas.text import Item
    from chainrule.gui.theme import Theme

CELL, GAP = 21.0, 2.0
LARGEST = 184.0
BESIDE, LINE = 18.0, 16.0
STRONGEST = 0.85
"""how far the cell of the largest weight goes to the colour of its sign"""

Weight = tuple[str, str, float]
"""source, target, and the weight between them"""


class WeightImage(Painted):
    """A cell per pixel: blue where ink raises the sum, orange where it lowers it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._weights: tuple[Weight, ...] = ()
        self._side = 1
        self.setObjectName("inspector_looks_for")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_weights(self, weights: tuple[Weight, ...], side: int) -> None:
        """Show the weights of the pixels, row by row."""
        if (weights, side) != (self._weights, self._side):
            self._weights, self._side = weights, side
            self.setAccessibleName(self.told())
            self.updateGeometry()
            self.update()

    def told(self) -> str:
        """Return where the strongest weights are."""
        if not self._weights:
            return ""
        ranked = sorted(range(len(self._weights)), key=lambda at: self._weights[at][2])
        lowest, highest = divmod(ranked[0], self._side), divmod(ranked[-1], self._side)
        template = translate(
            "Inspector",
            "Ink raises z most in row {row1}, column {column1}; it lowers it most in row {row2},"
            " column {column2}",
        )
        return template.format(
            row1=highest[0] + 1,
            column1=highest[1] + 1,
            row2=lowest[0] + 1,
            column2=lowest[1] + 1,
        )

    def sizeHint(self) -> QSize:
        """Return room for the picture."""
        return QSize(0, round(self._pitch() * self._side - GAP))

    def minimumSizeHint(self) -> QSize:
        """Return room for the picture."""
        return self.sizeHint()

    def colour(self, weight: float) -> QColor:
        """Return the colour of a cell."""
        largest = max((abs(each[2]) for each in self._weights), default=0.0) or 1.0
        share = STRONGEST * min(1.0, abs(weight) / largest)
        ground = self.theme.mix("panel", "sunken", 0.5)
        return self.theme.mix(ground, "pos" if weight >= 0 else "neg", share)

    def _pitch(self) -> float:
        return min(CELL + GAP, LARGEST / self._side)

    def _at(self, point: QPointF) -> Weight | None:
        column, row = int(point.x() // self._pitch()), int(point.y() // self._pitch())
        inside = 0 <= column < self._side and 0 <= row < self._side
        place = row * self._side + column
        return self._weights[place] if inside and place < len(self._weights) else None

    def number_at(self, point: QPointF) -> float | None:
        """Return the weight of the pixel under a point."""
        found = self._at(point)
        return None if found is None else found[2]

    def target_at(self, point: QPointF) -> Selection | None:
        """Return the pixel under a point."""
        found = self._at(point)
        return None if found is None else Selection(frozenset({found[0]}))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, and what their colours mean beside them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        pitch = self._pitch()
        for place, (_, _, weight) in enumerate(self._weights):
            row, column = divmod(place, self._side)
            painter.setBrush(self.colour(weight))
            cell = QRectF(column * pitch, row * pitch, pitch - GAP, pitch - GAP)
            painter.drawRoundedRect(cell, Metrics.PIXEL_RADIUS, Metrics.PIXEL_RADIUS)
        theme = self.theme
        left, bottom = pitch * self._side + BESIDE, self.height()
        here = translate("Inspector", "ink here")
        blue = (translate("Inspector", "Blue"), here, translate("Inspector", "raises {z}"))
        orange = (translate("Inspector", "Orange"), here, translate("Inspector", "lowers {z}"))
        self._paint_words(painter, blue, theme.posText, QPointF(left, LINE / 2))
        self._paint_words(painter, orange, theme.negText, QPointF(left, bottom - 2.5 * LINE))

    def _paint_words(
        self, painter: QPainter, words: tuple[str, ...], colour: QColor, at: QPointF
    ) -> None:
        for place, text in enumerate(words):
            first = place == 0
            items = self._items(text, 600 if first else 400, colour if first else self.theme.text2)
            written = line(*items, gap=0)
            written.paint(painter, at.x() + written.width / 2, at.y() + place * LINE)

    def _items(self, text: str, weight: int, colour: QColor) -> list[Item]:
        """Return a text as a line, the sum in it as its symbol."""
        pen = Pen(self.theme)
        before, named, after = text.partition("{z}")
        items: list[Item] = [pen.word(before, 12, weight, colour)]
        if named:
            items += [pen.sign("z", 12, colour), pen.word(after, 12, weight, colour)]
        return items

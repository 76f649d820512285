"""Short lines of words, symbols, arrows and ticks, measured once and painted about a centre."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from chainrule.gui.fonts import ui_font
from chainrule.gui.symbols import paint_symbol, symbol_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.stamps import Mark
    from chainrule.gui.symbols import Symbol

ARROW_WIDTH = 13.0
LOCK_WIDTH = 11.0
TICK_WIDTH = 12.0
BLANK_WIDTH, BLANK_HEIGHT = 68.0, 20.0
CHECK = ((-5.0, 0.0, -1.5, 3.5), (-1.5, 3.5, 5.0, -4.0))
CROSS = ((-4.0, -4.0, 4.0, 4.0), (-4.0, 4.0, 4.0, -4.0))
"""lines from the middle of a tick"""


@dataclass(frozen=True, slots=True)
class Word:
    """Words or a number in the interface's typeface."""

    text: str
    px: float
    weight: int
    colour: QColor

    @property
    def look(self) -> tuple[object, ...]:
        """What names the look."""
        return self.text, self.px, self.weight, self.colour.rgb()

    @property
    def width(self) -> float:
        """The width in pixels."""
        return text_width(self.text, self.px, self.weight)


@dataclass(frozen=True, slots=True)
class Sign:
    """A symbol with its subscript, set beside text of `px`."""

    symbol: Symbol
    px: float
    colour: QColor

    @property
    def look(self) -> tuple[object, ...]:
        """What names the look."""
        return self.symbol, self.px, self.colour.rgb()

    @property
    def width(self) -> float:
        """The width in pixels."""
        return symbol_width(self.symbol, self.px)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A small arrow: to the right, or up or down before a number that moved so."""

    colour: QColor
    dx: int = 1
    dy: int = 0

    @property
    def look(self) -> tuple[object, ...]:
        """What names the look."""
        return "arrow", self.colour.rgb(), self.dx, self.dy

    @property
    def width(self) -> float:
        """The width in pixels."""
        return ARROW_WIDTH if self.dx else 9.0


@dataclass(frozen=True, slots=True)
class Lock:
    """A small lock: the value is frozen."""

    colour: QColor

    @property
    def look(self) -> tuple[object, ...]:
        """What names the look."""
        return "lock", self.colour.rgb()

    @property
    def width(self) -> float:
        """The width in pixels."""
        return LOCK_WIDTH


@dataclass(frozen=True, slots=True)
class Tick:
    """A check, or a cross."""

    colour: QColor
    crossed: bool = False

    @property
    def look(self) -> tuple[object, ...]:
        """What names the look."""
        return "tick", self.colour.rgb(), self.crossed

    @property
    def width(self) -> float:
        """The width in pixels."""
        return TICK_WIDTH


@dataclass(frozen=True, slots=True)
class Blank:
    """A box to be filled in, with what stands in it; dashed while nothing does."""

    inside: Line | None
    edge: QColor
    fill: QColor
    dashed: bool = True
    width: float = BLANK_WIDTH

    @property
    def look(self) -> tuple[object, ...]:
        """What names the look."""
        inside = None if self.inside is None else self.inside.look
        return "blank", inside, self.edge.rgb(), self.fill.rgb(), self.dashed, self.width


Item = Word | Sign | Arrow | Lock | Tick | Blank


@dataclass(frozen=True, slots=True)
class Line:
    """Items side by side with `gap` pixels between."""

    items: tuple[Item, ...]
    width: float
    gap: float

    @property
    def look(self) -> tuple[object, ...]:
        """What names the look of the line."""
        return (self.gap, *(item.look for item in self.items))

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the line with its centre at (x, y)."""
        left = x - self.width / 2
        for item in self.items:
            _paint(painter, item, left, y)
            left += item.width + self.gap


def line(*items: Item, gap: float = 7.0) -> Line:
    """Return a line of these items."""
    if len(items) == 1:
        return Line(items, items[0].width, gap)
    width = sum(item.width for item in items) + gap * max(0, len(items) - 1)
    return Line(items, width, gap)


def line_mark(
    words: Line, place: tuple[float, float], scale: float, ground: QColor | None = None
) -> Mark:
    """Return a line as something to be put down about a place, `scale` times its size.

    A `ground` keeps what lies under it from striking through the words.
    """
    high = max(item.px for item in words.items if isinstance(item, Word | Sign))

    def draw(painter: QPainter) -> None:
        painter.scale(scale, scale)
        if ground is not None:
            box = QRectF(-words.width / 2 - 2, -high * 0.55, words.width + 4, high * 1.1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 4, 4)
        words.paint(painter, 0, 0)

    reach = ((words.width / 2 + 4) * scale, high * 1.25 * scale)
    key = ("line", words.look, scale, None if ground is None else ground.rgba())
    return *place, key, reach, draw


def write_words(painter: QPainter, placed: Iterable[tuple[Word, float, float]]) -> None:
    """Write words about their middles; those of one size in turn cost less."""
    font: tuple[float, int] | None = None
    colour, rise = None, 0.0
    for word, x, y in placed:
        if font != (word.px, word.weight):
            font = word.px, word.weight
            painter.setFont(ui_font(*font))
            rise = metrics(*font).capHeight() / 2
        if word.colour is not colour:
            colour = word.colour
            painter.setPen(colour)
        painter.drawText(QPointF(x - word.width / 2, y + rise), word.text)


@lru_cache(maxsize=64)
def metrics(px: float, weight: int) -> QFontMetricsF:
    """Return the measures of the interface's typeface."""
    return QFontMetricsF(ui_font(px, weight))


@lru_cache(maxsize=16384)
def text_width(text: str, px: float, weight: int) -> float:
    """Return the width of a text in pixels."""
    return metrics(px, weight).horizontalAdvance(text)


def _paint(painter: QPainter, item: Item, left: float, y: float) -> None:
    if isinstance(item, Word):
        painter.setFont(ui_font(item.px, item.weight))
        painter.setPen(item.colour)
        painter.drawText(QPointF(left, _baseline(item.px, item.weight, y)), item.text)
    elif isinstance(item, Sign):
        place = QPointF(left, _baseline(item.px, 600, y))
        paint_symbol(painter, item.symbol, place, item.px, item.colour)
    elif isinstance(item, Arrow):
        _paint_arrow(painter, item, left, y)
    elif isinstance(item, Tick):
        _paint_tick(painter, item, QPointF(left + TICK_WIDTH / 2, y))
    elif isinstance(item, Blank):
        _paint_blank(painter, item, left, y)
    else:
        _paint_lock(painter, item, left, y)


def _baseline(px: float, weight: int, y: float) -> float:
    return y + metrics(px, weight).capHeight() / 2


def _paint_arrow(painter: QPainter, arrow: Arrow, left: float, y: float) -> None:
    reach = 4.5
    x = left + arrow.width / 2
    tip = QPointF(x + reach * arrow.dx, y + reach * arrow.dy)
    tail = QPointF(x - reach * arrow.dx, y - reach * arrow.dy)
    painter.setPen(QPen(arrow.colour, 1.4))
    wings = [
        QPointF(
            tip.x() - 3.5 * arrow.dx + 3.5 * side * arrow.dy,
            tip.y() - 3.5 * arrow.dy + 3.5 * side * arrow.dx,
        )
        for side in (-1, 1)
    ]
    painter.drawLines([QLineF(tail, tip), *(QLineF(wing, tip) for wing in wings)])


def _paint_tick(painter: QPainter, tick: Tick, middle: QPointF) -> None:
    painter.setPen(QPen(tick.colour, 1.75))
    ways = CROSS if tick.crossed else CHECK
    painter.drawLines([QLineF(*ends).translated(middle) for ends in ways])


def _paint_blank(painter: QPainter, blank: Blank, left: float, y: float) -> None:
    pen = QPen(blank.edge, 1.0 if blank.dashed else 1.5)
    if blank.dashed:
        pen.setDashPattern([3, 3])
    painter.setPen(pen)
    painter.setBrush(blank.fill)
    box = QRectF(left + 0.5, y - BLANK_HEIGHT / 2, blank.width - 1, BLANK_HEIGHT)
    painter.drawRoundedRect(box, 4, 4)
    if blank.inside is not None:
        blank.inside.paint(painter, box.center().x(), y)


def _paint_lock(painter: QPainter, lock: Lock, left: float, y: float) -> None:
    painter.setPen(QPen(lock.colour, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(left + 1, y - 1, 9, 6.5), 1.2, 1.2)
    painter.drawArc(QRectF(left + 3, y - 5.5, 5, 8), 0, 180 * 16)

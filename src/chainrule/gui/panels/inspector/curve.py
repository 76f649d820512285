"""A small plot: one curve, a point on it, dotted lines to the axes and a tangent."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import line, metrics
from chainrule.gui.numbers import MINUS, Kind, show
from chainrule.gui.panels.axis_labels import widest, write_below, write_beside
from chainrule.gui.panels.inspector.free_place import free_place
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.selection import Selection
    from chainrule.gui.theme import Theme
    from chainrule.teaching.notation import Notation

Point = tuple[float, float]
Ticks = tuple[float, ...]
RIGHT, TOP, BOTTOM = 8.0, 8.0, 24.0
GAP = 7.0
"""px between the numbers of the left axis and the plot"""
HEIGHT = 150
LARGEST_TICK = 1000.0
SMALLEST_GAP = 0.001
SIGNS = ".,"
"""decimal signs"""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a plot shows; `colour` is the role of the point, its lines and its words.

    A point without a height (`known` false) stands on the axis. `left` is the room for the numbers
    of the left axis; `trimmed` numbers lose the zeros at their end. With a role of its own, `dot`,
    the point has no line down to the axis.
    """

    points: tuple[Point, ...] = ()
    x: Point = (0.0, 1.0)
    y: Point = (0.0, 1.0)
    x_ticks: tuple[float, ...] = ()
    y_ticks: tuple[float, ...] = ()
    point: Point | None = None
    known: bool = True
    across: bool = False
    zero_line: bool = False
    tangent: tuple[Point, Point] | None = None
    words: str = ""
    number: str = ""
    colour: str = "accent"
    left: float = 31.0
    trimmed: bool = False
    dot: str = ""


class Curve(Painted):
    """The plot of a function in the Inspector."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.picture = Picture()
        self._source: Selection | None = None
        self._left = self.picture.left
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_picture(self, picture: Picture, source: Selection | None = None) -> None:
        """Show this picture; `source` is what the point on it belongs to."""
        self._source = source
        if picture != self.picture:
            self.picture = picture
            self._measure()
            self.setAccessibleName(f"{picture.words} {picture.number}".strip())
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self._measure()

    def _measure(self) -> None:
        """Give the numbers of the left axis the room they need."""
        texts = [self._tick(value, self.picture.y_ticks) for value in self.picture.y_ticks]
        self._left = max(self.picture.left, widest(texts) + GAP)

    def _tick(self, value: float, ticks: Ticks) -> str:
        return tick_text(value, ticks, self.theme.notation, self.picture.trimmed)

    def sizeHint(self) -> QSize:
        """Return the height of the plot."""
        return QSize(0, HEIGHT)

    def target_at(self, point: QPointF) -> Selection | None:
        """Return what the point near the pointer belongs to."""
        marked = self.picture.point
        if marked is None:
            return None
        far = self._at(marked) - point
        return self._source if math.hypot(far.x(), far.y()) < 12 else None

    def _box(self) -> QRectF:
        left = self._left
        return QRectF(left, TOP, self.width() - left - RIGHT, self.height() - TOP - BOTTOM)

    def _at(self, point: Point) -> QPointF:
        box, picture = self._box(), self.picture
        across = _share(point[0], *picture.x)
        up = _share(point[1], *picture.y)
        limit = 50.0
        return QPointF(
            box.left() + box.width() * max(-limit, min(limit, across)),
            box.bottom() - box.height() * max(-limit, min(limit, up)),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, curve, tangent, point and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter)
        box = self._box()
        painter.setClipRect(box.adjusted(-1, -2, 1, 1))
        painter.setPen(QPen(self.theme.text2, 2))
        painter.drawPolyline(QPolygonF([self._at(point) for point in self.picture.points]))
        painter.setClipping(False)
        if self.picture.point is not None:
            self._paint_point(painter)

    def _paint_axes(self, painter: QPainter) -> None:
        picture, box = self.picture, self._box()
        for value in picture.y_ticks:
            y = round(self._at((picture.x[0], value)).y()) + 0.5
            painter.setPen(QPen(self.theme.border, 1))
            painter.drawLine(QLineF(box.left(), y, box.right(), y))
            painter.setPen(self.theme.text3)
            write_beside(painter, box.left() - GAP, y, self._tick(value, picture.y_ticks))
        for value in picture.x_ticks:
            x = self._at((value, picture.y[0])).x()
            if value == 0 and picture.zero_line:
                painter.setPen(QPen(self.theme.border, 1))
                painter.drawLine(QLineF(x, box.top(), x, box.bottom()))
        painter.setPen(self.theme.text3)
        labels = [
            (self._at((value, picture.y[0])).x(), self._tick(value, picture.x_ticks))
            for value in picture.x_ticks
        ]
        write_below(painter, labels, box.bottom() + 13, 0, self.width())

    def _paint_point(self, painter: QPainter) -> None:
        picture, box = self.picture, self._box()
        assert picture.point is not None
        colour = self.theme[picture.colour]
        at = self._at(picture.point)
        foot = QPointF(at.x(), box.bottom())
        if picture.tangent is not None:
            painter.setClipRect(box.adjusted(-1, -4, 1, 4))
            painter.setPen(QPen(colour, 2, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(*(self._at(end) for end in picture.tangent))
            painter.setClipping(False)
        if not picture.dot:
            self._paint_feet(painter, colour, at)
        painter.setPen(QPen(self.theme.panel, 1.5))
        painter.setBrush(self.theme[picture.dot] if picture.dot else colour)
        painter.drawEllipse(at if picture.known else foot, 5.5, 5.5)
        self._paint_words(painter, at if picture.known else foot)

    def _paint_feet(self, painter: QPainter, colour: QColor, at: QPointF) -> None:
        """Paint dotted lines from the point to the axes."""
        picture, box = self.picture, self._box()
        dotted = QPen(colour, 1.5)
        dotted.setDashPattern([2, 2])
        painter.setPen(dotted)
        top = at if picture.known else QPointF(at.x(), box.top())
        painter.drawLine(QPointF(at.x(), box.bottom()), top)
        if picture.across and picture.known:
            painter.drawLine(QPointF(box.left(), at.y()), at)

    def _paint_words(self, painter: QPainter, at: QPointF) -> None:
        """Paint the words beside the point, where they hide it least."""
        said = self.said()
        place = self.words_box(at, said)
        said.paint(painter, place.center().x(), place.center().y())

    def said(self) -> Line:
        """Return the words beside the point."""
        picture, pen = self.picture, Pen(self.theme)
        colour = self.theme.backText if picture.colour == "back" else self.theme.accentText
        words = pen.word(picture.words, 13, 500, colour)
        number = pen.word(picture.number, 13, 600, colour)
        return line(words, number, gap=4) if picture.words else line(number)

    def words_box(self, at: QPointF, said: Line) -> QRectF:
        """Return where the words stand: off the lines where the point has some to both axes."""
        picture, box = self.picture, self._box()
        size = QSizeF(said.width, metrics(13, 600).capHeight() + 6)
        if picture.across and picture.known:
            room = box.adjusted(2, 0, RIGHT, 0)
            lines = [[self._at(point) for point in picture.points], self._feet(at)]
            lines += [[self._at(end) for end in picture.tangent]] if picture.tangent else []
            found = free_place(at, size, room, lines)
            if found is not None:
                return found
        place = QRectF(QPointF(), size)
        place.moveCenter(self._usual_place(at, said.width))
        return place

    def _feet(self, at: QPointF) -> list[QPointF]:
        """Return the way from one axis over the point to the other."""
        box = self._box()
        return [QPointF(box.left(), at.y()), at, QPointF(at.x(), box.bottom())]

    def _usual_place(self, at: QPointF, wide: float) -> QPointF:
        """Return the middle of words beside a point, wherever lines may be."""
        picture, box = self.picture, self._box()
        height = metrics(13, 600).height()
        left = at.x() + 12
        tangent = None if picture.across else picture.tangent
        rising = tangent is not None and tangent[1][1] > tangent[0][1]
        if rising or left + wide > box.right() + RIGHT:
            left = max(box.left(), at.x() - 12 - wide)
        y = at.y() + 11
        if tangent is not None:
            y = at.y() - 34
        if not picture.known:
            y = at.y() - 14
        y = max(box.top() + height / 2, min(box.bottom() - height / 2 - 2, y))
        return QPointF(left + wide / 2, y)


def _share(value: float, low: float, high: float) -> float:
    """Return where a value lies from `low` (0) to `high` (1); in an empty range at its start."""
    return (value - low) / (high - low) if high > low else 0.0


def tick_text(
    value: float, ticks: tuple[float, ...], notation: Notation, trimmed: bool = False
) -> str:
    """Return a tick's number with as many decimals as the distance of the ticks asks for."""
    gap = min((abs(b - a) for a, b in itertools.pairwise(ticks)), default=1.0)
    largest = max(abs(tick) for tick in ticks)
    if largest >= LARGEST_TICK or gap < SMALLEST_GAP:
        apart = math.ceil(math.log10(largest / gap) - 1e-9) if gap else 1
        text = show(value, Kind.GRADIENT, notation.digits(max(1, apart)))
        is_plain = trimmed and "×" not in text and any(sign in text for sign in SIGNS)
        return text.rstrip("0").rstrip(SIGNS) if is_plain else text
    whole = all(tick == int(tick) for tick in ticks)
    places = 0 if whole else max(1, math.ceil(-math.log10(gap) - 1e-9))
    text = f"{value:.{places}f}"
    if trimmed and "." in text:
        text = text.rstrip("0").rstrip(".")
    return notation.write(text.replace("-", MINUS))


def nice_step(reach: float, wanted: int) -> float:
    """Return a round distance, `wanted` of which or a few less make up `reach`."""
    rough = reach / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= rough * 0.99)


def nice_ticks(low: float, high: float, wanted: int = 3, outer: bool = False) -> Ticks:
    """Return round numbers from `low` to `high`; `outer` ones take both ends in."""
    if not low < high or not math.isfinite(high - low):
        return ()
    step = nice_step(high - low, wanted)
    if outer:
        first, last = math.floor(low / step + 0.01), math.ceil(high / step - 0.01)
    else:
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(round(index * step, 12) for index in range(first, last + 1))

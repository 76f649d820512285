"""The names on the loss surface: of the arrows, of the start, and of the way without momentum."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from chainrule.gui.canvas.parts import part_symbol
from chainrule.gui.canvas.text import line
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.surface.arrows import ends_of
from chainrule.gui.symbols import MU
from chainrule.teaching.movement import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.panels.surface.sight import Above
    from chainrule.gui.theme import Theme
    from chainrule.session.landscape import Landscape
    from chainrule.teaching.ball import Push

PX, SYMBOL = 12.0, 14.0
HEIGHT = 18.0
BESIDE, ASIDE = 10.0, 15.0
"""px from a point to the words beside it, and from the middle of an arrow to its name"""
LEAST = 16.0
"""px of an arrow from which on it has room for a name"""
FLAT = 8.0
"""px of height below which the three arrows lie on one line"""
CLEAR = 14.0
"""px round the ball that stay free"""
HALO = tuple((dx, dy) for dx in (-1.5, 0, 1.5) for dy in (-1.5, 0, 1.5) if dx or dy)


@dataclass(frozen=True, slots=True)
class Name:
    """Words with their middle at a place."""

    words: Line
    behind: Line
    place: QPointF

    @property
    def box(self) -> QRectF:
        """The room they take."""
        width = self.words.width
        return QRectF(self.place.x() - width / 2, self.place.y() - HEIGHT / 2, width, HEIGHT)


class Names:
    """Finds places for the names of a landscape, one after the other, and paints them."""

    def __init__(self, theme: Theme, sight: Above, land: Landscape) -> None:
        self._theme, self._sight, self._land = theme, sight, land
        ball = sight.place(land.ball)
        self._taken = [QRectF(ball.x() - CLEAR, ball.y() - CLEAR, 2 * CLEAR, 2 * CLEAR)]
        self.names: list[Name] = []

    def _put(self, words: Line, behind: Line, places: Sequence[QPointF]) -> None:
        """Put words at the first place where they lie inside and over nothing else."""
        room = self._sight.area.adjusted(2, 2, -2, -2)
        for place in places:
            name = Name(words, behind, place)
            if room.contains(name.box) and not any(map(name.box.intersects, self._taken)):
                self.names.append(name)
                self._taken.append(name.box)
                return

    # The arrows

    def put_pushes(self, pushes: Sequence[Push], factor: float) -> None:
        """Name the arrows, each on its outer side."""
        ends = ends_of(pushes, self._land.ball, factor)
        places = {part: [self._sight.place(end) for end in two] for part, two in ends.items()}
        corners = [place for two in places.values() for place in two]
        if not corners:
            return
        middle = _mean(corners)
        flat = _height(places) < FLAT
        for part, (tail, tip) in places.items():
            if _far(tail, tip) >= LEAST:
                sides = _sides(tail, tip, middle, flat=flat, left=part is Part.REMEMBERED)
                self._put(*self._lines_of(part), sides)

    def _lines_of(self, part: Part) -> tuple[Line, Line]:
        pen, theme = Pen(self._theme), self._theme
        colour = theme.backText if part is Part.ASKED else theme.text
        symbol = part_symbol(part)
        return line(pen.sign(symbol, SYMBOL, colour)), line(pen.sign(symbol, SYMBOL, theme.canvas))

    # The ways

    def put_ways(self) -> None:
        """Name the end of the way without momentum, and where both begin."""
        pen, land, theme = Pen(self._theme), self._land, self._theme
        if len(land.plain_path) > 1:
            end = self._sight.place(land.plain_path[-1])
            zero = f"= {pen.show(0.0, Kind.SETTING)}"
            lines = [
                line(pen.sign(MU, PX, colour), pen.word(zero, PX, 500, colour), gap=4)
                for colour in (theme.text, theme.canvas)
            ]
            self._put(lines[0], lines[1], _beside(end, lines[0].width))
        if len(land.path) > 1:
            begin = self._sight.place(land.path[0])
            told = translate("Surface", "start")
            if land.first:
                told = translate("Surface", "update {update}")
            words = told.format(update=pen.show(land.first, Kind.COUNT))
            lines = [
                line(pen.word(words, PX, 500, colour)) for colour in (theme.text, theme.canvas)
            ]
            self._put(lines[0], lines[1], _beside(begin, lines[0].width))

    def paint(self, painter: QPainter) -> None:
        """Paint the names, with a rim in the colour of the ground."""
        for name in self.names:
            for dx, dy in HALO:
                name.behind.paint(painter, name.place.x() + dx, name.place.y() + dy)
            name.words.paint(painter, name.place.x(), name.place.y())


def _mean(places: Sequence[QPointF]) -> QPointF:
    count = len(places)
    return QPointF(sum(at.x() for at in places) / count, sum(at.y() for at in places) / count)


def _far(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


def _height(places: dict[Part, list[QPointF]]) -> float:
    """Return how far the tip of μv is from the line of the sum."""
    tail, tip = list(places.values())[-1]
    other = next(iter(places.values()))[1]
    length = _far(tail, tip)
    if not length:
        return 0.0
    across = (tip.x() - tail.x()) * (other.y() - tail.y())
    down = (tip.y() - tail.y()) * (other.x() - tail.x())
    return abs(across - down) / length


def _sides(
    tail: QPointF, tip: QPointF, middle: QPointF, *, flat: bool, left: bool
) -> list[QPointF]:
    """Return the places beside the middle of an arrow, the outer one first."""
    half = QPointF((tail.x() + tip.x()) / 2, (tail.y() + tip.y()) / 2)
    length = _far(tail, tip)
    normal = QPointF((tail.y() - tip.y()) / length, (tip.x() - tail.x()) / length)
    out = half - middle
    outer = normal if normal.x() * out.x() + normal.y() * out.y() >= 0 else -normal
    if flat:
        outer = normal if left else -normal
    return [half + outer * ASIDE, half - outer * ASIDE, tip + outer * ASIDE, tip - outer * ASIDE]


def _beside(at: QPointF, width: float) -> list[QPointF]:
    """Return the places round a point: right, left, below, above."""
    across = width / 2 + BESIDE
    return [
        at + QPointF(across, 0), at - QPointF(across, 0),
        at + QPointF(0, ASIDE), at - QPointF(0, ASIDE),
    ]  # fmt: skip

"""How the bundle of the lit paths is put together for a scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt

from chainrule.gui.canvas.boxes import ways_to_loss
from chainrule.gui.canvas.bundle import LETTER, Bundle, Lettered, Line
from chainrule.gui.canvas.curves import GAP
from chainrule.gui.canvas.edges import make_pen
from chainrule.gui.canvas.geometry import Box, Curve
from chainrule.gui.canvas.packing import Taken
from chainrule.gui.canvas.parallel import arrow_head, beside, leader, off
from chainrule.gui.canvas.path_marks import letter
from chainrule.gui.fonts import ui_font
from chainrule.gui.metrics import Metrics
from chainrule.gui.path_lines import WIDTH, path_pen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.path_marks import PathMarks
    from chainrule.gui.canvas.scene import Scene

PITCH = 7.0
ACROSS = 1.7
"""of a neuron's radius: what a bundle takes at most"""
LEAST_ZOOM = 0.75
"""below this lines do not become thinner on the screen"""
DISC = 9.0
BACK = 0.3
"""what is left of the colour of a path while another one is lit"""
FIRST_SHARES = (0.25, 0.3, 0.2, 0.35, 0.4, 0.15, 0.6, 0.7, 0.8)
OTHER_SHARES = (0.75, 0.7, 0.8, 0.65, 0.6, 0.85, 0.3, 0.25, 0.4, 0.2)
"""where on an edge the letter of the first path and those of the others may stand"""
HEAD_SHARES = (0.8, 0.72, 0.86, 0.62, 0.5, 0.35)


def bundle_of(scene: Scene, boxes: Iterable[Box], own: Box | None) -> Bundle | None:
    """Return the bundle of a scene, None where no paths are lit.

    `boxes` are what the letters keep off; `own` is the pill of the edge whose paths they are.
    """
    marks = scene.paths
    return None if marks is None else _Bundling(scene, marks).build(boxes, own)


class _Bundling:
    """Builds the bundle of one scene."""

    def __init__(self, scene: Scene, marks: PathMarks) -> None:
        self._scene, self._layout, self._theme = scene, scene.layout, scene.theme
        self._marks = marks
        self._reach = scene.layout.radius + GAP
        self._scale = max(1.0, LEAST_ZOOM / scene.zoom)
        most = max((len(users) for users in marks.users.values()), default=1)
        room = ACROSS * scene.layout.radius
        self._pitch = min(PITCH * self._scale, room / max(1, most - 1))
        self._width = min(WIDTH * self._scale, 0.6 * self._pitch)
        self._colours = [self._colour(number) for number in range(len(marks.ways))]
        self._pens = [
            path_pen(number, colour, self._width) for number, colour in enumerate(self._colours)
        ]
        self._bundle = Bundle(font=ui_font(LETTER * scene.forced_scale, 600))

    def build(self, boxes: Iterable[Box], own: Box | None) -> Bundle:
        marks, bundle = self._marks, self._bundle
        for key, users in marks.users.items():
            curve = self._layout.curves[key]
            bundle.on_edge[key] = self._lines(curve, users, self._reach, self._reach)
        for output in dict.fromkeys(marks.outputs):
            self._go_to_loss(output)
        side = 2 * self._reach
        neurons = [Box(x, y, side, side) for x, y in self._layout.places.values()]
        taken = Taken([*boxes, *neurons])
        for number in range(len(marks.ways)):
            self._place_letter(number, taken)
        self._place_heads(marks.lit or 0, taken)
        if own is not None and marks.own is not None:
            self._lead_to(own, marks.own)
        return bundle

    def _colour(self, number: int) -> QColor:
        back = self._marks.stands_back(number)
        return self._theme.mix("canvas", "back", BACK) if back else self._theme.back

    def _lines(self, curve: Curve, users: tuple[int, ...], start: float, end: float) -> list[Line]:
        """Return the lines of some paths beside a curve, those that stand back first."""
        ways = [
            (number, beside(curve, self._offset(users, number), start, end)) for number in users
        ]
        ways.sort(key=lambda way: not self._marks.stands_back(way[0]))
        return [Line.through(points, self._pens[number]) for number, points in ways]

    def _offset(self, users: tuple[int, ...], number: int) -> float:
        return (users.index(number) - (len(users) - 1) / 2) * self._pitch

    def _go_to_loss(self, output: str) -> None:
        users = self._marks.ending_at(output)
        for index, way in enumerate(ways_to_loss(self._scene, output)):
            curve = Curve((way.x1(), way.y1()), (way.x2(), way.y2()))
            start = 0.0 if index else self._reach
            self._bundle.to_loss += self._lines(curve, users, start, 0.0)

    def _places(self, number: int) -> list[Key]:
        """Return the edges of a path, those where it runs alone first, of them the longest."""
        users, curves = self._marks.users, self._layout.curves
        return sorted(
            self._marks.ways[number], key=lambda key: (len(users[key]), -curves[key].length)
        )

    def _point(self, key: Key, number: int, share: float) -> tuple[Point, Point]:
        """Return a point of a path's line on an edge, and the direction there."""
        curve = self._layout.curves[key]
        t = curve.parameter(share)
        return off(curve, t, self._offset(self._marks.users[key], number)), curve.direction(t)

    def _place_letter(self, number: int, taken: Taken) -> None:
        """Put a letter where its path runs alone and nothing else stands."""
        reach = DISC * self._scene.forced_scale
        shares = FIRST_SHARES if number == 0 else OTHER_SHARES
        for key in self._places(number):
            for share in shares:
                x, y = self._point(key, number, share)[0]
                box = Box(x, y, 2 * reach + 2, 2 * reach + 2)
                if not taken.near(box, 0.0):
                    taken.add(box)
                    self._bundle.letters.append(self._lettered(number, x, y, reach))
                    return

    def _lettered(self, number: int, x: float, y: float, reach: float) -> Lettered:
        back = self._marks.stands_back(number)
        colour = self._theme.text3 if back else self._theme.onBack
        disc = QRectF(x - reach, y - reach, 2 * reach, 2 * reach)
        return Lettered(disc, letter(number), self._colours[number], colour)

    def _place_heads(self, number: int, taken: Taken) -> None:
        """Put arrow heads that say which way the blame goes near the letter."""
        size = min(1.0, self._layout.radius / 24) * self._scale
        side = 2 * (Metrics.CHEVRON_PITCH + Metrics.CHEVRON_ARM) * size
        for key in self._places(number):
            for share in HEAD_SHARES:
                place, _ = self._point(key, number, share)
                if not taken.near(Box(*place, side, side), 0.0):
                    self._add_heads(key, number, share, size)
                    return

    def _add_heads(self, key: Key, number: int, share: float, size: float) -> None:
        pitch = Metrics.CHEVRON_PITCH * size / max(1.0, self._layout.curves[key].length)
        last = len(Metrics.CHEVRON_OPACITY) - 1
        for index in range(last, -1, -1):
            point, direction = self._point(key, number, share + (index - last / 2) * pitch)
            colour = self._theme.mix("canvas", "back", Metrics.CHEVRON_OPACITY[index])
            pen = make_pen(colour, Metrics.CHEVRON_LINE * size)
            head = arrow_head(point, direction, Metrics.CHEVRON_ARM * size)
            self._bundle.heads.append(Line.through(head, pen))

    def _lead_to(self, own: Box, key: Key) -> None:
        users = self._marks.users[key]
        reach = ((len(users) - 1) * self._pitch + self._width) / 2
        found = leader(self._layout.curves[key], own, reach)
        if found is not None:
            pen = make_pen(self._theme.focus, 2.0 * self._scale)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            self._bundle.leader = QLineF(*found[0], *found[1]), pen

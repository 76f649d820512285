"""Labels put on curves so that none covers another. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.parallel import off
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chainrule.gui.canvas.geometry import Curve


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a size that wants to stand at the parameter `usual` of its curve."""

    curve: Curve
    usual: float
    width: float
    height: float

    def box(self, shift: float = 0.0) -> Box:
        """Return the box at the usual place, or moved along the curve."""
        return Box(*self.curve.at(self.usual + shift), self.width, self.height)


CELL = 96.0
"""side of a cell, canvas units"""


class Taken:
    """Boxes that are in the way, found by the cells of a grid that they lie in."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Put a box in the way."""
        for cell in _cells(box, 0.0):
            self._cells.setdefault(cell, []).append(box)

    def near(self, box: Box, gap: float) -> bool:
        """Return whether a box in the way overlaps this one or comes closer than `gap`."""
        cells = self._cells
        return any(
            box.near(other, gap) for cell in _cells(box, gap) for other in cells.get(cell, ())
        )


def _cells(box: Box, gap: float) -> Iterable[tuple[int, int]]:
    left, right = int((box.left - gap) // CELL), int((box.right + gap) // CELL)
    top, bottom = int((box.top - gap) // CELL), int((box.bottom + gap) // CELL)
    return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def free_box(label: Label, taken: Taken, gap: float) -> Box | None:
    """Return where the label is free of what is taken, at most five steps off; else None."""
    for step in range(2 * Metrics.PILL_STEPS + 1):
        shift = Metrics.PILL_STEP * ((step + 1) // 2) * (1 if step % 2 else -1)
        box = label.box(shift)
        if not taken.near(box, gap):
            return box
    return None


ASIDE = (0.15, 0.3, 0.42)
"""in heights of a label: so far it still covers the curve"""


def boxes_aside(label: Label) -> Iterator[Box]:
    """Yield places of a label on its curve with the curve not through its middle."""
    for share in ASIDE:
        for step in range(2 * Metrics.PILL_STEPS + 1):
            t = label.usual + Metrics.PILL_STEP * ((step + 1) // 2) * (1 if step % 2 else -1)
            for reach in (-share * label.height, share * label.height):
                yield Box(*off(label.curve, t, reach), label.width, label.height)


def boxes_off(label: Label, away: float, clear: float) -> Iterator[Box]:
    """Yield places of a label off its curve, on either side, the upper one first.

    Its middle is `away` from the curve, and further where its side would come nearer than `clear`.
    """
    for shift in (0.0, -0.1, 0.1, -0.2, 0.2):
        t = label.usual + shift
        dx, dy = label.curve.direction(t)
        reach = max(away, (abs(dy) * label.width + abs(dx) * label.height) / 2 + clear)
        places = [off(label.curve, t, reach), off(label.curve, t, -reach)]
        for place in sorted(places, key=lambda place: place[1]):
            yield Box(*place, label.width, label.height)


def all_fit(labels: Sequence[Label], boxes: Iterable[Box]) -> bool:
    """Return whether every label finds a free place, one after the other."""
    taken = Taken(boxes)
    for label in labels:
        box = free_box(label, taken, Metrics.PILL_APART)
        if box is None:
            return False
        taken.add(box)
    return True

"""Labels put on curves so that none covers another. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.canvas.geometry import Box
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def free_box(label: Label, taken: Iterable[Box], gap: float) -> Box | None:
    """Return where the label is free of what is taken, at most five steps off; else None."""
    there = list(taken)
    for step in range(2 * Metrics.PILL_STEPS + 1):
        shift = Metrics.PILL_STEP * ((step + 1) // 2) * (1 if step % 2 else -1)
        box = label.box(shift)
        if not any(box.near(other, gap) for other in there):
            return box
    return None


def all_fit(labels: Sequence[Label], taken: Iterable[Box]) -> bool:
    """Return whether every label finds a free place, one after the other."""
    there = list(taken)
    for label in labels:
        box = free_box(label, there, Metrics.PILL_APART)
        if box is None:
            return False
        there.append(box)
    return True

"""Forward passes of many points that differ in a few parameters only.

What no point changes is computed once: the neurons that these parameters do not reach, and what
those neurons add to the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.activations import ACTIVATIONS
from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from chainrule.engine.placing import Block
    from chainrule.engine.plan import Plan

    Array = NDArray[np.float64]
    Rows = NDArray[np.intp]
    Ends = tuple[int, int]


@dataclass(frozen=True, eq=False, slots=True)
class Level:
    """The neurons of a level that move from point to point.

    They stand in `rows` of the plan and from `start` on among all that move. `fixed` is what
    the others add to their sums, `weights` lead to them from the moving `sources`. `groups` are
    runs of places from `start` on with one activation.
    """

    rows: Rows
    start: int
    fixed: Array
    weights: Array
    sources: Rows
    groups: tuple[tuple[Activation, slice], ...]


class SlicePass:
    """Passes of the samples `x` with parameters `theta`, in which those that vary are 0.

    `ends` has for each parameter that varies the row that it adds to and the row it takes from.
    """

    def __init__(self, plan: Plan, theta: Array, x: Array, ends: Sequence[Ends]) -> None:
        self._plan, self._ends, self._samples = plan, ends, x.shape[1]
        self._place = np.full(plan.height, -1, dtype=np.intp)
        self._z = np.ones((plan.height, x.shape[1]))
        self._z[plan.input_rows] = x
        self._a = self._z.copy()
        self.moving = 0
        self._levels: list[Level] = []
        room = plan.matrices(theta)
        for block in plan.blocks:
            self._take(block, block.weights(room))

    def _take(self, block: Block, weights: Array) -> None:
        """Compute a level as it is without the varying parameters; keep what moves in it."""
        self._z[block.rows] = weights @ self._a[block.sources]
        for activation, rows in block.groups:
            self._a[rows] = ACTIVATIONS[activation].function(self._z[rows])
        moved = self._place[block.sources] >= 0
        found, groups = self._moving_rows(block, (weights[:, moved] != 0).any(axis=1))
        if not len(found):
            return
        taken = weights[found - block.rows.start]
        fixed = taken[:, ~moved] @ self._a[block.sources][~moved]
        sources = self._place[block.sources][moved]
        self._levels.append(Level(found, self.moving, fixed, taken[:, moved], sources, groups))
        self._place[found] = np.arange(self.moving, self.moving + len(found))
        self.moving += len(found)

    def _moving_rows(
        self, block: Block, reached: NDArray[np.bool_]
    ) -> tuple[Rows, tuple[tuple[Activation, slice], ...]]:
        """Return the rows of a level that move, and how they go together."""
        for target, _ in self._ends:
            if block.rows.start <= target < block.rows.stop:
                reached[target - block.rows.start] = True
        found: list[int] = []
        groups = []
        for activation, rows in block.groups:
            inside = np.flatnonzero(reached[rows.start - block.rows.start :][: _count(rows)])
            if activation is Activation.SOFTMAX and len(inside):
                inside = np.arange(_count(rows))
            if len(inside):
                groups.append((activation, slice(len(found), len(found) + len(inside))))
                found += (rows.start + inside).tolist()
        return np.array(found, dtype=np.intp), tuple(groups)

    def outputs(self, values: Sequence[Array]) -> tuple[Array, Array]:
        """Return a and z of the outputs, (outputs, points, samples).

        `values` has for each varying parameter its value at every point.
        """
        points = len(values[0])
        z = np.empty((self.moving, points, self._samples))
        a = np.empty_like(z)
        for level in self._levels:
            self._fill(level, z, a, values)
        rows = self._plan.output_rows
        return self._together(a, self._a, rows, points), self._together(z, self._z, rows, points)

    def _fill(self, level: Level, z: Array, a: Array, values: Sequence[Array]) -> None:
        stop = level.start + len(level.rows)
        sums = z[level.start : stop]
        sums[:] = level.fixed[:, np.newaxis, :]
        if len(level.sources):
            sums += np.tensordot(level.weights, a[level.sources], axes=1)
        for (target, source), value in zip(self._ends, values, strict=True):
            at = self._place[target]
            if level.start <= at < stop:
                place = self._place[source]
                sent = self._a[source] if place < 0 else a[place]
                z[at] += value[:, np.newaxis] * sent
        for activation, part in level.groups:
            flat = sums[part].reshape(_count(part), -1)
            found = ACTIVATIONS[activation].function(flat)
            a[level.start : stop][part] = found.reshape(sums[part].shape)

    def _together(self, moved: Array, still: Array, rows: Rows, points: int) -> Array:
        """Return what moves and what does not, for every point."""
        whole = np.empty((len(rows), points, self._samples))
        for index, row in enumerate(rows.tolist()):
            place = self._place[row]
            whole[index] = still[row] if place < 0 else moved[place]
        return whole


def _count(rows: slice) -> int:
    return int(rows.stop - rows.start)

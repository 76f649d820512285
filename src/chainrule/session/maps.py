"""What every neuron sends over the plane of two inputs, or along the line of one.

One pass for all points and all neurons together, in single precision: it makes pictures of 256
shades, and no number that is written anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.activations import ACTIVATIONS
from chainrule.engine.plan import compile_plan
from chainrule.network.names import Activation
from chainrule.session.contours import contour
from chainrule.session.shades import MOST_CLASSES, STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.network.project import Project
    from chainrule.session.contours import Segment

    Field = NDArray[np.float32]

Range = tuple[float, float]
MOST_SIZE = 256
BOUND = np.float32(1e37)
HUGE = 1e30
"""a weight that is larger makes the same picture"""


@dataclass(frozen=True, slots=True)
class Plane:
    """The output over the plane of two inputs, on a square grid of `size` by `size` points.

    `shades` holds a byte per point, 0 where the output is `low` or less and 255 where it is `high`
    or more, row by row from the largest second input downwards. `contour` are the pieces of the
    line on which the output is halfway, in the units of the inputs.

    Where there are several classes, a shade is 16 times the number of the likeliest one plus how
    certain it is, from 0 to 15, and the contour is the border between them.
    """

    size: int
    x: Range
    y: Range
    shades: bytes
    contour: tuple[Segment, ...]
    classes: int = 0


@dataclass(frozen=True, eq=False)
class Maps:
    """The map of every neuron: `values` (places, rows from the top, columns).

    `names` tells the place of each neuron; there may be places that are none.
    """

    x: Range
    y: Range
    names: Mapping[str, int]
    values: Field
    limits: Mapping[str, Range | None]
    """the range of each neuron's activation, None where it has none"""

    @property
    def size(self) -> int:
        """Points along a side."""
        return int(self.values.shape[2])

    def field(self, name: str) -> Field:
        """Return the map of one neuron."""
        found: Field = self.values[self.names[name]]
        return found

    @cached_property
    def shades(self) -> Mapping[str, bytes]:
        """A byte per point of every neuron: 0 at its least, 255 at its largest, 128 between.

        What has no limits goes from minus to plus the largest size it has in the map.
        """
        low, high = np.empty((2, len(self.values), 1, 1), dtype=np.float32)
        low[:], high[:] = -1.0, 1.0
        for name, place in self.names.items():
            low[place], high[place] = self.limits[name] or _around(self.values[place])
        found = _as_bytes(self.values, low, high)
        return {name: found[place].tobytes() for name, place in self.names.items()}

    @np.errstate(all="ignore")
    def plane(self, output: str, low: float, high: float) -> Plane:
        """Return the map of an output from `low` to `high`, with the line halfway."""
        field = self.field(output)
        high = high if high > low else low + 1.0
        shades = _as_bytes(field, np.float32(low), np.float32(high)).tobytes()
        middle = np.float32((low + high) / 2)
        halfway = contour(field - middle, self.x, self.y)
        return Plane(self.size, self.x, self.y, shades, halfway)

    @np.errstate(all="ignore")
    def classes(self, outputs: tuple[str, ...]) -> Plane:
        """Return which of several outputs is the largest, and the borders between them."""
        outputs = outputs[:MOST_CLASSES]
        fields = np.stack([self.field(name) for name in outputs])
        best = fields.argmax(axis=0)
        ordered = np.partition(fields, -2, axis=0)
        lead = np.clip(np.nan_to_num(ordered[-1] - ordered[-2]), 0.0, 1.0)
        shades = best.astype(np.uint8) * STEPS + (lead * (STEPS - 1) + 0.5).astype(np.uint8)
        borders: list[Segment] = []
        for place in range(len(outputs) - 1):
            if (best == place).any():
                others = np.delete(fields, place, axis=0).max(axis=0)
                borders += contour(fields[place] - others, self.x, self.y)
        return Plane(self.size, self.x, self.y, shades.tobytes(), tuple(borders), len(outputs))


def _around(field: Field) -> Range:
    """Return the range from minus to plus the largest size in a map."""
    far = max(float(field.max()), -float(field.min())) or 1.0
    return -far, far


@np.errstate(all="ignore")
def _as_bytes(
    values: Field, low: Field | np.float32, high: Field | np.float32
) -> NDArray[np.uint8]:
    """Return 0 at `low` and 255 at `high`, the middle for what is not a number."""
    scale = np.float32(255.0) / (high - low)
    shade = values * scale
    shade += np.float32(0.5) - low * scale
    np.clip(shade, 0.0, 255.0, out=shade)
    if not np.isfinite(shade).all():
        np.nan_to_num(shade, copy=False, nan=128.0)
    return shade.astype(np.uint8)


class Mapper:
    """Makes the maps of one project's network; keeps what many pictures share."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._grid: tuple[object, Field] | None = None
        self._last: tuple[object, Maps] | None = None

    @cached_property
    def _plan(self) -> Plan:
        return compile_plan(self.project.network)

    @cached_property
    def _limits(self) -> dict[str, Range | None]:
        neurons = self.project.network.neurons
        return {each.id: None if each.is_input else LIMITS.get(each.activation) for each in neurons}

    def maps(self, parameters: Mapping[str, float], size: int, x: Range, y: Range) -> Maps:
        """Return the maps with these parameters over these ranges of the two inputs."""
        size = max(2, min(size, MOST_SIZE))
        key = (parameters, size, x, y)
        if self._last is None or self._last[0] != key:
            passed = self._passed(parameters, size, x, y)
            values = passed.reshape(-1, size, size)
            self._last = key, Maps(x, y, self._plan.row, values, self._limits)
        return self._last[1]

    def curve(
        self, parameters: Mapping[str, float], count: int, x: Range
    ) -> tuple[tuple[float, ...], dict[str, tuple[float, ...]]]:
        """Return `count` places along the line of the only input, and what each output is there."""
        places = np.linspace(*x, count)
        sent = self._forward(parameters, places[np.newaxis].astype(np.float32))
        found = {
            each.id: tuple(sent[self._plan.row[each.id]].tolist())
            for each in self.project.network.outputs
        }
        return tuple(places.tolist()), found

    def _passed(self, parameters: Mapping[str, float], size: int, x: Range, y: Range) -> Field:
        if self._grid is None or self._grid[0] != (size, x, y):
            across, down = np.meshgrid(np.linspace(*x, size), np.linspace(y[1], y[0], size))
            points = np.stack([across.ravel(), down.ravel()]).astype(np.float32)
            self._grid = (size, x, y), points
        return self._forward(parameters, self._grid[1])

    @np.errstate(all="ignore")
    def _forward(self, parameters: Mapping[str, float], points: Field) -> Field:
        """Send points (inputs, points) through the network; return what every row sends.

        What is a number is bounded, so that differences and shares of it are finite too.
        """
        plan = self._plan
        theta = np.clip(plan.matrices(plan.pack(parameters)), -HUGE, HUGE)
        room = theta.astype(np.float32)
        sent = np.ones((plan.height, points.shape[1]), dtype=np.float32)
        sent[plan.input_rows] = points
        for block in plan.blocks:
            weights = block.weights(room)  # type: ignore[arg-type]
            np.matmul(weights, sent[block.sources], out=sent[block.rows])
            for activation, rows in block.groups:
                found = _quick(activation)(sent[rows])
                if found.base is not sent:
                    sent[rows] = found
        return np.clip(sent, -BOUND, BOUND, out=sent)


LIMITS: dict[Activation, Range] = {
    Activation.SIGMOID: (0.0, 1.0),
    Activation.SOFTMAX: (0.0, 1.0),
    Activation.TANH: (-1.0, 1.0),
}


def _sigmoid(z: Field) -> Field:
    """σ(z) = ½ + ½·tanh(z/2), which nothing can overflow."""
    z *= np.float32(0.5)
    np.tanh(z, out=z)
    z *= np.float32(0.5)
    z += np.float32(0.5)
    return z


def _tanh(z: Field) -> Field:
    return np.tanh(z, out=z)


def _quick(activation: Activation) -> Callable[[Field], Field]:
    """Return an activation that may write into what it is given."""
    if activation in IN_PLACE:
        return IN_PLACE[activation]
    return ACTIVATIONS[activation].function  # type: ignore[return-value]


IN_PLACE: dict[Activation, Callable[[Field], Field]] = {
    Activation.SIGMOID: _sigmoid,
    Activation.TANH: _tanh,
}

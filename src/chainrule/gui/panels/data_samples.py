"""The training rows as points in the plane of two inputs, and points made into rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.gui.symbols import Symbols
from chainrule.session.classes import tells_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.symbols import Symbol
    from chainrule.network.project import Project, Row
    from chainrule.session.moment import Moment

MARGIN = 0.2
"""how far the plane goes beyond the samples, as a share of their spread"""
MOST_PAINTED = 800
SLACK = 0.01
DECIMALS = 3
"""of a place in the plane"""
BINARY = ({0.0, 1.0}, {-1.0, 1.0})
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Samples:
    """The training rows as points of the plane of the two inputs.

    `inputs` and `targets` are their cells in a row. `x` and `y` name the inputs, `across` and `up`
    are their ranges in the plane, `classes` the names of the classes where there are several
    targets; `numbers` tells that the only target is no class.
    """

    rows: tuple[Row, ...]
    inputs: tuple[int, int]
    targets: tuple[int, ...]
    x: Symbol
    y: Symbol
    low: float
    high: float
    across: Range
    up: Range
    classes: tuple[Symbol, ...] = ()
    numbers: bool = False

    @property
    def middle(self) -> float:
        """The value halfway between the classes."""
        return (self.low + self.high) / 2

    def share(self, row: int) -> float:
        """Return where the first target of a row (from 0) stands from low to high."""
        value = self.rows[row][self.targets[0]]
        return (value - self.low) / ((self.high - self.low) or 1.0)

    @property
    def shown(self) -> range:
        """The rows (from 0) that are painted: all, of very many only some."""
        return shown_rows(self.rows)

    def point(self, row: int) -> tuple[float, float]:
        """Return the inputs of a row (from 0)."""
        cells = self.rows[row]
        return cells[self.inputs[0]], cells[self.inputs[1]]

    def place(self, row: int) -> int:
        """Return the class of a row (from 0): 1 for the higher of two."""
        cells = self.rows[row]
        if self.classes:
            return max(range(len(self.targets)), key=lambda at: cells[self.targets[at]])
        return int(cells[self.targets[0]] >= self.middle)


def shown_rows(rows: Sequence[Row]) -> range:
    """Return rows from all over the data, so many that a picture takes a few milliseconds."""
    return range(0, len(rows), max(1, -(-len(rows) // MOST_PAINTED)))


def samples_of(moment: Moment, output: str | None = None) -> Samples | None:
    """Return the samples as points, for a network of two inputs.

    `output` is the one whose targets are shown where they are numbers; None for the first.
    """
    project, rows = moment.project, moment.project.data.train
    network = project.network
    if len(network.inputs) != 2 or not network.outputs:  # noqa: PLR2004, RUF100
        return None
    symbols = Symbols(network)
    x, y = (symbols.neuron(neuron.id) for neuron in network.inputs)
    first, second = _inputs(project)
    targets = tuple(_targets(project))
    seen = [rows[row] for row in shown_rows(rows)]
    ranges = _range(seen, first), _range(seen, second)
    if len(targets) > 1 and (not rows or tells_classes(project)):
        names = tuple(symbols.neuron(neuron.id) for neuron in network.outputs)
        return Samples(rows, (first, second), targets, x, y, 0.0, 1.0, *ranges, names)
    ids = [neuron.id for neuron in network.outputs]
    chosen = targets[ids.index(output) if output in ids else 0]
    targets = (chosen, *(cell for cell in targets if cell != chosen))
    found = {row[chosen] for row in seen}
    numbers = len(targets) > 1 or not any(found <= binary for binary in BINARY)
    low, high = min(0.0, *found, 0.0), max(1.0, *found, 1.0)
    return Samples(rows, (first, second), targets, x, y, low, high, *ranges, (), numbers)


def held(samples: Samples, before: Samples) -> Samples:
    """Return samples in the ranges of others where all lie within: the plane stays as it was."""
    points = [samples.point(row) for row in samples.shown]
    (left, right), (low, high) = _wider(before.across), _wider(before.up)
    within = all(left <= x <= right and low <= y <= high for x, y in points)
    if not within or (samples.x, samples.y) != (before.x, before.y):
        return samples
    return replace(samples, across=before.across, up=before.up)


def _wider(reach: Range) -> Range:
    """Return a range with room for what a number loses when it is rounded."""
    slack = SLACK * (reach[1] - reach[0])
    return reach[0] - slack, reach[1] + slack


def drawn_row(project: Project, samples: Samples, at: tuple[float, float], target: float) -> Row:
    """Return the row of a sample at a place in the plane; `target` is its number or class."""
    network = project.network
    row = [0.0] * (len(network.inputs) + len(network.outputs))
    for cell, value in zip(samples.inputs, at, strict=True):
        row[cell] = round(value, DECIMALS) + 0.0
    if samples.classes:
        row[samples.targets[int(target)]] = 1.0
    else:
        row[samples.targets[0]] = target
    return tuple(row)


def _inputs(project: Project) -> list[int]:
    """Return the cells of the network's inputs."""
    network, data = project.network, project.data
    names = data.inputs or tuple(neuron.id for neuron in network.inputs)
    return [names.index(neuron.id) for neuron in network.inputs]


def _targets(project: Project) -> list[int]:
    """Return the cells of the targets, in the order of the outputs."""
    network, data = project.network, project.data
    names = data.targets or tuple(neuron.id for neuron in network.outputs)
    return [len(network.inputs) + names.index(neuron.id) for neuron in network.outputs]


def _range(rows: Sequence[Row], cell: int) -> Range:
    """Return the range of an input that is shown: the samples and a margin, never empty."""
    values = [row[cell] for row in rows]
    low, high = min(0.0, *values, 0.0), max(1.0, *values, 1.0)
    margin = MARGIN * (high - low)
    return low - margin, high + margin

"""The training rows as points in the plane of two inputs, and points made into rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.symbols import Symbol, Symbols

if TYPE_CHECKING:
    from chainrule.network.project import Project, Row
    from chainrule.session.moment import Moment

MARGIN = 0.2
"""how far the plane goes beyond the samples, as a share of their spread"""
DECIMALS = 3
"""of a place in the plane"""
BINARY = ({0.0, 1.0}, {-1.0, 1.0})
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Samples:
    """The training rows as points: (first input, second input, target), the class of each.

    Of several outputs the target is the class. `x` and `y` name the inputs, `across` and `up` are
    their ranges in the plane, `classes` the names of the classes where there are more than two;
    `numbers` tells that targets are no classes.
    """

    points: tuple[tuple[float, float, float], ...]
    places: tuple[int, ...]
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


def samples_of(moment: Moment) -> Samples | None:
    """Return the samples as points, for a network of two inputs."""
    network, data = moment.project.network, moment.project.data
    if len(network.inputs) != 2 or not network.outputs:  # noqa: PLR2004, RUF100
        return None
    symbols = Symbols(network)
    x, y = (symbols.neuron(neuron.id) for neuron in network.inputs)
    first, second = _inputs(moment.project)
    ranges = _range(data.train, first), _range(data.train, second)
    if len(network.outputs) > 1:
        cells = _targets(moment.project)
        places = tuple(_largest(row, cells) for row in data.train)
        points = tuple(
            (row[first], row[second], float(place))
            for row, place in zip(data.train, places, strict=True)
        )
        names = tuple(symbols.neuron(neuron.id) for neuron in network.outputs)
        return Samples(points, places, x, y, 0.0, float(len(names) - 1), *ranges, names)
    points = tuple((row[first], row[second], row[2]) for row in data.train)
    targets = {point[2] for point in points}
    numbers = not any(targets <= binary for binary in BINARY)
    low, high = min(0.0, *targets, 0.0), max(1.0, *targets, 1.0)
    places = tuple(int(point[2] >= (low + high) / 2) for point in points)
    return Samples(points, places, x, y, low, high, *ranges, (), numbers)


def drawn_row(project: Project, samples: Samples, at: tuple[float, float], target: float) -> Row:
    """Return the row of a sample at a place in the plane; `target` is its number or class."""
    network = project.network
    inputs = _inputs(project)
    row = [0.0] * (len(network.inputs) + len(network.outputs))
    for cell, value in zip(inputs, at, strict=True):
        row[cell] = round(value, DECIMALS) + 0.0
    if samples.classes:
        row[_targets(project)[int(target)]] = 1.0
    else:
        row[len(network.inputs)] = target
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


def _largest(row: Row, cells: list[int]) -> int:
    targets = [row[cell] for cell in cells]
    return targets.index(max(targets))


def _range(rows: tuple[Row, ...], cell: int) -> Range:
    """Return the range of an input that is shown: the samples and a margin, never empty."""
    values = [row[cell] for row in rows]
    low, high = min(0.0, *values, 0.0), max(1.0, *values, 1.0)
    margin = MARGIN * (high - low)
    return low - margin, high + margin

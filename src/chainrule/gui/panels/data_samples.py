"""The training rows as points in the plane of two inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.panels.plane_marks import Samples
from chainrule.gui.symbols import Symbols

if TYPE_CHECKING:
    from chainrule.gui.symbols import Symbol
    from chainrule.session.moment import Moment

MARGIN = 0.2
"""how far the plane goes beyond the samples, as a share of their spread"""


def samples_of(moment: Moment) -> Samples | None:
    """Return the samples as points, for two inputs and outputs of any kind."""
    network, data = moment.project.network, moment.project.data
    if len(network.inputs) != 2 or not network.outputs or not data.train:
        return None
    symbols = Symbols(network)
    first, second = (data.inputs.index(neuron.id) for neuron in network.inputs)
    targets, classes = _targets(moment)
    points = tuple(
        (row[first], row[second], target) for row, target in zip(data.train, targets, strict=True)
    )
    x, y = (symbols.neuron(neuron.id) for neuron in network.inputs)
    if classes or set(targets) <= {0.0, 1.0} or set(targets) <= {-1.0, 1.0}:
        low, high = min(0.0, *targets), max(1.0, *targets)
        return Samples(points, x, y, low, high, classes)
    return Samples(points, x, y, min(targets), max(targets), numbers=True)


def _targets(moment: Moment) -> tuple[tuple[float, ...], tuple[Symbol, ...]]:
    """Return the target of every row; of several outputs the class, and the classes' names.

    Where several outputs are numbers, the first of them is shown.
    """
    network, data = moment.project.network, moment.project.data
    width = len(data.inputs)
    columns = [width + data.targets.index(neuron.id) for neuron in network.outputs]
    told = [[row[column] for column in columns] for row in data.train]
    if len(columns) == 1 or any(sorted(row)[-2:] != [0.0, 1.0] for row in told):
        return tuple(row[0] for row in told), ()
    symbols = Symbols(network)
    names = tuple(symbols.neuron(neuron.id) for neuron in network.outputs)
    return tuple(float(row.index(1.0)) for row in told), names


def range_of(samples: Samples, axis: int) -> tuple[float, float]:
    """Return the range of an input that is shown: the samples and a margin, never empty."""
    values = [point[axis] for point in samples.points]
    low, high = min(0.0, *values), max(1.0, *values)
    margin = MARGIN * (high - low)
    return low - margin, high + margin

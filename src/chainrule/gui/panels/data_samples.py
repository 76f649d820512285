"""The training rows as points in the plane of two inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.panels.plane import Samples
from chainrule.gui.symbols import Symbols

if TYPE_CHECKING:
    from chainrule.session.moment import Moment

MARGIN = 0.2
"""how far the plane goes beyond the samples, as a share of their spread"""


def samples_of(moment: Moment) -> Samples | None:
    """Return the samples as points, for two inputs and one output that tells two classes."""
    network, data = moment.project.network, moment.project.data
    if len(network.inputs) != 2 or len(network.outputs) != 1 or not data.train:
        return None
    symbols = Symbols(network)
    first, second = (data.inputs.index(neuron.id) for neuron in network.inputs)
    points = tuple((row[first], row[second], row[2]) for row in data.train)
    targets = [point[2] for point in points]
    if not (set(targets) <= {0.0, 1.0} or set(targets) <= {-1.0, 1.0}):
        return None
    low, high = min(0.0, *targets), max(1.0, *targets)
    x, y = (symbols.neuron(neuron.id) for neuron in network.inputs)
    return Samples(points, x, y, low, high)


def range_of(samples: Samples, axis: int) -> tuple[float, float] | None:
    """Return the range of an input that is shown: the samples and a margin, never empty."""
    values = [point[axis] for point in samples.points]
    low, high = min(0.0, *values), max(1.0, *values)
    margin = MARGIN * (high - low)
    return low - margin, high + margin

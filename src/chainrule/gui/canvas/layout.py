"""Where everything of a project stands, before any number is written. No Qt: canvas units."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, Any, TypeVar

from chainrule.gui.canvas.crowded import TAG_BELOW, column_gap
from chainrule.gui.canvas.curves import BOWED_AT_MOST, GAP, curves_of, moved_curves
from chainrule.gui.canvas.detail import NEEDS, Level
from chainrule.gui.canvas.geometry import Box, united
from chainrule.gui.canvas.packing import Label, all_fit
from chainrule.gui.canvas.pixel_grid import pixel_grid
from chainrule.gui.canvas.standing import FOLDED_FROM, standing_places
from chainrule.gui.metrics import Metrics
from chainrule.gui.symbols import Symbols
from chainrule.network.arrange import columns, is_layered
from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from chainrule.gui.canvas.arrays import EdgeArrays
    from chainrule.gui.canvas.geometry import Curve, Point
    from chainrule.gui.canvas.pixel_grid import PixelGrid
    from chainrule.network.graph import Network
    from chainrule.network.project import Project

Key = tuple[str, str]
Noted = TypeVar("Noted")

LOSS_AWAY = 162.0
"""from the last output to the loss box, centre to centre"""
LOSS_AWAY_FREE = 118.0
"""the same where there are no columns"""
LOSS_AWAY_MANY = 262.0
"""the same when each of several outputs has its target between"""
LOSS_AWAY_CLASSES = 366.0
"""the same when each of several outputs is a class with its bar"""
TARGET_AWAY = 122.0
"""from an output to its own target, when there are several"""
TARGET_ABOVE = 131.0
LOSS_SIZE = (96.0, 66.0)
TARGET_SIZE = (96.0, 50.0)
SMALL_TARGET_SIZE = (84.0, 24.0)
MOST_TARGETS = 12
"""with more outputs the targets are not drawn: there is no room"""
PILL_SIZE, BIAS_SIZE = (132.0, 50.0), (80.0, 23.0)
"""about what a pill of two rows and that of a bias take"""
PIXEL_AT = 0.8
"""where the label of an edge from a pixel stands: off the picture"""
FEWEST_CLASSES, MOST_CLASSES = 3, 24
FULL, LARGE, MIDDLE, SMALL, TINY = 38.0, 32.0, 24.0, 16.0, 10.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of neurons: one level of the network."""

    x: float
    level: int
    neurons: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """Everything placed. `loss` is None while there is no output neuron."""

    network: Network
    places: Mapping[str, Point]
    radius: float
    curves: Mapping[Key, Curve]
    loss: Box | None
    targets: Mapping[str, Box]
    columns: tuple[Column, ...]
    layered: bool
    by_weight: Mapping[str, Key]
    by_bias: Mapping[str, str]
    pixels: PixelGrid | None
    """the inputs, where they are a picture"""
    roomy: bool
    """whether a pill of two rows fits on every edge"""
    fixed: object = field(default_factory=object, compare=False)
    """the same object in all layouts in which what is not dragged stands where it stood"""
    notes: dict[Hashable, Any] = field(default_factory=dict, compare=False)
    """what painters have worked out that stays while the layout does"""

    def noted(self, key: Hashable, make: Callable[[], Noted]) -> Noted:
        """Return what is noted under a key; it is worked out when it is first asked for."""
        if key not in self.notes:
            self.notes[key] = make()
        found: Noted = self.notes[key]
        return found

    @property
    def bounds(self) -> Box | None:
        """The box that a fit must show, names and what stands under a neuron included."""
        reach = self.radius
        above, below = reach + 33, reach + (75 if reach >= FULL else 24)
        boxes = [
            Box(x, y + (below - above) / 2, 2 * reach, above + below)
            if name in self.network.by_id and not self.network.by_id[name].is_input
            else Box(x, y + (reach - above) / 2, 2 * reach, above + reach)
            for name, (x, y) in self.places.items()
        ]
        if self.loss is not None:
            boxes += [self.loss, *self.targets.values()]
        if self.pixels is not None:
            boxes.append(self.pixels.plate)
        return united(boxes)

    def free_length(self) -> float:
        """Return the shortest length that an edge shows between its neurons; 0 for many edges."""
        if self.many:
            return 0.0
        return min((curve.length for curve in self.curves.values()), default=math.inf)

    def usual_place(self, key: Key) -> float:
        """Return where on its edge a pill stands: nearer the source when several leave it."""
        if self.pixels is not None and self.network.by_id[key[0]].is_input:
            return PIXEL_AT
        several = len(self.network.outgoing[key[0]]) > 1
        return Metrics.PILL_SEVERAL_AT if several else Metrics.PILL_SINGLE_AT

    def in_view(self, view: Box) -> int:
        """Return how many edges may show inside the box."""
        if self.many:
            return len(self.arrays.inside(view))
        return sum(curve.within(view) for curve in self.curves.values())

    @property
    def many(self) -> bool:
        """Whether the edges are so many that all are straight and looked at as arrays."""
        return len(self.network.connections) > BOWED_AT_MOST

    @cached_property
    def arrays(self) -> EdgeArrays:
        """The edges as arrays."""
        from chainrule.gui.canvas.arrays import EdgeArrays

        return EdgeArrays(self.network, self.places, self.radius + GAP)

    @cached_property
    def symbols(self) -> Symbols:
        """The symbols of the network."""
        return Symbols(self.network)


def shows_classes(network: Network) -> bool:
    """Return whether the outputs are probabilities of classes, each to be shown with its bar.

    A small network has its targets on the canvas instead, where they can be edited.
    """
    outputs = network.outputs
    softmax = all(neuron.activation is Activation.SOFTMAX for neuron in outputs)
    large = len(network.connections) > NEEDS[Level.VALUE].edges
    return large and softmax and FEWEST_CLASSES <= len(outputs) <= MOST_CLASSES


def build_layout(project: Project) -> Layout:
    """Return everything of the project placed."""
    network = project.network
    return _laid_out(network, standing_places(network), neuron_radius(network), is_layered(network))


def _laid_out(
    network: Network, places: Mapping[str, Point], radius: float, layered: bool
) -> Layout:
    loss, targets = _marking(network, places, layered)
    layout = Layout(
        network,
        places,
        radius,
        curves_of(network, places, radius),
        loss,
        targets,
        _columns(network, places),
        layered,
        {link.name: link.key for link in network.connections},
        {neuron.bias_name: neuron.id for neuron in network.computed},
        pixel_grid(network, places),
        False,
    )
    return replace(layout, roomy=_is_roomy(layout))


def _is_roomy(layout: Layout) -> bool:
    """Return whether pills of two rows fit on all edges beside the pills of the biases."""
    if len(layout.curves) > NEEDS[Level.FULL].edges * 1.5:
        return False
    if column_gap(layout) < 2 * layout.radius + TAG_BELOW:
        return False
    below = layout.radius + Metrics.BIAS_OFFSET
    places = (layout.places[neuron.id] for neuron in layout.network.computed)
    biases = [Box(x, y + below, *BIAS_SIZE) for x, y in places]
    labels = [
        Label(curve, layout.usual_place(key), *PILL_SIZE) for key, curve in layout.curves.items()
    ]
    return all_fit(labels, biases)


def relabelled(layout: Layout, before: Project, after: Project) -> Layout | None:
    """Return the same layout for a project in which everything stands where it stood, or None."""
    old, new = before.network, after.network
    if old is new:
        return layout
    places = [(neuron.id, neuron.role, neuron.x, neuron.y) for neuron in old.neurons]
    if places != [(neuron.id, neuron.role, neuron.x, neuron.y) for neuron in new.neurons]:
        return None
    if [link.key for link in old.connections] != [link.key for link in new.connections]:
        return None
    kept = replace(layout, network=new, notes={})
    if "arrays" in layout.__dict__:
        kept.__dict__["arrays"] = layout.arrays
    return kept


KEPT = ("gaps",)
"""notes that stay while neurons are dragged, so that no name changes sides meanwhile"""


def moved_layout(layout: Layout, places: Mapping[str, Point]) -> Layout:
    """Return the layout with some neurons elsewhere, as while they are dragged."""
    network = layout.network
    moved = {**layout.places, **places}
    loss, targets = _marking(network, moved, layout.layered)
    curves = moved_curves(layout.curves, network, moved, layout.radius, places)
    kept = replace(
        layout,
        places=moved,
        curves=curves,
        loss=loss,
        targets=targets,
        pixels=pixel_grid(network, moved),
        notes={name: layout.notes[name] for name in KEPT if name in layout.notes},
    )
    kept.__dict__["symbols"] = layout.symbols
    if "arrays" in layout.__dict__:
        kept.__dict__["arrays"] = layout.arrays.moved(places)
    return kept


def _stood(network: Network, column: Sequence[str]) -> int:
    """Return how many neurons of a column stand one below the other."""
    inputs = all(network.by_id[name].is_input for name in column)
    return 1 if inputs and len(column) >= FOLDED_FROM else len(column)


def neuron_radius(network: Network) -> float:
    """Return the radius of every neuron, smaller the more there are."""
    if len(network.neurons) <= 5:
        return FULL
    largest = max((_stood(network, column) for column in columns(network)), default=0)
    for most, radius in ((8, LARGE), (12, MIDDLE), (24, SMALL)):
        if largest <= most:
            return radius
    return TINY


def _columns(network: Network, places: Mapping[str, Point]) -> tuple[Column, ...]:
    return tuple(
        Column(median(places[name][0] for name in column), level, column)
        for level, column in enumerate(columns(network))
    )


def _marking(
    network: Network, places: Mapping[str, Point], layered: bool
) -> tuple[Box | None, dict[str, Box]]:
    """Return the loss box and the targets: above it for one output, else beside each."""
    outputs = network.outputs
    if not outputs:
        return None, {}
    x = max(places[neuron.id][0] for neuron in outputs)
    heights = [places[neuron.id][1] for neuron in outputs]
    y = (min(heights) + max(heights)) / 2
    if len(outputs) == 1:
        loss = Box(x + (LOSS_AWAY if layered else LOSS_AWAY_FREE), y, *LOSS_SIZE)
        return loss, {outputs[0].id: Box(loss.x, y - TARGET_ABOVE, *TARGET_SIZE)}
    if len(outputs) > MOST_TARGETS or shows_classes(network):
        away = LOSS_AWAY_CLASSES if shows_classes(network) else LOSS_AWAY
        return Box(x + away, y, *LOSS_SIZE), {}
    targets = {
        neuron.id: Box(x + TARGET_AWAY, places[neuron.id][1], *SMALL_TARGET_SIZE)
        for neuron in outputs
    }
    return Box(x + LOSS_AWAY_MANY, y, *LOSS_SIZE), targets

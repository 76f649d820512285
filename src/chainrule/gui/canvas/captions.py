"""What is written at neurons: their names and, in a free graph, their activations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.crowded import name_boxes
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.text import text_width
from chainrule.gui.canvas.wording import activation_name
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Neuron

ACTIVATION_PX = 12.0


def caption_boxes(scene: Scene) -> list[Box]:
    """Return the boxes that no label may cover."""
    names = name_boxes(scene)
    hidden = scene.layout.layered or "biases" not in scene.options.parts
    if hidden or not scene.level.has_pills:
        return names
    return [*names, *(activation_box(scene, neuron) for neuron in scene.layout.network.computed)]


def activation_box(scene: Scene, neuron: Neuron) -> Box:
    """Return the box of the activation that is written below a neuron of a free graph."""
    (x, y), scale = scene.layout.places[neuron.id], scene.label_scale
    width = text_width(activation_name(neuron.activation), ACTIVATION_PX, 400) * scale
    below = scene.layout.radius + Metrics.ACTIVATION_OFFSET * scale
    return Box(x, y + below, width, ACTIVATION_PX * scale)

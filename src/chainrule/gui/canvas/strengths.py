"""How strong every edge is beside the strongest of its layer, for what is too much to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from chainrule.gui.canvas.arrays import picked
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from chainrule.gui.canvas.arrays import EdgeArrays, Floats
    from chainrule.gui.canvas.scene import Scene


class Strengths(NamedTuple):
    """`share` (edges,) of the layer's strongest, 0 to 1, and the number it is about, `value`."""

    share: Floats
    value: Floats


def strengths(scene: Scene) -> Strengths:
    """Return the strength of every edge.

    Forwards it is that of what the edge carries, w·a, backwards that of its gradient; where that
    is not known, of its weight.
    """
    arrays = scene.layout.arrays
    value = _gradients(scene, arrays) if scene.frame.phase is Phase.BACKWARD else None
    if value is None:
        value = _weights(scene, arrays) * _signals(scene, arrays)
    size = np.abs(np.where(np.isfinite(value), value, 0.0))
    strongest = np.zeros(int(arrays.level.max(initial=0)) + 1)
    np.maximum.at(strongest, arrays.level, size)
    strongest[strongest == 0] = 1.0
    return Strengths(size / strongest[arrays.level], value)


def weaker_than(scene: Scene, share: float) -> frozenset[tuple[str, str]]:
    """Return the edges below a share of their layer's strongest."""
    links = scene.layout.network.connections
    weak = np.flatnonzero(scene.strengths.share < share).tolist()
    return frozenset(links[index].key for index in weak)


def _weights(scene: Scene, arrays: EdgeArrays) -> Floats:
    parameters = scene.frame.parameters
    if len(parameters) < len(arrays.names):
        parameters = {**scene.layout.network.parameters, **parameters}
    return arrays.looked_up(parameters)


def _signals(scene: Scene, arrays: EdgeArrays) -> Floats:
    """Return what the source of every edge sends, 1 where it is not known."""
    known = (scene.output(neuron) for neuron in scene.layout.network.neurons)
    sent = np.array([1.0 if value is None else value for value in known])
    return np.asarray(sent[arrays.source])


def _gradients(scene: Scene, arrays: EdgeArrays) -> Floats | None:
    values, weights = scene.frame.values, _weights(scene, arrays)
    keys = [(Kind.WEIGHT_GRADIENT, name) for name in arrays.names]
    if all(key in values for key in keys):
        return np.array(picked(values, keys))
    found = [values.get(key) for key in keys]
    if all(value is None for value in found):
        return None
    return np.array([w if g is None else g for g, w in zip(found, weights, strict=True)])

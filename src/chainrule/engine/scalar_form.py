"""The scalar form: updates as straight-line Python on plain numbers, for the smallest graphs.

A numpy call costs as much as some ten of these operations, so up to `MOST_PARAMETERS` parameters
plain numbers are several times faster, unless a batch is large: the rule is on the graph alone.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from chainrule.engine.activations import ACTIVATIONS
from chainrule.engine.form import Traced, input_blame, reach
from chainrule.engine.losses import LOSSES, reduced
from chainrule.engine.optimizers import OPTIMIZERS
from chainrule.engine.passes import Backward, Forward, exact_outputs
from chainrule.engine.scalar_text import ScalarText

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup
    from chainrule.network.graph import Network
    from chainrule.network.project import Training

    Array = NDArray[np.float64]
    Slots = Mapping[str, Array]
    Samples = Sequence[tuple[float, ...]]
    Loop = Callable[..., tuple[int, list[float]]]

MOST_PARAMETERS = 16


def is_tiny(network: Network) -> bool:
    """Whether the scalar form is the one for this graph."""
    small = 0 < len(network.parameter_names) <= MOST_PARAMETERS
    written = all(ACTIVATIONS[neuron.activation].text for neuron in network.computed)
    return small and bool(network.outputs) and written


class ScalarForm:
    """The parameters and slots as a list of numbers, and loops written for one kind of training."""

    training: Training

    def __init__(self, plan: Plan, setup: Setup) -> None:
        self.plan, self.setup = plan, setup
        self._limit = math.sqrt(reach(plan, setup) / len(plan.index))
        self._numbers: list[float] = []
        self._moderate = True
        self._kind: object = None
        self._loops: dict[tuple[bool, bool], Loop] = {}

    @cached_property
    def _rows(self) -> Samples:
        """The samples as tuples of numbers; made when they are first trained on."""
        setup = self.setup
        return list(zip(*setup.x_train.tolist(), *setup.y_train.tolist(), strict=True))

    def begin(self, theta: Array, slots: Slots, training: Training) -> None:
        """Stand at these parameters and slots, and train on with these settings."""
        self.training = training
        regularised = bool(training.l1 or training.l2)
        kind = (training.optimizer, training.nesterov, training.reduction, regularised)
        if kind != self._kind:
            self._kind = kind
            self._loops.clear()
        none = np.zeros(self.plan.size)
        arrays = [theta, *(slots.get(name, none) for name in self._slot_names)]
        self._numbers = [number for a in arrays for number in (self.plan.unpack(a) + 0.0).tolist()]
        self._moderate = bool(np.abs(theta).max() < self._limit)

    @property
    def _slot_names(self) -> tuple[str, ...]:
        return OPTIMIZERS[self.training.optimizer].slots

    def store(self) -> tuple[Array, dict[str, Array]]:
        """Return copies of the parameters and of the optimizer's slots."""
        parts = np.array(self._numbers).reshape(-1, len(self.plan.index)) + 0.0
        theta, *slots = (self._placed(part) for part in parts)
        return theta, dict(zip(self._slot_names, slots, strict=True))

    def _placed(self, values: Array) -> Array:
        theta = np.zeros(self.plan.size)
        theta[self.plan.index] = values
        return theta

    def batches(self, order: NDArray[np.intp], size: int) -> list[Samples]:
        """Return the batches of an epoch that takes the samples in this order."""
        rows = [self._rows[row] for row in order.tolist()]
        return [rows[start : start + size] for start in range(0, len(rows), size)]

    def run(self, batches: Sequence[Samples], losses: list[float] | None = None) -> int:
        """Make an update from each batch, until one is not sound."""
        found: list[list[float]] | None = None if losses is None else []
        made = self._made(batches, found)
        if losses is not None and found is not None:
            losses += [reduced(each, self.training.reduction) for each in found]
        return made

    def _made(
        self,
        batches: Sequence[Samples],
        losses: list[list[float]] | None,
        traced: list[tuple[float, ...]] | None = None,
    ) -> int:
        if not self._moderate:
            return 0
        training = self.training
        loop = self._loop(losses=losses is not None, traced=traced is not None)
        made, self._numbers = loop(
            batches,
            self._numbers,
            training.learning_rate,
            training.momentum,
            training.l1,
            training.l2,
            self._limit,
            losses,
            traced,
        )
        return made

    def _loop(self, *, losses: bool, traced: bool) -> Loop:
        """Return a loop; it is written and compiled when it is first wanted."""
        if (losses, traced) not in self._loops:
            text = ScalarText(self.plan, self.setup.loss, self.training)
            self._loops[losses, traced] = compiled(text.loop(losses=losses, traced=traced), "loop")
        return self._loops[losses, traced]

    def trace(self, batch: Samples) -> Traced | None:
        """Make one update and return its numbers, None when it is not sound."""
        theta, slots = self.store()
        losses: list[list[float]] = []
        noted: list[tuple[float, ...]] = []
        if not self._made([batch], losses, noted):
            return None
        *samples, gradient = noted
        forward, backward = self._passes(batch, samples, theta, self._placed(np.array(gradient)))
        rule = OPTIMIZERS[self.training.optimizer].step
        scaled = rule(theta, backward.gradient, slots, self.training).scaled
        return Traced(forward, replace(backward, losses=np.array(losses[0])), scaled)

    def _passes(
        self, batch: Samples, noted: list[tuple[float, ...]], theta: Array, gradient: Array
    ) -> tuple[Forward, Backward]:
        """Return the noted numbers as the arrays of the passes."""
        plan, loss = self.plan, self.setup.loss
        x, y = np.split(np.array(batch).T, [len(plan.network.inputs)])
        forward, (slope, blame, delta) = read_notes(plan, noted, x)
        slope[plan.input_rows] = np.nan
        rows = plan.output_rows
        loss_slope = LOSSES[loss].slope(forward.a[rows], forward.z[rows], y)
        exact = exact_outputs(plan, loss)
        for index, neuron in enumerate(plan.network.outputs):
            if neuron.id in exact:
                blame[rows[index]] = loss_slope[index]
        blame[plan.input_rows] = input_blame(plan, theta, delta)
        none = np.zeros(0)
        return forward, Backward(none, loss_slope, blame, slope, delta, gradient, exact)


def read_notes(
    plan: Plan, noted: Sequence[tuple[float, ...]], x: Array
) -> tuple[Forward, list[Array]]:
    """Return what was noted of each sample, z and a first, as arrays (rows, samples)."""
    computed = [plan.row[neuron.id] for neuron in plan.network.computed]
    arrays = []
    for part in np.array(noted).T.reshape(-1, len(computed), len(noted)):
        arrays.append(np.zeros((plan.height, len(noted))))
        arrays[-1][computed] = part
    z, a, *rest = arrays
    z[plan.input_rows] = a[plan.input_rows] = x
    z[list(plan.ones)] = a[list(plan.ones)] = 1.0
    return Forward(z, a), rest


def compiled(code: str, name: str) -> Callable[..., Any]:
    """Return the function of this name that the code defines; it may use the `math` module."""
    names: dict[str, Any] = dict(vars(math))
    exec(compile(code, "<scalar form of a plan>", "exec"), names)
    function: Callable[..., Any] = names[name]
    return function

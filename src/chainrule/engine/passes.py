"""The forward and the backward pass: the textbook's equations, a level at a time.

Arrays have a row per neuron and a column per sample. Notation as in the documents: z, a = f(z),
δ = ∂L/∂z. Source: Nielsen, Neural Networks and Deep Learning, chapter 2, equations BP1 to BP4,
written for any graph without cycles. A number that is not finite passes through without a
warning: the trainer notices it and commits nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.activations import ACTIVATIONS, softmax_delta
from chainrule.engine.losses import LOSSES
from chainrule.network.names import Activation, Reduction

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from chainrule.engine.plan import Block, Plan
    from chainrule.network.names import Loss

    Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forward:
    """z and a of every neuron, (neurons, samples); an input's z is its value."""

    z: Array
    a: Array


@dataclass(frozen=True, slots=True)
class Backward:
    """What the backward pass finds, of each sample on its own but for `gradient`.

    `losses` (samples,); `loss_slope` ∂L/∂ŷ (outputs, samples); `activation_gradient` ∂L/∂a,
    `slope` f′(z) and `delta` ∂L/∂z (neurons, samples). The slope of an input and of a softmax
    neuron is nan: it has none. `gradient` is the batch's, as long as theta, without
    regularisation. `exact_deltas` names the outputs whose δ is found from ŷ and y alone.
    """

    losses: Array
    loss_slope: Array
    activation_gradient: Array
    slope: Array
    delta: Array
    gradient: Array
    exact_deltas: frozenset[str]


@np.errstate(all="ignore")
def forward(plan: Plan, theta: Array, x: Array) -> Forward:
    """Send samples through the network; x has the shape (inputs, samples)."""
    z = np.empty((len(plan.row), x.shape[1]))
    a = np.empty_like(z)
    z[: plan.inputs] = x
    a[: plan.inputs] = x
    for block in plan.blocks:
        weights = block.weights(theta)
        z[block.rows] = weights[:, :-1] @ a[: block.start] + weights[:, -1:]
        for activation, rows in block.groups:
            a[rows] = ACTIVATIONS[activation].function(z[rows])
    return Forward(z, a)


@np.errstate(all="ignore")
def backward(
    plan: Plan,
    theta: Array,
    passed: Forward,
    y: Array,
    loss: Loss,
    reduction: Reduction,
) -> Backward:
    """Send the blame back; y has the shape (outputs, samples), in the order of the outputs."""
    rule = LOSSES[loss]
    outputs = (passed.a[plan.output_rows], passed.z[plan.output_rows], y)
    loss_slope = rule.slope(*outputs)
    exact = exact_outputs(plan, loss)
    blame = np.zeros_like(passed.a)
    blame[plan.output_rows] = loss_slope
    slope = np.full_like(passed.z, np.nan)
    delta = np.zeros_like(passed.z)
    gradient = np.zeros(plan.size)
    for block in reversed(plan.blocks):
        _level_delta(block, passed, blame, slope, delta)
        _exact_delta(plan, block, passed, y, exact, delta)
        pushed, earlier = delta[block.rows], passed.a[: block.start]
        blame[: block.start] += block.weights(theta)[:, :-1].T @ pushed
        share = block.weights(gradient)
        share[:, :-1] = pushed @ earlier.T
        share[:, -1] = pushed.sum(axis=1)
    if reduction is Reduction.MEAN:
        gradient /= y.shape[1]
    gradient[~plan.present] = 0.0
    return Backward(rule.function(*outputs), loss_slope, blame, slope, delta, gradient, exact)


def exact_outputs(plan: Plan, loss: Loss) -> frozenset[str]:
    """Return the outputs whose δ is ŷ − y: the loss fits their activation and is all they feed."""
    wanted = LOSSES[loss].exact_with
    return frozenset(
        neuron.id
        for neuron in plan.network.outputs
        if neuron.activation is wanted and not plan.network.outgoing[neuron.id]
    )


def _level_delta(block: Block, passed: Forward, blame: Array, slope: Array, delta: Array) -> None:
    """Write f′ and δ = ∂L/∂a · f′ of a level; softmax has its Jacobian in place of f′."""
    for activation, rows in block.groups:
        if activation is Activation.SOFTMAX:
            delta[rows] = softmax_delta(passed.a[rows], blame[rows])
        else:
            slope[rows] = ACTIVATIONS[activation].slope(passed.z[rows])
            delta[rows] = blame[rows] * slope[rows]


def _exact_delta(
    plan: Plan, block: Block, passed: Forward, y: Array, exact: frozenset[str], delta: Array
) -> None:
    """Write δ = ŷ − y where that holds, in place of a product that may be 0 times infinity.

    With softmax it is ŷ·Σy − y, which is ŷ − y when the targets add up to 1.
    """
    if not exact:
        return
    total = y.sum(axis=0)
    for index, neuron in enumerate(plan.network.outputs):
        row = plan.row[neuron.id]
        if neuron.id in exact and block.start <= row < block.stop:
            softmax = neuron.activation is Activation.SOFTMAX
            delta[row] = passed.a[row] * (total if softmax else 1.0) - y[index]

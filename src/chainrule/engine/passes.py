"""The forward and the backward pass: the textbook's equations, a level at a time.

Arrays have a row per neuron and a column per sample, and rows of ones whose weights are the
biases. Notation as in the documents: z, a = f(z), δ = ∂L/∂z. Source: Nielsen, Neural Networks and
Deep Learning, chapter 2, equations BP1 to BP4, written for any graph without cycles. A number that
is not finite passes through without a warning: the trainer notices it and commits nothing.

These are the passes to read, and the ones that any finite numbers may be given to. Training uses
the same equations in the forms of `forms`, which are made for speed and moderate numbers.
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

    from chainrule.engine.placing import Block
    from chainrule.engine.plan import Plan
    from chainrule.network.names import Loss

    Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forward:
    """z and a of every neuron, (rows, samples); an input's z is its value, a row of ones is 1."""

    z: Array
    a: Array


@dataclass(frozen=True, slots=True)
class Backward:
    """What the backward pass finds, of each sample on its own but for `gradient`.

    `losses` (samples,); `loss_slope` ∂L/∂ŷ (outputs, samples); `activation_gradient` ∂L/∂a,
    `slope` f′(z) and `delta` ∂L/∂z (rows, samples). The slope of an input and of a softmax
    neuron is nan: it has none. `gradient` is the batch's, as long as theta; in an `Update` it
    includes regularisation. `exact_deltas` names the outputs whose δ is found from ŷ and y alone.
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
    room = plan.matrices(theta)
    z = np.ones((plan.height, x.shape[1]))
    z[plan.input_rows] = x
    a = z.copy()
    for block in plan.blocks:
        z[block.rows] = block.weights(room) @ a[block.sources]
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
    rule, room = LOSSES[loss], plan.matrices(theta)
    outputs = (passed.a[plan.output_rows], passed.z[plan.output_rows], y)
    loss_slope = rule.slope(*outputs)
    exact = exact_outputs(plan, loss)
    blame = np.zeros_like(passed.a)
    from_loss = np.zeros_like(passed.a)
    from_loss[plan.output_rows] = loss_slope
    slope = np.full_like(passed.z, np.nan)
    delta = np.zeros_like(passed.z)
    gradient = np.zeros(plan.room)
    for block in reversed(plan.blocks):
        passed_back = blame[block.rows].copy()
        blame[block.rows] += from_loss[block.rows]
        _level_delta(block, passed, blame, slope, delta)
        _exact_delta(plan, block, passed, y, exact, delta)
        _rescued_delta(plan, block, passed, y, loss, slope[block.rows] * passed_back, delta)
        blame[block.sources] += block.weights(room).T @ delta[block.rows]
        block.weights(gradient)[:] = delta[block.rows] @ passed.a[block.sources].T
    if reduction is Reduction.MEAN:
        gradient /= y.shape[1]
    found = plan.gathered(gradient)
    return Backward(rule.function(*outputs), loss_slope, blame, slope, delta, found, exact)


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
        if neuron.id in exact and block.rows.start <= row < block.rows.stop:
            softmax = neuron.activation is Activation.SOFTMAX
            delta[row] = passed.a[row] * (total if softmax else 1.0) - y[index]


def _rescued_delta(
    plan: Plan, block: Block, passed: Forward, y: Array, loss: Loss, rest: Array, delta: Array
) -> None:
    """Write δ = (ŷ − y) + f′·(what was passed back) of outputs that feed neurons too.

    It is written only where ∂L/∂ŷ has overflowed, so that the product with f′ is no number.
    """
    wanted = LOSSES[loss].exact_with
    if wanted is not Activation.SIGMOID:
        return
    for index, neuron in enumerate(plan.network.outputs):
        row = plan.row[neuron.id]
        if block.rows.start <= row < block.rows.stop and neuron.activation is wanted:
            whole = passed.a[row] - y[index] + rest[row - block.rows.start]
            lost = ~np.isfinite(delta[row])
            delta[row, lost] = whole[lost]

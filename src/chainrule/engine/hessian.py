"""Products with the Hessian: how the gradient changes along a direction, without the matrix.

Every equation of the passes is differentiated once more, along the direction (Pearlmutter, Fast
Exact Multiplication by the Hessian, 1994): a product costs about two passes and is exact to
rounding. Names: `dz` is how z changes along the direction, and so on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.bends import BENDS, LOSS_BENDS, softmax_delta_moved, softmax_moved
from chainrule.engine.passes import backward, forward
from chainrule.network.names import Activation, Reduction

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from chainrule.engine.placing import Block
    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup

    Array = NDArray[np.float64]


class Hessian:
    """The Hessian of the training set's loss at theta, without regularisation."""

    def __init__(self, plan: Plan, setup: Setup, theta: Array, reduction: Reduction) -> None:
        self.plan, self.setup = plan, setup
        self._share = 1.0 / setup.samples if reduction is Reduction.MEAN else 1.0
        with np.errstate(all="ignore"):
            self._passed = forward(plan, theta, setup.x_train)
            self._back = backward(
                plan, theta, self._passed, setup.y_train, setup.loss, Reduction.SUM
            )
            self._bend = np.zeros_like(self._passed.z)
            for block in plan.blocks:
                for activation, rows in block.groups:
                    if activation is not Activation.SOFTMAX:
                        self._bend[rows] = BENDS[activation](self._passed.z[rows])
        self._room = plan.matrices(theta)

    def along(self, direction: Array) -> Array:
        """Return the product with a direction, which has theta's shape and is 0 off the plan."""
        with np.errstate(all="ignore"):
            turned = self.plan.matrices(direction)
            dz, da = self._forward(turned)
            return self._backward(turned, dz, da) * self._share

    def _forward(self, turned: Array) -> tuple[Array, Array]:
        a = self._passed.a
        dz, da = np.zeros_like(a), np.zeros_like(a)
        for block in self.plan.blocks:
            below = block.sources
            dz[block.rows] = (
                block.weights(self._room) @ da[below] + block.weights(turned) @ a[below]
            )
            for activation, rows in block.groups:
                if activation is Activation.SOFTMAX:
                    da[rows] = softmax_moved(a[rows], dz[rows])
                else:
                    da[rows] = self._back.slope[rows] * dz[rows]
        return dz, da

    def _backward(self, turned: Array, dz: Array, da: Array) -> Array:
        plan, a, delta = self.plan, self._passed.a, self._back.delta
        out = plan.output_rows
        dblame, ddelta = np.zeros_like(a), np.zeros_like(a)
        dblame[out] = LOSS_BENDS[self.setup.loss](
            a[out], self._passed.z[out], self.setup.y_train, da[out], dz[out]
        )
        found = np.zeros(plan.room)
        for block in reversed(plan.blocks):
            rows, below = block.rows, block.sources
            self._move_delta(block, dz, da, dblame, ddelta)
            block.weights(found)[:] = ddelta[rows] @ a[below].T
            if self._moves(block):
                block.weights(found)[:] += delta[rows] @ da[below].T
                dblame[below] += block.weights(self._room).T @ ddelta[rows]
                dblame[below] += block.weights(turned).T @ delta[rows]
        return plan.gathered(found)

    def _moves(self, block: Block) -> bool:
        """Whether a level reads more than inputs, which stay as they are."""
        return bool(block.sources.stop > self.plan.input_rows.stop)

    def _move_delta(self, block: Block, dz: Array, da: Array, dblame: Array, ddelta: Array) -> None:
        """Write how the δ of a level changes."""
        a, back = self._passed.a, self._back
        blame = back.activation_gradient
        for activation, rows in block.groups:
            if activation is Activation.SOFTMAX:
                ddelta[rows] = softmax_delta_moved(a[rows], blame[rows], da[rows], dblame[rows])
            else:
                ddelta[rows] = dblame[rows] * back.slope[rows]
                ddelta[rows] += blame[rows] * self._bend[rows] * dz[rows]
        for neuron in self.plan.network.outputs:
            row = self.plan.row[neuron.id]
            if neuron.id in back.exact_deltas and block.rows.start <= row < block.rows.stop:
                softmax = neuron.activation is Activation.SOFTMAX
                total = self.setup.y_train.sum(axis=0) if softmax else 1.0
                ddelta[row] = da[row] * total

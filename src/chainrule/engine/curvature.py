"""Curvature: the largest eigenvalue of the loss's Hessian, and the learning rates it allows.

On a quadratic with the largest curvature λ, steps settle for η below 2(1 + μ)/λ and fly off above
(see MATHS; for Nesterov's form the edge is lower). λ is found by the Lanczos method with full
re-orthogonalisation (Golub, Van Loan, Matrix Computations, chapter 10) from products alone.
"""

from __future__ import annotations

import math
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.hessian import Hessian
from chainrule.network.names import Optimizer

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup
    from chainrule.network.names import Reduction
    from chainrule.network.project import Training

    Array = NDArray[np.float64]

MOST_STEPS = 48
CLOSE = 1e-8
"""relative error at which the search ends"""
ENOUGH = 1e-3
"""relative error with which a search that ran out of time or steps is still of use"""


def largest_curvature(
    plan: Plan,
    setup: Setup,
    theta: Array,
    reduction: Reduction,
    l2: float = 0.0,
    seconds: float = 0.1,
    clock: Callable[[], float] = perf_counter,
) -> float | None:
    """Return the largest eigenvalue of the Hessian of the training loss, at theta.

    The Hessian is that over the free parameters; `l2` adds itself for weights. None when there is
    nothing to train, when it is not found within `seconds`, or is not positive and finite.
    """
    free = np.flatnonzero(plan.trainable)
    if not len(free) or not setup.samples:
        return None
    end = clock() + seconds
    hessian = Hessian(plan, setup, theta, reduction)
    pull = l2 * plan.is_weight[free]

    def product(direction: Array) -> Array:
        whole = np.zeros(plan.size)
        whole[free] = direction
        return hessian.along(whole)[free] + pull * direction

    found = _lanczos(product, len(free), lambda: clock() >= end)
    return found if found is not None and 0.0 < found < math.inf else None


def settling_limit(training: Training, curvature: float) -> float | None:
    """Return the learning rate below which steps settle, None where curvature does not tell.

    With Nesterov's form it is 2(1 + μ)/(1 + 2μ)/λ: the eigenvalue of w ← w + μv − ηg at which a
    step turns into its opposite.
    """
    if training.optimizer is not Optimizer.SGD:
        return None
    limit = 2.0 * (1.0 + training.momentum) / curvature
    return limit / (1.0 + 2.0 * training.momentum) if training.nesterov else limit


@np.errstate(all="ignore")
def _lanczos(
    product: Callable[[Array], Array], size: int, is_over: Callable[[], bool]
) -> float | None:
    """Return the largest eigenvalue of a symmetric matrix of this size, None when it is not found.

    The start is random, but always the same: it has a share in every eigenvector.
    """
    vector = np.random.default_rng(0).standard_normal(size)
    vector /= np.linalg.norm(vector)
    basis = np.empty((min(size, MOST_STEPS), size))
    small = np.zeros((len(basis), len(basis)))
    value, error = 0.0, math.inf
    for step in range(len(basis)):
        if is_over():
            break
        basis[step] = vector
        vector = product(vector)
        known = basis[: step + 1]
        small[step, step] = known[step] @ vector
        for _ in range(2):  # once leaves rounding behind
            vector = vector - known.T @ (known @ vector)
        rest = float(np.linalg.norm(vector))
        if not math.isfinite(rest):
            return None
        value, error = _top(small[: step + 1, : step + 1], rest)
        scale = CLOSE * abs(value)
        if error <= scale or rest <= scale or step + 1 == size:
            return value
        vector /= rest
        if step + 1 < len(basis):
            small[step, step + 1] = small[step + 1, step] = rest
    return value if error <= ENOUGH * abs(value) else None


def _top(small: Array, rest: float) -> tuple[float, float]:
    """Return the largest eigenvalue found so far and about how far off it is.

    The residual bounds the error; where the next eigenvalue is far, its square over the gap does.
    """
    values, vectors = np.linalg.eigh(small)
    residual = rest * abs(float(vectors[-1, -1]))
    if len(values) == 1 or not residual:
        return float(values[-1]), residual
    gap = float(values[-1] - values[-2])
    return float(values[-1]), min(residual, residual**2 / gap if gap else math.inf)

"""A divergence: the full report of why training has stopped, and the ways back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.session.operations import Kind, Phase


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """One row of "How it grew": after `update`, the largest |parameter| and the mean loss.

    A number that is not finite is given as it is (`inf`, `nan`).
    """

    update: int
    largest: float
    loss: float


@dataclass(frozen=True, slots=True)
class Settling:
    """Which learning rate settles, where the curvature is known.

    `curvature` is λ, the largest eigenvalue of the Hessian at update `healthy` (where training
    stands when that is None), of the loss that a batch has on average; `limit` is 2(1 + μ)/λ, with
    Nesterov's form divided by 1 + 2μ. `rate` is the largest stop 1, 1.5, 2, 3, 5, 7 × 10ⁿ below it
    and below the rate that failed, with which the next updates were tried and went well.
    """

    curvature: float
    limit: float
    rate: float


@dataclass(frozen=True, slots=True)
class Divergence:
    """Training stopped: the update after `update` met a number that is not finite.

    It did so on the way or, when `after` is set, in the losses with the parameters that it would
    have left, which are those shown.

    `kind`, `target` and `row` (of the training set, from 0; None for the whole batch) name the
    first bad operation and `phase` where it stands; `formula` holds its lines with symbols and
    then numbers, `value` what came out. `healthy` is the last update before the loss left its
    best for good, None when there is none to go back to. `growth` has about nine rows, the last
    being the one that failed, with what it would have left. `rate`, `momentum` and `nesterov` are
    the settings that failed. `by_steps` tells whether the steps have led there; else weights or
    data were too large from the start.
    """

    update: int
    kind: Kind
    target: str
    row: int | None
    phase: Phase
    formula: tuple[str, ...]
    value: float
    healthy: int | None
    growth: tuple[GrowthRow, ...]
    settling: Settling | None
    rate: float
    momentum: float
    after: bool = False
    nesterov: bool = False
    by_steps: bool = True

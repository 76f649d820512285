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

    `curvature` is λ, the largest eigenvalue of the Hessian at update `healthy`; `limit` is
    2(1 + μ)/λ; `rate` the largest stop 1, 1.5, 2, 3, 5, 7 × 10ⁿ below it.
    """

    curvature: float
    limit: float
    rate: float


@dataclass(frozen=True, slots=True)
class Divergence:
    """Training stopped: the update after `update` met a number that is not finite.

    `kind`, `target` and `row` (of the training set, from 0; None for the whole batch) name the
    first bad operation and `phase` where it stands; `formula` holds its lines with symbols and
    then numbers, `value` what came out. `healthy` is the last update before the loss left its
    best for good, None when there is none to go back to. `growth` has about nine rows, the last
    being the one that failed. `rate` and `momentum` are the settings that failed.
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

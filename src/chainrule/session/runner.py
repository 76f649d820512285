"""The runner: as many steps as fit into a time budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def run_for(
    step: Callable[[], bool], budget: float, most: float, clock: Callable[[], float]
) -> int:
    """Repeat `step` until `budget` seconds are over, `most` steps are made or it returns False.

    At least one step is made when `most` allows one. Returns how many were made.
    """
    end = clock() + budget
    steps = 0
    while steps + 1 <= most:
        steps += 1
        if not step() or clock() >= end:
            break
    return steps

"""The score of a round: what went right, and by which mistakes it did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.teaching.practice.mistake import Mistake


@dataclass(frozen=True, slots=True)
class Score:
    """How many values were found without help, with a hint, and how many were shown.

    `mistakes` counts the mistakes made, the most frequent first.
    """

    total: int
    right: int
    hinted: int
    shown: int
    mistakes: tuple[tuple[Mistake, int], ...] = ()

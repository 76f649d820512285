"""The score of a round: what went right, and by which mistakes it did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.teaching.practice.answer import MINUS

if TYPE_CHECKING:
    from chainrule.teaching.practice.mistake import Mistake
    from chainrule.teaching.practice.round import Round

COLUMNS = (
    "number",
    "sample",
    "phase",
    "operation",
    "target",
    "value",
    "answer",
    "result",
    "tries",
    "hints",
    "mistakes",
)

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Score:
    """How many values were found without help, with a hint, and how many were shown.

    `mistakes` counts the mistakes that were recognised, the most frequent first; `unknown` the
    wrong answers that no known mistake, or more than one, gives.
    """

    total: int
    right: int
    hinted: int
    shown: int
    mistakes: tuple[tuple[Mistake, int], ...] = ()
    unknown: int = 0


def score_csv(played: Round) -> tuple[tuple[Cell, ...], ...]:
    """Return a round as rows for the teacher, one per value, under a row of column names."""
    return COLUMNS, *(_row(played, index) for index in range(len(played.questions)))


def _plain(typed: str | None) -> str | None:
    """Return an answer with the minus that a spreadsheet reads."""
    return None if typed is None else typed.replace(MINUS, "-")


def _row(played: Round, index: int) -> tuple[Cell, ...]:
    question = played.questions[index]
    return (
        index + 1,
        question.sample,
        question.phase.value,
        question.kind.value,
        question.target,
        question.operation.value,
        _plain(played.typed(index)),
        played.status(index).name.lower(),
        played.tries(index),
        played.hints(index),
        " ".join(mistake.name if mistake else "unknown" for mistake in played.mistakes(index)),
    )

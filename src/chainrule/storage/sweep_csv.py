"""The table of a sweep: a row per run, and the rows of one that was stopped read back."""

from __future__ import annotations

import csv
import io
from hashlib import sha256
from typing import TYPE_CHECKING

from chainrule.session.sweeping import Result, Trial
from chainrule.storage.csv_out import line
from chainrule.storage.project_text import project_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chainrule.network.project import Project

COLUMNS = (
    "learning_rate",
    "momentum",
    "batch_size",
    "seed",
    "epochs",
    "updates",
    "train_loss",
    "test_loss",
    "best_loss",
    "diverged_at",
    "sweep",
)
HEAD = line(COLUMNS)
DIGITS = 12


def sweep_name(project: Project, epochs: int, initializer: str) -> str:
    """Return what names a sweep: rows of another project or length are not taken for its own."""
    text = f"{project_text(project)}\n{epochs}\n{initializer}"
    return sha256(text.encode("utf-8")).hexdigest()[:DIGITS]


def result_line(result: Result, sweep: str) -> str:
    """Return the line of a run."""
    trial = result.trial
    return line(
        (
            trial.learning_rate,
            trial.momentum,
            trial.batch_size,
            trial.seed,
            result.epochs,
            result.updates,
            result.train_loss,
            result.test_loss,
            result.best_loss,
            result.diverged_at,
            sweep,
        )
    )


def results_in(text: str, sweep: str, wanted: Iterable[Trial]) -> dict[Trial, Result] | None:
    """Return the runs of a sweep that a table holds; a row that was cut off is not one of them.

    None where the text holds anything else, which is not to be lost.
    """
    known = set(wanted)
    found: dict[Trial, Result] = {}
    complete = text[: text.rfind("\n") + 1]
    for row in csv.reader(io.StringIO(complete, newline="")):
        if row == list(COLUMNS):
            continue
        result = _result(row, sweep)
        if result is None or result.trial not in known:
            return None
        found[result.trial] = result
    return found


def _result(row: Sequence[str], sweep: str) -> Result | None:
    if len(row) != len(COLUMNS) or row[-1] != sweep:
        return None
    try:
        trial = Trial(float(row[0]), float(row[1]), int(row[2]), _whole(row[3]))
        losses = (_loss(row[6]), _loss(row[7]), _loss(row[8]))
        return Result(trial, int(row[4]), int(row[5]), *losses, _whole(row[9]))
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _loss(text: str) -> float | None:
    return float(text) if text else None

"""The command `sweep`: many settings tried without a window, on all cores, and taken up again."""

from __future__ import annotations

import contextlib
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.progress import progress_bar
from chainrule.session.sweeping import run_trial
from chainrule.storage.atomic import WriteError, write_atomically
from chainrule.storage.sweep_csv import HEAD, result_line, results_in, sweep_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

    from chainrule.network.project import Project
    from chainrule.session.sweeping import Result, Trial

MOST_RUNS = 100_000


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is to be run, and how."""

    project: Project
    trials: tuple[Trial, ...]
    epochs: int
    initializer: str
    jobs: int

    @property
    def name(self) -> str:
        """What names the sweep in its table."""
        return sweep_name(self.project, self.epochs, self.initializer)


def run_sweep(sweep: Sweep, csv: Path) -> list[Result]:
    """Run what is missing and write the table; return all results in the order of the trials.

    While it runs, each result is added to `NAME.csv.part`; a sweep that is started again goes on
    from there. The table itself appears when it is complete.
    """
    _check(sweep)
    part = csv.with_name(f"{csv.name}.part")
    found = _known(part, sweep) | _known(csv, sweep)
    missing = [trial for trial in sweep.trials if trial not in found]
    if missing:
        with _part(part, found, sweep) as note, progress_bar() as draw:
            draw(len(found), len(sweep.trials))
            for result in _results(sweep, missing):
                found[result.trial] = result
                note(result)
                draw(len(found), len(sweep.trials))
    results = [found[trial] for trial in sweep.trials]
    lines = "".join(result_line(result, sweep.name) for result in results)
    write_atomically(csv, (HEAD + lines).encode("utf-8"))
    part.unlink(missing_ok=True)
    return results


def _check(sweep: Sweep) -> None:
    if not sweep.project.data.train:
        told = QT_TRANSLATE_NOOP("Command", "there are no samples to train on")
        raise ChainruleError(message(told))
    if len(sweep.trials) > MOST_RUNS:
        told = QT_TRANSLATE_NOOP(
            "Command", "that would be {count} runs; at most {most} can be made"
        )
        raise ChainruleError(message(told, count=len(sweep.trials), most=MOST_RUNS))


def _known(path: Path, sweep: Sweep) -> dict[Trial, Result]:
    """Return the results of this sweep that a file holds; a file that is not there holds none."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    found = results_in(text, sweep.name, sweep.trials)
    if found is None:
        told = QT_TRANSLATE_NOOP(
            "Command",
            "{file} holds something else than this sweep, which would be lost: "
            "give another name, or delete it",
        )
        raise ChainruleError(message(told, file=str(path)))
    return found


@contextlib.contextmanager
def _part(path: Path, found: dict[Trial, Result], sweep: Sweep) -> Iterator[_Note]:
    """Begin the unfinished table with what is known, and give what adds a result to it."""
    known = "".join(result_line(result, sweep.name) for result in found.values())
    write_atomically(path, (HEAD + known).encode("utf-8"))
    try:
        with path.open("a", encoding="utf-8", newline="") as file:
            yield _Note(file, sweep.name)
    except OSError as error:
        told = QT_TRANSLATE_NOOP("Command", "{file} could not be written: {reason}")
        reason = error.strerror or str(error)
        raise WriteError(message(told, file=str(path), reason=reason)) from None


class _Note:
    """Adds a result to the unfinished table, at once."""

    def __init__(self, file: TextIO, name: str) -> None:
        self._file, self._name = file, name

    def __call__(self, result: Result) -> None:
        self._file.write(result_line(result, self._name))
        self._file.flush()


def _results(sweep: Sweep, missing: Sequence[Trial]) -> Iterator[Result]:
    """Yield the results as they come: from processes of their own where there are several."""
    jobs = min(sweep.jobs or os.cpu_count() or 1, len(missing))
    if jobs == 1:
        for trial in missing:
            yield run_trial(sweep.project, trial, sweep.epochs, sweep.initializer)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures = [
            pool.submit(run_trial, sweep.project, trial, sweep.epochs, sweep.initializer)
            for trial in missing
        ]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def write_picture(sweep: Sweep, results: Sequence[Result], png: Path) -> None:
    """Write the picture of a sweep."""
    try:
        from chainrule.gui.offscreen import sweep_picture
    except ImportError as error:
        told = QT_TRANSLATE_NOOP(
            "CommandLine", "windows and pictures need Qt, which could not be loaded: {reason}"
        )
        raise ChainruleError(message(told, reason=str(error))) from None
    write_atomically(png, sweep_picture(sweep.project.title, results))

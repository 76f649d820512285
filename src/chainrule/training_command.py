"""Training and exporting without a window: what the commands `train` and `export` do."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.engine.trainer import NonFinite
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.progress import progress_bar
from chainrule.session.diagnosis import diagnose
from chainrule.session.document import Document
from chainrule.session.run import Run
from chainrule.session.session import Session
from chainrule.storage.atomic import open_atomically, write_atomically
from chainrule.storage.csv_out import LEDGER_COLUMNS, ledger_row, line, log_bytes, log_lines
from chainrule.storage.project_file import write_project
from chainrule.teaching.health_sentences import stop_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.storage.atomic import AtomicWriter
    from chainrule.storage.csv_out import LedgerRow

AT_ONCE = 256
"""updates between two looks at the progress bar"""


@dataclass(frozen=True, slots=True)
class Only:
    """What a ledger is limited to: a row of the training set, from 1, and a neuron."""

    sample: int | None = None
    neuron: str | None = None

    @classmethod
    def of(cls, project: Project, sample: int | None, neuron: str | None) -> Only:
        """Return the limits; a `ChainruleError` says what the project does not have."""
        rows = len(project.data.train)
        if sample is not None and not 1 <= sample <= rows:
            told = QT_TRANSLATE_NOOP(
                "Command", "--sample {sample}: the training set has the rows 1 to {rows}"
            )
            raise ChainruleError(message(told, sample=sample, rows=rows))
        if neuron is not None and neuron not in project.network.by_id:
            told = QT_TRANSLATE_NOOP("Command", "--neuron {id}: there is no such neuron")
            raise ChainruleError(message(told, id=neuron))
        return cls(sample, neuron)


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files that training is to write; None leaves one out."""

    log: Path | None
    ledger: Path | None
    save: Path | None
    png: Path | None
    with_parameters: bool
    only: Only = Only()


def train_project(
    project: Project, updates: int | None, epochs: int | None, outputs: Outputs
) -> str | None:
    """Train and write the outputs; return why training stopped early, None when it did not."""
    run = Run(project)
    stopped = None
    parameters = [_parameters(run)]
    done, total = _measure(run, updates, epochs)
    with _ledger_file(outputs.ledger) as ledger, progress_bar() as draw:
        try:
            while done() < total:
                if ledger is not None:
                    _told_update(run, ledger, outputs.only)
                else:
                    most = 1 if outputs.with_parameters else AT_ONCE
                    run.train_many(most, lambda: done() >= total)
                if outputs.with_parameters:
                    parameters.append(_parameters(run))
                draw(done(), total)
        except NonFinite as error:
            run.drop()
            stopped = " ".join(map(str, stop_report(diagnose(run, error))))
    _write(run, project, outputs, parameters)
    return stopped


def _measure(run: Run, updates: int | None, epochs: int | None) -> tuple[Callable[[], int], int]:
    """Return what counts the updates, or else the epochs, made so far, and how many are wanted."""
    if updates is not None:
        start = run.update
        return lambda: run.update - start, updates
    first = run.trainer.epoch
    return lambda: run.trainer.epoch - first, 1 if epochs is None else epochs


def _told_update(run: Run, ledger: AtomicWriter, only: Only) -> None:
    told = run.open_next()
    ledger.write_text("".join(map(line, _ledger_rows(told, only))))
    run.commit()


def _ledger_rows(ledger: Ledger, only: Only) -> Iterator[LedgerRow]:
    """Yield the rows of an update."""
    return map(ledger_row, ledger.select(only.sample, only.neuron))


@contextlib.contextmanager
def _ledger_file(path: Path | None) -> Iterator[AtomicWriter | None]:
    if path is None:
        yield None
        return
    with open_atomically(path) as writer:
        writer.write_text(line(LEDGER_COLUMNS))
        yield writer


def _parameters(run: Run) -> list[float]:
    values: list[float] = run.trainer.plan.unpack(run.trainer.parameters).tolist()
    return values


def _write(run: Run, project: Project, outputs: Outputs, parameters: list[list[float]]) -> None:
    trained = run.project_now(project)
    if outputs.log is not None:
        rows = run.log[-len(parameters) :] if outputs.with_parameters else run.log
        names = project.network.parameter_names if outputs.with_parameters else ()
        values = parameters if outputs.with_parameters else None
        with open_atomically(outputs.log) as writer:
            for text in log_lines(rows, names, values):
                writer.write_text(text)
    if outputs.save is not None:
        write_project(trained, outputs.save)
    if outputs.png is not None:
        export_project(trained, png=outputs.png)


def export_project(
    project: Project,
    png: Path | None = None,
    svg: Path | None = None,
    csv: Path | None = None,
    pytorch: Path | None = None,
    numpy: Path | None = None,
) -> None:
    """Write the exports of a project; None leaves one out."""
    session = Session(Document(project))
    if csv is not None:
        write_atomically(csv, log_bytes(session.run.log))
    if pytorch is not None:
        from chainrule.storage.pytorch import pytorch_source

        write_atomically(pytorch, pytorch_source(project).encode("utf-8"))
    if numpy is not None:
        from chainrule.storage.numpy_module import numpy_source

        write_atomically(numpy, numpy_source(project).encode("utf-8"))
    for path, kind in ((png, "png"), (svg, "svg")):
        if path is not None:
            write_atomically(path, _picture(session, kind))


def _picture(session: Session, kind: str) -> bytes:
    try:
        from chainrule.gui.offscreen import picture
    except ImportError as error:
        told = QT_TRANSLATE_NOOP(
            "CommandLine", "windows and pictures need Qt, which could not be loaded: {reason}"
        )
        raise ChainruleError(message(told, reason=str(error))) from None
    return picture(session.moment(), kind)

"""The command line: the window, and everything that needs none, over the same session layer."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from chainrule.arguments import BAD_INPUT, COMMANDS, parser, say
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from chainrule.network.project import Project

    Command = Callable[[argparse.Namespace], int]

DONE, CHECK_FAILED, DIVERGED, INTERRUPTED = 0, 1, 3, 130
GRADIENT_TOLERANCE = 1e-6


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; every problem is one line on standard error."""
    _take_any_character()
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except ChainruleError as error:
        say(str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return DONE
    except OSError as error:
        _forget_output()
        say(f"{error.filename or 'the output'} could not be written: {error.strerror or error}")
        return BAD_INPUT


def _run(arguments: list[str]) -> int:
    if opens_window(arguments):
        return open_window(arguments[0] if arguments else None)
    parsed = parser().parse_args(arguments)
    return RUN[parsed.command](parsed)


def _take_any_character() -> None:
    """Have a character that the terminal's encoding lacks written as its number."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """Send what still waits to be written nowhere, or Python complains about it when it ends."""
    with contextlib.suppress(OSError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def out(text: str) -> None:
    """Print one line on standard output."""
    print(text)  # noqa: T201


def opens_window(arguments: Sequence[str]) -> bool:
    """Return whether the words ask for the window: none at all, or one file."""
    if not arguments:
        return True
    first = arguments[0]
    return len(arguments) == 1 and first not in COMMANDS and not first.startswith("-")


def open_window(file: str | None) -> int:
    """Open the window, with a file when one is named."""
    project = None if file is None else read(Path(file))
    try:
        from chainrule.gui.app import run
    except ImportError as error:
        raise _no_qt(error) from None
    return run(project, None if file is None else Path(file))


def read(path: Path) -> Project:
    """Return the project in a file; the error names the file."""
    from chainrule.storage.project_file import read_project

    try:
        return read_project(path)
    except ChainruleError as error:
        raise _about(path, error) from None


def _about(path: Path, error: ChainruleError) -> ChainruleError:
    """Return the error with the name of the file before it."""
    told = QT_TRANSLATE_NOOP("CommandLine", "{file}: {problem}")
    return ChainruleError(message(told, file=str(path), problem=str(error)))


def _no_qt(error: ImportError) -> ChainruleError:
    told = QT_TRANSLATE_NOOP(
        "CommandLine", "windows and pictures need Qt, which could not be loaded: {reason}"
    )
    return ChainruleError(message(told, reason=str(error)))


def examples(_arguments: argparse.Namespace) -> int:
    """List the built-in examples, a line each."""
    from chainrule.storage.examples import example_names, example_titles

    for name, title in zip(example_names(), example_titles(), strict=True):
        out(f"{name}  {title}")
    return DONE


def example(arguments: argparse.Namespace) -> int:
    """Write a built-in example as a project file."""
    from chainrule.storage.examples import load_example
    from chainrule.storage.project_file import write_project

    write_project(load_example(arguments.name), arguments.save)
    return DONE


def train(arguments: argparse.Namespace) -> int:
    """Train without a window, and write what was asked for."""
    from chainrule.training_command import Only, Outputs, train_project

    if arguments.parameters and arguments.log is None:
        say("--parameters goes with --log")
        return BAD_INPUT
    if arguments.ledger is None and (arguments.sample or arguments.neuron):
        say("--sample and --neuron go with --ledger")
        return BAD_INPUT
    project = read(arguments.file)
    outputs = Outputs(
        arguments.log,
        arguments.ledger,
        arguments.save,
        arguments.png,
        with_parameters=arguments.parameters,
        only=Only.of(project, arguments.sample, arguments.neuron),
    )
    stopped = train_project(project, arguments.updates, arguments.epochs, outputs)
    if stopped is not None:
        say(stopped)
        return DIVERGED
    return DONE


def check(arguments: argparse.Namespace) -> int:
    """Print every parameter's gradient by backpropagation and by central differences."""
    from chainrule.engine.gradient_check import largest_error
    from chainrule.session.checking import check_project

    rows = check_project(read(arguments.file))
    for row in rows:
        out(f"{row.name}  {row.analytic!r}  {row.numeric!r}  {row.error:.3g}")
    largest = largest_error(rows)
    out(f"max relative error: {largest:.3g}")
    return DONE if largest <= GRADIENT_TOLERANCE else CHECK_FAILED


def export(arguments: argparse.Namespace) -> int:
    """Write the exports of a project that were asked for."""
    from chainrule.training_command import export_project

    names = ("png", "svg", "csv", "pytorch", "numpy")
    wanted = [getattr(arguments, name) for name in names]
    if not any(wanted):
        say("nothing to export: give --png, --svg, --csv, --pytorch or --numpy")
        return BAD_INPUT
    export_project(read(arguments.file), *wanted)
    return DONE


def sweep(arguments: argparse.Namespace) -> int:
    """Train under many settings and write the table."""
    from chainrule.sweep_command import run_sweep, write_picture
    from chainrule.sweep_options import sweep_of

    wanted = sweep_of(read(arguments.file), arguments)
    try:
        results = run_sweep(wanted, arguments.csv)
    except KeyboardInterrupt:
        say("stopped; the same command goes on from where it was")
        raise
    if arguments.png is not None:
        write_picture(wanted, results, arguments.png)
    out(f"{len(results)} runs: {arguments.csv}")
    return DONE


def worksheet(arguments: argparse.Namespace) -> int:
    """Write worksheets of a project, and say which have numbers that are not friendly."""
    from chainrule.worksheet_command import write_worksheets

    for note in write_worksheets(read(arguments.file), arguments):
        say(note)
    return DONE


RUN: dict[str, Command] = {
    "examples": examples,
    "example": example,
    "train": train,
    "check": check,
    "export": export,
    "sweep": sweep,
    "worksheet": worksheet,
}

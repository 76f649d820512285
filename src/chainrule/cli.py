"""The command line: the window, and everything that needs none, over the same session layer."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from chainrule import __version__
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainrule.network.project import Project

    Command = Callable[[argparse.Namespace], int]

DONE, CHECK_FAILED, BAD_INPUT, DIVERGED, INTERRUPTED = 0, 1, 2, 3, 130
GRADIENT_TOLERANCE = 1e-6


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, text: str) -> NoReturn:
        """Say what is wrong with the command in one line, and leave."""
        say(f"{text} (see chainrule --help)")
        sys.exit(BAD_INPUT)


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
    command: Command = parsed.command
    return command(parsed)


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


def say(text: str) -> None:
    """Print one line on standard error."""
    line = " ".join(text.split())
    print(f"chainrule: {line}", file=sys.stderr)  # noqa: T201


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


def parser() -> Parser:
    """Return the parser of all commands."""
    top = Parser(
        prog="chainrule",
        description="See and practise how a neural network learns. "
        "Without a command, opens the window, with FILE when one is named.",
    )
    top.add_argument("--version", action="version", version=f"chainrule {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, add in COMMANDS.items():
        add(commands.add_parser(name, help=HELP[name], description=HELP[name]))
    return top


HELP = {
    "examples": "list the built-in examples",
    "example": "write a built-in example as a project file",
    "train": "train without a window",
    "check": "check every gradient against central differences",
    "export": "write pictures, log or a PyTorch module of a project",
    "sweep": "train under many settings, on all cores, and compare",
    "worksheet": "write one update to be calculated by hand, and its key, as PDF",
}


def _add_examples(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=examples)


def _add_example(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--save", metavar="FILE", type=Path, required=True)
    parser.set_defaults(command=example)


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--updates", metavar="N", type=_count)
    length.add_argument("--epochs", metavar="N", type=_count, help="1 when nothing is said")
    parser.add_argument("--log", metavar="CSV", type=Path, help="the losses, a row per update")
    parser.add_argument("--parameters", action="store_true", help="with --log: all parameters too")
    parser.add_argument("--ledger", metavar="CSV", type=Path, help="every operation")
    parser.add_argument("--sample", metavar="N", type=_count, help="with --ledger: of this row")
    parser.add_argument("--neuron", metavar="ID", help="with --ledger: of this neuron only")
    parser.add_argument("--save", metavar="FILE", type=Path, help="the trained project")
    parser.add_argument("--png", metavar="PNG", type=Path, help="a picture of network and losses")
    parser.set_defaults(command=train)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.set_defaults(command=check)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    kinds = {"png": "P", "svg": "S", "csv": "C", "pytorch": "M.py", "numpy": "M.py"}
    for name, metavar in kinds.items():
        parser.add_argument(f"--{name}", metavar=metavar, type=Path)
    parser.set_defaults(command=export)


def _add_sweep(parser: argparse.ArgumentParser) -> None:
    from chainrule.sweep_options import add_options

    add_options(parser)
    parser.set_defaults(command=sweep)


def _add_worksheet(parser: argparse.ArgumentParser) -> None:
    from chainrule.worksheet_command import add_arguments

    add_arguments(parser)
    parser.set_defaults(command=worksheet)


COMMANDS = {
    "examples": _add_examples,
    "example": _add_example,
    "train": _add_train,
    "check": _add_check,
    "export": _add_export,
    "sweep": _add_sweep,
    "worksheet": _add_worksheet,
}


def _count(text: str) -> int:
    try:
        count = int(text)
    except ValueError:
        count = -1
    if count < 0:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 on")
    return count


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
    results = run_sweep(wanted, arguments.csv)
    if arguments.png is not None:
        write_picture(wanted, results, arguments.png)
    return DONE


def worksheet(arguments: argparse.Namespace) -> int:
    """Write worksheets of a project, and say which have numbers that are not friendly."""
    from chainrule.worksheet_command import write_worksheets

    for note in write_worksheets(read(arguments.file), arguments):
        say(note)
    return DONE

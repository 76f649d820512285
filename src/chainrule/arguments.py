"""The words of the command line: its commands, their options, and how they are read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from chainrule import __version__

BAD_INPUT = 2


def say(text: str) -> None:
    """Print one line on standard error."""
    line = " ".join(text.split())
    print(f"chainrule: {line}", file=sys.stderr)  # noqa: T201


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, text: str) -> NoReturn:
        """Say what is wrong with the command in one line, and leave."""
        say(f"{text} (see chainrule --help)")
        sys.exit(BAD_INPUT)


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
    "export": "write pictures, log, a PyTorch module or plain numpy of a project",
    "sweep": "train under many settings, on all cores, and compare",
    "worksheet": "write one update to be calculated by hand, and its key, as PDF",
}


def _add_examples(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command="examples")


def _add_example(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--save", metavar="FILE", type=Path, required=True)
    parser.set_defaults(command="example")


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
    parser.set_defaults(command="train")


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.set_defaults(command="check")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    kinds = {"png": "P", "svg": "S", "csv": "C", "pytorch": "M.py", "numpy": "M.py"}
    for name, metavar in kinds.items():
        parser.add_argument(f"--{name}", metavar=metavar, type=Path)
    parser.set_defaults(command="export")


def _add_sweep(parser: argparse.ArgumentParser) -> None:
    from chainrule.sweep_options import add_options

    add_options(parser)
    parser.set_defaults(command="sweep")


def _add_worksheet(parser: argparse.ArgumentParser) -> None:
    from chainrule.worksheet_command import add_arguments

    add_arguments(parser)
    parser.set_defaults(command="worksheet")


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

"""The words of the command `sweep`, and the sweep that they ask for."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from chainrule.engine.initializers import DEFAULT_INITIALIZER, INITIALIZERS
from chainrule.session.sweeping import trials
from chainrule.sweep_command import Sweep

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from chainrule.network.project import Project

    Number = TypeVar("Number", int, float)

EPOCHS = 10


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--learning-rate", metavar="A,B,…", type=_list(_rate), default=())
    parser.add_argument("--momentum", metavar="A,B,…", type=_list(_momentum), default=())
    parser.add_argument(
        "--batch-size", metavar="A,B,…", type=_list(_size), default=(), help="0 is the whole set"
    )
    parser.add_argument(
        "--seeds", metavar="N", type=_count, default=0,
        help="starting weights drawn from N seeds; without it the project's own",
    )  # fmt: skip
    parser.add_argument(
        "--initializer", choices=sorted(INITIALIZERS), default=DEFAULT_INITIALIZER,
        help="how the starting weights are drawn",
    )  # fmt: skip
    parser.add_argument("--epochs", metavar="N", type=_count, default=EPOCHS)
    parser.add_argument("--csv", metavar="CSV", type=Path, required=True, help="a row per run")
    parser.add_argument("--png", metavar="PNG", type=Path, help="a picture of the losses")
    parser.add_argument(
        "--jobs", metavar="N", type=_count, default=0, help="processes; all cores when not said"
    )


def sweep_of(project: Project, arguments: argparse.Namespace) -> Sweep:
    """Return the sweep that the words ask for."""
    wanted = trials(
        project,
        arguments.learning_rate,
        arguments.momentum,
        arguments.batch_size,
        arguments.seeds,
    )
    return Sweep(project, wanted, arguments.epochs, arguments.initializer, arguments.jobs)


def _list(read: Callable[[str], Number]) -> Callable[[str], tuple[Number, ...]]:
    """Return what reads numbers with commas between them; one that is said twice counts once."""

    def numbers(text: str) -> tuple[Number, ...]:
        return tuple(dict.fromkeys(read(part.strip()) for part in text.split(",")))

    return numbers


def _rate(text: str) -> float:
    return _number(text, "a learning rate above 0", lambda value: value > 0)


def _momentum(text: str) -> float:
    return _number(text, "a momentum from 0 to below 1", lambda value: 0 <= value < 1)


def _number(text: str, wanted: str, sound: Callable[[float], bool]) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and sound(value)):
        raise argparse.ArgumentTypeError(f"{text} is not {wanted}")
    return value


def _size(text: str) -> int:
    return _count(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 on")
    return int(text)

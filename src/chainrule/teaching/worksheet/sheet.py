"""A worksheet: one update to be calculated by hand, and its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.session.operations import Phase
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.network.project import Project
    from chainrule.session.operations import Kind
    from chainrule.teaching.notation import Notation
    from chainrule.teaching.worksheet.pieces import Formula, Number, Sign

MOST_DIGITS = 6
MOST_COPIES = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """What a worksheet is to be like.

    `notation` says how numbers are written: with how many decimals z and a (gradients get one
    significant digit more, new weights one decimal more), with a point or a comma; `own` asks for
    the project's own numbers instead of friendly random ones; `samples` is how many samples the
    update has, None: the project's batch, or as many as fit;
    with `formulas` each box says how its value is found.
    """

    notation: Notation = POINT
    phases: frozenset[Phase] = frozenset(Phase)
    own: bool = False
    samples: int | None = None
    formulas: bool = True


@dataclass(frozen=True, slots=True)
class Copy:
    """Which copy a sheet is: the `number`-th of `count` from the seed `first`.

    `seed` is its own: the first copy of that seed is the same sheet.
    """

    seed: int
    first: int
    number: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """One value to be found: its symbol, how it is found, and for the key its working and value.

    `sample` counts from 1, None where the value is of the whole batch.
    """

    number: int
    phase: Phase
    sample: int | None
    kind: Kind
    target: str
    symbol: Sign
    formula: Formula
    working: Formula
    answer: Number


@dataclass(frozen=True, slots=True)
class Given:
    """A number that the sheet gives."""

    symbol: Sign
    number: Number


@dataclass(frozen=True, slots=True)
class Row:
    """The inputs and targets of one sample."""

    sample: int
    cells: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of what holds on this sheet: a word for it, and a formula or a sentence."""

    about: Message
    formula: Formula = ()
    said: Message | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet.

    `project` holds the numbers given; its training set is the samples of the one update asked for.
    `friendly` is whether the numbers keep all the rules of friendly ones.
    """

    title: str
    copy: Copy
    wish: Wish
    project: Project
    samples: int
    rows: tuple[Row, ...]
    parameters: tuple[Given, ...]
    settings: tuple[Given, ...]
    memory: tuple[Given, ...]
    """what the optimizer kept from the update before"""
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]
    friendly: bool = True

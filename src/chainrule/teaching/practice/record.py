"""How one question of a round stands, and what was said to an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.teaching.practice.diagnosis import Diagnosis, Marked
    from chainrule.teaching.practice.mistake import Mistake


class Status(Enum):
    """How a question stands."""

    WAITING = auto()
    OPEN = auto()
    WRONG = auto()
    RIGHT = auto()
    HINTED = auto()
    SHOWN = auto()


class Outcome(Enum):
    """What became of an answer; only right and wrong ones count as tries."""

    RIGHT = auto()
    WRONG = auto()
    COARSE = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said to an answer; `sentences` are those of the diagnosis or of the problem."""

    outcome: Outcome
    sentences: tuple[Message, ...] = ()
    diagnosis: Diagnosis | None = None


@dataclass
class Record:
    """What happened with one question; `factors` are those that are asked one by one."""

    typed: list[str] = field(default_factory=list)
    mistakes: list[Mistake | None] = field(default_factory=list)
    factors: list[Marked] = field(default_factory=list)
    hints: int = 0
    done: Status | None = None

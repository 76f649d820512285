"""An answer as the learner typed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.teaching.typed_numbers import read_typed

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.teaching.typed_numbers import Typed

MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Answer:
    """A number that was typed: `text` as it is shown again, and how precise it is."""

    text: str
    typed: Typed

    @property
    def value(self) -> float:
        """The number."""
        return self.typed.value

    @property
    def half_unit(self) -> float:
        """How far the number may be from what it was rounded from; 0 for a fraction."""
        return self.typed.unit / 2.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text is no number."""

    words: Message


def read(text: str) -> Answer | Problem:
    """Return the number that a text says, or why it says none."""
    typed = read_typed(text)
    if typed is not None:
        return Answer(" ".join(text.split()).replace("-", MINUS), typed)
    if not text.strip():
        return Problem(message(QT_TRANSLATE_NOOP("Practice", "Type a number first.")))
    return Problem(
        message(
            QT_TRANSLATE_NOOP(
                "Practice", "That is not a number. Examples: 0.25, -0,25, 1/3, 4.2e-4."
            )
        )
    )

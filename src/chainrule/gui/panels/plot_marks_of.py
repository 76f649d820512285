"""What is marked on the curve and at its foot: where, how, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.sentences import plain_message
from chainrule.session.annotations import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.session.annotations import Note
    from chainrule.teaching.notation import Notation

SYMBOLS = {
    Event.EDIT: "s",
    Event.BACK: "t3",
    Event.STOP: "x",
    Event.SATURATION: "d",
}
"""of what is marked on the curve; the start and settings that were turned are marked at the foot"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at an update, with its words; `symbol` is "" at the foot."""

    update: int
    words: str
    symbol: str = ""


def marks_of(
    turns: Sequence[tuple[int, str]], notes: Sequence[Note], notation: Notation
) -> Sequence[Mark]:
    """Return the marks of turned knobs, given as (update, words), and of notes, in order."""
    turned = [Mark(update, words) for update, words in turns]
    noted = [
        Mark(note.update, plain_message(note.told, notation), SYMBOLS.get(note.event, ""))
        for note in notes
    ]
    return sorted([*turned, *noted], key=lambda mark: mark.update)


def words_at(marks: Sequence[Mark], update: int) -> list[str]:
    """Return what is said of an update."""
    return [mark.words for mark in marks if mark.update == update]

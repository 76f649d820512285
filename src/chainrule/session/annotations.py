"""Annotations: what happened to a run, and after which update, to be marked on its curve.

A learning rate or momentum that was turned is in the log and is read from there; here is what the
log does not tell: edits, other settings, a fresh start, a way back, a stop, and neurons that became
saturated or died.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from chainrule.network.message import Message
    from chainrule.network.project import Training

MOST_NOTES = 200
"""of one run; the latest count"""
MOST_NAMES = 3
"""neurons that a note names; of others it gives the number"""


class Event(Enum):
    """What happened."""

    EDIT = auto()
    """weights, data, loss or the network itself were changed"""
    SETTING = auto()
    """training went on with other settings than learning rate and momentum"""
    RESET = auto()
    BACK = auto()
    """training went on from here in another way"""
    STOP = auto()
    """the next update met a number that is not finite"""
    SATURATION = auto()
    """neurons became saturated, or died"""


@dataclass(frozen=True, slots=True)
class Note:
    """What happened after `update`, in words, and to which neurons."""

    update: int
    event: Event
    told: Message
    neurons: frozenset[str] = frozenset()


def edited(update: int, label: Message) -> Note:
    """Return the note of an edit with its words for the undo menu."""
    return Note(update, Event.EDIT, label)


def another_scale() -> Message:
    """Return what is noted where the loss was changed: the curve before is not comparable."""
    told = QT_TRANSLATE_NOOP("Plot", "Another loss: from here on the curve has another scale")
    return message(told)


def restarted(reached: int) -> Note:
    """Return the note of a fresh start; the run before it had reached an update."""
    told = QT_TRANSLATE_NOOP("Plot", "Begun anew; the run before ended at update {count}")
    return Note(0, Event.RESET, message(told, count=reached))


def gone_back(update: int, left: Sequence[Note], last: int) -> Note:
    """Return the note of going on from an update of a run that had reached `last`."""
    stopped = any(note.event is Event.STOP and note.update == last for note in left)
    told = QT_TRANSLATE_NOOP("Plot", "Gone on from here; before, the run had reached {count}")
    if stopped:
        told = QT_TRANSLATE_NOOP("Plot", "Gone back to here; training had stopped at {count}")
    return Note(update, Event.BACK, message(told, count=last))


def stopped_at(update: int, why: Message) -> Note:
    """Return the note of a stop after an update."""
    return Note(update, Event.STOP, why)


def saturated(update: int, flat: Collection[str], dead: Collection[str]) -> Sequence[Note]:
    """Return the notes of neurons that were found saturated or dead after an update."""
    found = (
        (flat, QT_TRANSLATE_NOOP("Plot", "Saturated: {names}"),
         QT_TRANSLATE_NOOP("Plot", "Saturated: {names} and {count} more")),
        (dead, QT_TRANSLATE_NOOP("Plot", "Dead: {names}"),
         QT_TRANSLATE_NOOP("Plot", "Dead: {names} and {count} more")),
    )  # fmt: skip
    return [
        Note(
            update,
            Event.SATURATION,
            _named(sorted(names), all_named, some_named),
            frozenset(names),
        )
        for names, all_named, some_named in found
        if names
    ]


def _named(names: list[str], all_named: tuple[str, str], some_named: tuple[str, str]) -> Message:
    if len(names) <= MOST_NAMES + 1:
        return message(all_named, names=", ".join(names))
    first = ", ".join(names[:MOST_NAMES])
    return message(some_named, names=first, count=len(names) - MOST_NAMES)


def joined(notes: Sequence[Note], fresh: Note) -> tuple[Note, ...]:
    """Return the notes with one more; what was just noted (a drag goes on) is not noted twice."""
    kept = notes[:-1] if notes and notes[-1] == fresh else notes
    return (*kept, fresh)[-MOST_NOTES:]


def until(notes: Iterable[Note], update: int) -> tuple[Note, ...]:
    """Return the notes up to an update, in order."""
    kept = (note for note in notes if note.update <= update)
    return tuple(sorted(kept, key=lambda note: note.update))


def setting_notes(settings: Sequence[tuple[int, Training]]) -> Sequence[Note]:
    """Return the notes of settings, given as (update, the settings after it), that changed."""
    return [
        Note(since, Event.SETTING, told)
        for (_, old), (since, new) in pairwise(settings)
        for told in _changes(old, new)
    ]


def _changes(old: Training, new: Training) -> Iterable[Message]:
    if old.optimizer != new.optimizer:
        told = QT_TRANSLATE_NOOP("Plot", "Optimizer {old} → {new}")
        yield message(told, old=old.optimizer.value, new=new.optimizer.value)
    if old.batch_size != new.batch_size:
        yield _batch_change(old.batch_size, new.batch_size)
    if old.reduction != new.reduction:
        told = QT_TRANSLATE_NOOP(
            "Plot", "Batch: {old} → {new}, from here on the curve has another scale"
        )
        yield message(told, old=old.reduction.value, new=new.reduction.value)
    for name, on, off in SWITCHES:
        if getattr(old, name) != getattr(new, name):
            yield message(on if getattr(new, name) else off)
    for name, told in PENALTIES:
        if getattr(old, name) != getattr(new, name):
            yield message(told, old_rate=getattr(old, name), new_rate=getattr(new, name))


def _batch_change(old: int, new: int) -> Message:
    if not new:
        return message(QT_TRANSLATE_NOOP("Plot", "Batch size {old} → all"), old=old)
    if not old:
        return message(QT_TRANSLATE_NOOP("Plot", "Batch size all → {new}"), new=new)
    return message(QT_TRANSLATE_NOOP("Plot", "Batch size {old} → {new}"), old=old, new=new)


SWITCHES = (
    ("nesterov", QT_TRANSLATE_NOOP("Plot", "Nesterov’s momentum on"),
     QT_TRANSLATE_NOOP("Plot", "Nesterov’s momentum off")),
    ("shuffle", QT_TRANSLATE_NOOP("Plot", "Samples in a new order every epoch"),
     QT_TRANSLATE_NOOP("Plot", "Samples in the same order every epoch")),
)  # fmt: skip
PENALTIES = (
    ("l1", QT_TRANSLATE_NOOP("Plot", "L1 {old_rate} → {new_rate}")),
    ("l2", QT_TRANSLATE_NOOP("Plot", "L2 {old_rate} → {new_rate}")),
)

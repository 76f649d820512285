"""What has been drawn, and what was drawn before: strokes that can be taken back and done again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.network.message import Message
    from chainrule.session.drawn import Stroke


@dataclass(frozen=True, slots=True)
class _Change:
    """The strokes before a change and after it; `depth` tells after what else it was made."""

    label: Message
    before: tuple[Stroke, ...]
    after: tuple[Stroke, ...]
    depth: int


class Strokes:
    """The strokes of a drawing, in their order.

    `depth` counts what can be undone elsewhere, so that it can be told which came first.
    """

    def __init__(self) -> None:
        self.now: tuple[Stroke, ...] = ()
        self.depth: Callable[[], int] = lambda: 0
        self._done: list[_Change] = []
        self._undone: list[_Change] = []

    def add(self, stroke: Stroke) -> None:
        """Draw one more."""
        label = message(QT_TRANSLATE_NOOP("Undo", "stroke"))
        self._become((*self.now, stroke), label)

    def clear(self) -> None:
        """Take all away, which can be undone too."""
        if self.now:
            self._become((), message(QT_TRANSLATE_NOOP("Undo", "clear the drawing")))

    def forget(self) -> None:
        """Take all away for good."""
        self.now = ()
        self._done.clear()
        self._undone.clear()

    def _become(self, strokes: tuple[Stroke, ...], label: Message) -> None:
        self._done.append(_Change(label, self.now, strokes, self.depth()))
        self._undone.clear()
        self.now = strokes

    @property
    def undo_label(self) -> Message | None:
        """What is taken back next, None where something else was done since, or nothing here."""
        last = self._done[-1] if self._done else None
        return last.label if last is not None and last.depth >= self.depth() else None

    @property
    def redo_label(self) -> Message | None:
        """What is done again next, None where something else has to be done again first."""
        last = self._undone[-1] if self._undone else None
        return last.label if last is not None and last.depth == self.depth() else None

    def undo(self) -> bool:
        """Take the last change back; return whether there was one."""
        if not self._done:
            return False
        change = self._done.pop()
        self._undone.append(change)
        self.now = change.before
        return True

    def redo(self) -> bool:
        """Do again what was last taken back; return whether there was something."""
        if not self._undone:
            return False
        change = self._undone.pop()
        self._done.append(change)
        self.now = change.after
        return True

"""The document: the current project, and every state that undo can bring back.

Undo keeps snapshots of the frozen project, so that whatever it restores is a state that was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.network.difference import Difference, difference
from chainrule.network.project import Project

if TYPE_CHECKING:
    from collections.abc import Hashable

    from chainrule.network.message import Message

DEEPEST_UNDO = 500

Listener = Callable[[Project, Difference], None]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the project with the words for the undo menu.

    Consecutive edits with the same `merge` key (a drag, the turn of a knob) are one entry. An edit
    that cannot be made raises an `EditError` from `change`.
    """

    label: Message
    change: Callable[[Project], Project]
    merge: Hashable = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One undoable step: the project before it and after it.

    `mark` is that of the project which is not the present one: of `before` while the step is done,
    of `after` while it is undone.
    """

    label: Message
    before: Project
    after: Project
    merge: Hashable
    mark: int | None = None


class Document:
    """The project that is open; the only place where it changes.

    `mark` may be set to a number that goes with the present project: undo and redo bring it back
    together with the project. `opened` counts the projects that were put in place by `open`.
    """

    def __init__(self, project: Project) -> None:
        self.mark: int | None = None
        self.opened = 0
        self._project = project
        self._saved = project
        self._done: list[_Entry] = []
        self._undone: list[_Entry] = []
        self._listeners: list[Listener] = []

    @property
    def project(self) -> Project:
        """The project as it now is."""
        return self._project

    @property
    def modified(self) -> bool:
        """Whether the project differs from what was saved or opened."""
        return self._project is not self._saved and self._project != self._saved

    @property
    def depth(self) -> int:
        """How many entries can be undone."""
        return len(self._done)

    @property
    def undo_label(self) -> Message | None:
        """What undo would take back, None when there is nothing."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> Message | None:
        """What redo would do again, None when there is nothing."""
        return self._undone[-1].label if self._undone else None

    def listen(self, listener: Listener) -> None:
        """Call `listener(project, difference)` after every change."""
        self._listeners.append(listener)

    def open(self, project: Project) -> None:
        """Put another project in place; nothing of the old one can be undone."""
        self._done.clear()
        self._undone.clear()
        self._saved = project
        self.mark = None
        self.opened += 1
        self._become(project)

    def mark_saved(self) -> None:
        """Remember the present project as the one on the disk."""
        self._saved = self._project

    def apply(self, edit: Edit) -> Difference:
        """Make an edit; an `EditError` leaves everything as it was."""
        changed = edit.change(self._project)
        return self.record(changed, edit.label, edit.merge)

    def record(self, changed: Project, label: Message, merge: Hashable = None) -> Difference:
        """Make `changed` the present project as one undoable entry."""
        if changed == self._project:
            return Difference.NONE
        start, mark = self._project, self.mark
        if merge is not None:
            start = self.merge_start(merge)
        if start is not self._project:
            mark = self._done.pop().mark
        if changed != start:
            self._done.append(_Entry(label, start, changed, merge, mark))
        del self._done[:-DEEPEST_UNDO]
        self._undone.clear()
        return self._become(changed)

    def amend(self, project: Project) -> None:
        """Let the last entry, or what was opened, have led to this project: no entry of its own."""
        if self._done:
            self._done[-1] = replace(self._done[-1], after=project)
        if self._saved is self._project:
            self._saved = project
        self._become(project)

    def merge_start(self, merge: Hashable) -> Project:
        """Return the project before the entry that an edit with this key would become part of."""
        last = self._done[-1] if self._done else None
        joins = last is not None and last.merge == merge and not self._undone
        return last.before if last is not None and joins else self._project

    def close_merge(self) -> None:
        """End the entry in progress: the next edit is an entry of its own, whatever its key."""
        if self._done and self._done[-1].merge is not None:
            self._done[-1] = replace(self._done[-1], merge=None)

    def undo(self) -> Difference:
        """Bring back the project before the last entry; nothing to undo changes nothing."""
        if not self._done:
            return Difference.NONE
        entry = self._done.pop()
        self._undone.append(replace(entry, mark=self.mark))
        self.mark = entry.mark
        return self._become(entry.before)

    def redo(self) -> Difference:
        """Do again what was last undone; nothing to redo changes nothing."""
        if not self._undone:
            return Difference.NONE
        entry = self._undone.pop()
        self._done.append(replace(entry, mark=self.mark))
        self.mark = entry.mark
        return self._become(entry.after)

    def _become(self, project: Project) -> Difference:
        found = difference(self._project, project)
        self._project = project
        for listener in self._listeners:
            listener(project, found)
        return found

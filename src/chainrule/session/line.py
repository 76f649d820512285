"""A line of training: what was trained from one start on, and what has happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.difference import Difference, difference
from chainrule.session.annotations import joined, setting_notes, until

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainrule.network.project import Project
    from chainrule.session.accuracy import Accuracies
    from chainrule.session.annotations import Note
    from chainrule.session.history import History
    from chainrule.session.log import Log


@dataclass(frozen=True, slots=True)
class Branch:
    """The rest of an old line: its log from `start`, the update at which another line went on.

    `number` is that of the line.
    """

    start: int
    log: Log
    number: int
    accuracies: Accuracies


class Line:
    """What was trained from one start on; `branches` are shown beside it, oldest first.

    `project` tells the network and the data; log and history reach to the line's end, wherever
    in it the present moment may be. `accuracies` are those that were asked for so far, `came_from`
    is the number of the line that it goes on from with other weights, data or another network.
    """

    __slots__ = (
        "accuracies", "branches", "came_from", "history", "log", "number", "own_notes", "project",
    )  # fmt: skip

    def __init__(
        self,
        number: int,
        project: Project,
        history: History,
        log: Log,
        branches: tuple[Branch, ...],
        notes: tuple[Note, ...] = (),
        came_from: int | None = None,
    ) -> None:
        self.number = number
        self.project = project
        self.history = history
        self.log = log
        self.branches = branches
        self.accuracies: Accuracies = {}
        self.came_from = came_from
        self.own_notes = notes

    @property
    def last(self) -> int:
        """The update at which the line ends."""
        return self.history.last

    def notes(self, update: int) -> tuple[Note, ...]:
        """Return what happened up to an update, in order."""
        return until((*self.own_notes, *setting_notes(self.history.settings)), update)

    def note(self, notes: Iterable[Note]) -> None:
        """Remember what has happened."""
        for note in notes:
            if note not in self.own_notes:
                self.own_notes = joined(self.own_notes, note)

    def may_hold(self, project: Project) -> bool:
        """Whether a project may be a state of this line, as far as can be told at a glance."""
        state = project.state
        update = 0 if state is None else state.update
        if not self.history.first <= update <= self.last:
            return False
        if state is not None and self.log.until(update)[-1:] != state.log[-1:]:
            return False
        other = Difference.TOPOLOGY | Difference.LOSS | Difference.DATA
        return not difference(self.project, project) & other

"""Lines of training: the present one, and those that were left and can be come back to.

A line is what was trained from one start on. Going on from an earlier moment in another way makes
a new line beside the old one, whose rest is shown as a branch. A state of the document that undo
brings back is found on its line again, with all of that line's history.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from chainrule.session.accuracy import accuracies_until
from chainrule.session.annotations import another_scale, edited, gone_back, joined, restarted
from chainrule.session.history import BOUND, History
from chainrule.session.line import Branch, Line

if TYPE_CHECKING:
    from chainrule.engine.trainer import Snapshot, Trainer
    from chainrule.network.message import Message
    from chainrule.network.project import Project
    from chainrule.session.annotations import Note
    from chainrule.session.log import Log

MOST_BRANCHES = 4
MOST_LINES = 32
MOST_BARE = 512
"""no document undoes more steps than this"""
MOST_LOOKED_AT = 2000
"""samples by which another data set is told from an edited one"""
OLD_SHARE = 16
"""while memory is short, an old line keeps this part of it at most"""


class Way(Enum):
    """How a project has come to be the present one."""

    OPENED = auto()
    EDITED = auto()
    UNDONE = auto()
    """brought back by undo or redo"""
    RESTARTED = auto()
    """the same start again, on purpose"""


class _Bare(NamedTuple):
    """What is kept of a line along which nothing was trained."""

    branches: tuple[Branch, ...]
    notes: tuple[Note, ...]
    came_from: int | None


class Lines:
    """The lines that are kept; the present one is the last.

    Their keyframes take `bound` bytes together at most: old lines give way first.
    """

    def __init__(self, bound: int = BOUND) -> None:
        self.bound = bound
        self._lines: list[Line] = []
        self._bare: dict[int, _Bare] = {}
        self._next = 0

    @property
    def present(self) -> Line:
        """The line that is being trained."""
        return self._lines[-1]

    @property
    def bytes(self) -> int:
        """What the keyframes of all lines take; one that two lines share counts twice."""
        return sum(line.history.bytes for line in self._lines)

    def enter(
        self,
        project: Project,
        trainer: Trainer,
        log: Log,
        way: Way,
        number: int | None,
        label: Message | None = None,
    ) -> Line:
        """Return the line of a project: one that is kept and has this very state, or a new one.

        `number` is that of the line on which undo has found the project. The trainer stands, and
        stays, where the project does. `label` are the words of the edit that has led here.
        """
        if way is Way.OPENED:
            self._lines.clear()
            self._bare.clear()
        elif way is Way.EDITED and project.state is None:
            way = Way.RESTARTED
        left = self._lines[-1] if self._lines else None
        bare = self._bare.get(number) if number is not None and way is Way.UNDONE else None
        found = None
        if bare is None and way is not Way.RESTARTED:
            found = self._find(project, trainer, number)
        self._leave()
        if found is not None:
            return self._put(found)
        if bare is None:
            if left is not None and label is not None and left.project.loss != project.loss:
                label = another_scale()
            bare = _begun(left, trainer.update_number, way, label)
            if left is not None and _has_other_samples(left.project, project):
                bare = bare._replace(branches=())
            number = None
        history = History(trainer, self.bound)
        line = self._line(project, history, log, bare, number)
        if left is not None and way is Way.EDITED:
            line.accuracies = accuracies_until(left.accuracies, trainer.update_number)
        return self._put(line)

    def find(self, number: int | None) -> Line | None:
        """Return the line with a number, None when it is no longer kept."""
        return next((line for line in self._lines if line.number == number), None)

    def fork(self, update: int, log: Log) -> Line:
        """Go on from an earlier update of the present line, with the log up to it, beside it."""
        old = self.present
        branches = (*old.branches, _left(old, update))
        notes = old.notes(old.last)
        kept = tuple(note for note in old.own_notes if note.update <= update)
        told = (*kept, gone_back(update, notes, old.last))
        bare = _Bare(branches, told, old.came_from)
        line = self._line(old.project, old.history.until(update), log, bare)
        line.accuracies = accuracies_until(old.accuracies, update)
        self._leave()
        return self._put(line)

    def adopt(
        self, project: Project, history: History, log: Log, update: int, label: Message | None
    ) -> None:
        """Keep a line that was trained elsewhere from an update on, as if it had been here.

        Its project is then found on it. With a `label` it has the past of the present line up to
        the update, and what is known of that goes along.
        """
        left = self.present
        line = self._line(project, history, log, _begun(left, update, Way.EDITED, label))
        if label is not None:
            line.accuracies = accuracies_until(left.accuracies, update)
        self._lines.insert(len(self._lines) - 1, line)

    def fit(self) -> None:
        """Keep the bound: old lines are thinned, then given up, before the present one is."""
        while self.bytes > self.bound:
            old = self._lines[:-1]
            largest = max(old, key=lambda line: line.history.bytes, default=None)
            if largest is None:
                if not self.present.history.thin():
                    return
            elif largest.history.bytes <= self.bound // OLD_SHARE or not largest.history.thin():
                del self._lines[0]

    def _line(
        self,
        project: Project,
        history: History,
        log: Log,
        bare: _Bare,
        number: int | None = None,
    ) -> Line:
        if number is None:
            number = self._next
            self._next += 1
        shown = bare._replace(branches=bare.branches[-MOST_BRANCHES:])
        return Line(number, project, history, log, *shown)

    def _put(self, line: Line) -> Line:
        """Make a line the present one."""
        if line in self._lines:
            self._lines.remove(line)
        self._lines.append(line)
        self._bare.pop(line.number, None)
        del self._lines[: -MOST_LINES - 1]
        self.fit()
        return line

    def _leave(self) -> None:
        """Keep of the present line what is worth it, before another takes its place."""
        if not self._lines:
            return
        left = self._lines[-1]
        left.history.forget_near()
        if left.last == left.history.first:
            self._lines.pop()
            self._bare[left.number] = _Bare(left.branches, left.own_notes, left.came_from)
            if len(self._bare) > MOST_BARE:
                del self._bare[next(iter(self._bare))]

    def _find(self, project: Project, trainer: Trainer, number: int | None) -> Line | None:
        """Return a line that has this very state, the one of this number before any other."""
        wanted = trainer.snapshot()
        latest_first = self._lines[::-1]
        latest_first.sort(key=lambda line: line.number != number)
        for line in latest_first:
            if line.may_hold(project):
                line.history.bring(trainer, wanted.update)
                trainer.training = project.training
                if is_same(trainer, wanted):
                    return line
        trainer.restore(wanted)
        return None


def _begun(left: Line | None, update: int, way: Way, label: Message | None) -> _Bare:
    """Return what goes with a line that begins at an update after another was left."""
    came_from = None
    if left is not None and way is Way.EDITED:
        trained = left.last > left.history.first
        came_from = left.number if trained else left.came_from
    return _Bare(_branches(left, update, way), _notes(left, update, way, label), came_from)


def _has_other_samples(one: Project, other: Project) -> bool:
    """Whether no sample is left of those before: losses of such runs are not to be compared."""
    before, now = one.data.train, other.data.train
    if before is now or not before or not now or len(before) == len(now) == 1:
        return False
    return not set(before[:MOST_LOOKED_AT]).intersection(now[:MOST_LOOKED_AT])


def _branches(left: Line | None, update: int, way: Way) -> tuple[Branch, ...]:
    """Return what is shown beside a line that begins at an update after another was left."""
    if left is None or way in (Way.OPENED, Way.UNDONE):
        return ()
    if not left.log or left.log[-1].update <= update:
        return left.branches
    return (*left.branches, _left(left, update))


def _left(line: Line, update: int) -> Branch:
    """Return the rest of a line that is left at an update."""
    return Branch(update, line.log.since(update), line.number, line.accuracies)


def _notes(left: Line | None, update: int, way: Way, label: Message | None) -> tuple[Note, ...]:
    """Return what has happened to a line that begins at an update after another was left."""
    if left is None or label is None or way in (Way.OPENED, Way.UNDONE):
        return ()
    reached = left.log[-1].update if left.log else 0
    if way is Way.RESTARTED:
        return (restarted(reached),) if reached else left.notes(0)
    before = left.notes(update)
    return joined(before, edited(update, label)) if update else before


def is_same(trainer: Trainer, wanted: Snapshot) -> bool:
    """Whether the trainer stands at this snapshot, to the last bit."""
    found, unpack = trainer.snapshot(), trainer.plan.unpack

    def told(snapshot: Snapshot) -> object:
        slots = {name: unpack(values).tobytes() for name, values in snapshot.slots.items()}
        place = (snapshot.update, snapshot.epoch, snapshot.position)
        epoch = (snapshot.batch_size, snapshot.order) if snapshot.position else None
        return unpack(snapshot.parameters).tobytes(), slots, place, epoch

    return told(found) == told(wanted)

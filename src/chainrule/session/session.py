"""The session: a document being trained, watched and stepped through.

Everything the window does to a project goes through here: edits, steps, playing, looking back.
"""

from __future__ import annotations

from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from chainrule.network.difference import Difference
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.network.project import with_parameters
from chainrule.session.accuracy import Scoring
from chainrule.session.ahead import Ahead
from chainrule.session.alternatives import Alternatives
from chainrule.session.asking import Asking
from chainrule.session.branches import Lines, Way
from chainrule.session.checkup import HealthWatch
from chainrule.session.diagnosis import LastStop
from chainrule.session.history import BOUND
from chainrule.session.presenting import present
from chainrule.session.run import Run
from chainrule.session.saturation import SaturationWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainrule.network.message import Message
    from chainrule.network.project import Project
    from chainrule.session.document import Document, Edit
    from chainrule.session.ledger import Ledger
    from chainrule.session.moment import Moment


class Session(Asking):
    """A document and the run of its project, with a cursor.

    `memory` bounds the bytes of the keyframes from which the past is had again.
    """

    def __init__(
        self, document: Document, clock: Callable[[], float] = perf_counter, memory: int = BOUND
    ) -> None:
        self._lines = Lines(memory)
        super().__init__(Run(document.project, self._lines), clock)
        self.document = document
        self.looking_at: int | None = None
        self.health = HealthWatch()
        self.scoring = Scoring()
        self.saturation = SaturationWatch()
        self.last_stop = LastStop()
        self._ahead = Ahead()
        self._stretch = 0
        self._recording = False
        self._way = Way.EDITED
        self._opened = document.opened
        self.settled = self.run.update > 0
        document.mark = self.run.line.number
        document.listen(self._follow)
        self.what_if = Alternatives(self)

    # What is shown

    def moment(self) -> Moment:
        """Return what the window shows now."""
        return present(self)

    def ledger(self) -> Ledger | None:
        """Return the ledger of the update that is open, or of the one to come.

        None while an earlier moment is looked at, and when there can be no next update.
        """
        if self.looking_at is not None or self.stopped is not None:
            return None
        opened = None if self.settled else self.run.ledger
        return self._ahead.ledger(self.run) if opened is None else opened

    def coming(self) -> Ledger | None:
        """Return the ledger of the update that follows the committed ones; None without one."""
        if self.looking_at is not None or self.stopped is not None:
            return None
        return self.run.ledger if self.run.pending else self._ahead.ledger(self.run)

    def coming_loss(self) -> float | None:
        """Return the training set's loss after the update that `coming` tells."""
        if self.coming() is None:
            return None
        return self.run.loss_after if self.run.pending else self._ahead.loss(self.run)

    # Edits

    def edit(self, edit: Edit) -> Difference:
        """Make an edit of the document; an `EditError` leaves everything as it was."""
        self.finish_animation()
        self.look_at_end()
        self.record()
        return self.document.apply(edit)

    def undo(self) -> None:
        """Take back the last entry of the document."""
        self.pause()
        with self._by(Way.UNDONE):
            self.document.undo()

    def redo(self) -> None:
        """Do again what was last taken back."""
        self.pause()
        with self._by(Way.UNDONE):
            self.document.redo()

    @contextmanager
    def _by(self, way: Way) -> Iterator[None]:
        """Say how the project comes to be the present one, for as long as it does."""
        self._way = way
        try:
            yield
        finally:
            self._way = Way.EDITED

    def record(self) -> None:
        """Put what training has reached into the document, as one entry a stretch."""
        project = self.run.project_now(self.document.project)
        if project is self.document.project:
            return
        self._recording = True
        if _has_learned(self.document.project, project):
            merge = ("train", self._stretch)
            label = _train_label(self.document.merge_start(merge), project)
            self.document.record(project, label, merge)
        elif project != self.document.project:
            self.document.amend(project)
        self._recording = False
        self.document.mark = self.run.line.number
        self.run.project = project

    def _follow(self, project: Project, changed: Difference) -> None:
        """Follow a change of the document that training did not make."""
        if self._recording:
            return
        self._stretch += 1
        rebuilt = Difference.TOPOLOGY | Difference.STATE
        if changed & rebuilt:
            self.playing = False
            self._load(project)
        elif changed & (Difference.PARAMETERS | Difference.DATA | Difference.LOSS):
            self._reload_values(project)
        elif changed & Difference.TRAINING:
            self.run.project = project
            self._again(lambda: self.run.set_training(project.training))
        else:
            self.run.project = project

    def _load(self, project: Project) -> None:
        way = self._way
        self.keep_asked(project, self._opened != self.document.opened)
        if self._opened != self.document.opened:
            self._opened, way = self.document.opened, Way.OPENED
        self.run = Run(project, self._lines, way, self.document.mark, self.document.undo_label)
        self.document.mark = self.run.line.number
        self.stopped, self.looking_at, self._rest = None, None, 0.0
        self.row = None
        self.settled = self.run.update > 0
        self.playback.put(0, 0)

    def _reload_values(self, project: Project) -> None:
        """Go on with other parameters, data or loss; a pass in progress stays where it is."""
        in_pass, place, row = self.run.pending, self.playback.position, self.row
        self._load(project)
        self.row = row
        if in_pass:
            self._again(self.run.open_next)
            self._put_open(place)

    def _again(self, make: Callable[[], object]) -> None:
        """Do what may trace the pending update anew, and stand at the same place of it."""
        place = self.playback.position
        pending = self.run.pending
        try:
            make()
            self.stopped = None
        except ChainruleError as error:
            self.stop_at(error)
        if pending:
            self._put_open(place)

    def _put_open(self, place: int) -> None:
        if self.run.ledger is None:
            self.playback.put(0, 0)
            return
        position = min(place, len(self.run.ledger))
        self.playback.put(position, self.run.ledger.before(position, self.granularity))
        self.settled = False

    # Playing, one undo entry a stretch

    def play(self) -> None:
        """Begin to repeat the step; what is trained until `pause` is one undo entry."""
        self._stretch += 1
        super().play()

    def pause(self) -> None:
        """Stop playing; a step in progress comes to its end."""
        if self.playing:
            super().pause()
            self._stretch += 1

    def reset(self) -> None:
        """Return to the starting weights: the same start, to the last bit."""
        self.pause()
        self.record()
        project = self.document.project
        if project.state is None and self.run.update == 0:
            self.run.drop()
            self.stopped, self.settled = None, False
            self.playback.put(0, 0)
            return
        fresh = with_parameters(project, self.run.initial, None)
        with self._by(Way.RESTARTED):
            self.document.record(fresh, message(QT_TRANSLATE_NOOP("Undo", "Reset")))

    # Looking back

    def look_at(self, update: int) -> None:
        """Look at an earlier moment; nothing changes until `train_from_here`."""
        self.pause()
        self.finish_animation()
        update = max(self.run.history.first, min(update, self.run.update))
        self.looking_at = None if update == self.run.update else update

    def look_at_end(self) -> None:
        """Return from looking back."""
        self.looking_at = None

    def train_from_here(self) -> None:
        """Make the moment that is looked at the present one."""
        if self.looking_at is not None:
            update, self.looking_at = self.looking_at, None
            self._stretch += 1
            self._back_to(update)
            self.run.fork()
            self.record()

    def go_to(self, update: int) -> None:
        """Stand after another update: an earlier one or, after going back, a later one again."""
        self.pause()
        self.finish_animation()
        self.look_at_end()
        self.stopped = None
        self._back_to(max(self.run.history.first, min(update, self.run.line.last)))
        self.record()


def _has_learned(start: Project, end: Project) -> bool:
    """Whether training lies between two states, and not only a new count of the same samples."""
    one, other = start.state, end.state
    if one is None or other is None:
        return one is not other
    learned = one.update != other.update or one.slots != other.slots
    return learned or start.network.parameters != end.network.parameters


def _train_label(start: Project, end: Project) -> Message:
    """Return the undo menu's words for the training between two states of a project."""
    reached = 0 if end.state is None else end.state.update
    count = reached - (0 if start.state is None else start.state.update)
    if count == 1:
        return message(QT_TRANSLATE_NOOP("Undo", "Train 1 update"))
    if count > 1:
        return message(QT_TRANSLATE_NOOP("Undo", "Train {count} updates"), count=count)
    return message(QT_TRANSLATE_NOOP("Undo", "Step back to update {update}"), update=reached)

"""The driver: the only timer of the window; it makes the session go and tells what to show.

The session needs numpy, so it is made on first use, after the window has been painted.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from chainrule.gui.pace import Pace
from chainrule.network.edits import EditError
from chainrule.session.asked import asked_of_test
from chainrule.session.moment import ready_moment

if TYPE_CHECKING:
    from chainrule.gui.holder import Holder
    from chainrule.gui.work import Work
    from chainrule.session.asked import Asked
    from chainrule.session.document import Document, Edit
    from chainrule.session.moment import Moment
    from chainrule.session.operations import Granularity, Phase
    from chainrule.session.session import Session
    from chainrule.session.speed import Speed

TICK_MS = 16
LEAST_BUDGET = 0.002
"""seconds of training in a tick, however long showing took"""
LONGEST_TICK = 0.1
"""seconds; a longer pause between two ticks (a menu, a dialog) counts as this much"""
WORK_SECONDS, WORK_BESIDE = 0.008, 0.002
"""seconds of a tick for what goes on in the background: alone, and beside training"""
RATE_SECONDS = 0.5
"""how often the rate of updates is measured"""


class Driver(QObject):
    """Makes steps and time go on, and emits each moment to be shown."""

    moment_changed = Signal(object)
    rate_changed = Signal(float)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.holder: Holder | None = None
        self.works: list[Work] = []
        self._session: Session | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self._pace = Pace()
        self._due = False
        self._rate_since = (0.0, 0)

    @property
    def session(self) -> Session:
        """The session; made, and numpy loaded, when first asked for."""
        if self._session is None:
            from chainrule.session.session import Session

            self._session = Session(self.document)
            self.works.append(self._session.what_if)
        return self._session

    @property
    def loaded(self) -> bool:
        """Whether the session has been made."""
        return self._session is not None

    @property
    def running(self) -> bool:
        """Whether the timer runs."""
        return self._timer.isActive()

    def moment(self) -> Moment:
        """Return what is to be shown now."""
        if self._session is None:
            return ready_moment(self.document.project)
        moment = self._session.moment()
        return moment if self.holder is None else self.holder.veil(moment)

    def show(self) -> None:
        """Emit the present moment, and run the timer exactly while something moves."""
        self.keep_going()
        self.moment_changed.emit(self.moment())

    def keep_going(self) -> None:
        """Run the timer exactly while something moves, or goes on in the background."""
        session = self._session
        moving = session is not None and (session.playing or session.playback.moving)
        moving = moving or any(work.busy for work in self.works)
        if moving and not self._timer.isActive():
            self._last = perf_counter()
            self._rate_since = (self._last, self.session.run.update)
            self._timer.start()
        elif not moving and self._timer.isActive():
            self._timer.stop()
            self.rate_changed.emit(0.0)

    def edit(self, edit: Edit) -> None:
        """Make an edit; an `EditError` leaves everything as it was."""
        if self.holder is not None:
            raise EditError(self.holder.refusal())
        if self._session is None:
            self.document.apply(edit)
        else:
            self._session.edit(edit)
        self.show()

    def _is_held(self) -> bool:
        """Return whether the session is held still, and say it."""
        if self.holder is not None:
            self.holder.refuse()
        return self.holder is not None

    def undo(self) -> None:
        """Take back the last entry."""
        if self._is_held():
            return
        self.session.undo()
        self.show()

    def redo(self) -> None:
        """Do again what was last taken back."""
        if self._is_held():
            return
        self.session.redo()
        self.show()

    def step(self) -> None:
        """Take one step forward."""
        if self._is_held():
            return
        self.session.pause()
        self.session.finish_animation()
        self.session.step()
        self.show()

    def step_back(self) -> None:
        """Take one step back."""
        if self.holder is not None:
            self.holder.step_back()
            return
        self.session.step_back()
        self.show()

    def toggle_play(self) -> None:
        """Play, or pause."""
        if self._is_held():
            return
        if self.session.playing:
            self.session.pause()
        else:
            self.session.play()
        self.show()

    def pause(self) -> None:
        """Stop playing and come to the end of the step in progress."""
        if self._session is not None:
            self._session.pause()
            self._session.finish_animation()
            self.show()

    def interrupt(self) -> None:
        """Jump to the end of the step in progress."""
        if self._session is not None and self._session.playback.moving:
            self._session.finish_animation()
            self.show()

    def reset(self) -> None:
        """Return to the starting weights."""
        if self._is_held():
            return
        self.session.reset()
        self.show()

    def go_to_phase(self, phase: Phase) -> None:
        """Run forward to the start of a phase, or back to it."""
        if self._is_held():
            return
        self.session.go_to_phase(phase)
        self.show()

    def go_to_step(self, steps: int) -> None:
        """Stand in the update in hand with so many steps done, either way."""
        self.session.go_to_step(steps)
        self.show()

    def look_at(self, update: int) -> None:
        """Look at an earlier moment."""
        if self._is_held():
            return
        self.session.look_at(update)
        self.show()

    def look_at_end(self) -> None:
        """Return from looking back."""
        self.session.look_at_end()
        self.show()

    def train_from_here(self) -> None:
        """Make the moment that is looked at the present one."""
        if self._is_held():
            return
        self.session.train_from_here()
        self.show()

    def back_to_healthy(self) -> None:
        """After a stop, return to the last healthy update."""
        if self._is_held():
            return
        from chainrule.session.recovery import back_to_healthy

        back_to_healthy(self.session)
        self.show()

    def settle(self) -> None:
        """After a stop, return there with a learning rate that settles."""
        if self._is_held():
            return
        from chainrule.session.recovery import settle

        settle(self.session)
        self.show()

    def show_row(self, row: int) -> None:
        """Show another training row while no update is open."""
        self.session.show_row(row)
        self.show()

    def ask(self, asked: Asked | None) -> None:
        """Send inputs of one's own through the network; None returns to the data."""
        if self._is_held():
            return
        self.session.ask(asked)
        self.show()

    def ask_of_test(self, row: int) -> None:
        """Send a row that is kept for testing (from 0) through the network."""
        self.ask(asked_of_test(self.document.project, row))

    def set_granularity(self, granularity: Granularity) -> None:
        """Set how much one step does."""
        self.session.granularity = granularity
        self.show()

    def set_speed(self, speed: Speed) -> None:
        """Set how fast playing goes."""
        self.session.speed = speed
        self.show()

    def _tick(self) -> None:
        now = perf_counter()
        interval, self._last = now - self._last, now
        seconds = min(interval, LONGEST_TICK)
        if self.session.playing and not self.session.speed.animated:
            self._pace.note(interval)
            self._train(now, seconds)
        elif self.session.advance(seconds):
            self.show()
        self._do_work()
        self._measure(now)

    def _do_work(self) -> None:
        """Let what goes on in the background have its part of the tick, each an equal share."""
        busy = [work for work in self.works if work.busy]
        if not busy:
            return
        whole = WORK_BESIDE if self.session.playing else WORK_SECONDS
        due = [work.advance(whole / len(busy)) for work in busy]
        if any(due) or not any(work.busy for work in self.works):
            self.show()

    def _train(self, start: float, seconds: float) -> None:
        """Show what the last tick has trained, then train for what is left of this one.

        In this order a picture that takes longer to prepare takes its time from training.
        """
        if self._due:
            self.show()
        budget = self._pace.budget - (perf_counter() - start)
        self._due = self.session.advance(seconds, max(LEAST_BUDGET, budget))
        if not self.session.playing:
            self.show()

    def _measure(self, now: float) -> None:
        since, updates = self._rate_since
        if now - since >= RATE_SECONDS and self.running:
            self.rate_changed.emit((self.session.run.update - updates) / (now - since))
            self._rate_since = (now, self.session.run.update)

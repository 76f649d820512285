"""The transport: steps forwards and back, playing and pausing, over a run and its ledger."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING

from chainrule.engine.trainer import NonFinite
from chainrule.network.message import ChainruleError
from chainrule.session.annotations import stopped_at
from chainrule.session.halting import Halts
from chainrule.session.operations import Granularity
from chainrule.session.playback import SHORTEST_ANIMATION, Playback, legs_of
from chainrule.session.speed import NORMAL_SPEED
from chainrule.session.unanimated import Unanimated

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.session.ledger import Ledger
    from chainrule.session.run import Run
    from chainrule.session.speed import Speed

EPOCH_REST = 0.4
"""seconds at speed 1 between two epochs that are played one by one"""


class Transport:
    """A run with a cursor in it; all times come in from outside.

    `settled` means that the network is shown between two updates, `stopped` says which number was
    not finite when training has stopped at one. What happens to the document is left to the
    session, which is told by `record` and `look_at_end`.
    """

    def __init__(self, run: Run, clock: Callable[[], float] = perf_counter) -> None:
        self.run = run
        self.playback = Playback()
        self.granularity = Granularity.LAYER
        self.speed: Speed = NORMAL_SPEED
        self.playing = False
        self.settled = False
        self.stopped: NonFinite | None = None
        self.row: int | None = None
        self.halts = Halts()
        self._arrived = False
        self._unanimated = Unanimated(self, clock)
        self._rest = 0.0

    def record(self) -> None:
        """Put what training has reached where it is kept."""

    def look_at_end(self) -> None:
        """Return from looking back."""

    # Steps

    def step(self) -> None:
        """Take one step forward; its animation, if any, goes on with `advance`."""
        self.finish_animation()
        self.look_at_end()
        if self.stopped is not None or not self.run.project.data.train:
            return
        try:
            self._step()
        except ChainruleError as error:
            self.stop_at(error)

    def _step(self) -> None:
        halting = self.playing and self.halts.inside(self.run.project)
        if self.granularity is Granularity.EPOCH and not halting:
            self._train_epoch()
            self.record()
            self._arrived = self.playing and self.halts.over(self.run)
            return
        start = self._open()
        ledger = self._ledger
        stop = ledger.after(start, self.granularity)
        if halting:
            halt = self.halts.after(self.run.project, ledger, start)
            self._arrived = halt <= stop and halt in self.halts.of(self.run.project, ledger)
            stop = min(stop, halt)
        if stop == len(ledger):
            self.run.commit()
            self._arrived = self._arrived or (self.playing and self.halts.over(self.run))
            if not self.playing or self.speed.animated:
                self.record()
        self.settled = False
        if self.speed.animated:
            self.playback.begin(legs_of(ledger, start, stop, self.granularity))
        else:
            self.playback.put(stop, start)

    def _open(self) -> int:
        """Have a pending update open and return the position in it."""
        if self.run.pending and not self.settled:
            return self.playback.position
        self.run.open_next()
        return 0

    def _train_epoch(self) -> None:
        """Train to the end of the epoch in progress, or of the next one."""
        self.run.commit()
        trainer = self.run.trainer
        epoch = trainer.epoch
        self.settle()
        halts, run = self.halts, self.run
        run.train_many(sys.maxsize, lambda: trainer.epoch != epoch or halts.over(run))
        self.settle()

    def settle(self) -> None:
        """Show the network between two updates."""
        self.run.drop()
        self.row = self.row if self.row is not None else 0
        self.settled = True
        self.playback.put(0, 0)

    def step_back(self) -> None:
        """Take one step back, exactly, also across updates."""
        self.pause()
        self.finish_animation()
        self.look_at_end()
        self.stopped = None
        if self.granularity is Granularity.EPOCH:
            self._back_to(self._epoch_end_before())
        elif self.can_step_back:
            self._step_back_or_settle()
        self.record()

    @property
    def can_step_back(self) -> bool:
        """Whether there is anything to go back to."""
        inside = self.run.pending and self.playback.position > 0
        return inside or self.run.update > self.run.history.first

    def _step_back_or_settle(self) -> None:
        """Step back; where the present settings allow no finite pass, stand before the update."""
        try:
            self._step_back()
        except ChainruleError as error:
            self.stop_at(error)
            self.stopped = None

    def _step_back(self) -> None:
        if self.settled or self.run.ledger is None or self.playback.position == 0:
            if self.granularity is Granularity.BATCH:
                self.run.go_to(self.run.update - 1)
                self._stand_at_end()
                return
            self.run.open_last()
            self.settled = False
            self.playback.put(len(self._ledger), 0)
        place = self._ledger.before(self.playback.position, self.granularity)
        if place == 0:
            self._leave_backwards()
            return
        self.run.uncommit()
        ledger = self._ledger  # a shorter one, if the present settings make smaller batches
        place = min(place, ledger.before(len(ledger), self.granularity))
        self.playback.put(place, ledger.before(place, self.granularity))

    @property
    def _ledger(self) -> Ledger:
        ledger = self.run.ledger
        assert ledger is not None  # noqa: S101, RUF100
        return ledger

    def _leave_backwards(self) -> None:
        """Stand at the end of the update before the open one."""
        self.run.uncommit()
        self.run.drop()
        self._stand_at_end()

    def _stand_at_end(self) -> None:
        """Stand at the end of the last committed update."""
        if self.run.update == self.run.history.first:
            self.playback.put(0, 0)
            self.settled = self.run.update > 0
            return
        ledger = self.run.open_last()
        self.settled = False
        end = len(ledger)
        self.playback.put(end, ledger.before(end, self.granularity))

    def _epoch_end_before(self) -> int:
        """Return the update at which the last epoch before the present place ended."""
        inside = self.run.pending and self.playback.position > 0
        present = self.run.update + inside
        return self.run.epoch_end_before(present)

    def _back_to(self, update: int) -> None:
        self.run.go_to(update)
        self.settle()
        self.settled = update > 0

    # Playing

    def play(self) -> None:
        """Begin to repeat the step; what is trained until `pause` is one undo entry."""
        self.look_at_end()
        if self.stopped is None and self.run.project.data.train:
            self.playing = True
            self._unanimated.begin()
            self.halts.begin(self.run)
            self._arrived = False
            self._rest = 0.0

    def pause(self) -> None:
        """Stop playing; a step in progress comes to its end."""
        if self.playing:
            self.playing = False
            self.playback.hurry()
            self.record()

    def finish_animation(self) -> None:
        """Jump to the end of the step in progress."""
        self.playback.finish()

    def advance(self, seconds: float, budget: float = 0.01) -> bool:
        """Let time go on; return whether anything may have changed.

        `budget` is the time in seconds that training without animation may take.
        """
        if self.playing and not self.speed.animated:
            self.finish_animation()
            return self._unanimated.advance(seconds, budget)
        if not self.playing and not self.playback.moving:
            return False
        left = self._animate(seconds * (self.speed.factor or 1.0))
        self.halt()
        if self.playing and not self.playback.moving and self._rest <= 0.0:
            self._play_on(left)
        return True

    def halt(self) -> None:
        """Stop playing where it was told to, once it has come there."""
        if self._arrived and self.playing and not self.playback.moving:
            self._arrived = False
            self.pause()

    def _animate(self, seconds: float) -> float:
        self._rest = max(0.0, self._rest - seconds)
        return self.playback.advance(seconds)

    def _play_on(self, left: float) -> None:
        self.step()
        if self.granularity is Granularity.EPOCH:
            self._rest = EPOCH_REST
        elif self._step_seconds() < SHORTEST_ANIMATION:
            self.finish_animation()
        else:
            self.playback.advance(left)

    def _step_seconds(self) -> float:
        return self.playback.seconds / self.speed.factor

    def stop_at(self, error: ChainruleError) -> None:
        """Stop at a number that is not finite; the run stands at the last finite state."""
        self.run.drop()
        self.settled = self.run.update > 0
        self.playback.put(0, 0)
        if isinstance(error, NonFinite):
            self.stopped = error
            self.run.line.note([stopped_at(self.run.update, error.message)])
        if self.playing:
            self.playing = False
            self.record()

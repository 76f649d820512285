"""Going to a place in the update at once, either way: to a phase, or to a step of the list."""

from __future__ import annotations

from chainrule.network.message import ChainruleError
from chainrule.session.operations import Phase
from chainrule.session.transport import Transport


class Going(Transport):
    """A transport that can be sent to places."""

    def go_to_phase(self, phase: Phase) -> None:
        """Run forward to the start of a phase of the present sample, or back to it."""
        self.pause()
        self.finish_animation()
        self.look_at_end()
        try:
            place = self._open()
        except ChainruleError as error:
            self.stop_at(error)
            return
        ledger = self._ledger
        index = ledger.group_at(max(0, place - 1)).index
        start = next(
            group.start
            for group in ledger.groups
            if group.phase is phase and (group.index == index or phase is Phase.UPDATE)
        )
        self.settled = False
        self.playback.put(start, ledger.before(start, self.granularity))

    def go_to_step(self, step: int) -> None:
        """Stand in the open update, or in the next one, with its first `step` steps done.

        Either way, exactly; 0 is the end of the update before.
        """
        self.pause()
        self.finish_animation()
        self.look_at_end()
        if self.stopped is not None or not self.run.project.data.train:
            return
        try:
            self._stand_at_step(step)
        except ChainruleError as error:
            self.stop_at(error)
        self.record()

    def _stand_at_step(self, step: int) -> None:
        if self.settled or self.run.ledger is None:
            self.run.open_next()
        self.settled = False
        if step <= 0:
            self._leave_backwards()
            return
        if step < len(self._ledger):
            self.run.uncommit()
        ledger = self._ledger  # another one, where the present settings make other batches
        place = min(step, len(ledger))
        if place == len(ledger):
            self.run.commit()
        self.playback.put(place, ledger.before(place, self.granularity))

"""Playing without animation: as many steps as are due, or as fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import ChainruleError
from chainrule.session.operations import Granularity
from chainrule.session.runner import run_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.session.transport import Transport

MOST_AT_ONCE = 1_000_000
"""updates between two looks of whoever lets time go on"""
MOST_OWED = 0.25
"""seconds of steps that are made up for after a pause of the clock"""


class Unanimated:
    """Makes the steps of a transport while they are not animated."""

    def __init__(self, transport: Transport, clock: Callable[[], float]) -> None:
        self._transport = transport
        self._clock = clock
        self._owed = 0.0

    def begin(self) -> None:
        """Owe nothing."""
        self._owed = 0.0

    def advance(self, seconds: float, budget: float) -> bool:
        """Let time go on, training for `budget` seconds; return whether anything was done."""
        transport, rate = self._transport, self._transport.speed.rate
        self._owed = min(self._owed + rate * seconds, rate * MOST_OWED + 1.0)
        inside = transport.halts.inside(transport.run.project)
        if transport.granularity is Granularity.EPOCH and not inside:
            return self._epochs(budget)
        if transport.granularity is Granularity.BATCH and not inside:
            steps = self._updates(budget)
        else:
            steps = run_for(self._step, budget, self._owed, self._clock)
        self._pay(steps)
        return steps > 0

    def _pay(self, steps: int) -> None:
        if not self._transport.speed.unlimited:
            self._owed -= steps

    def _updates(self, budget: float) -> int:
        """Train whole updates for so many seconds; return how many, one when that failed."""
        transport = self._transport
        most, end = int(min(self._owed, MOST_AT_ONCE)), self._clock() + budget
        if not most:
            return 0
        try:
            made = transport.run.train_many(most, self._until(end))
            transport.settle()
            self._halt()
        except ChainruleError as error:
            transport.stop_at(error)
            return 1
        return made

    def _epochs(self, budget: float) -> bool:
        """Train epochs for so many seconds; return whether anything was done.

        A long epoch is taken in several goes, so that it does not hold up the window.
        """
        transport, end = self._transport, self._clock() + budget
        if self._owed < 1.0:
            return False
        try:
            while self._owed >= 1.0:
                self._pay(self._epoch(end))
                if self._clock() >= end or self._is_over():
                    break
            transport.settle()
            self._halt()
        except ChainruleError as error:
            transport.stop_at(error)
        return True

    def _epoch(self, end: float) -> int:
        """Train to the end of the epoch or of the time; return whether the epoch is over."""
        run = self._transport.run
        epoch = run.trainer.epoch

        def over() -> bool:
            return run.trainer.epoch != epoch

        until = self._until(end)
        run.train_many(MOST_AT_ONCE, lambda: over() or until())
        return int(over())

    def _step(self) -> bool:
        """Take one step without showing it; return whether playing goes on."""
        try:
            self._transport.step()
        except ChainruleError as error:
            self._transport.stop_at(error)
        self._transport.halt()
        return self._transport.playing

    def _until(self, end: float) -> Callable[[], bool]:
        """Return what says after each update whether the time is over, or playing."""
        clock = self._clock
        if self._transport.halts.waits:
            return lambda: self._is_over() or clock() >= end
        return lambda: clock() >= end

    def _is_over(self) -> bool:
        """Return whether the update just made is the one to stop after."""
        return self._transport.halts.over(self._transport.run)

    def _halt(self) -> None:
        if self._is_over():
            self._transport.pause()

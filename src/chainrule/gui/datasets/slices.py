"""Long work done in slices on a timer, so that the window is never still while it goes on."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from chainrule.network.message import ChainruleError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    Work = Generator[float, None, None]

BUDGET = 0.012
"""seconds of work between two looks at what a person does"""


class Slices(QObject):
    """Does one piece of work at a time; another takes the place of one that is not done."""

    progressed = Signal(float)
    """the share that is done"""
    failed = Signal(object)
    """the error that says why the work cannot go on"""

    def __init__(self, parent: QObject, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(parent)
        self._clock = clock
        self._work: Work | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether there is work that is not done."""
        return self._work is not None

    def start(self, work: Work) -> None:
        """Begin; what was not done is dropped."""
        self._work = work
        self._timer.start()

    def stop(self) -> None:
        """Drop what is not done."""
        self._work = None
        self._timer.stop()

    def _go_on(self) -> None:
        work, until, share = self._work, self._clock() + BUDGET, 0.0
        try:
            while work is not None and self._clock() < until:
                share = next(work)
        except StopIteration:
            self._end(work)
        except ChainruleError as error:
            self._end(work)
            self.failed.emit(error)
        else:
            self.progressed.emit(share)

    def _end(self, work: Work | None) -> None:
        """Stop, unless the work has started other work."""
        if self._work is work:
            self.stop()

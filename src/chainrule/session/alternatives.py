"""The alternatives to a session's run: begun from a moment of it, trained beside it, taken over."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from chainrule.network.difference import Difference
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.branches import is_same
from chainrule.session.comparison import REAL, Comparison, Outcome, Setting
from chainrule.session.reached import project_at
from chainrule.session.recovery import put_by
from chainrule.session.whatif import Alternative

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.network.project import Project, Training
    from chainrule.session.run import Run
    from chainrule.session.session import Session

LETTERS = "ABCD"
MEMORY = 8_000_000
"""bytes for the keyframes of one alternative"""
SHOWN_EVERY = 0.2
"""seconds between two looks at what is being trained"""
USUAL_EPOCHS = 50
"""how far an alternative is trained where the real run has no rest to compare with"""
ELSEWHERE = Difference.TOPOLOGY | Difference.LOSS | Difference.DATA


class Alternatives:
    """Up to four alternatives; all are given up when the network, the loss or the data change."""

    def __init__(self, session: Session, clock: Callable[[], float] = perf_counter) -> None:
        self._session = session
        self._clock = clock
        self._all: list[Alternative] = []
        self._opened = session.document.opened
        self._shown_at = clock()
        session.document.listen(self._follow)

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, letter: str) -> Alternative:
        return next(each for each in self._all if each.letter == letter)

    # Beginning and ending

    @property
    def full(self) -> bool:
        """Whether there is room for no other."""
        return len(self._all) == len(LETTERS)

    @property
    def start(self) -> int:
        """The update after which an alternative would begin: that of the moment looked at."""
        session = self._session
        return session.run.update if session.looking_at is None else session.looking_at

    def base(self, start: int | None = None) -> Training:
        """Return the settings of the real run at a moment, the one looked at unless it is given."""
        run = self._session.run
        at = self.start if start is None else start
        return run.history.training_of(at + 1) if _holds(run, at + 1) else run.training

    def usual_end(self) -> int:
        """Return the update up to which to train: the end of the run, or some epochs on."""
        run = self._session.run
        if self.start < run.update:
            return run.update
        rows, size = run.trainer.setup.samples, run.trainer.batch_rows
        return self.start + USUAL_EPOCHS * max(1, -(-rows // max(1, size)))

    def begin(self, setting: Setting, end: int | None = None) -> str | None:
        """Begin an alternative from the moment looked at; return its letter, None without room."""
        session = self._session
        if self.full or not session.run.trainer.setup.samples:
            return None
        letter = next(each for each in LETTERS if all(each != it.letter for it in self._all))
        end = self.usual_end() if end is None else end
        made = Alternative(letter, setting, self._project_at(self.start), end, MEMORY)
        self._all = sorted([*self._all, made], key=lambda each: each.letter)
        return letter

    def remove(self, letter: str) -> None:
        """Give up one alternative."""
        self._all = [each for each in self._all if each.letter != letter]

    def clear(self) -> None:
        """Give up every alternative."""
        self._all = []

    def _project_at(self, update: int) -> Project:
        session = self._session
        run, project = session.run, session.document.project
        snapshot, log = run.committed(), run.log
        if update != run.update:
            snapshot, log = run.looked_at(update).snapshot(), run.line.log.until(update)
        return project_at(project, run.trainer.plan, snapshot, run.initial, log)

    def _follow(self, _project: Project, changed: Difference) -> None:
        """Give up what was begun for another network, other data or another file."""
        opened = self._session.document.opened
        if changed & ELSEWHERE or opened != self._opened:
            self._opened = opened
            self.clear()

    # Training in the background

    @property
    def busy(self) -> bool:
        """Whether any has not come to its end."""
        return any(not each.done for each in self._all)

    def advance(self, seconds: float) -> bool:
        """Train for a while, the least trained first; return whether it is time to show it."""
        waiting = [each for each in self._all if not each.done]
        if not waiting:
            return False
        next_one = min(waiting, key=lambda each: each.run.update - each.first)
        end = self._clock() + seconds
        next_one.advance(lambda: self._clock() >= end)
        due = next_one.done or self._clock() - self._shown_at >= SHOWN_EVERY
        if due:
            self._shown_at = self._clock()
        return due

    # What came of them

    def comparison(self) -> Comparison | None:
        """Return the real run beside the alternatives, None while there are none."""
        if not self._all:
            return None
        others = tuple(each.outcome() for each in self._all)
        start = min(each.first for each in others)
        looking_at = self._session.looking_at
        if looking_at is not None and any(each.first == looking_at for each in others):
            start = looking_at
        end = max(each.end for each in others)
        log = self._session.run.log.since(start)
        real = Outcome(REAL, Setting(self.base(start)), log, end)
        return Comparison(start, real, others)

    def take_over(self, letter: str) -> None:
        """Go on with what an alternative has trained, as one undo step.

        All is as if the run had been trained so from where the alternative began; what the real
        run did from there on is shown as an old line.
        """
        session, taken = self._session, self[letter]
        put_by(session)
        run, document = session.run, session.document
        project = taken.project(document.project)
        history = taken.run.history
        shared = _shares_past(run, taken)
        if shared:
            history = run.history.onto(history)
        told = message(QT_TRANSLATE_NOOP("Undo", "Take over what if {letter}"), letter=letter)
        log, label = taken.run.log, told if shared else None
        run.lines.adopt(project, history, log, taken.first, label)
        self.remove(letter)
        document.record(project, told)


def _holds(run: Run, update: int) -> bool:
    return run.history.first < update <= run.line.last


def _shares_past(run: Run, taken: Alternative) -> bool:
    """Whether the run once stood where the alternative began, to the last bit."""
    if not run.line.may_hold(taken.start):
        return False
    return is_same(run.looked_at(taken.first), taken.run.looked_at(taken.first).snapshot())

"""One round of practice: the questions, what was typed, and how far it has come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.teaching.practice.answer import Problem, read
from chainrule.teaching.practice.diagnosis import diagnose
from chainrule.teaching.practice.hints import LAST, hint
from chainrule.teaching.practice.score import Score
from chainrule.teaching.practice.tolerance import Fit, Tolerance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.message import Message
    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.diagnosis import Diagnosis
    from chainrule.teaching.practice.exercise import Question
    from chainrule.teaching.practice.hints import Hint
    from chainrule.teaching.practice.mistake import Mistake


class Status(Enum):
    """How a question stands."""

    WAITING = auto()
    OPEN = auto()
    WRONG = auto()
    RIGHT = auto()
    HINTED = auto()
    SHOWN = auto()


class Outcome(Enum):
    """What became of an answer; only right and wrong ones count as tries."""

    RIGHT = auto()
    WRONG = auto()
    COARSE = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said to an answer; `sentences` are those of the diagnosis or of the problem."""

    outcome: Outcome
    sentences: tuple[Message, ...] = ()
    diagnosis: Diagnosis | None = None


@dataclass
class Record:
    """What happened with one question."""

    typed: list[str] = field(default_factory=list)
    mistakes: list[Mistake | None] = field(default_factory=list)
    hints: int = 0
    done: Status | None = None


class Round:
    """The state of one round of practice."""

    def __init__(
        self, project: Project, ledger: Ledger, questions: Sequence[Question], digits: int = 3
    ) -> None:
        self.project, self.ledger, self.digits = project, ledger, digits
        self.questions = tuple(questions)
        self.tolerance = Tolerance(project, ledger, digits)
        self._records = [Record() for _ in self.questions]

    @property
    def current(self) -> int | None:
        """The index of the first question that is neither right nor shown, None at the end."""
        return next((i for i, record in enumerate(self._records) if record.done is None), None)

    @property
    def finished(self) -> bool:
        """Whether every question is right or shown."""
        return self.current is None

    def answer(self, text: str) -> Verdict:
        """Judge an answer to the current question."""
        at = self._at()
        answer, record = read(text), self._records[at]
        if isinstance(answer, Problem):
            return Verdict(Outcome.UNREADABLE, (answer.words,))
        operation = self.questions[at].operation
        if self.tolerance.fit(operation, answer) is Fit.COARSE:
            return Verdict(Outcome.COARSE, (_more_digits(answer),))
        found = diagnose(self.tolerance, self.questions[at], answer)
        record.typed.append(answer.text)
        if not found.right:
            record.mistakes.append(found.mistake)
            return Verdict(Outcome.WRONG, found.sentences, found)
        record.done = Status.HINTED if record.hints else Status.RIGHT
        self.tolerance.remember(operation, answer.value)
        return Verdict(Outcome.RIGHT, found.sentences, found)

    def answer_factor(self, index: int, text: str) -> Verdict:
        """Judge one of the factors that the current question's diagnosis asks for."""
        raise IndexError(index, text)

    def hint(self) -> Hint:
        """Return the current question's next hint, the last one again at the end."""
        at = self._at()
        record = self._records[at]
        record.hints = min(record.hints + 1, LAST)
        return hint(self.questions[at], record.hints)

    def show(self) -> float:
        """Give the current question's value away and go on to the next."""
        at = self._at()
        self._records[at].done = Status.SHOWN
        return self.questions[at].operation.value

    def status(self, index: int) -> Status:
        """Return how a question stands."""
        record = self._records[index]
        if record.done is not None:
            return record.done
        if index != self.current:
            return Status.WAITING
        return Status.WRONG if record.typed else Status.OPEN

    def tries(self, index: int) -> int:
        """Return how many answers to a question were judged."""
        return len(self._records[index].typed)

    def typed(self, index: int) -> str | None:
        """Return the last answer to a question that was judged."""
        typed = self._records[index].typed
        return typed[-1] if typed else None

    def hints(self, index: int) -> int:
        """Return how many hints to a question were given."""
        return self._records[index].hints

    def score(self) -> Score:
        """Return the score so far."""
        done = Counter(record.done for record in self._records)
        made = Counter(
            mistake for record in self._records for mistake in record.mistakes if mistake
        )
        return Score(
            len(self.questions),
            done[Status.RIGHT],
            done[Status.HINTED],
            done[Status.SHOWN],
            tuple(made.most_common()),
        )

    def _at(self) -> int:
        at = self.current
        if at is None:
            raise IndexError("the round is finished")
        return at


def _more_digits(answer: Answer) -> Message:
    told = QT_TRANSLATE_NOOP(
        "Practice", "{typed} fits as far as it goes. Type at least two digits, better three."
    )
    return message(told, typed=answer.text)

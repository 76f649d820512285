"""One round of practice: the questions, what was typed, and how far it has come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.teaching.practice.answer import Problem, read
from chainrule.teaching.practice.asking import judge_factor
from chainrule.teaching.practice.diagnosis import diagnose
from chainrule.teaching.practice.hints import LAST, hint
from chainrule.teaching.practice.record import Outcome, Record, Status, Verdict
from chainrule.teaching.practice.score import Score
from chainrule.teaching.practice.tolerance import Fit, Tolerance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.teaching.practice.diagnosis import Marked
    from chainrule.teaching.practice.exercise import Question
    from chainrule.teaching.practice.hints import Hint
    from chainrule.teaching.practice.mistake import Mistake

TOO_FEW = {
    Fit.COARSE: QT_TRANSLATE_NOOP(
        "Practice", "{typed} fits as far as it goes. Type at least two digits, better three."
    ),
    Fit.UNMOVED: QT_TRANSLATE_NOOP(
        "Practice",
        "{typed} fits, but has too few digits to tell the new value from the old one. "
        "Give more digits.",
    ),
}
"""what is said to an answer that is not wrong but has too few digits"""


class Round:
    """The state of one round of practice; `digits` are the decimals that the screen shows."""

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

    def read_short(self) -> None:
        """Take note that weights and biases are drawn with few decimals."""
        self.tolerance.allow_short()

    def answer(self, text: str) -> Verdict:
        """Judge an answer to the current question."""
        at = self._at()
        answer, record = read(text), self._records[at]
        if isinstance(answer, Problem):
            return Verdict(Outcome.UNREADABLE, (answer.words,))
        operation = self.questions[at].operation
        wanted = TOO_FEW.get(self.tolerance.fit(operation, answer))
        if wanted is not None:
            return Verdict(Outcome.COARSE, (message(wanted, typed=answer.text),))
        found = diagnose(self.tolerance, self.questions[at], answer)
        record.typed.append(answer.text)
        if not found.right:
            record.mistakes.append(found.mistake)
            record.factors = list(found.factors)
            return Verdict(Outcome.WRONG, found.sentences, found)
        record.done = _with_help(record.hints)
        self.tolerance.remember(operation, answer.value)
        return Verdict(Outcome.RIGHT, found.sentences, found)

    def answer_factor(self, index: int, text: str) -> Verdict:
        """Judge one of the factors of the current question, asked after a wrong answer."""
        record = self._records[self._at()]
        answer = read(text)
        if isinstance(answer, Problem):
            return Verdict(Outcome.UNREADABLE, (answer.words,))
        operation = self.questions[self._at()].operation
        outcome, marked, told = judge_factor(
            self.tolerance, operation, record.factors, index, answer
        )
        record.factors[index] = marked
        return Verdict(outcome, told)

    def factors(self) -> tuple[Marked, ...]:
        """Return the current question's factors with what is known of them."""
        return () if self.current is None else tuple(self._records[self.current].factors)

    def hint(self) -> Hint:
        """Return the current question's next hint, the last one again at the end."""
        at = self._at()
        record = self._records[at]
        record.hints = min(record.hints + 1, LAST)
        return hint(self.tolerance, self.questions[at], record.hints)

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

    def mistakes(self, index: int) -> tuple[Mistake | None, ...]:
        """Return the mistakes made at a question, None for a wrong answer that was not known."""
        return tuple(self._records[index].mistakes)

    def score(self) -> Score:
        """Return the score so far."""
        done = Counter(record.done for record in self._records)
        made = [mistake for record in self._records for mistake in record.mistakes]
        known = {mistake.name: mistake for mistake in made if mistake is not None}
        counts = Counter(mistake.name for mistake in made if mistake is not None)
        return Score(
            len(self.questions),
            done[Status.RIGHT],
            done[Status.HINTED],
            done[Status.SHOWN],
            tuple((known[name], count) for name, count in counts.most_common()),
            made.count(None),
        )

    def _at(self) -> int:
        at = self.current
        if at is None:
            raise IndexError("the round is finished")
        return at


def _with_help(hints: int) -> Status:
    """Return how a right answer counts: the last hint gives the value away."""
    if hints >= LAST:
        return Status.SHOWN
    return Status.HINTED if hints else Status.RIGHT

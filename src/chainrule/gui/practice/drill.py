"""A drill: the update that is practised, its round, and what has been said so far.

It trains a copy, so that nothing of the session changes, whatever is practised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.names import Activation
from chainrule.session.ledger import Ledger
from chainrule.session.operations import Kind
from chainrule.teaching.practice.exercise import can_practise, questions, usual
from chainrule.teaching.practice.hints import LAST
from chainrule.teaching.practice.record import Outcome, Status
from chainrule.teaching.practice.round import Round

if TYPE_CHECKING:
    from collections.abc import Collection

    from chainrule.gui.practice.wish import Wish
    from chainrule.network.message import Message
    from chainrule.session.operations import Operation, Subject
    from chainrule.session.run import Run
    from chainrule.teaching.practice.diagnosis import Diagnosis
    from chainrule.teaching.practice.exercise import Question
    from chainrule.teaching.practice.hints import Hint
    from chainrule.teaching.practice.record import Verdict

SEEN = (Status.RIGHT, Status.HINTED, Status.SHOWN)
"""how a question stands whose number is seen"""
UNJUDGED = (Outcome.COARSE, Outcome.UNREADABLE)
"""what comes of an answer that is neither right nor wrong"""
GIVEN = frozenset(
    {
        Kind.SUM,
        Kind.ACTIVATE,
        Kind.LOSS,
        Kind.DELTA,
        Kind.WEIGHT_GRADIENT,
        Kind.BIAS_GRADIENT,
        Kind.NEW_VALUE,
    }
)
"""kinds that may be seen without being asked for; others are steps on the way to these"""


class Drill:
    """One update after another, practised on a copy of a run.

    `spared` are the neurons and connections that a person does not want to be asked about;
    `decimals` is how many of them are shown, and may be calculated with.
    """

    def __init__(
        self, run: Run, wish: Wish, spared: Collection[Subject] = (), decimals: int = 3
    ) -> None:
        self.project = run.project
        self.wish = wish
        self.spared = frozenset(spared)
        self.decimals = decimals
        self.seed = 0
        self.labels_are_short = False
        self._trainer = run.looked_at(run.update)
        self._trainer.training = run.training
        self.ledger = self._traced()
        self.begin()

    def _traced(self) -> Ledger:
        update = self._trainer.update()
        return Ledger(self.project, self._trainer.plan, update)

    def begin(self) -> None:
        """Begin a round with this update."""
        choice = self.wish.choice(usual(self.ledger), self.seed)
        self.refused: Message | None = can_practise(self.ledger, choice)
        asked = () if self.refused else questions(self.project, self.ledger, choice)
        self.round = Round(self.project, self.ledger, self._wanted(asked), self.decimals)
        self._asked = {question.index: at for at, question in enumerate(self.round.questions)}
        self.said: tuple[Message, ...] = ()
        self.hints: tuple[Hint, ...] = ()
        self.diagnosis: Diagnosis | None = None
        self.unjudged = ""
        self.looked_at: int | None = None

    def _wanted(self, asked: Collection[Question]) -> list[Question]:
        return [q for q in asked if q.operation.subject not in self.spared]

    def again(self) -> None:
        """Begin another round: other values of the same update by chance, else the next update."""
        self.seed += 1
        if self.wish.share >= 1.0:
            self.ledger = self._traced()
        self.begin()

    def count(self, wish: Wish) -> int:
        """Return how many values a wish would hide, 0 where it cannot be practised."""
        choice = wish.choice(usual(self.ledger), self.seed)
        if can_practise(self.ledger, choice) is not None:
            return 0
        return len(self._wanted(questions(self.project, self.ledger, choice)))

    # What is asked

    @property
    def current(self) -> Question | None:
        """The question that is to be answered now."""
        at = self.round.current
        return None if at is None else self.round.questions[at]

    @property
    def shown(self) -> Question | None:
        """The question that is shown: an earlier one looked at, the current, or the last."""
        if self.looked_at is not None:
            return self.round.questions[self.looked_at]
        return self.current or (self.round.questions[-1] if self.round.questions else None)

    def is_seen(self, index: int) -> bool:
        """Return whether the number of a question is seen."""
        return self.round.status(index) in SEEN

    def seen(self, kind: Kind, target: str, sample: int | None) -> float | None:
        """Return a number of the update if it is seen, of a sample's row (from 1) or the batch."""
        found = self.ledger.find(kind, target, sample)
        return found[1].value if found is not None and self.sees(*found) else None

    def sees(self, index: int, operation: Operation) -> bool:
        """Return whether a number of the ledger is seen.

        What is not asked for is seen before the present question, unless it gave that away: what
        a linear neuron sends is its sum.
        """
        at = self._asked.get(index)
        if at is not None:
            return self.is_seen(at)
        if index >= self._reached or operation.kind not in GIVEN:
            return False
        neuron = self.project.network.by_id.get(operation.target)
        linear = neuron is not None and neuron.activation is Activation.LINEAR
        return not (linear and operation.kind is Kind.SUM)

    @property
    def _reached(self) -> int:
        """The index in the ledger before which everything has been found."""
        still = [index for index, at in self._asked.items() if not self.is_seen(at)]
        return min(still) if still else max(self._asked, default=-1) + 1

    def is_here(self, index: int) -> bool:
        """Return whether a question is of the sample that is shown, or of the whole batch.

        Once the batch is reached, those of all samples are.
        """
        shown, sample = self.shown, self.round.questions[index].sample
        return shown is None or None in (shown.sample, sample) or sample == shown.sample

    @property
    def done(self) -> int:
        """How many numbers are seen."""
        return sum(self.is_seen(index) for index in range(len(self.round.questions)))

    @property
    def begun(self) -> bool:
        """Whether anything has been answered."""
        return bool(self.done or (self.round.current is not None and self.round.tries(0)))

    def read_labels(self, short: bool) -> None:
        """Take note of whether weights and biases are drawn with few decimals."""
        self.labels_are_short = short
        if short:
            self.round.read_short()

    # What a person does

    def answer(self, text: str) -> Verdict:
        """Have an answer to the current question judged."""
        verdict = self.round.answer(text)
        self.looked_at = None
        self.unjudged = text.strip() if verdict.outcome in UNJUDGED else ""
        if verdict.outcome is Outcome.RIGHT:
            self._forget()
        else:
            self.said, self.hints = verdict.sentences, ()
            self.diagnosis = verdict.diagnosis or self.diagnosis
        return verdict

    def answer_factor(self, index: int, text: str) -> Verdict:
        """Have one factor judged."""
        verdict = self.round.answer_factor(index, text)
        self.said = verdict.sentences
        return verdict

    def hint(self) -> Hint:
        """Give the next hint; the last one gives the value away, which then counts as shown."""
        hint = self.round.hint()
        self.looked_at = None
        self.hints = (*self.hints, hint)
        if hint.level >= LAST:
            self.round.show()
            self._forget()
        return hint

    @property
    def hinted(self) -> int:
        """How many hints to the current question were given."""
        at = self.round.current
        return 0 if at is None else self.round.hints(at)

    def _forget(self) -> None:
        """Say no more about a question that is over."""
        self.said, self.hints, self.diagnosis, self.unjudged = (), (), None, ""

    def typed(self, index: int) -> str:
        """Return what was typed last for a question, also where that could not be judged."""
        unjudged = self.unjudged if index == self.round.current else ""
        return unjudged or self.round.typed(index) or ""

    def try_again(self) -> None:
        """Let go of what was said to the last answer."""
        self.looked_at = None

    def look_back(self, index: int | None = None) -> bool:
        """Look at an earlier answer: at this one, or the one before what is looked at."""
        at = self.looked_at if self.looked_at is not None else self.round.current
        at = len(self.round.questions) if at is None else at
        index = at - 1 if index is None else index
        if not 0 <= index < len(self.round.questions) or not self.is_seen(index):
            return False
        self.looked_at = index
        return True

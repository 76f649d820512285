"""Known mistakes made on purpose on random networks, and whether each is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from chainrule.session.operations import Kind
from chainrule.teaching.practice.answer import Answer, read
from chainrule.teaching.practice.diagnosis import diagnose
from chainrule.teaching.practice.exercise import Choice, questions
from chainrule.teaching.practice.tolerance import Fit, Tolerance
from helpers.blunders import Blunders
from helpers.learner import open_ledger, small_project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainrule.teaching.practice.exercise import Question

LONGEST = 300
"""operations of an update that is worked through"""
EVERYTHING = Choice(kinds=frozenset(Kind))
ROUNDING = "rounding_slip"
NEARLY = 1.5
"""units of the last digit within which a slip in rounding is a reading of its own"""


@dataclass
class Tally:
    """How often each mistake was made where it can be told from all others, and named."""

    made: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    unlike: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        return self.named[name] / self.made[name]

    def __str__(self) -> str:
        rows = (f"{name} {self.named[name]}/{count}" for name, count in sorted(self.made.items()))
        return ", ".join(rows)


def inject(seeds: Iterable[int], most_questions: int) -> Tally:
    """Make every mistake on every network and tally what the diagnosis says."""
    tally = Tally()
    for seed in seeds:
        random = Random(seed)
        project, ledger = open_ledger(small_project(random), random.choice((0, 0, 2)))
        if len(ledger) > LONGEST:
            continue
        tolerance = Tolerance(project, ledger, 3)
        asked = list(questions(project, ledger, EVERYTHING))
        random.shuffle(asked)
        for question in asked[:most_questions]:
            numbers = Blunders(project, ledger, question.operation).all()
            _try_all(tally, tolerance, question, numbers, random)
    return tally


def _try_all(
    tally: Tally,
    tolerance: Tolerance,
    question: Question,
    numbers: dict[str, list[float]],
    random: Random,
) -> None:
    for name, given in numbers.items():
        if given:
            _try(tally, tolerance, question, name, numbers, typed(random.choice(given), random))
    slipped = last_digit_off(question.operation.value, random)
    if slipped is not None:
        _try(tally, tolerance, question, ROUNDING, numbers, slipped)


def typed(number: float, random: Random) -> str:
    """Return a number as a learner types it: 3 or 4 digits, comma or point, either minus."""
    text = f"{number:.{random.choice((3, 4))}g}"
    if random.random() < 0.5:
        text = text.replace(".", ",")
    return text.replace("-", "−") if random.random() < 0.5 else text


def last_digit_off(value: float, random: Random) -> str | None:
    """Return a number of three digits whose last one is one more or less than it should be."""
    if not value:
        return None
    digits, power = f"{value:.2e}".split("e")
    off = float(digits) + random.choice((-0.01, 0.01))
    return f"{off:.2f}e{power}"


def _try(
    tally: Tally,
    tolerance: Tolerance,
    question: Question,
    name: str,
    numbers: dict[str, list[float]],
    text: str,
) -> None:
    answer = read(text)
    assert isinstance(answer, Answer), f"{text} is no number"
    if not _can_be_told(tolerance, question, name, numbers, answer):
        return
    tally.made[name] += 1
    found = diagnose(tolerance, question, answer)
    if found.mistake is not None and found.mistake.name == name:
        tally.named[name] += 1
    else:
        said = [mistake.name for mistake in found.candidates]
        tally.unlike.append(f"{question.operation}: {text} is {name}, not {said}")


def _can_be_told(
    tolerance: Tolerance,
    question: Question,
    name: str,
    numbers: dict[str, list[float]],
    answer: Answer,
) -> bool:
    """Return whether the number differs from the truth and from every other mistake's."""
    operation = question.operation
    if tolerance.fit(operation, answer) is not Fit.WRONG:
        return False
    if name != ROUNDING and abs(answer.value - operation.value) <= NEARLY * answer.typed.unit:
        return False
    room = answer.half_unit * (1 + 1e-6)
    return not any(
        abs(number - answer.value) <= room
        for other, given in numbers.items()
        if other != name
        for number in given
    )

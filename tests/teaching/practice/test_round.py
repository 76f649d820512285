"""A round from the first box to the score."""

import pytest

from chainrule.session.operations import Kind
from chainrule.session.run import Run
from chainrule.storage.csv_out import line
from chainrule.storage.examples import load_example
from chainrule.teaching.practice.exercise import Choice, questions
from chainrule.teaching.practice.hints import LAST
from chainrule.teaching.practice.prompts import prompt
from chainrule.teaching.practice.record import Outcome, Status
from chainrule.teaching.practice.round import Round
from chainrule.teaching.practice.score import COLUMNS, score_csv

ANSWERS = (
    "0,73", "0.675", "0.47", "0,0545", "-0.33", "−0.223", "-0.33", "-0.029", "-0.0145",
    "-0.0232", "-2.9e-2", "0.3014", "0.602", "0.422", "0.103", "0.233",
)  # fmt: skip
"""the first example worked out with three digits"""


@pytest.fixture
def played() -> Round:
    project = load_example("article")
    ledger = Run(project).open_next()
    return Round(project, ledger, questions(project, ledger), 3)


def test_all_right(played: Round) -> None:
    for index, text in enumerate(ANSWERS):
        assert played.current == index
        assert played.status(index) is Status.OPEN
        assert played.answer(text).outcome is Outcome.RIGHT, f"{text} for question {index}"
        assert played.status(index) is Status.RIGHT
    assert played.finished, f"question {played.current} is still open"
    score = played.score()
    assert (score.total, score.right, score.hinted, score.shown) == (16, 16, 0, 0)
    assert score.mistakes == ()
    with pytest.raises(IndexError):
        played.answer("1")


def test_wrong_then_right(played: Round) -> None:
    verdict = played.answer("0.63")
    assert verdict.outcome is Outcome.WRONG
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.mistake is not None
    assert verdict.diagnosis.mistake.name == "forgot_bias"
    assert verdict.sentences == verdict.diagnosis.sentences != ()
    assert played.status(0) is Status.WRONG
    assert played.status(1) is Status.WAITING
    assert (played.tries(0), played.typed(0)) == (1, "0.63")
    assert played.answer("0.73").outcome is Outcome.RIGHT
    assert (played.tries(0), played.typed(0), played.current) == (2, "0.73", 1)
    assert played.score().right == 1, "a second try without a hint is right too"


def test_what_cannot_be_judged_is_no_try(played: Round) -> None:
    unreadable = played.answer("?")
    assert unreadable.outcome is Outcome.UNREADABLE
    assert unreadable.sentences, "it is said why"
    coarse = played.answer("0.7")
    assert coarse.outcome is Outcome.COARSE, "0.7 for 0.73 is not wrong but says too little"
    assert coarse.sentences, "it is said that more digits are wanted"
    assert played.tries(0) == 0
    assert played.status(0) is Status.OPEN


def test_the_old_weight_is_not_taken_for_the_new_one(played: Round) -> None:
    for text in ANSWERS[:11]:
        played.answer(text)
    verdict = played.answer("0.30")
    assert verdict.outcome is Outcome.COARSE, "0.30 may be the old weight or the new one"
    assert "old one" in str(verdict.sentences[0]), "it is said what the digits are for"
    assert (played.current, played.tries(11)) == (11, 0), "it is no try"
    assert played.answer("0.301").outcome is Outcome.RIGHT


def test_hints_come_in_degrees_and_count(played: Round) -> None:
    first, second, third, again = (played.hint() for _ in range(4))
    assert [one.level for one in (first, second, third, again)] == [1, 2, 3, LAST]
    assert "bias" in str(first.words), "what to do"
    assert (Kind.INPUT, "x1") in second.point, "where to look"
    assert (None, "w[x1->h1]") in second.point, "the given weight is pointed at too"
    assert "0.73" in str(third.words), "the value"
    assert "0.73" not in str(first.words) + str(second.words), "the value comes last"
    played.answer("0.73")
    assert played.status(0) is Status.SHOWN, "the value was given away"
    played.hint()
    played.answer("0.675")
    assert played.status(1) is Status.HINTED
    score = played.score()
    assert (score.right, score.hinted, score.shown) == (0, 1, 1)


def test_showing_goes_on_to_the_next(played: Round) -> None:
    assert played.show() == played.questions[0].operation.value
    assert (played.status(0), played.current) == (Status.SHOWN, 1)
    assert played.typed(0) is None
    while not played.finished:
        played.show()
    assert played.score().shown == len(played.questions)


def to(played: Round, kind: Kind, target: str) -> int:
    """Go on to a question."""
    while (at := played.current) is not None:
        question = played.questions[at]
        if (question.kind, question.target) == (kind, target):
            return at
        played.show()
    raise AssertionError(f"{kind} of {target} is not asked")


def test_the_factors_are_asked_one_by_one(played: Round) -> None:
    to(played, Kind.WEIGHT_GRADIENT, "w[h1->y1]")
    assert played.factors() == (), "nothing is asked before an answer"
    verdict = played.answer("-0.272")
    assert verdict.diagnosis is not None
    assert len(verdict.diagnosis.ask) == len(played.factors()) == 3
    first = played.answer_factor(0, "-0,33")
    assert first.outcome is Outcome.RIGHT
    assert "steep" in str(first.sentences[0]), "the slope is asked next"
    assert played.answer_factor(1, "1").outcome is Outcome.RIGHT
    off = played.answer_factor(2, "0.4")
    assert off.outcome is Outcome.WRONG
    assert [one.right for one in played.factors()] == [True, True, False]
    assert played.factors()[2].used == 0.4
    named = played.answer_factor(2, "0.73")
    assert "z of h1" in str(named.sentences[0]), "the number that was taken is recognised"
    done = played.answer_factor(2, "0.675")
    assert done.outcome is Outcome.RIGHT
    assert "All these numbers are right" in str(done.sentences[0])
    assert played.answer_factor(2, "…").outcome is Outcome.UNREADABLE
    assert played.answer("-0.223").outcome is Outcome.RIGHT


def test_the_score_counts_by_kind_of_mistake(played: Round) -> None:
    for text in ("0.63", "0.675", "0.63", "123", "0.73"):
        played.answer(text)
    score = played.score()
    assert [(one.name, count) for one, count in score.mistakes] == [
        ("forgot_bias", 2),
        ("a_for_z", 1),
    ]
    assert score.unknown == 1
    assert str(score.mistakes[0][0].words) == "forgot the bias"


def test_the_rows_for_the_teacher(played: Round) -> None:
    for text in ("0.63", "0,73"):
        played.answer(text)
    played.hint()
    head, first, second, *_ = score_csv(played)
    assert head == COLUMNS
    assert first == (
        1, 1, "forward", "sum", "h1", 0.73, "0,73", "right", 2, 0, "forgot_bias",
    )  # fmt: skip
    assert dict(zip(head, second, strict=True))["hints"] == 1
    assert line(first).count('"0,73"') == 1, "a decimal comma is quoted in the file"


def test_the_learner_may_go_on_with_two_digits(played: Round) -> None:
    played.answer("0.73")
    played.answer("0.67")
    assert played.answer("0.468").outcome is Outcome.RIGHT, "0.4 × 0.67 + 0.2 is what follows"


def test_every_kind_has_its_prompt_and_its_hints() -> None:
    project = load_example("article")
    ledger = Run(project).open_next()
    everything = questions(project, ledger, Choice(kinds=frozenset(Kind)))
    played = Round(project, ledger, everything, 3)
    for question in everything:
        texts = [str(prompt(question)), *(str(played.hint().words) for _ in range(LAST))]
        assert all(text and "{" not in text for text in texts), f"{question}: {texts}"
        played.show()
    assert {question.kind for question in everything} >= set(Kind) - {Kind.INPUT, Kind.SUM}


def test_the_table_has_the_minus_of_a_spreadsheet(played: Round) -> None:
    for text in ANSWERS:
        played.answer(text)
    rows = score_csv(played)
    answers = [row[COLUMNS.index("answer")] for row in rows[1:]]
    assert answers[4:6] == ["-0.33", "-0.223"], "a spreadsheet reads these as numbers"


def test_an_earlier_number_is_named_as_such(played: Round) -> None:
    played.answer("0.73")
    played.answer("0.675")
    verdict = played.answer("0,67")
    assert verdict.outcome is Outcome.WRONG
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.mistake is not None
    assert verdict.diagnosis.mistake.name == "earlier_number"
    assert [str(each) for each in verdict.sentences] == ["0,67 is a of h1, not that of y1."]

"""A wrong answer is understood: which mistake, which factor, and the words for it."""

from random import Random

import pytest

from chainrule.network.message import Message
from chainrule.network.names import Loss, Reduction
from chainrule.session.operations import Kind
from chainrule.session.run import Run
from chainrule.storage.examples import load_example
from chainrule.teaching.practice.answer import Answer, read
from chainrule.teaching.practice.diagnosis import Diagnosis, diagnose
from chainrule.teaching.practice.exercise import Choice, Question, questions
from chainrule.teaching.practice.tolerance import Fit, Tolerance
from chainrule.teaching.practice.working import Part
from helpers.blunders import Blunders
from helpers.graphs import with_training
from helpers.injecting import EVERYTHING, LONGEST
from helpers.learner import open_ledger, small_project

W5 = (Kind.WEIGHT_GRADIENT, "w[h1->y1]")
NEW = (Kind.NEW_VALUE, "w[h1->y1]")


def told(asked: tuple[Kind, str], text: str) -> Diagnosis:
    """Answer a question of the first example."""
    project = load_example("article")
    ledger = Run(project).open_next()
    choice = Choice(kinds=frozenset(Kind))
    if asked[0] is Kind.SUM:
        choice = Choice(kinds=frozenset({Kind.SUM}))
    found = {(one.kind, one.target): one for one in questions(project, ledger, choice)}
    answer = read(text)
    assert isinstance(answer, Answer)
    return diagnose(Tolerance(project, ledger, 3), found[asked], answer)


@pytest.mark.parametrize(
    ("asked", "text", "name"),
    [
        (W5, "-0.033", "rate_too_early"),
        (W5, "−0,0223", "rate_too_early"),
        (W5, "0.223", "wrong_sign"),
        (W5, "-0.132", "weight_for_signal"),
        (W5, "-0.241", "z_for_a"),
        (W5, "-0.165", "other_signal"),
        (W5, "0.345", "sum_for_product"),
        (W5, "-0.224", "rounding_slip"),
        (W5, "-2.23", "point_slip"),
        (W5, "-0.2320", "digit_swap"),
        ((Kind.SUM, "h1"), "0.63", "forgot_bias"),
        ((Kind.SUM, "h1"), "0.675", "a_for_z"),
        ((Kind.SUM, "h1"), "0.64", "other_signal"),
        ((Kind.ACTIVATE, "h1"), "0.73", "z_for_a"),
        ((Kind.ACTIVATE, "h1"), "0.652", "forgot_bias"),
        ((Kind.ACTIVATE, "y1"), "0.27", "forgot_bias"),
        ((Kind.LOSS, "L"), "0.109", "forgot_half"),
        ((Kind.LOSS, "L"), "0.0272", "half_too_many"),
        ((Kind.LOSS, "L"), "0.806", "added"),
        ((Kind.DELTA, "y1"), "1.27", "added"),
        ((Kind.DELTA, "h1"), "-0.132", "forgot_slope"),
        ((Kind.DELTA, "h1"), "-0.0306", "updated_weight"),
        ((Kind.SLOPE, "h1"), "0.224", "a_for_z"),
        (NEW, "0.378", "added"),
        (NEW, "0.6227", "forgot_rate"),
        (NEW, "0.402", "rate_too_early"),
    ],
)
def test_the_mistakes_of_the_first_example(asked: tuple[Kind, str], text: str, name: str) -> None:
    found = told(asked, text)
    said = [mistake.name for mistake in found.candidates]
    assert not found.right, f"{text} was accepted"
    assert found.mistake is not None, f"{text} should be {name}, but {said} give it"
    assert found.mistake.name == name, f"{text} was taken for {found.mistake.name}"
    assert not found.ask, "nothing is asked where the mistake is known"


def test_the_design_s_own_answer() -> None:
    found = told(W5, "-0.033")
    marks = [(one.factor.part, one.right, one.used) for one in found.factors]
    assert marks == [
        (Part.BLAME, True, None),
        (Part.SLOPE, True, None),
        (Part.SIGNAL, False, 0.1),
    ], "the signal is off: η was used in its place"
    first, second, third = found.sentences
    assert first.template == (
        "{typed} is what {first_gradient} × {operand_second_gradient} × {operand_third_rate} gives."
    )
    assert first.values["typed"] == "−0.033", "shown as it was typed"
    assert first.values["first_gradient"] == pytest.approx(-0.33007789)
    assert (first.values["second_gradient"], first.values["third_rate"]) == (1.0, 0.1)
    assert "learning rate η, which comes in later, in the update" in str(second)
    assert third.values["source"] == "h1", "it asks for the number that h1 sent"


def test_a_factor_is_marked_also_when_the_learner_rounded() -> None:
    found = told(W5, "-0.2409")  # −0.33 × 0.73; with all digits it is −0.24096
    assert found.mistake is not None, "a rounded factor hid the mistake"
    assert found.mistake.name == "z_for_a"
    assert [one.right for one in found.factors] == [True, True, False]


def test_a_factor_left_out_is_marked_without_a_number() -> None:
    found = told((Kind.DELTA, "h1"), "-0.132")
    marks = [(one.factor.part, one.right, one.used) for one in found.factors]
    assert marks == [(Part.BLAME, True, None), (Part.SLOPE, False, None)]
    found = told((Kind.SUM, "h1"), "0.43")
    assert [one.used for one in found.factors] == [-0.15, None, None], "the product that turned"


def test_what_no_mistake_gives_is_asked_factor_by_factor() -> None:
    found = told(W5, "-0.272")
    assert found.mistake is None, f"{found.mistake} was guessed"
    assert not found.candidates
    assert [factor.part for factor in found.ask] == [Part.BLAME, Part.SLOPE, Part.SIGNAL]
    assert [one.right for one in found.factors] == [None, None, None], "nothing is known yet"


def test_one_digit_is_too_little_to_name_a_mistake() -> None:
    found = told(W5, "0.3")  # 0.345 would be the sum of the factors
    assert found.mistake is None, f"{found.mistake} was guessed from one digit"


def test_what_several_mistakes_give_is_asked_too() -> None:
    project = with_training(load_example("xor"), learning_rate=0.25, batch_size=4)
    project = with_training(project, reduction=Reduction.MEAN)
    ledger = Run(project).open_next()
    kinds = Choice(kinds=frozenset({Kind.NEW_VALUE}))
    for question in questions(project, ledger, kinds):
        old, step = question.operation.operands
        answer = read(f"{old + 4 * step:.4f}")  # without η = ¼, or without dividing by 4
        assert isinstance(answer, Answer)
        found = diagnose(Tolerance(project, ledger, 3), question, answer)
        if found.right:
            continue
        names = {mistake.name for mistake in found.candidates}
        assert {"forgot_rate", "sum_for_mean"} <= names, f"{names} for {question.operation}"
        assert found.mistake is None, "one of two mistakes was guessed"
        assert found.ask, "the factors are asked instead"


def test_a_right_answer_needs_no_words() -> None:
    assert told(W5, "-0.2227") == Diagnosis(True)


def filled(message: Message) -> bool:
    return "{" not in str(message) and bool(str(message))


def test_every_sentence_can_be_filled_in() -> None:
    seen: set[str] = set()
    for seed in range(20):
        random = Random(seed)
        project, ledger = open_ledger(small_project(random), random.choice((0, 1)))
        if len(ledger) > LONGEST:
            continue
        tolerance = Tolerance(project, ledger, 3)
        for question in random.sample(questions(project, ledger, EVERYTHING), k=3):
            for numbers in Blunders(project, ledger, question.operation).all().values():
                for number in numbers[:1]:
                    seen |= said(tolerance, question, f"{number:.3g}")
    assert len(seen) > 20, f"only {len(seen)} different sentences were said"


def said(tolerance: Tolerance, question: Question, text: str) -> set[str]:
    answer = read(text)
    assert isinstance(answer, Answer)
    found = diagnose(tolerance, question, answer)
    for sentence in found.sentences:
        assert filled(sentence), f"{sentence.template} with {sentence.values}"
    assert found.right or found.sentences, f"nothing was said to {text} for {question.operation}"
    return {sentence.template for sentence in found.sentences}


def test_mistakes_made_with_rounded_factors_are_hardly_ever_taken_for_others() -> None:
    """A learner rounds the factors first; then the number is only near the mistake's."""
    named, other, total = 0, [], 0
    for seed in range(40):
        project, ledger = open_ledger(small_project(Random(seed)), 0)
        if len(ledger) > LONGEST:
            continue
        tolerance = Tolerance(project, ledger, 3)
        asked = [
            one
            for one in questions(project, ledger)
            if one.kind is Kind.WEIGHT_GRADIENT and one.operation.value
        ]
        for question in asked[:2]:
            for name, number in rounded_mistakes(Blunders(project, ledger, question.operation)):
                answer = read(f"{number:.3g}")
                assert isinstance(answer, Answer)
                if tolerance.fit(question.operation, answer) is not Fit.WRONG:
                    continue
                total += 1
                found = diagnose(tolerance, question, answer)
                named += name in [mistake.name for mistake in found.candidates]
                if found.mistake is not None and found.mistake.name != name:
                    other.append(f"{question.operation}: {answer.text}, {name}: {found.mistake}")
    assert total > 60, f"only {total} mistakes were made"
    assert named / total > 0.95, f"{named} of {total} were thought of"
    assert len(other) / total < 0.05, f"{len(other)} of {total} were taken for others: {other}"


def rounded_mistakes(blunders: Blunders) -> list[tuple[str, float]]:
    """Return mistaken gradients of a weight, from factors of three digits."""
    chain = blunders.chain()
    delta, weight = blunders.operands[0], blunders.before[blunders.operation.target]
    found = [("weight_for_signal", three(three(delta) * three(weight)))]
    found.append(("wrong_sign", -three(three(delta) * three(blunders.operands[1]))))
    if chain and chain[1] != 1.0:
        found.append(("forgot_slope", three(three(chain[0]) * three(blunders.operands[1]))))
    if not blunders.network.by_id[blunders.source].is_input:
        found.append(("z_for_a", three(three(delta) * three(blunders.z(blunders.source)))))
    return [(name, number) for name, number in found if number]


def three(value: float) -> float:
    return float(f"{value:.2e}")


@pytest.mark.parametrize("loss", list(Loss))
def test_every_loss_has_its_mistakes(loss: Loss) -> None:
    """The minus of the logarithm forgotten, or of a squared error made negative."""
    for seed in range(300):
        project, ledger = open_ledger(small_project(Random(seed)), 0)
        question = next(one for one in questions(project, ledger) if one.kind is Kind.LOSS)
        if project.loss is loss and question.operation.value > 0.01:
            break
    answer = read(f"{-question.operation.value:.3g}")
    assert isinstance(answer, Answer)
    found = diagnose(Tolerance(project, ledger, 3), question, answer)
    assert found.mistake is not None, f"{answer.text} for {question.operation.value} was not known"
    assert found.mistake.name == "wrong_sign"

"""The key of a worksheet: right to the last digit, by another way and as arithmetic."""

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from chainrule.network.message import ChainruleError
from chainrule.network.names import Optimizer, Reduction
from chainrule.network.project import Project
from chainrule.session.operations import Kind
from chainrule.session.run import Run
from chainrule.storage.examples import load_example
from chainrule.teaching.worksheet.making import Worksheets
from chainrule.teaching.worksheet.sheet import Sheet, Wish
from helpers.graphs import graphs, projects
from helpers.worked import arithmetic, wanted

EXAMPLES = ("article", "or", "xor")


def told(sheet: Sheet, index: int) -> str:
    question = sheet.questions[index]
    return f"question {question.number}, {question.kind} of {question.target}: {question.working}"


def check_key(sheet: Sheet) -> None:
    for index, (question, value) in enumerate(wanted(sheet)):
        close = pytest.approx(value, rel=1e-9, abs=1e-12)
        assert question.answer.value == close, f"{told(sheet, index)}; expected {value}"


def check_workings(sheet: Sheet) -> None:
    for index, question in enumerate(sheet.questions):
        found = arithmetic(question.working)
        value = question.answer.value
        close = math.isclose(found, value, rel_tol=1e-9, abs_tol=1e-12)
        assert close, f"{told(sheet, index)} gives {found}, the key says {value}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_keys_of_thirty_copies(name: str) -> None:
    for sheet in Worksheets(load_example(name), Wish(), 1, 30):
        check_key(sheet)
        check_workings(sheet)


def sheets_of(project: Project, own: bool) -> list[Sheet]:
    """The first sheet, none where the network is too large for one."""
    try:
        return [Worksheets(project, Wish(own=own), 3)[0]]
    except ChainruleError:
        return []


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(projects())
def test_the_key_of_any_network_with_its_own_numbers(project: Project) -> None:
    for sheet in sheets_of(project, own=True):
        check_key(sheet)
        check_workings(sheet)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(graphs())
def test_the_key_of_any_network_with_friendly_numbers(project: Project) -> None:
    for sheet in sheets_of(project, own=False):
        check_key(sheet)
        check_workings(sheet)


@pytest.mark.parametrize("optimizer", list(Optimizer))
@pytest.mark.parametrize("reduction", list(Reduction))
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_the_key_with_every_rule_of_the_update(
    optimizer: Optimizer, reduction: Reduction, momentum: float
) -> None:
    project = load_example("or")
    for nesterov in (False, True):
        training = replace(
            project.training, optimizer=optimizer, reduction=reduction, momentum=momentum,
            nesterov=nesterov, l1=0.01, l2=0.1, batch_size=2,
        )  # fmt: skip
        changed = replace(project, training=training)
        trained = Run(changed)
        trained.train_many(3)
        for own in (False, True):
            sheet = Worksheets(trained.project_now(changed), Wish(own=own), 5)[0]
            check_key(sheet)
            check_workings(sheet)


def test_the_article_with_its_own_numbers() -> None:
    project = load_example("article")
    sheet = Worksheets(project, Wish(own=True))[0]
    answers = {(one.kind, one.target): one.answer.value for one in sheet.questions}
    expected = {
        (Kind.SUM, "h1"): 0.73,
        (Kind.ACTIVATE, "h1"): 0.6748052725823135,
        (Kind.SUM, "y1"): 0.4699221090329254,
        (Kind.LOSS, "L"): 0.05447570705263601,
        (Kind.DELTA, "y1"): -0.3300778909670746,
        (Kind.WEIGHT_GRADIENT, "w[x1->h1]"): -0.014486664228025099,
        (Kind.NEW_VALUE, "w[h1->y1]"): 0.4222738301187432,
    }
    for name, value in expected.items():
        assert answers[name] == pytest.approx(value, abs=1e-12), f"{name} is {value} in the article"
    ledger = Run(project).open_next()
    for question in sheet.questions:
        found = ledger.find(question.kind, question.target, question.sample)
        assert found is not None, f"the ledger of the project has {question.target}"
        assert question.answer.value == found[1].value, f"{question.target} is that of the ledger"
    assert project == load_example("article"), "a worksheet leaves the project as it is"

import math

import pytest

from chainrule.network.edits import set_parameters, set_training
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Data, Project
from chainrule.session.document import Document
from chainrule.session.operations import Granularity, Kind
from chainrule.session.probe import (
    Probe,
    activation_curve,
    expected_change,
    pull,
    summary,
    tangent,
)
from chainrule.session.session import Session
from chainrule.session.speed import Speed
from chainrule.storage.examples import load_example

GRADIENT = -0.22273830118743196
LOSS = 0.05447570705263601


@pytest.fixture
def article() -> Project:
    return load_example("article")


def one_neuron() -> Project:
    """A sigmoid of x1 + x2 − 1."""
    return Project(
        network=Network(
            (
                Neuron("x1", Role.INPUT),
                Neuron("x2", Role.INPUT),
                Neuron("y1", Role.OUTPUT, Activation.SIGMOID, bias=-1.0),
            ),
            (Connection("x1", "y1", 1.0), Connection("x2", "y1", 1.0)),
        ),
        data=Data(("x1", "x2"), ("y1",), ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))),
    )


def test_activation_curve_runs_from_end_to_end() -> None:
    curve = activation_curve(Activation.SIGMOID, -6.0, 6.0, 121)
    assert len(curve) == 121
    assert curve[0][0] == -6.0
    assert curve[-1][0] == 6.0
    assert curve[60] == (pytest.approx(0.0, abs=1e-12), pytest.approx(0.5))


@pytest.mark.parametrize("activation", list(Activation))
def test_every_activation_has_a_finite_curve(activation: Activation) -> None:
    assert all(math.isfinite(y) for _, y in activation_curve(activation, -6.0, 6.0, 25))


def test_loss_along_a_weight_of_a_linear_output_is_a_parabola(article: Project) -> None:
    values = article.network.parameters
    points = Probe(article).loss_along(values, "w[h1->y1]", 0, 0.0, 0.8, 3)
    assert [x for x, _ in points] == [0.0, 0.4, 0.8]
    assert points[1][1] == pytest.approx(LOSS, rel=1e-14)
    signal = 0.6748052725823135
    second = points[0][1] - 2 * points[1][1] + points[2][1]
    assert second == pytest.approx(signal**2 * 0.4**2)


def test_loss_along_leaves_the_other_parameters_as_handed_in(article: Project) -> None:
    others = {**article.network.parameters, "b[y1]": 0.3300778909670746 + 0.2}
    points = Probe(article).loss_along(others, "w[h1->y1]", None, 0.4, 0.5, 2)
    assert points[0][1] == pytest.approx(0.0, abs=1e-30), "this bias makes the output hit 0.8"


def test_gradient_check_of_one_parameter(article: Project) -> None:
    check = Probe(article).gradient_check(article.network.parameters, "w[h1->y1]", 0)
    assert check.analytic == pytest.approx(GRADIENT, rel=1e-14)
    assert check.numeric == pytest.approx(GRADIENT, rel=1e-9)
    assert check.apart == abs(check.analytic - check.numeric)
    assert check.passed


def test_outputs_follow_the_parameters_handed_in(article: Project) -> None:
    probe = Probe(article)
    values = article.network.parameters
    assert probe.outputs(values) == [[pytest.approx(0.4699221090329254, rel=1e-15)]]
    moved = probe.outputs({**values, "b[y1]": 1.2})
    assert moved == [[pytest.approx(1.4699221090329254, rel=1e-15)]]


def test_gradient_means_are_those_of_the_checked_gradients() -> None:
    project = load_example("xor")
    probe, values = Probe(project), project.network.parameters
    means = dict(probe.gradient_means(values))
    into_output = [link.name for link in project.network.incoming["y1"]]
    sizes = [abs(probe.gradient_check(values, name, None).analytic) for name in into_output]
    assert means[2] == pytest.approx(sum(sizes) / len(sizes), rel=1e-12)
    assert sorted(means) == [1, 2]


def test_ledger_of_a_row_tells_its_numbers_and_changes_nothing(article: Project) -> None:
    probe = Probe(article)
    ledger = probe.ledger(article.network.parameters, 0)
    assert ledger is not None
    found = ledger.find(Kind.ACTIVATE, "h1", 1)
    assert found is not None
    assert found[1].value == 0.6748052725823135
    assert probe.project is article


def test_ledger_is_of_the_row_asked_for() -> None:
    project = load_example("xor")
    ledger = Probe(project).ledger(project.network.parameters, 2)
    assert ledger is not None
    assert ledger.rows == (2,)


def test_no_ledger_without_the_row_or_with_numbers_that_overflow(article: Project) -> None:
    probe = Probe(article)
    assert probe.ledger(article.network.parameters, 1) is None
    assert probe.ledger({**article.network.parameters, "w[h1->y1]": 1e308}, 0) is None


def stepped(project: Project, updates: int) -> Session:
    session = Session(Document(project))
    session.granularity, session.speed = Granularity.BATCH, Speed(0.0, 30.0)
    for _ in range(updates):
        session.step()
    return session


def test_pull_adds_up_to_the_velocity(article: Project) -> None:
    session = stepped(set_training(article, momentum=0.9), 3)
    ledger = session.moment().ledger
    assert ledger is not None
    found = ledger.find(Kind.VELOCITY, "w[h1->y1]")
    assert found is not None
    parts = pull(found[1])
    assert parts.remembered != 0
    assert parts.remembered + parts.asked == pytest.approx(parts.total, rel=1e-15)
    assert parts.total == found[1].value


def test_pull_of_nesterovs_rule_adds_up_to_the_step(article: Project) -> None:
    session = stepped(set_training(article, momentum=0.9, nesterov=True), 3)
    ledger = session.moment().ledger
    assert ledger is not None
    found = ledger.find(Kind.NEW_VALUE, "w[h1->y1]")
    assert found is not None
    parts = pull(found[1])
    assert parts.remembered + parts.asked == pytest.approx(parts.total, rel=1e-12)
    assert found[1].operands[0] + parts.total == pytest.approx(found[1].value, rel=1e-15)


def test_small_answers() -> None:
    assert expected_change(-0.2, 0.01) == pytest.approx(-0.002)
    assert summary([1.0, -2.0, 4.0]) == (-2.0, 4.0, 1.0)
    assert tangent((1.0, 2.0), 3.0, 0.5) == ((0.5, 0.5), (1.5, 3.5))


def test_parameters_of_the_project_are_not_used(article: Project) -> None:
    other = set_parameters(article, {"b[y1]": 99.0})
    values = article.network.parameters
    assert Probe(other).outputs(values) == Probe(article).outputs(values)

from dataclasses import replace

import numpy as np
import pytest

from chainrule.network.project import Data
from chainrule.session.classes import tells_classes
from chainrule.session.document import Document
from chainrule.session.insight import Insight, spread
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.storage.examples import load_example
from helpers.made import trained


def test_every_sample_is_counted_once_in_the_row_of_its_class() -> None:
    project = trained("blobs", 20)
    for test in (False, True):
        rows = project.data.test if test else project.data.train
        found = Insight(project).confusion(project.network.parameters, test)
        assert found is not None
        assert found.total == len(rows)
        truth = [row[2:].index(1.0) for row in rows]
        assert [sum(counts) for counts in found.counts] == [truth.count(n) for n in range(3)]
        assert found.right > 0.9 * found.total, "a trained network is mostly right"


def test_mistakes_are_off_the_diagonal_with_an_example() -> None:
    project = load_example("xor")
    weights = dict.fromkeys(project.network.parameters, 0.0)
    output = project.network.outputs[0]
    found = Insight(project).confusion({**weights, output.bias_name: 5.0}, test=False)
    assert found is not None
    assert found.counts == ((0, 2), (0, 2)), "everything is taken for the higher class"
    assert found.examples == ((-1, 0), (-1, 1)), "the first row of each kind of mistake"


def test_numbers_have_no_classes() -> None:
    assert not tells_classes(trained("sine", 2))
    project = trained("sine", 2)
    assert Insight(project).confusion(project.network.parameters, test=False) is None
    assert not tells_classes(replace(load_example("xor"), data=Data(("x1", "x2"), ("y1",))))


def test_a_spread_counts_every_number_and_has_0_in_its_middle() -> None:
    found = spread(np.array([-1.0, 0.5, 2.0, np.nan]))
    assert (found.low, found.high) == (-2.0, 2.0)
    assert found.total == 3
    assert spread(np.array([3.0, 5.0])).low == 3.0
    alike = spread(np.array([2.0, 2.0]))
    assert alike.low < 2.0 < alike.high
    assert spread(np.array([])).total == 0


@pytest.mark.parametrize(
    "values",
    [(1.0, 1.0 + 2e-16), (1e17, 1e17 + 16), (-1.7e308, 1.7e308), (0.0, 5e-324), (1e300, 1e300)],
)
def test_a_spread_counts_numbers_that_are_nearly_equal_or_as_large_as_can_be(values) -> None:
    found = spread(np.array(values))
    assert found.total == len(values)
    assert found.low < found.high


def test_weights_gradients_and_activations_are_told_by_level() -> None:
    project = trained("blobs", 2)
    insight, values = Insight(project), project.network.parameters
    network = project.network
    weights = insight.weights(values)
    assert {level: each.total for level, each in weights.items()} == {1: 16, 2: 24}
    into_output = [
        link.weight for link in network.connections if network.level_of[link.target] == 2
    ]
    assert weights[2].high == pytest.approx(max(map(abs, into_output)))
    assert {level: each.total for level, each in insight.gradients(values).items()} == {
        1: 16,
        2: 24,
    }
    rows = len(project.data.train)
    sent = insight.activations(values)
    assert {level: each.total for level, each in sent.items()} == {
        0: 2 * rows,
        1: 8 * rows,
        2: 3 * rows,
    }
    assert max(abs(sent[1].low), abs(sent[1].high)) <= 1.0, "tanh stays within 1"


def test_gradients_of_an_open_update_are_those_of_its_ledger() -> None:
    session = Session(Document(load_example("xor")))
    session.granularity = Granularity.BATCH
    session.step()
    ledger = session.moment().ledger
    assert ledger is not None
    project = session.document.project
    found = Insight(project).gradients(project.network.parameters, ledger)
    level_of = project.network.level_of
    sizes = [
        abs(ledger.batch_gradients[link.name])
        for link in project.network.connections
        if level_of[link.target] == 1
    ]
    assert max(-found[1].low, found[1].high) == pytest.approx(max(sizes), rel=1e-12)

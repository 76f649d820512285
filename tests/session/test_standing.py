"""Then and now: the numbers at two moments are those that the passes give there."""

from __future__ import annotations

import numpy as np
import pytest

from chainrule.engine.passes import forward
from chainrule.session.document import Document
from chainrule.session.session import Session
from chainrule.session.standing import near_rows
from chainrule.storage.examples import load_example
from helpers.graphs import with_training


def session_of(example: str, updates: int) -> Session:
    session = Session(Document(load_example(example)), lambda: 0.0)
    session.run.train_many(updates)
    session.settle()
    return session


@pytest.mark.parametrize("looked", [0, 20, 59])
def test_both_ends_are_told_as_they_were(looked: int) -> None:
    session = session_of("xor", 60)
    session.look_at(looked)
    found = session.moment().standings
    for each, update in zip(found, (looked, 60), strict=True):
        trainer = session.run.looked_at(update)
        outputs = forward(trainer.plan, trainer.parameters, trainer.setup.x_train).a
        guesses = outputs[trainer.plan.output_rows] >= 0.5
        values = trainer.plan.unpack(trainer.parameters)
        weights = values[: len(trainer.plan.network.connections)]
        assert each.row == session.run.log[update]
        assert abs(each.largest) == abs(weights).max()
        assert each.largest in weights, "with its sign"
        assert each.good == int((guesses == trainer.setup.y_train).sum())
        assert (each.rows, each.classes) == (4, True)


def test_without_classes_rows_near_their_targets_count() -> None:
    session = session_of("momentum", 30)
    session.look_at(0)
    then, now = session.moment().standings
    assert not then.classes
    miss = session.run.evaluation.outputs - session.run.trainer.setup.y_train
    assert (then.good, now.good) == (0, int(abs(miss).max() <= 0.2)), "0.33 off, then near"


def test_every_output_of_a_sample_must_be_near() -> None:
    outputs = np.array([[0.9, 0.5, 0.81], [0.1, 0.0, 0.3]])
    targets = np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
    assert near_rows(outputs, targets).tolist() == [True, False, False]


def test_at_the_end_there_is_nothing_to_compare() -> None:
    session = session_of("xor", 10)
    assert session.moment().standings is None
    session.look_at(3)
    assert session.moment().standings is not None


def test_it_is_told_by_the_settings_of_any_rule() -> None:
    project = with_training(load_example("xor"), batch_size=1)
    session = Session(Document(project), lambda: 0.0)
    session.run.train_many(10)
    session.settle()
    session.look_at(4)
    assert [each.row.update for each in session.moment().standings] == [4, 10]

"""Accuracy: exact where it is given, spread over the run, and only where there are classes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from chainrule.engine.passes import forward
from chainrule.engine.trainer import Trainer
from chainrule.network.edits import set_parameters, set_training
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.message import Message
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Data, Project
from chainrule.session.accuracy import MOST_POINTS, has_classes, right_share, spread
from chainrule.session.document import Document, Edit
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.storage.examples import load_example

if TYPE_CHECKING:
    from collections.abc import Sequence


def session_of(project: Project) -> Session:
    session = Session(Document(project), lambda: 0.0)
    session.granularity = Granularity.BATCH
    return session


def train(session: Session, updates: int) -> None:
    session.play()
    session.run.train_many(updates)
    session.pause()


def filled(session: Session) -> dict[int, tuple[float, float | None]]:
    accuracy = session.moment().accuracy
    while accuracy.fill(10.0):
        pass
    return {update: tuple(shares) for update, shares in accuracy.known.items()}


def classes(activation: Activation, rows: Sequence[tuple[float, ...]]) -> Project:
    """Return two inputs to two outputs, with these rows."""
    neurons = [Neuron("x1", Role.INPUT), Neuron("x2", Role.INPUT)]
    neurons += [Neuron(name, Role.OUTPUT, activation, 0.1) for name in ("y1", "y2")]
    links = [
        Connection(source, target, weight)
        for source, target, weight in (
            ("x1", "y1", 0.3), ("x2", "y1", -0.2), ("x1", "y2", 0.1), ("x2", "y2", 0.2),
        )
    ]  # fmt: skip
    loss = Loss.CROSS_ENTROPY if activation is Activation.SOFTMAX else Loss.HALF_SQUARED_ERROR
    data = Data(("x1", "x2"), ("y1", "y2"), tuple(rows), tuple(rows[:1]))
    return Project("", Network(tuple(neurons), tuple(links)), loss, data)


ONE_HOT = ((0.0, 1.0, 1.0, 0.0), (1.0, 0.0, 0.0, 1.0), (1.0, 1.0, 0.0, 1.0))


@pytest.mark.parametrize("activation", [Activation.SOFTMAX, Activation.SIGMOID])
def test_several_outputs_are_classes_when_one_target_is_1(activation: Activation) -> None:
    assert has_classes(classes(activation, ONE_HOT))
    both = (*ONE_HOT, (0.0, 0.0, 1.0, 1.0))
    if activation is Activation.SIGMOID:
        assert not has_classes(classes(activation, both)), "two labels at once are no class"


def test_numbers_are_no_classes() -> None:
    assert not has_classes(classes(Activation.LINEAR, ONE_HOT))
    assert not has_classes(classes(Activation.SIGMOID, ((0.0, 1.0, 0.25, 0.75),)))
    assert not has_classes(load_example("article")), "its target is 0.7"
    assert has_classes(load_example("xor"))
    empty = load_example("xor")
    assert not has_classes(replace(empty, data=replace(empty.data, train=()))), "no samples"


def test_the_share_of_right_answers() -> None:
    outputs, targets = np.array([[0.2, 0.5, 0.7, 0.9]]), np.array([[0.0, 1.0, 0.0, 1.0]])
    assert right_share(outputs, targets) == 0.75
    several = np.array([[0.7, 0.1], [0.2, 0.2], [0.1, 0.7]])
    assert right_share(several, np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])) == 0.5


@pytest.mark.parametrize("last", [0, 1, 255, 256, 257, 1000, 99_999, 1_000_000])
@pytest.mark.parametrize("first", [0, 7, 4000])
def test_few_updates_are_spread_over_any_run(first: int, last: int) -> None:
    last += first
    updates = list(spread(first, last))
    assert len(updates) == len(set(updates)) <= MOST_POINTS + 3
    assert {first, last} <= set(updates)
    gaps = np.diff(sorted(updates))
    assert gaps.max(initial=0) <= max(1, 2 * (last - first) / MOST_POINTS), "evenly"


def test_a_run_that_goes_on_keeps_most_of_what_was_found() -> None:
    before, after = set(spread(0, 1000)), set(spread(0, 1010))
    assert len(after - before) <= 5


@pytest.mark.parametrize("activation", [Activation.SOFTMAX, Activation.SIGMOID])
def test_accuracies_are_those_of_a_trainer_that_stands_there(activation: Activation) -> None:
    project = set_training(classes(activation, ONE_HOT), learning_rate=0.5, batch_size=2)
    session = session_of(project)
    train(session, 90)
    found = filled(session)
    assert set(found) == set(range(91))
    trainer = Trainer.start(project)
    for update in range(91):
        if update:
            trainer.train(1)
        a = forward(trainer.plan, trainer.parameters, trainer.setup.x_train).a
        right = a[trainer.plan.output_rows].argmax(axis=0) == trainer.setup.y_train.argmax(axis=0)
        assert found[update][0] == right.mean(), f"after update {update}"
        assert found[update][1] in (0.0, 1.0), "of the one row of the test set"


def test_an_edit_keeps_the_way_there_also_what_nobody_had_asked_for() -> None:
    session = session_of(load_example("xor"))
    train(session, 40)
    name = session.document.project.network.parameter_names[0]
    session.edit(Edit(Message("", ""), lambda project: set_parameters(project, {name: 2.0})))
    session.edit(Edit(Message("", ""), lambda project: set_parameters(project, {name: 3.0})))
    train(session, 20)
    found = filled(session)
    assert set(found) == set(range(61)), "worked out from the line before the edits"
    other = session_of(load_example("xor"))
    train(other, 40)
    assert {at: shares for at, shares in filled(other).items() if at < 40} == {
        at: shares for at, shares in found.items() if at < 40
    }


def test_a_line_that_was_left_has_its_accuracies() -> None:
    session = session_of(load_example("xor"))
    train(session, 30)
    session.reset()
    train(session, 5)
    filled(session)
    (old,) = session.moment().accuracy.old
    assert set(old) >= set(range(31))


def test_asking_changes_nothing_of_the_run() -> None:
    one, other = session_of(load_example("xor")), session_of(load_example("xor"))
    for session in (one, other):
        train(session, 50)
        session.step()
        session.finish_animation()
    filled(one)
    train(one, 30)
    train(other, 30)
    assert one.run.committed().parameters.tobytes() == other.run.committed().parameters.tobytes()


def test_a_long_run_remembers_few_accuracies() -> None:
    session = session_of(load_example("xor"))
    for _ in range(1300):
        session.run.train_many(1)
        session.moment().accuracy.fill(0.0)
    assert len(session.moment().accuracy.known) <= 5 * MOST_POINTS


def test_without_classes_there_is_none() -> None:
    assert session_of(load_example("article")).moment().accuracy is None

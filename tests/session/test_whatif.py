"""What if: alternatives begin bit for bit where the run stood, and can be taken over."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest

from chainrule.engine.initializers import DEFAULT_INITIALIZER, draw
from chainrule.network.edits import set_cell, set_parameters
from chainrule.network.message import Message
from chainrule.network.names import Activation, Optimizer
from chainrule.session.alternatives import LETTERS
from chainrule.session.comparison import Setting, threshold_for
from chainrule.session.document import Document, Edit
from chainrule.session.session import Session
from chainrule.storage.examples import load_example
from chainrule.storage.project_file import project_from_bytes, project_to_bytes
from helpers.bits import bits
from helpers.graphs import random_project, with_training

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainrule.network.project import Project, Training

SETTINGS = [
    {"learning_rate": 0.7},
    {"momentum": 0.3},
    {"momentum": 0.9, "nesterov": True},
    {"batch_size": 3},
    {"optimizer": Optimizer.RMSPROP, "learning_rate": 0.01},
    {"optimizer": Optimizer.ADAM, "learning_rate": 0.01},
    {},
]
WHERE = (0, 10, 11, 12, 24)
WAYS = list(product((Optimizer.SGD, Optimizer.ADAM), (0.0, 0.9), (False, True)))


def project_of(optimizer: Optimizer, momentum: float, shuffle: bool) -> Project:
    rate = 0.5 if optimizer is Optimizer.SGD else 0.02
    return with_training(
        load_example("xor"), optimizer=optimizer, momentum=momentum, shuffle=shuffle,
        learning_rate=rate, batch_size=2, seed=11,
    )  # fmt: skip


def session_of(project: Project, updates: int = 0) -> Session:
    session = Session(Document(project), lambda: 0.0)
    train(session, updates)
    return session


def train(session: Session, updates: int) -> None:
    session.play()
    session.run.train_many(updates)
    session.pause()
    session.settle()


def turn(session: Session, training: Training) -> None:
    def change(project: Project) -> Project:
        return replace(project, training=training)

    session.edit(Edit(Message("Edit", "turn"), change))


def edit(session: Session, change: object) -> None:
    session.edit(Edit(Message("Edit", "change"), change))


def run_all(session: Session) -> None:
    while session.what_if.busy:
        session.what_if.advance(10.0)


def states(session: Session, updates: Iterable[int]) -> list[dict[str, object]]:
    plan = session.run.trainer.plan
    return [bits(plan, session.run.looked_at(update).snapshot()) for update in updates]


def trained_so(project: Project, moment: int, training: Training, end: int) -> Session:
    """A session that went back to a moment and trained with other settings up to `end`."""
    session = session_of(project, 24)
    session.look_at(moment)
    session.train_from_here()
    turn(session, training)
    train(session, end - moment)
    return session


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("moment", [9, 10, 24], ids=["mid-epoch", "epoch", "present"])
def test_taking_over_equals_having_trained_so(way: tuple[object, ...], moment: int) -> None:
    project, end = project_of(*way), 31
    for changed in SETTINGS[WAYS.index(way) % 2 :: 2]:
        training = replace(project.training, **changed)
        wanted = trained_so(project, moment, training, end)
        session = session_of(project, 24)
        session.look_at(moment)
        letter = session.what_if.begin(Setting(training), end)
        run_all(session)
        before = session.document.project
        session.what_if.take_over(letter)
        assert session.document.project == wanted.document.project, f"{changed}: the same project"
        assert list(session.run.log) == list(wanted.run.log), f"{changed}: the same log"
        everywhere = sorted({0, moment - 1, moment, moment + 1, 25, end})
        assert states(session, everywhere) == states(wanted, everywhere), f"{changed}: the past"
        session.undo()
        assert session.document.project == before, "undo brings back the run in one step"


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_what_was_taken_over_is_saved_and_goes_on(way: tuple[object, ...]) -> None:
    project = project_of(*way)
    training = replace(project.training, learning_rate=0.05, momentum=0.5)
    wanted = trained_so(project, 7, training, 33)
    session = session_of(project, 24)
    session.look_at(7)
    letter = session.what_if.begin(Setting(training), 20)
    run_all(session)
    session.what_if.take_over(letter)
    again = session_of(project_from_bytes(project_to_bytes(session.document.project)), 13)
    assert states(again, range(33, 34)) == states(wanted, range(33, 34))


def test_random_projects_are_taken_over_to_the_last_bit() -> None:
    for seed in range(12):
        project = random_project(Random(seed))
        other = replace(project.training, learning_rate=project.training.learning_rate / 3)
        wanted = trained_so(project, 11, other, 24)
        session = session_of(project, 24)
        session.look_at(11)
        letter = session.what_if.begin(Setting(other))
        run_all(session)
        session.what_if.take_over(letter)
        assert session.document.project == wanted.document.project, f"seed {seed}"
        assert states(session, WHERE) == states(wanted, WHERE), f"seed {seed}"


def test_the_rest_of_the_real_run_stays_as_an_old_line() -> None:
    session = session_of(load_example("xor"), 40)
    rest = list(session.run.log)[15:]
    session.look_at(15)
    letter = session.what_if.begin(Setting(replace(session.run.training, learning_rate=2.0)))
    run_all(session)
    session.what_if.take_over(letter)
    (old,) = session.moment().old_lines
    assert list(old) == rest, "the real rest is a ghost"
    assert str(session.document.undo_label) == "Take over what if A"
    session.undo()
    assert (session.run.update, list(session.run.log)[15:]) == (40, rest)
    session.redo()
    assert session.moment().old_lines, "the ghost comes back with the line"
    assert session.run.history.first == 0, "the past can still be stepped into"


def test_other_starting_weights_begin_at_the_beginning_in_the_same_order() -> None:
    project = project_of(Optimizer.SGD, 0.9, True)
    session = session_of(project, 24)
    session.look_at(10)
    letter = session.what_if.begin(Setting(project.training, seed=3))
    run_all(session)
    outcome = session.what_if[letter].outcome()
    assert (outcome.first, outcome.update) == (0, 24)
    session.what_if.take_over(letter)
    fresh = session_of(_drawn(project, 3), 24)
    assert (
        session.document.project.network.parameters
        == fresh.run.project_now(fresh.document.project).network.parameters
    )
    assert session.run.log == fresh.run.log
    session.reset()
    assert session.document.project.network == _drawn(project, 3).network, "reset returns there"


def _drawn(project: Project, seed: int) -> Project:
    return set_parameters(project, draw(project.network, DEFAULT_INITIALIZER, seed))


def test_four_at_most_and_a_letter_is_free_again() -> None:
    session = session_of(load_example("xor"), 5)
    setting = Setting(session.run.training)
    assert [session.what_if.begin(setting) for _ in range(5)] == [*LETTERS, None]
    session.what_if.remove("B")
    assert session.what_if.begin(setting) == "B"


@pytest.mark.parametrize(
    "change",
    [
        lambda project: set_cell(project, 0, 0, 0.25),
        lambda project: replace(project, loss=project.loss.__class__("mean_squared_error")),
        lambda project: replace(project, network=_locked(project)),
    ],
    ids=["data", "loss", "lock"],
)
def test_late_results_never_land(change: object) -> None:
    session = session_of(load_example("xor"), 12)
    session.look_at(4)
    session.what_if.begin(Setting(session.run.training))
    assert session.what_if.busy
    edit(session, change)
    assert not session.what_if.busy
    assert session.moment().what_if is None, "what was begun for the old project is given up"


def _locked(project: Project) -> object:
    first, *others = project.network.connections
    return replace(project.network, connections=(replace(first, locked=True), *others))


def test_another_file_has_no_alternatives_of_the_last_one() -> None:
    session = session_of(load_example("xor"), 12)
    session.what_if.begin(Setting(session.run.training))
    session.document.open(load_example("xor"))
    assert session.moment().what_if is None


def test_an_edited_run_keeps_its_alternatives_which_can_still_be_taken_over() -> None:
    project = load_example("xor")
    session = session_of(project, 20)
    session.look_at(8)
    letter = session.what_if.begin(Setting(replace(project.training, momentum=0.2)))
    run_all(session)
    name = session.document.project.network.parameter_names[0]
    edit(session, lambda project: set_parameters(project, {name: 9.0}))
    train(session, 3)
    session.what_if.take_over(letter)
    wanted = trained_so(project, 8, replace(project.training, momentum=0.2), 20)
    assert session.document.project == wanted.document.project


def test_a_run_that_blows_up_is_named_and_has_no_loss() -> None:
    project = load_example("xor")
    neurons = tuple(replace(each, activation=Activation.LINEAR) for each in project.network.neurons)
    session = session_of(replace(project, network=replace(project.network, neurons=neurons)), 12)
    session.what_if.begin(Setting(replace(session.run.training, learning_rate=1e3)), 400)
    run_all(session)
    outcome = session.what_if["A"].outcome()
    assert outcome.diverged_at is not None
    assert (outcome.loss, outcome.done) == (None, True)


def test_the_comparison_tells_losses_first_epochs_and_the_best() -> None:
    project = load_example("xor")
    session = session_of(project, 412)
    session.look_at(210)
    for changed in ({"momentum": 0.0}, {"learning_rate": 2.0}):
        session.what_if.begin(Setting(replace(project.training, **changed)))
    run_all(session)
    compared = session.moment().what_if
    losses = [row.train_loss for row in session.run.log]
    assert compared.real.loss == losses[412]
    below = next(index for index in range(210, 413) if losses[index] < 0.02)
    assert compared.real.first_below(0.02) == session.run.log[below - 1].epoch + 1
    assert compared.others[0].first_below(0.02) is None, "without momentum it hardly moves"
    assert compared.best.letter == "B"
    assert compared.start == 210
    threshold = threshold_for(compared)
    every = [compared.real, *compared.others]
    assert any(each.first_below(threshold) for each in every), f"{threshold} tells them apart"


def test_an_undo_behind_the_branch_leaves_what_was_trained_from_there() -> None:
    session = session_of(project_of(Optimizer.SGD, 0.9, False), 40)
    session.look_at(30)
    session.what_if.begin(Setting(session.what_if.base()))
    session.what_if.advance(60.0)
    session.undo()
    compared = session.what_if.comparison()
    assert compared.real.loss is None, "the real run is not there yet"
    assert threshold_for(compared) is not None, "the alternative's own losses give it"
    session.redo()
    assert session.what_if.comparison().real.loss is not None, "redo brings the real run back"


def test_a_run_without_a_rest_is_compared_as_it_goes_on() -> None:
    session = session_of(load_example("xor"), 20)
    session.what_if.begin(Setting(replace(session.run.training, momentum=0.5)), 30)
    run_all(session)
    assert session.moment().what_if.real.loss is None, "the real run has not come there"
    train(session, 15)
    compared = session.moment().what_if
    assert compared.real.loss == session.run.log[30].train_loss


def test_nothing_begins_without_samples() -> None:
    project = load_example("xor")
    session = session_of(replace(project, data=replace(project.data, train=())))
    assert session.what_if.begin(Setting(project.training)) is None


def test_many_updates_are_trained_in_slices() -> None:
    session = session_of(load_example("xor"), 4)
    ticks = iter(range(10**9))
    session.what_if._clock = lambda: float(next(ticks))
    session.what_if.begin(Setting(session.run.training), 1000)
    session.what_if.begin(Setting(session.run.training), 1000)
    session.what_if.advance(5.0)
    session.what_if.advance(5.0)
    made = [session.what_if[letter].run.update - 4 for letter in "AB"]
    assert all(0 < count < 20 for count in made), f"a slice each, not all at once: {made}"

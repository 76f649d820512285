"""What has happened to a run: edits, settings, a fresh start, ways back, stops, saturation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from chainrule.engine.trainer import Trainer
from chainrule.network.edits import set_parameters, set_training
from chainrule.network.message import Message
from chainrule.network.names import Optimizer
from chainrule.network.project import Training
from chainrule.session.annotations import Event, saturated, setting_notes
from chainrule.session.checkup import health_of
from chainrule.session.document import Document, Edit
from chainrule.session.operations import Granularity
from chainrule.session.recovery import back_to_healthy
from chainrule.session.saturation import unwell
from chainrule.session.session import Session
from chainrule.storage.examples import load_example
from helpers.tilted import stopped_session, tilted_plane

if TYPE_CHECKING:
    from chainrule.network.project import Project


def session_of(project: Project | None = None) -> Session:
    session = Session(Document(project or load_example("xor")), lambda: 0.0)
    session.granularity = Granularity.BATCH
    return session


def train(session: Session, updates: int) -> None:
    session.play()
    session.run.train_many(updates)
    session.pause()
    session.settle()


def set_weight(session: Session, value: float, index: int = 0) -> None:
    names = session.document.project.network.parameter_names
    label = Message("Undo", f"Set weight {index} to {value}")
    session.edit(Edit(label, lambda project: set_parameters(project, {names[index]: value})))


def turn(session: Session, **settings: object) -> None:
    session.edit(Edit(Message("", "turn"), lambda project: set_training(project, **settings)))


def told(session: Session) -> list[tuple[int, Event, str]]:
    return [(note.update, note.event, str(note.told)) for note in session.moment().notes]


def test_an_edit_is_noted_where_it_was_made_with_the_words_of_the_undo_menu() -> None:
    session = session_of()
    set_weight(session, 1.0)
    assert told(session) == [], "before the first update there is no curve to be marked"
    train(session, 30)
    set_weight(session, 2.0)
    train(session, 10)
    assert told(session) == [(30, Event.EDIT, "Set weight 0 to 2.0")]


def test_undo_takes_a_note_back_and_redo_brings_it_again() -> None:
    session = session_of()
    train(session, 30)
    set_weight(session, 2.0)
    set_weight(session, 3.0, index=1)
    both = told(session)
    assert [update for update, _, _ in both] == [30, 30]
    session.undo()
    assert told(session) == both[:1], "the second edit is undone"
    session.undo()
    assert told(session) == []
    session.redo()
    session.redo()
    assert told(session) == both


def test_a_drag_is_one_note() -> None:
    session = session_of()
    train(session, 5)
    names = session.document.project.network.parameter_names
    for value in (1.0, 1.1, 1.2):
        change = partial(set_parameters, values={names[0]: value})
        session.edit(Edit(Message("", "drag"), change, merge="drag"))
    assert told(session) == [(5, Event.EDIT, "drag")]


def test_settings_are_noted_once_an_update_is_made_with_them() -> None:
    session = session_of()
    train(session, 20)
    turn(session, batch_size=2)
    assert told(session) == [], "nothing has come of it yet"
    train(session, 5)
    turn(session, optimizer=Optimizer.ADAM)
    train(session, 5)
    assert told(session) == [
        (20, Event.SETTING, "Batch size 4 → 2"),
        (25, Event.SETTING, "Optimizer sgd → adam"),
    ]
    set_weight(session, 1.0)
    train(session, 1)
    assert [event for _, event, _ in told(session)] == [
        Event.SETTING, Event.SETTING, Event.EDIT,
    ], "they stay when the network is edited"  # fmt: skip


def test_what_the_log_tells_is_no_note() -> None:
    rates = [(0, Training()), (4, Training(learning_rate=0.5)), (9, Training(momentum=0.9))]
    assert setting_notes(rates) == []
    (note,) = setting_notes([(0, Training()), (7, Training(batch_size=0, learning_rate=1.0))])
    assert (note.update, str(note.told)) == (7, "Batch size 1 → all")
    (note,) = setting_notes([(0, Training()), (7, Training(l2=0.01))])
    assert str(note.told) == "L2 0.0 → 0.01"


def test_a_reset_begins_with_a_note_and_forgets_the_others() -> None:
    session = session_of()
    train(session, 30)
    set_weight(session, 2.0)
    train(session, 12)
    session.reset()
    assert told(session) == [
        (0, Event.RESET, "Begun anew; the run before ended at update 42"),
    ]
    session.undo()
    assert [event for _, event, _ in told(session)] == [Event.EDIT], "undo brings them back"


def test_going_on_from_an_earlier_moment_is_noted_there() -> None:
    session = session_of()
    train(session, 40)
    set_weight(session, 2.0)
    train(session, 40)
    session.look_at(60)
    session.train_from_here()
    assert [(update, event) for update, event, _ in told(session)] == [
        (40, Event.EDIT), (60, Event.BACK),
    ]  # fmt: skip
    assert told(session)[-1][2] == "Gone on from here; before, the run had reached 80"


def test_steps_back_hide_what_came_later() -> None:
    session = session_of()
    train(session, 10)
    turn(session, batch_size=1)
    train(session, 10)
    session.go_to(5)
    assert told(session) == [], "the change lies ahead"
    session.go_to(15)
    assert [update for update, _, _ in told(session)] == [10]


def test_a_stop_is_noted_and_so_is_the_way_back() -> None:
    session = stopped_session(tilted_plane())
    last = session.run.update
    stops = [note for note in session.moment().notes if note.event is Event.STOP]
    assert [note.update for note in stops] == [last]
    assert "no longer a finite number" in str(stops[0].told)
    healthy = session.moment().divergence.healthy
    assert back_to_healthy(session)
    (note,) = [note for note in session.moment().notes if note.event is Event.BACK]
    assert (note.update, str(note.told)) == (
        healthy, f"Gone back to here; training had stopped at {last}",
    )  # fmt: skip


def test_many_neurons_are_named_by_their_number() -> None:
    names = [f"h{index}" for index in range(9)]
    (note,) = saturated(3, names, [])
    assert str(note.told) == "Saturated: h0, h1, h2 and 6 more"
    assert note.neurons == frozenset(names)
    flat, dead = saturated(3, ["a"], ["b", "c"])
    assert (str(flat.told), str(dead.told)) == ("Saturated: a", "Dead: b, c")


def first_unwell(project: Project, updates: int) -> dict[str, int]:
    """Return after which update each neuron was first unwell, by looking at every one."""
    found: dict[str, int] = {}
    trainer = Trainer.start(project)
    for update in range(updates + 1):
        if update:
            trainer.train(1)
        health = health_of(trainer.plan, project.loss, trainer.evaluate().forward.z)
        for name in unwell(health):
            found.setdefault(name, update)
    return found


@pytest.mark.parametrize("rate", [80.0, 300.0])
def test_saturation_is_noted_where_it_began_however_seldom_one_looks(rate: float) -> None:
    project = set_training(load_example("xor"), learning_rate=rate, momentum=0.9)
    expected = first_unwell(project, 60)
    assert expected, "such steps saturate something"
    session = session_of(project)
    session.moment()
    train(session, 60)
    notes = [note for note in session.moment().notes if note.event is Event.SATURATION]
    assert notes, "it is noted"
    for note in notes:
        trainer = session.run.looked_at(note.update)
        z = trainer.evaluate().forward.z
        now = unwell(health_of(trainer.plan, project.loss, z))
        assert note.neurons <= now, f"after update {note.update} {note.neurons} are unwell"
        if note.update:
            before = session.run.looked_at(note.update - 1)
            z = before.evaluate().forward.z
            assert not note.neurons <= unwell(health_of(before.plan, project.loss, z)), "not before"
    named = [name for note in notes for name in note.neurons]
    assert len(named) == len(set(named)), "each neuron once"
    assert session.moment().notes == session.moment().notes, "looking again notes nothing"


def test_a_neuron_that_was_noted_is_not_noted_again_after_an_edit() -> None:
    project = set_training(load_example("xor"), learning_rate=80.0, momentum=0.9)
    session = session_of(project)
    train(session, 60)
    before = [note for note in session.moment().notes if note.event is Event.SATURATION]
    set_weight(session, 0.5)
    after = [note for note in session.moment().notes if note.event is Event.SATURATION]
    assert len({name for note in after for name in note.neurons}) == sum(
        len(note.neurons) for note in after
    )
    assert after[: len(before)] == before

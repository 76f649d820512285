"""Steps taken on random graphs, with knobs turned on the way, and taken back bit for bit."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.engine.trainer import NonFinite, Snapshot, Trainer
from chainrule.network.edits import set_parameters, set_training
from chainrule.network.message import Message
from chainrule.network.names import Optimizer
from chainrule.network.project import Project
from chainrule.session.document import Document, Edit
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.session.session import Session
from chainrule.session.speed import Speed
from chainrule.storage.examples import load_example
from helpers.graphs import projects

STEPS = {
    Granularity.OPERATION: 40,
    Granularity.LAYER: 40,
    Granularity.SAMPLE: 25,
    Granularity.BATCH: 12,
    Granularity.EPOCH: 5,
}


def with_seven_rows(project: Project, optimizer: Optimizer) -> Project:
    rows = project.data.train
    seven = tuple(
        tuple(value + 0.01 * number if column < len(project.data.inputs) else value
              for column, value in enumerate(rows[number % len(rows)]))
        for number in range(7)
    )  # fmt: skip
    training = dataclasses.replace(
        project.training, batch_size=3, shuffle=True, momentum=0.9, optimizer=optimizer
    )
    data = dataclasses.replace(project.data, train=seven)
    return dataclasses.replace(project, data=data, training=training)


sevens = st.builds(with_seven_rows, projects(most_rows=7), st.sampled_from(Optimizer))


def turned(**settings: object) -> Edit:
    return Edit(Message("Edit", "turn"), lambda project: set_training(project, **settings))


def bits(state: Snapshot) -> tuple[object, ...]:
    slots = tuple((name, array.tobytes()) for name, array in sorted(state.slots.items()))
    order = state.order if state.position else ()
    return (state.parameters.tobytes(), slots, state.update, state.epoch, state.position, order)


def seen(session: Session) -> tuple[object, ...]:
    run = session.run
    return bits(run.committed()), len(run.log), run.log[-1], session.document.project.network


def quick(project: Project, granularity: Granularity) -> Session:
    session = Session(Document(project), lambda: 0.0)
    session.granularity, session.speed = granularity, Speed(0.0, 60.0)
    return session


@pytest.mark.parametrize("granularity", list(Granularity))
@settings(max_examples=15)
@given(project=sevens, rates=st.lists(st.sampled_from([1e-5, 1e-4, 3e-4]), max_size=4))
def test_as_many_steps_back_as_forward(
    granularity: Granularity, project: Project, rates: list[float]
) -> None:
    session = quick(project, granularity)
    turns = dict(zip(range(2, 99, 3), rates, strict=False))
    before = []
    for number in range(STEPS[granularity]):
        if number in turns:
            session.edit(turned(learning_rate=turns[number]))
        before.append((seen(session), session.playback.position))
        session.step()
    for state, position in reversed(before):
        session.step_back()
        assert seen(session) == state
        if granularity is not Granularity.EPOCH:
            assert session.playback.position == position
    assert not session.can_step_back


@settings(max_examples=25)
@given(project=sevens, sizes=st.lists(st.sampled_from(Granularity), max_size=25))
def test_steps_of_any_size_train_as_a_plain_trainer_does(
    project: Project, sizes: list[Granularity]
) -> None:
    session, plain = quick(project, Granularity.LAYER), Trainer.start(project)
    for size in sizes:
        session.granularity = size
        session.step()
    while plain.update_number < session.run.update:
        plain.update()
    assert bits(session.run.committed()) == bits(plain.snapshot())


def article(**settings: object) -> Project:
    return set_training(load_example("article"), **settings)


def diverging(granularity: Granularity) -> Session:
    """A session that has stopped; it made its first three updates with a rate of 0.1."""
    session = quick(article(), Granularity.BATCH)
    for _ in range(3):
        session.step()
    session.edit(turned(learning_rate=1e250))
    session.granularity = granularity
    for _ in range(200):
        session.step()
    return session


@pytest.mark.parametrize("granularity", list(Granularity))
def test_after_divergence_every_way_out_is_open(granularity: Granularity) -> None:
    session = diverging(granularity)
    assert isinstance(session.stopped, NonFinite), "a rate of 1e250 cannot go well"
    moment = session.moment()
    assert moment.stopped is not None
    assert not moment.can_step
    assert moment.can_step_back
    at = session.run.update
    session.step()
    assert session.run.update == at, "a step does nothing now"
    session.step_back()
    assert session.moment().stopped is None
    for _ in range(400):
        session.step_back()
    assert session.run.update == 0
    assert session.run.committed().parameters.tobytes() == (
        Trainer.start(article()).parameters.tobytes()
    )
    session = diverging(granularity)
    session.edit(turned(learning_rate=0.0))
    session.step()
    assert session.moment().stopped is None, "η = 0 goes well"
    session = diverging(granularity)
    session.reset()
    assert session.moment().stopped is None
    assert session.run.update == 0


@pytest.mark.parametrize("granularity", list(Granularity))
def test_what_is_finite_is_in_the_document_after_divergence(granularity: Granularity) -> None:
    session = diverging(granularity)
    reached = session.run.project_now(session.document.project)
    assert session.document.project == reached, "the last finite state can be saved"


def test_an_epoch_that_diverges_in_its_middle_keeps_its_finite_updates() -> None:
    project = article(learning_rate=1.0)
    rows = ((0.5, 0.8, 0.8), (0.4, 0.1, 0.2), (0.5, 0.8, 1e200), (0.5, 0.8, 0.8))
    project = dataclasses.replace(project, data=dataclasses.replace(project.data, train=rows))
    project = set_training(project, learning_rate=1e-3)
    session = quick(project, Granularity.EPOCH)
    session.step()
    assert session.stopped is not None
    assert session.run.update == session.run.log[-1].update == len(session.run.log) - 1
    assert session.run.trainer.epoch == 0


def at(session: Session, phase: Phase) -> None:
    session.granularity = Granularity.LAYER
    while session.moment().phase is not phase:
        session.step()


def test_undo_in_the_middle_of_a_pass() -> None:
    session = quick(article(), Granularity.BATCH)
    session.step()
    session.edit(turned(learning_rate=0.5))
    at(session, Phase.BACKWARD)
    after_one = bits(session.run.committed())
    session.undo()
    assert session.document.project.training.learning_rate == 0.1
    assert bits(session.run.committed()) == after_one, "turning a knob back trains nothing"
    assert session.moment().phase is Phase.BACKWARD, "the place in the pass is kept"
    session.undo()
    assert session.run.update == 0
    session.redo()
    session.redo()
    assert bits(session.run.committed()) == after_one
    assert session.document.project.training.learning_rate == 0.5


def test_a_weight_edited_in_mid_pass_changes_every_number_that_depends_on_it() -> None:
    session = quick(article(), Granularity.LAYER)
    at(session, Phase.UPDATE)
    session.step_back()
    place = session.playback.position
    raised = {"b[y1]": 0.5300778909670746}
    session.edit(Edit(Message("Edit", "bias"), lambda project: set_parameters(project, raised)))
    moment = session.moment()
    assert (session.playback.position, moment.phase) == (place, Phase.BACKWARD)
    frame = moment.frame
    # the bias is raised by what the output lacked: ŷ = 0.8, so that nothing is left to blame
    assert frame.value(Kind.ACTIVATE, "y1") == pytest.approx(0.8, abs=1e-12)
    assert frame.value(Kind.DELTA, "y1") == pytest.approx(0.0, abs=1e-12)
    assert frame.value(Kind.WEIGHT_GRADIENT, "w[x1->h1]") == pytest.approx(0.0, abs=1e-12)
    assert frame.parameters["b[y1]"] == 0.5300778909670746
    session.step()
    weight = session.document.project.network.by_key["h1", "y1"].weight
    assert weight == pytest.approx(0.4, abs=1e-12)


def test_looking_back_leaves_document_and_undo_as_they_were() -> None:
    session = quick(load_example("xor"), Granularity.BATCH)
    for _ in range(20):
        session.step()
    project, label = session.document.project, session.document.undo_label
    heard = []
    session.document.listen(lambda project, changed: heard.append(changed))
    for update in (0, 7, 19, 20, 3):
        session.look_at(update)
        shown = session.moment().frame.parameters
        plain = Trainer.start(load_example("xor"))
        while plain.update_number < update:
            plain.update()
        assert list(shown.values()) == plain.plan.unpack(plain.parameters).tolist(), update
    session.look_at_end()
    assert session.document.project is project
    assert session.document.undo_label is label
    assert not heard
    assert not session.moment().looking_back


def test_a_stretch_of_animated_playing_is_one_undo_entry_too() -> None:
    session = Session(Document(article()), lambda: 0.0)
    session.granularity, session.speed = Granularity.SAMPLE, Speed(4.0)
    session.play()
    while session.run.update < 3:
        session.advance(0.05)
    session.pause()
    while session.playback.moving:
        session.advance(0.05)
    assert str(session.document.undo_label) == "Train 3 updates"
    session.undo()
    assert session.document.undo_label is None
    assert session.run.update == 0
    assert str(session.document.redo_label) == "Train 3 updates"


def test_one_update_has_words_of_its_own() -> None:
    session = quick(article(), Granularity.BATCH)
    session.step()
    assert str(session.document.undo_label) == "Train 1 update"

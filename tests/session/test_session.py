"""A session: steps forwards and back, playing, knobs and edits, undo; told by their bits."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.engine.trainer import Trainer
from chainrule.network.edits import connect, set_cell, set_loss, set_parameters, set_training
from chainrule.network.message import Message
from chainrule.network.names import Loss, Reduction
from chainrule.network.project import Project
from chainrule.session.document import Document, Edit
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.session.session import Session
from chainrule.session.speed import SPEEDS, Speed
from chainrule.storage.examples import load_example
from chainrule.storage.project_file import project_from_bytes, project_to_bytes
from helpers.graphs import projects

MAX = SPEEDS[-1]
Bits = tuple[bytes, tuple[tuple[str, bytes], ...], int, int, int, tuple[int, ...], int]


class Clock:
    """A clock that a test moves; each look at it takes a millisecond."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


def session_of(project: Project) -> Session:
    return Session(Document(project), Clock())


def shuffled() -> Project:
    project = load_example("xor")
    rows = (*project.data.train, (0.5, 0.5, 1.0), (0.2, 0.9, 0.0), (0.7, 0.1, 1.0))
    data = dataclasses.replace(project.data, train=rows)
    training = dataclasses.replace(project.training, batch_size=3, shuffle=True)
    return dataclasses.replace(project, data=data, training=training)


def bits(session: Session) -> Bits:
    state = session.run.committed()
    slots = tuple((name, array.tobytes()) for name, array in sorted(state.slots.items()))
    return (
        state.parameters.tobytes(), slots, state.update, state.epoch, state.position,
        state.order if state.position else (), len(session.run.log),
    )  # fmt: skip


def edit(change) -> Edit:
    return Edit(Message("Edit", "change"), change)


def rate(value: float) -> Edit:
    return edit(lambda project: set_training(project, learning_rate=value))


def step(session: Session) -> None:
    session.step()
    session.finish_animation()


EXAMPLES = {"article": load_example("article"), "xor": load_example("xor"), "shuffled": shuffled()}


@pytest.mark.parametrize("granularity", list(Granularity))
@pytest.mark.parametrize("name", list(EXAMPLES))
def test_every_step_can_be_taken_back_exactly(name: str, granularity: Granularity) -> None:
    session = session_of(EXAMPLES[name])
    session.granularity = granularity
    seen = []
    for _ in range(60):
        seen.append((bits(session), session.playback.position, session.settled))
        step(session)
    for expected in reversed(seen):
        session.step_back()
        found = (bits(session), session.playback.position, session.settled)
        assert found[0] == expected[0], f"{granularity}: the state is another"
        if granularity is not Granularity.EPOCH:
            assert found[1] == expected[1], f"{granularity}: the place is another"
    assert not session.can_step_back
    assert session.moment().phase is None


def test_a_knob_turned_on_the_way_is_remembered() -> None:
    session = session_of(shuffled())
    session.granularity = Granularity.BATCH
    seen = []
    for turn in (0.5, 0.1, 1.0, 0.3):
        session.edit(rate(turn))
        for _ in range(5):
            seen.append(bits(session))
            step(session)
    for expected in reversed(seen):
        session.step_back()
        assert bits(session) == expected, "each update is replayed with the rate of its time"


def test_stepping_is_the_same_as_plain_training() -> None:
    project = shuffled()
    session = session_of(project)
    for granularity in (
        Granularity.LAYER,
        Granularity.SAMPLE,
        Granularity.BATCH,
        Granularity.EPOCH,
    ):
        session.granularity = granularity
        for _ in range(9):
            step(session)
    plain = Trainer.start(project)
    while plain.update_number < session.run.update:
        plain.update()
    assert plain.parameters.tobytes() == session.run.committed().parameters.tobytes()


def test_a_weight_edited_in_mid_pass_is_followed_and_the_place_kept() -> None:
    session = session_of(EXAMPLES["article"])
    for _ in range(3):
        step(session)
    place = session.playback.position
    session.edit(edit(lambda project: set_parameters(project, {"w[h1->y1]": 1.0})))
    moment = session.moment()
    assert session.playback.position == place
    assert moment.phase is Phase.LOSS
    assert moment.frame.value(Kind.SUM, "y1") == pytest.approx(0.8748052725823135, abs=1e-12)
    session.edit(edit(lambda project: set_cell(project, 0, 2, 0.5)))
    assert session.moment().frame.targets["y1"] == 0.5
    assert session.playback.position == place


def pairs() -> Project:
    """XOR with two samples in a batch and a squared error."""
    project = set_loss(load_example("xor"), Loss.HALF_SQUARED_ERROR)
    return set_training(project, batch_size=2, shuffle=False)


@pytest.mark.parametrize("name", ["article", "pairs"])
@pytest.mark.parametrize(
    "change",
    [
        lambda project: set_loss(project, Loss.MEAN_SQUARED_ERROR),
        lambda project: set_training(project, reduction=Reduction.SUM),
    ],
    ids=["loss", "reduction"],
)
def test_another_convention_in_mid_pass_has_its_numbers_at_the_same_place(name, change) -> None:
    project = pairs() if name == "pairs" else EXAMPLES["article"]
    other = session_of(change(project))
    other.granularity = Granularity.OPERATION
    length = len(session_of(project).run.open_next())
    for place in range(1, length):
        session = session_of(project)
        session.granularity = Granularity.OPERATION
        for _ in range(place):
            step(session)
        step(other)
        before = session.moment().frame.values
        session.edit(edit(change))
        assert session.playback.position == place, f"the pass is left at {place}"
        assert session.moment().frame.values == other.moment().frame.values, f"at {place}"
        session.undo()
        assert session.playback.position == place, f"undo leaves the pass at {place}"
        assert session.moment().frame.values == before, f"undone at {place}"


def test_another_loss_keeps_what_was_learned_and_can_be_undone() -> None:
    session = session_of(EXAMPLES["article"])
    session.granularity = Granularity.BATCH
    for _ in range(4):
        step(session)
    before = bits(session)
    session.edit(edit(lambda project: set_loss(project, Loss.MEAN_SQUARED_ERROR)))
    assert session.run.update == 4
    assert bits(session)[0] == before[0], "the weights are those that were learned"
    session.undo()
    assert bits(session) == before
    step(session)
    assert session.run.update == 5


def test_a_knob_turned_before_the_update_counts_for_it() -> None:
    session = session_of(EXAMPLES["article"])
    for _ in range(5):
        step(session)
    session.edit(rate(1.0))
    step(session)
    weight = session.document.project.network.by_key["h1", "y1"].weight
    assert weight == pytest.approx(0.4 + 0.22273830118743196, abs=1e-12)


def test_a_new_connection_pauses_and_keeps_what_was_learned() -> None:
    session = session_of(EXAMPLES["article"])
    session.granularity = Granularity.BATCH
    for _ in range(4):
        step(session)
    learned = session.document.project.network.parameters
    session.play()
    session.edit(edit(lambda project: connect(project, "x1", "y1", 0.5)))
    assert not session.playing
    assert session.run.update == 4
    now = session.document.project.network.parameters
    assert {name: now[name] for name in learned} == learned
    step(session)
    assert session.run.update == 5


def test_a_stretch_of_playing_is_one_undo_entry() -> None:
    session = session_of(EXAMPLES["xor"])
    start = bits(session)
    session.granularity, session.speed = Granularity.BATCH, Speed(0.0, 60.0)
    session.play()
    while session.run.update < 40:
        session.advance(0.016)
    session.pause()
    assert str(session.document.undo_label) == "Train 40 updates"
    end = bits(session)
    session.undo()
    assert bits(session)[:6] == start[:6]
    assert session.document.undo_label is None
    session.redo()
    assert bits(session) == end


@pytest.mark.parametrize("updates", [1, 7, 48])
def test_samples_added_in_mid_epoch_are_one_undo_entry_each(updates: int) -> None:
    session = session_of(load_example("circles"))
    session.run.train_many(updates)
    session.settle()
    session.record()
    trained = session.document.project
    assert trained.state.position > 0, "samples of the epoch are still to come"
    more = (0.1, 0.2, 1.0)

    def add(project: Project) -> Project:
        data = dataclasses.replace(project.data, train=(*project.data.train, more))
        return dataclasses.replace(project, data=data)

    for _ in range(3):
        session.edit(edit(add))
    session.record()
    for _ in range(3):
        session.undo()
    assert session.document.project == trained, "three undos for three samples"
    for _ in range(3):
        session.redo()
    assert session.document.project.data.train[-3:] == (more,) * 3
    assert session.document.project.state.update == updates


def test_animated_playing_goes_layer_by_layer_in_its_time() -> None:
    session = session_of(EXAMPLES["article"])
    session.play()
    phases = []
    for _ in range(60 * 6):
        session.advance(1 / 60)
        phase = session.moment().phase
        if not phases or phases[-1] != phase:
            phases.append(phase)
    wanted = [Phase.FORWARD, Phase.LOSS, Phase.BACKWARD, Phase.UPDATE]
    assert phases[:4] == wanted, "0.9 + 0.9 + 0.7 + 1 + 1 + 0.8 seconds"
    assert session.run.update == 1
    session.pause()
    assert session.playback.moving, "a pause lets the step in progress end"
    session.advance(0.3)
    assert not session.playback.moving
    assert not session.advance(1.0), "then nothing moves"


def test_full_speed_uses_its_budget() -> None:
    session = session_of(EXAMPLES["xor"])
    session.granularity, session.speed = Granularity.BATCH, MAX
    session.play()
    session.advance(0.016, budget=0.05)
    assert 10 <= session.run.update <= 60, "about one update each tick of the test's clock"
    assert session.moment().phase is None, "no pulses at full speed"


def test_a_reset_returns_to_the_very_same_start() -> None:
    session = session_of(EXAMPLES["xor"])
    start = session.run.committed().parameters.tobytes()
    session.granularity = Granularity.EPOCH
    for _ in range(10):
        step(session)
    trained = bits(session)
    session.reset()
    assert session.run.committed().parameters.tobytes() == start
    assert session.run.update == 0
    session.undo()
    assert bits(session) == trained


def test_looking_back_only_looks() -> None:
    session = session_of(EXAMPLES["xor"])
    session.granularity = Granularity.BATCH
    states = []
    for _ in range(30):
        states.append(bits(session))
        step(session)
    end = bits(session)
    session.look_at(12)
    moment = session.moment()
    assert moment.looking_back
    assert moment.place.update == 12
    assert bits(session) == end
    session.train_from_here()
    assert bits(session) == states[12]
    session.undo()
    assert bits(session)[:6] == end[:6]


def test_divergence_stops_at_the_last_finite_state() -> None:
    session = session_of(EXAMPLES["article"])
    session.granularity = Granularity.BATCH
    session.edit(rate(1e250))
    session.play()
    for _ in range(200):
        session.advance(1.0)
    moment = session.moment()
    assert moment.stopped is not None
    assert not moment.playing
    assert not moment.can_step
    values = session.document.project.network.parameters.values()
    assert all(abs(value) < float("inf") for value in values)
    session.edit(rate(0.01))
    assert session.moment().stopped is None
    session.reset()
    step(session)
    assert session.run.update == 1


def test_without_rows_nothing_happens_and_nothing_breaks() -> None:
    project = dataclasses.replace(
        EXAMPLES["article"], data=dataclasses.replace(EXAMPLES["article"].data, train=())
    )
    session = session_of(project)
    for granularity in Granularity:
        session.granularity = granularity
        step(session)
        session.step_back()
        session.play()
        session.advance(1.0)
    assert session.moment().can_step is False
    session = session_of(Project())
    step(session)
    assert session.moment().phase is None


def test_a_phase_can_be_gone_to() -> None:
    session = session_of(EXAMPLES["article"])
    session.go_to_phase(Phase.BACKWARD)
    assert session.moment().phase is Phase.LOSS, "it stands where backward starts"
    step(session)
    assert session.moment().phase is Phase.BACKWARD
    session.go_to_phase(Phase.FORWARD)
    assert session.moment().phase is None


ACTIONS = st.sampled_from(
    ["step", "back", "play", "advance", "pause", "rate", "momentum", "undo", "redo", "look",
     "from_here", "reset", "reload", "layer", "sample", "batch", "epoch", "operation"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(projects(most_rows=4), st.lists(ACTIONS, max_size=40))
def test_whatever_is_done_the_run_goes_on_as_its_file_would(project, actions) -> None:
    session = session_of(project)
    session.speed = Speed(0.0, 60.0)
    for action in actions:
        session = _do(session, action)
    session.pause()
    session.finish_animation()
    session.look_at_end()
    session.record()
    stored = session.document.project
    again = Session(Document(project_from_bytes(project_to_bytes(stored))), Clock())
    assert again.document.project == stored
    for one in (session, again):
        one.granularity = Granularity.BATCH
        one.run.drop()
        for _ in range(3):
            one.run.train()
    assert bits(session) == bits(again), "saved and reloaded it goes on bit for bit"


def _do(session: Session, action: str) -> Session:
    if action in set(Granularity):
        session.granularity = Granularity(action)
    elif action == "step":
        step(session)
    elif action == "advance":
        session.advance(0.05, budget=0.01)
    elif action == "rate":
        session.edit(rate(3e-5 * (1 + session.run.update % 5)))
    elif action == "momentum":
        session.edit(edit(lambda project: set_training(project, momentum=0.5)))
    elif action == "look":
        session.look_at(session.run.update // 2)
    elif action == "reload":
        session.pause()
        session.record()
        data = project_to_bytes(session.document.project)
        granularity, speed = session.granularity, session.speed
        session = Session(Document(project_from_bytes(data)), Clock())
        session.granularity, session.speed = granularity, speed
    else:
        names = {"back": "step_back", "from_here": "train_from_here"}
        getattr(session, names.get(action, action))()
    session.moment()
    return session

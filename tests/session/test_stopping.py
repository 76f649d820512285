"""Playing halts at stop marks, at every granularity and speed; steps can be gone to, either way."""

import dataclasses
import math
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.network.edits import remove, set_training
from chainrule.network.message import Message
from chainrule.network.names import Optimizer
from chainrule.network.project import Project
from chainrule.network.stops import Stops
from chainrule.session.document import Document, Edit
from chainrule.session.halting import StopAt, When
from chainrule.session.ledger import Ledger
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.session.run import Run
from chainrule.session.session import Session
from chainrule.session.speed import SPEEDS, Speed
from chainrule.session.stopping import exists, first_rows, positions
from chainrule.storage.examples import load_example
from helpers.graphs import projects

QUICK = Speed(0.0, 60.0)
DELTA_H1 = Stops().toggled_row("delta", "h1")


def marked(stops: Stops, name: str = "article", **training: object) -> Project:
    project = set_training(load_example(name), **training)
    return dataclasses.replace(project, stops=stops)


def session_of(
    project: Project, granularity: Granularity = Granularity.OPERATION, speed: Speed = QUICK
) -> Session:
    ticks = count()
    session = Session(Document(project), lambda: next(ticks) / 1000)
    session.granularity, session.speed = granularity, speed
    return session


def play(session: Session, seconds: float = 200.0) -> None:
    """Play until it halts, or for so many seconds."""
    session.play()
    while session.playing and seconds > 0:
        session.advance(0.02)
        seconds -= 0.02


def next_row(session: Session) -> tuple[Kind, str]:
    """The operation that playing has halted before."""
    ledger = session.run.ledger
    assert ledger is not None, "an update is open"
    operation = ledger.operation(session.playback.position)
    return operation.kind, operation.target


# Marks


@pytest.mark.parametrize("granularity", list(Granularity))
@pytest.mark.parametrize("speed", SPEEDS, ids=str)
def test_playing_halts_before_the_marked_row(granularity: Granularity, speed: Speed) -> None:
    session = session_of(marked(DELTA_H1), granularity, speed)
    for update in range(3):
        play(session)
        assert not session.playing, "it has halted"
        assert next_row(session) == (Kind.DELTA, "h1")
        assert session.run.update == update, "in the next update each time"


@pytest.mark.parametrize("speed", [QUICK, SPEEDS[-1]], ids=str)
def test_a_mark_holds_for_every_sample_of_a_batch(speed: Speed) -> None:
    stops = Stops().toggled_row("sum", "h1")
    session = session_of(marked(stops, "xor", batch_size=4), Granularity.BATCH, speed)
    indices = []
    for _ in range(5):
        play(session)
        assert next_row(session) == (Kind.SUM, "h1")
        ledger = session.run.ledger
        assert ledger is not None
        indices.append(ledger.group_at(session.playback.position).index)
    assert indices == [0, 1, 2, 3, 0]


def test_a_step_passes_a_mark() -> None:
    session = session_of(marked(DELTA_H1), Granularity.BATCH)
    session.step()
    assert session.run.update == 1


def test_a_mark_of_a_neuron_halts_before_its_first_operation_in_each_direction() -> None:
    session = session_of(marked(Stops().toggled_neuron("h1")), Granularity.LAYER)
    found = []
    for _ in range(4):
        play(session)
        found.append(next_row(session))
    there, back = (Kind.MULTIPLY, "w[x1->h1]"), (Kind.ACTIVATION_GRADIENT, "h1")
    assert found == [there, back, there, back]


@pytest.mark.parametrize("phase", [Phase.LOSS, Phase.BACKWARD, Phase.UPDATE])
@pytest.mark.parametrize("granularity", list(Granularity))
def test_a_mark_of_a_phase_halts_before_it(phase: Phase, granularity: Granularity) -> None:
    session = session_of(marked(Stops().toggled_phase(phase)), granularity)
    for _ in range(2):
        play(session)
        ledger = session.run.ledger
        assert ledger is not None
        assert ledger.group_at(session.playback.position).phase is phase
        assert ledger.group_at(session.playback.position - 1).phase is not phase


def test_a_halt_before_the_first_operation_is_the_end_of_the_update_before() -> None:
    session = session_of(marked(Stops().toggled_phase("forward")), Granularity.OPERATION)
    play(session)
    assert session.run.ledger is not None
    assert session.playback.position == len(session.run.ledger)
    assert session.run.update == 1


def test_marks_that_no_update_has_do_not_hold_playing_up() -> None:
    stops = Stops().toggled_row("velocity", "b[h1]")
    project = marked(stops, optimizer=Optimizer.ADAM)
    session = session_of(project, Granularity.BATCH)
    play(session, 1.0)
    assert session.playing
    assert session.run.update > 10
    session.pause()


def test_a_halt_is_the_end_of_a_stretch_and_changes_no_number() -> None:
    plain, halted = session_of(marked(Stops())), session_of(marked(DELTA_H1))
    plain.granularity = halted.granularity = Granularity.BATCH
    for _ in range(3):
        plain.step()
        play(halted)
    halted.step()
    there, here = plain.run.committed(), halted.run.committed()
    assert there.parameters.tobytes() == here.parameters.tobytes()


def test_setting_a_mark_leaves_a_pass_where_it_is_and_can_be_undone() -> None:
    session = session_of(marked(Stops()))
    for _ in range(5):
        session.step()
    ledger = session.run.ledger
    session.edit(
        Edit(Message("T", "mark"), lambda project: dataclasses.replace(project, stops=DELTA_H1))
    )
    assert session.run.ledger is ledger, "nothing is traced anew"
    assert session.playback.position == 5
    assert session.document.modified
    session.undo()
    assert not session.document.project.stops
    assert session.playback.position == 5


def test_marks_of_what_is_removed_are_let_go_of() -> None:
    project = marked(DELTA_H1.toggled_neuron("h1").toggled_phase("loss"))
    less = remove(project, ["h1"], [])
    assert less.stops == Stops(phases=("loss",))


@settings(max_examples=40)
@given(project=projects())
def test_what_exists_is_what_the_ledger_has(project: Project) -> None:
    ledger = Run(project).open_next()
    rows = {(operation.kind, operation.target) for operation in ledger}
    names = ["L", *project.network.by_id, *project.network.parameter_names]
    for kind in Kind:
        for name in names:
            assert exists(project.network, kind, name) == ((kind, name) in rows), (kind, name)


@settings(max_examples=40)
@given(project=projects(), data=st.data())
def test_positions_are_those_of_the_operations(project: Project, data: st.DataObject) -> None:
    ledger = Run(project).open_next()
    rows = [(operation.kind, operation.target) for operation in ledger]
    row = data.draw(st.sampled_from(rows))
    stops = Stops().toggled_row(*row)
    wanted = sorted(n or len(ledger) for n, each in enumerate(rows) if each == row)
    assert list(positions(project, stops, ledger)) == wanted
    neuron = data.draw(st.sampled_from(sorted(project.network.by_id)))
    first = first_rows(project.network, neuron)
    wanted = sorted(n or len(ledger) for n, each in enumerate(rows) if each in first)
    assert list(positions(project, Stops().toggled_neuron(neuron), ledger)) == wanted


def test_a_mark_is_found_by_telling_one_group() -> None:
    ledger = Run(marked(Stops(), "xor", batch_size=4)).open_next()
    positions(load_example("xor"), Stops().toggled_row("delta", "h1"), ledger)
    assert len(told(ledger)) == 1


def told(ledger: Ledger) -> list[int]:
    return list(ledger._told)


# Stop at


@pytest.mark.parametrize("granularity", list(Granularity))
@pytest.mark.parametrize("speed", [SPEEDS[4], QUICK, SPEEDS[-1]], ids=str)
def test_playing_stops_after_an_epoch(granularity: Granularity, speed: Speed) -> None:
    session = session_of(load_example("xor"), granularity, speed)
    session.halts.at = StopAt(When.EPOCH, 3)
    play(session, 900.0)
    assert not session.playing
    assert session.run.log[-1].epoch == 3
    assert session.run.log[-2].epoch == 2, "after the first update of which it is true"
    play(session, 0.1)
    assert session.playing, "playing can go on from there"
    session.pause()


@pytest.mark.parametrize("granularity", [Granularity.LAYER, Granularity.BATCH, Granularity.EPOCH])
def test_playing_stops_once_the_loss_is_low(granularity: Granularity) -> None:
    session = session_of(load_example("article"), granularity, SPEEDS[-1])
    session.halts.at = StopAt(When.LOSS, 0.02)
    play(session)
    assert not session.playing
    losses = [row.train_loss for row in session.run.log]
    assert losses[-1] < 0.02 <= losses[-2]


@pytest.mark.parametrize("granularity", list(Granularity))
def test_playing_stops_at_the_end_of_each_phase(granularity: Granularity) -> None:
    session = session_of(load_example("article"), granularity)
    session.halts.at = StopAt(When.PHASE)
    ended = []
    for _ in range(8):
        play(session)
        ledger = session.run.ledger
        assert ledger is not None
        ended.append(ledger.group_at(session.playback.position - 1).phase)
    assert ended == [*Phase, *Phase]
    assert session.run.update == 2


def test_playing_stops_at_the_end_of_each_sample() -> None:
    project = set_training(load_example("xor"), batch_size=2)
    session = session_of(project, Granularity.LAYER)
    session.halts.at = StopAt(When.SAMPLE)
    updates = []
    for _ in range(4):
        play(session)
        updates.append(session.run.update)
    assert updates == [0, 1, 1, 2]


# Going to a step


def frames(session: Session) -> Iterator[tuple[object, ...]]:
    moment = session.moment()
    yield session.run.committed().parameters.tobytes()
    yield session.playback.position
    yield dict(moment.frame.values)
    yield dict(moment.frame.parameters)


@settings(max_examples=25)
@given(project=projects(), places=st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_a_step_that_is_gone_to_is_as_one_that_is_stepped_to(
    project: Project, places: list[float]
) -> None:
    session = session_of(project)
    session.granularity = Granularity.BATCH
    session.step()
    session.granularity = Granularity.OPERATION
    session.step()
    ledger = session.run.ledger
    assert ledger is not None
    for place in places:
        step = math.ceil(place * len(ledger)) or 1
        session.go_to_step(step)
        other = session_of(project)
        other.granularity = Granularity.BATCH
        other.step()
        other.granularity = Granularity.OPERATION
        for _ in range(step):
            other.step()
        assert list(frames(session)) == list(frames(other))


def test_a_step_of_the_next_update_is_entered_from_between_two() -> None:
    session = session_of(load_example("article"), Granularity.BATCH, SPEEDS[-1])
    session.run.train_many(5)
    session.settle()
    session.go_to_step(3)
    assert session.run.update == 5
    assert session.playback.position == 3
    assert not session.settled


def test_going_beyond_the_ends_stands_at_them() -> None:
    session = session_of(load_example("article"))
    session.go_to_step(10_000)
    assert session.run.update == 1
    session.go_to_step(2)
    assert session.run.update == 0, "back from a committed update"
    session.go_to_step(0)
    assert session.run.ledger is None
    assert session.playback.position == 0


def test_a_look_ahead_enters_nothing() -> None:
    session = session_of(load_example("article"))
    before = list(frames(session))
    coming = session.ledger()
    assert coming is not None
    assert session.run.ledger is None
    assert list(frames(session)) == before
    session.step()
    opened = session.ledger()
    assert opened is session.run.ledger
    assert [each.value for each in coming] == [each.value for each in opened]
    assert session.ledger() is opened

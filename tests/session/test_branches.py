"""Going on from an earlier moment: the old line is kept, shown, and can be come back to."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.network.edits import set_cell, set_parameters, set_training
from chainrule.network.message import Message
from chainrule.network.names import Optimizer
from chainrule.session.branches import MOST_BRANCHES
from chainrule.session.checking import with_new_weights
from chainrule.session.document import Document, Edit
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.session.speed import Speed
from chainrule.storage.examples import load_example
from chainrule.storage.project_file import project_from_bytes, project_to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.network.project import Project


def session_of(project: Project | None = None, memory: int = 64_000_000) -> Session:
    session = Session(Document(project or load_example("xor")), lambda: 0.0, memory)
    session.granularity, session.speed = Granularity.BATCH, Speed(0.0, 60.0)
    return session


def train(session: Session, updates: int) -> None:
    """One stretch of playing."""
    session.play()
    session.run.train_many(updates)
    session.pause()
    session.settle()


def edit(session: Session, change: Callable[[Project], Project]) -> None:
    session.edit(Edit(Message("Edit", "change"), change))


def turn(session: Session, **changed: object) -> None:
    edit(session, lambda project: set_training(project, **changed))


def bits(session: Session) -> tuple[object, ...]:
    state = session.run.committed()
    slots = tuple((name, array.tobytes()) for name, array in sorted(state.slots.items()))
    order = state.order if state.position else ()
    place = (state.update, state.epoch, state.position, order)
    return state.parameters.tobytes(), slots, place, list(session.run.log)


def ghosts(session: Session) -> list[tuple[int, int]]:
    """The first and the last update of every old line that is shown."""
    return [(log[0].update, log[-1].update) for log in session.moment().old_lines]


def states_back(session: Session, count: int) -> list[tuple[object, ...]]:
    """What stepping back shows, and forward again to the same place."""
    update, seen = session.run.update, []
    for _ in range(count):
        session.step_back()
        seen.append(bits(session))
    session.go_to(update)
    return seen


def test_train_from_here_keeps_the_rest_and_undo_brings_it_back() -> None:
    session = session_of()
    train(session, 100)
    end, way = bits(session), states_back(session, 100)
    session.look_at(60)
    session.train_from_here()
    assert session.run.update == 60
    assert ghosts(session) == [(60, 100)]
    assert session.moment().old_lines[0] == end[3][60:]
    turn(session, learning_rate=0.9)
    train(session, 20)
    other = bits(session)
    assert other[3][:61] == end[3][:61]
    session.undo()
    session.undo()
    assert (session.run.update, ghosts(session)) == (60, [(60, 100)])
    session.undo()
    assert bits(session) == end, "one undo step"
    assert ghosts(session) == []
    for _ in range(3):
        session.redo()
    assert bits(session) == other
    assert ghosts(session) == [(60, 100)]
    for _ in range(3):
        session.undo()
    assert states_back(session, 100) == way, "with its history"


def test_a_reset_clears_the_curve_into_a_ghost_undoable_once() -> None:
    session = session_of()
    start = bits(session)
    train(session, 50)
    end, way = bits(session), states_back(session, 50)
    session.reset()
    assert bits(session)[0] == start[0]
    assert len(session.moment().log) == 1
    assert ghosts(session) == [(0, 50)]
    session.undo()
    assert bits(session) == end
    assert ghosts(session) == []
    session.redo()
    assert (session.run.update, ghosts(session)) == (0, [(0, 50)])
    session.undo()
    assert states_back(session, 50) == way
    session.reset()
    turn(session, learning_rate=0.9)
    train(session, 10)
    assert ghosts(session) == [(0, 50)]


def test_new_weights_leave_the_old_curve_as_a_ghost_too() -> None:
    session = session_of()
    train(session, 30)
    edit(session, lambda project: with_new_weights(project, 77))
    assert (session.run.update, ghosts(session)) == (0, [(0, 30)])


def test_another_rate_after_a_step_back_departs_from_the_old_line() -> None:
    session = session_of()
    train(session, 30)
    end = bits(session)
    for _ in range(10):
        session.step_back()
    assert ghosts(session) == [], "nothing has been left yet"
    train(session, 5)
    assert ghosts(session) == [], "the same settings lead along the same line"
    assert session.run.log == end[3][:26]
    turn(session, learning_rate=0.9)
    assert ghosts(session) == []
    session.step()
    assert ghosts(session) == [(25, 30)]
    assert len(session.run.log) == 27


def test_on_beyond_the_end_of_the_old_line() -> None:
    session, plain = session_of(), session_of()
    train(session, 30)
    session.go_to(11)
    train(session, 40)
    train(plain, 51)
    assert bits(session) == bits(plain)
    assert ghosts(session) == []


def test_going_to_any_update_and_forth_again() -> None:
    session = session_of()
    seen = [bits(session)]
    for _ in range(40):
        session.step()
        seen.append(bits(session))
    for update in (0, 40, 13, 39, 27, 1):
        session.go_to(update)
        assert bits(session) == seen[update], update
        assert session.document.project == session.run.project_now(session.document.project)
    session.go_to(-5)
    assert session.run.update == 0
    session.go_to(99)
    assert session.run.update == 40, "the end of the line"
    assert not session.playing


def test_undo_of_a_weight_edit_returns_to_the_whole_past() -> None:
    session = session_of()
    train(session, 40)
    way = states_back(session, 40)
    edit(session, lambda project: set_parameters(project, {"w[x1->h1]": 2.0}))
    assert not session.can_step_back, "before an edit there is nothing of this line"
    train(session, 5)
    assert ghosts(session) == [], "the curve goes on"
    session.undo()
    session.undo()
    session.redo()
    session.redo()
    assert session.run.update == 45
    assert session.can_step_back
    session.undo()
    session.undo()
    assert states_back(session, 40) == way


def test_an_edit_after_going_back_leaves_the_rest_as_a_ghost() -> None:
    session = session_of()
    train(session, 40)
    session.go_to(25)
    edit(session, lambda project: set_cell(project, 0, 2, 0.5))
    assert ghosts(session) == [(25, 40)]
    session.undo()
    assert ghosts(session) == []
    session.go_to(40)
    assert session.run.update == 40, "the old line is whole again"


def test_undo_and_redo_of_training_keep_the_history() -> None:
    session = session_of()
    train(session, 20)
    train(session, 20)
    end, way = bits(session), states_back(session, 40)
    session.undo()
    session.undo()
    session.redo()
    session.redo()
    assert bits(session) == end
    assert states_back(session, 40) == way


def test_a_step_back_into_an_update_that_now_has_a_smaller_batch() -> None:
    session = session_of(ways()["whole"])
    train(session, 3)
    turn(session, batch_size=1)
    session.granularity = Granularity.OPERATION
    for _ in range(3):
        session.step_back()
        moment = session.moment()
        assert moment.ledger is not None
        assert moment.position < len(moment.ledger)
    assert session.run.update == 2
    assert len(moment.ledger.rows) == 1, "the update would be made with the present settings"


def test_a_drag_of_a_weight_and_its_undo() -> None:
    session = session_of()
    train(session, 10)
    way = states_back(session, 10)
    for tenth in range(80):
        change = {"w[x1->h1]": tenth / 10}
        session.edit(
            Edit(Message("Edit", "drag"), lambda p, c=change: set_parameters(p, c), "drag")
        )
    session.undo()
    assert states_back(session, 10) == way


def test_four_old_lines_are_shown_at_most() -> None:
    session = session_of()
    train(session, 50)
    for number in range(MOST_BRANCHES + 2):
        session.look_at(40 - number)
        session.train_from_here()
        turn(session, learning_rate=0.1 + 0.1 * number)
        train(session, 20)
    shown = ghosts(session)
    assert len(shown) == MOST_BRANCHES
    assert [start for start, _ in shown] == [38, 37, 36, 35], "the oldest are dropped"


def test_another_project_has_no_old_lines() -> None:
    session = session_of()
    train(session, 20)
    session.reset()
    session.document.open(load_example("article"))
    assert ghosts(session) == []
    assert session.run.update == 0


def test_another_data_set_has_no_old_lines_and_undo_has_them_again() -> None:
    session = session_of()
    train(session, 50)
    session.reset()
    train(session, 20)
    assert ghosts(session) == [(0, 50)]
    edit(session, lambda project: set_cell(project, 0, 0, 0.25))
    assert ghosts(session) == [(0, 50)], "one sample is another: the runs can be compared"
    others = ((0.1, 0.2, 1.0), (0.3, 0.7, 0.0), (0.5, 0.6, 1.0), (0.8, 0.1, 0.0))

    def put_in(project: Project) -> Project:
        return dataclasses.replace(project, data=dataclasses.replace(project.data, train=others))

    edit(session, put_in)
    assert ghosts(session) == [], "losses on other samples say nothing of these"
    session.undo()
    assert ghosts(session) == [(0, 50)]


def test_all_lines_together_keep_the_bound() -> None:
    bound = 50_000
    session, roomy = session_of(memory=bound), session_of()
    for one in (session, roomy):
        train(one, 800)
    for number in range(8):
        for one in (session, roomy):
            one.go_to(700 - 50 * number)
            turn(one, learning_rate=0.11 + 0.01 * number)
            train(one, 400)
        assert session.run.lines.bytes <= bound
        assert bits(session) == bits(roomy)
    for _ in range(12):
        for one in (session, roomy):
            one.undo()
        assert bits(session) == bits(roomy)
        assert session.run.lines.bytes <= bound


def ways() -> dict[str, Project]:
    project = load_example("xor")
    rows = (*project.data.train, (0.5, 0.5, 1.0), (0.2, 0.9, 0.0), (0.7, 0.1, 1.0))
    seven = dataclasses.replace(project, data=dataclasses.replace(project.data, train=rows))
    kinds = {
        "shuffled": {"shuffle": True, "batch_size": 2},
        "momentum": {"momentum": 0.9, "batch_size": 3},
        "nesterov": {"momentum": 0.9, "nesterov": True, "batch_size": 3, "shuffle": True},
        "adam": {"optimizer": Optimizer.ADAM, "batch_size": 3, "shuffle": True},
        "rmsprop": {"optimizer": Optimizer.RMSPROP, "batch_size": 1, "shuffle": True},
        "whole": {"batch_size": 0, "momentum": 0.5},
    }
    return {name: set_training(seven, **changed) for name, changed in kinds.items()}


@pytest.mark.parametrize("kind", list(ways()))
@pytest.mark.parametrize("pause", [1, 9, 50])
def test_paused_saved_and_opened_again_it_goes_on_bit_for_bit(kind: str, pause: int) -> None:
    project = ways()[kind]
    straight, stored = session_of(project), session_of(project)
    train(straight, 100)
    train(stored, pause)
    read = project_from_bytes(project_to_bytes(stored.document.project))
    again = session_of(read)
    train(again, 100 - pause)
    assert bits(again) == bits(straight)
    assert project_to_bytes(again.document.project) == project_to_bytes(straight.document.project)


@pytest.mark.parametrize("kind", list(ways()))
def test_many_at_once_are_the_same_as_one_by_one(kind: str) -> None:
    many, single, traced = (session_of(ways()[kind]) for _ in range(3))
    train(many, 90)
    for _ in range(90):
        single.run.train()
        traced.step()
    single.record()
    assert bits(many) == bits(single) == bits(traced)
    assert states_back(many, 20) == states_back(traced, 20)


ACTIONS = st.sampled_from(
    ["step", "train", "back", "go_to", "from_here", "rate", "weight", "cell", "undo", "redo",
     "reset", "new"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(list(ways())),
    st.sampled_from([0, 6_000, 64_000_000]),
    st.lists(st.tuples(ACTIONS, st.floats(0, 1)), max_size=30),
)
def test_wherever_one_goes_the_past_is_that_of_its_log(
    kind: str, memory: int, actions: list[tuple[str, float]]
) -> None:
    session = session_of(ways()[kind], memory)
    for action, share in actions:
        act(session, action, share)
        session.pause()
        session.record()
        assert_sound(session, share)


def act(session: Session, action: str, share: float) -> None:
    run = session.run
    somewhere = run.history.first + round(share * (run.update - run.history.first))
    if action == "train":
        train(session, 1 + round(40 * share))
    elif action == "back":
        session.step_back()
    elif action == "go_to":
        session.go_to(somewhere)
    elif action == "from_here":
        session.look_at(somewhere)
        session.train_from_here()
    elif action == "rate":
        turn(session, learning_rate=round(share, 1) / 10)
    elif action == "weight":
        edit(session, lambda project: set_parameters(project, {"b[y1]": round(share, 1)}))
    elif action == "cell":
        edit(session, lambda project: set_cell(project, 0, 0, round(share, 1)))
    elif action == "new":
        edit(session, lambda project: with_new_weights(project, round(3 * share)))
    else:
        getattr(session, action)()


def assert_sound(session: Session, share: float) -> None:
    run, fresh = session.run, session_of(session.document.project)
    assert bits(session)[:3] == bits(fresh)[:3], "the run stands where the document does"
    assert list(run.log)[1:] == list(fresh.run.log)[1:]
    assert run.log[-1].update == run.update
    update = run.history.first + round(share * (run.line.last - run.history.first))
    rows = {row.update: row for row in run.line.log}
    seen = run.looked_at(update)
    assert (seen.update_number, seen.epoch) == (update, rows[update].epoch)
    if update > run.history.first:
        assert seen.evaluate().train_loss == rows[update].train_loss
    shown = session.moment().old_lines
    assert len(shown) <= MOST_BRANCHES
    assert all(len(log) > 1 for log in shown), "a ghost that cannot be seen"

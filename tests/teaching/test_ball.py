"""The ball before an update: its numbers are the ledger's and the log's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from chainrule.network.edits import set_locked
from chainrule.network.message import Message
from chainrule.network.names import Optimizer
from chainrule.session.document import Document, Edit
from chainrule.session.session import Session
from chainrule.storage.examples import load_example
from chainrule.teaching.ball import ball_of
from helpers.graphs import with_training

if TYPE_CHECKING:
    from chainrule.teaching.ball import Ball

NAMES = ("w[x1->h1]", "w[h1->y1]")


def session_of(updates: int, **training: object) -> Session:
    session = Session(Document(with_training(load_example("momentum"), **training)), lambda: 0.0)
    session.run.train_many(updates)
    session.settle()
    return session


def ball(session: Session) -> Ball:
    losses = session.run.log[-1].train_loss, session.coming_loss()
    return ball_of(session.coming(), NAMES, losses)


def test_the_next_update_brings_it_where_it_is_said_to() -> None:
    session = session_of(7, momentum=0.9)
    before = ball(session)
    session.run.train_many(1)
    after = ball(session)
    assert before.update == 8
    assert before.new == after.old, "to the last bit"
    assert before.losses[1] == after.losses[0] == session.run.evaluation.train_loss
    assert before.speeds[1] == pytest.approx(after.speeds[0], rel=1e-15)
    moved = [new - old for new, old in zip(before.new, before.old, strict=True)]
    assert math.hypot(*moved) == pytest.approx(before.speeds[1], rel=1e-12)


def test_the_loss_after_an_update_is_the_same_while_it_is_open() -> None:
    session = session_of(3, momentum=0.9)
    closed = ball(session)
    session.step()
    session.finish_animation()
    assert session.run.pending
    assert ball(session) == closed


def test_it_begins_at_rest() -> None:
    assert ball(session_of(0, momentum=0.9)).speeds[0] == 0.0


def test_a_rule_without_velocity_has_no_speed_before() -> None:
    found = ball(session_of(3, optimizer=Optimizer.ADAM))
    assert found.speeds[0] is None
    assert found.speeds[1] > 0, "the length of the move"


def test_a_locked_weight_stays() -> None:
    session = session_of(2, momentum=0.9)
    session.edit(Edit(Message("Edit", "lock"), lambda each: set_locked(each, {NAMES[0]}, True)))
    found = ball(session)
    assert found.old[0] == found.new[0]
    assert found.old[1] != found.new[1]
    assert all(push.first == 0 for push in found.pushes)


def test_there_is_none_while_looking_back() -> None:
    session = session_of(5)
    session.look_at(2)
    assert ball_of(session.coming(), NAMES, (None, session.coming_loss())) is None

"""Whatever is done with a session, its parameters are those that its log tells how to make."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chainrule.engine.trainer import Trainer
from chainrule.network.edits import set_training
from chainrule.network.message import Message
from chainrule.session.document import Document, Edit
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.session.speed import SPEEDS
from chainrule.storage.project_file import project_from_bytes, project_to_bytes
from helpers.graphs import projects

if TYPE_CHECKING:
    from chainrule.engine.trainer import Snapshot
    from chainrule.network.project import LogRow, Project

MANY = 60
"""updates after which no more are asked for, so that an example stays short"""


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


class PlainRun:
    """A trainer that makes the updates of a log one after the other, from the very start."""

    def __init__(self, project: Project) -> None:
        self.trainer = Trainer.start(project)
        self.made: list[tuple[LogRow, Snapshot]] = []
        self.start = self.trainer.snapshot()

    def after(self, log: list[LogRow]) -> Snapshot:
        same = 0
        while same < min(len(log), len(self.made)) and self.made[same][0] == log[same]:
            same += 1
        del self.made[same:]
        self.trainer.restore(self.made[-1][1] if self.made else self.start)
        for row in log[same:]:
            self.trainer.training = dataclasses.replace(
                self.trainer.training, learning_rate=row.learning_rate, momentum=row.momentum
            )
            update = self.trainer.update()
            assert update.batch_loss == row.batch_loss, "the log has the loss of the batch"
            assert self.trainer.evaluate().train_loss == row.train_loss
            assert (update.update, self.trainer.epoch) == (row.update, row.epoch)
            self.made.append((row, self.trainer.snapshot()))
        return self.trainer.snapshot()


class Story(RuleBasedStateMachine):
    @initialize(
        project=projects(most_rows=4),
        granularity=st.sampled_from(Granularity),
        speed=st.sampled_from(SPEEDS),
    )
    def open(self, project: Project, granularity: Granularity, speed: object) -> None:
        self.plain = PlainRun(project)
        self.session = Session(Document(project), Clock())
        self.session.granularity, self.session.speed = granularity, speed

    def short(self) -> bool:
        return self.session.run.update < MANY

    @precondition(short)
    @rule()
    def step(self) -> None:
        self.session.step()

    @rule()
    def step_back(self) -> None:
        self.session.step_back()

    @precondition(short)
    @rule()
    def play(self) -> None:
        self.session.play()

    @precondition(short)
    @rule(seconds=st.sampled_from([0.001, 0.1, 0.7, 3.0]))
    def advance(self, seconds: float) -> None:
        self.session.advance(seconds, budget=0.006)

    @rule()
    def pause(self) -> None:
        self.session.pause()

    @rule(rate=st.sampled_from([0.0, 1e-5, 1e-4, 3e-4]), momentum=st.sampled_from([0.0, 0.5, 0.9]))
    def turn(self, rate: float, momentum: float) -> None:
        changed = {"learning_rate": rate, "momentum": momentum}
        label = Message("Edit", "turn")
        change = Edit(label, lambda project: set_training(project, **changed), "knob")
        self.session.edit(change)

    @rule(granularity=st.sampled_from(Granularity))
    def choose(self, granularity: Granularity) -> None:
        self.session.granularity = granularity

    @rule(speed=st.sampled_from(SPEEDS))
    def hurry(self, speed: object) -> None:
        self.session.speed = speed

    @rule()
    def undo(self) -> None:
        self.session.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()

    @rule()
    def reset(self) -> None:
        self.session.reset()

    @rule(share=st.floats(0, 1))
    def look(self, share: float) -> None:
        before = self.session.document.project
        self.session.pause()
        self.session.record()
        self.session.look_at(round(share * self.session.run.update))
        if not self.session.playing:
            kept = self.session.run.project_now(before)
            assert kept.network == self.session.document.project.network

    @rule()
    def train_from_here(self) -> None:
        self.session.train_from_here()

    @rule()
    def save_and_open_again(self) -> None:
        session = self.session
        session.pause()
        session.record()
        data = project_to_bytes(session.document.project)
        self.session = Session(Document(project_from_bytes(data)), Clock())
        self.session.granularity, self.session.speed = session.granularity, session.speed

    @invariant()
    def parameters_are_those_of_a_plain_run(self) -> None:
        run = self.session.run
        rows = list(run.log)
        assert [row.update for row in rows] == list(range(run.update + 1)), "a row per update"
        found, wanted = run.committed(), self.plain.after(rows[1:])
        assert found.parameters.tobytes() == wanted.parameters.tobytes()
        assert (found.update, found.epoch, found.position) == (
            wanted.update, wanted.epoch, wanted.position,
        )  # fmt: skip
        for name, slot in wanted.slots.items():
            assert found.slots[name].tobytes() == slot.tobytes(), name

    @invariant()
    def what_is_shown_is_sound(self) -> None:
        session, moment = self.session, self.session.moment()
        assert moment.stopped is None, "these rates are small"
        assert all(math.isfinite(value) for value in moment.frame.parameters.values())
        if moment.ledger is not None:
            assert 0 <= moment.position <= len(moment.ledger)
        assert moment.first_update <= moment.last_update == session.run.update
        if not session.playing and not session.playback.moving:
            session.record()
            state = session.document.project.state
            assert (0 if state is None else state.update) == session.run.update


TestStory = Story.TestCase
TestStory.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)

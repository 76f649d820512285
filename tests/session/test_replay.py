"""Whatever is done with a session, its state is the one that its settings make one by one.

The story keeps for every state it has seen the settings of each update that led there. A bare
trainer makes the same updates from the very start, and the two are compared by the hash of all
that a state consists of.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chainrule.engine.trainer import Trainer
from chainrule.network.edits import set_training
from chainrule.network.message import Message
from chainrule.network.names import Optimizer
from chainrule.session.document import Document, Edit
from chainrule.session.operations import Granularity, Phase
from chainrule.session.session import Session
from chainrule.session.speed import SPEEDS
from chainrule.storage.project_file import project_from_bytes, project_to_bytes
from helpers.bits import named, state_hash
from helpers.graphs import graphs, projects, with_training

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.engine.trainer import Snapshot
    from chainrule.network.project import LogRow, Project, Training
    from chainrule.session.speed import Speed

MANY = 60
"""updates after which no more are asked for, so that an example stays short"""
TICK = 0.001
"""seconds that pass each time the clock is read"""
GENTLE = (0.0, 1e-5, 1e-4, 3e-4)
WILD = (1e-5, 1e-3, 1e2, 1e6)

Way = tuple["Training", ...]
"""the settings of each update from the first one on"""
Key = tuple[str, tuple["LogRow", ...]]
"""a state: its hash and the log up to it"""


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += TICK
        return self.now


def logged(log: Sequence[LogRow]) -> tuple[LogRow, ...]:
    """Return the rows of a log; that of the start tells nothing of any update's settings."""
    return (log[0]._replace(learning_rate=0.0, momentum=0.0), *log[1:])


@dataclass
class PlainRun:
    """A trainer that makes the updates of a list of settings, from the very start."""

    trainer: Trainer
    first_row: LogRow
    start: Snapshot = field(init=False)
    made: list[tuple[Training, LogRow, Snapshot]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start = self.trainer.snapshot()

    def after(self, way: Way) -> dict[Key, Way]:
        """Return the states after each update of a way, the last one last."""
        same = 0
        while same < min(len(way), len(self.made)) and self.made[same][0] == way[same]:
            same += 1
        del self.made[same:]
        self.trainer.restore(self.made[-1][2] if self.made else self.start)
        for training in way[same:]:
            self.made.append(self._update(training))
        rows = logged([self.first_row, *(row for _, row, _ in self.made)])
        snapshots = (self.start, *(snapshot for _, _, snapshot in self.made))
        plan = self.trainer.plan
        return {
            (state_hash(plan, snapshot, count), rows[:count]): way[: count - 1]
            for count, snapshot in enumerate(snapshots, start=1)
        }

    def _update(self, training: Training) -> tuple[Training, LogRow, Snapshot]:
        trainer = self.trainer
        trainer.training = training
        update, after = trainer.update(), trainer.evaluate()
        row = type(self.first_row)(
            update.update,
            trainer.epoch,
            training.learning_rate,
            training.momentum,
            update.batch_loss,
            after.train_loss,
            after.test_loss,
        )
        return training, row, trainer.snapshot()


class Story(RuleBasedStateMachine):
    rates = GENTLE

    @initialize(
        project=st.one_of(projects(most_rows=4), graphs()),
        granularity=st.sampled_from(Granularity),
        speed=st.sampled_from(SPEEDS),
    )
    def open(self, project: Project, granularity: Granularity, speed: object) -> None:
        project = with_training(project, learning_rate=1e-4)
        self.session = Session(Document(project), Clock())
        self.session.granularity, self.session.speed = granularity, speed
        self.plain = PlainRun(Trainer.start(project), self.session.run.log[0])
        self.ways = self.plain.after(())
        self.way: Way = ()
        self.makes_updates = False

    # What is done

    def short(self) -> bool:
        return self.session.run.update < MANY

    def trained(self) -> bool:
        return self.session.run.update > 0

    def playing(self) -> bool:
        return self.session.playing or self.session.playback.moving

    @precondition(short)
    @rule(count=st.integers(1, 25))
    def train_on(self, count: int) -> None:
        self.train(count)

    def train(self, count: int) -> None:
        session = self.session
        kept = session.granularity, session.speed
        session.granularity, session.speed = Granularity.BATCH, SPEEDS[-1]
        session.play()
        session.advance(1.0, budget=count * TICK)
        session.pause()
        session.granularity, session.speed = kept
        self.makes_updates = True

    @precondition(short)
    @rule(granularity=st.sampled_from(Granularity), times=st.integers(1, 6))
    def step(self, granularity: Granularity, times: int) -> None:
        self.session.granularity = granularity
        for _ in range(times):
            self.session.step()
        self.makes_updates = True

    @rule(granularity=st.sampled_from(Granularity), times=st.integers(1, 6))
    def step_back(self, granularity: Granularity, times: int) -> None:
        self.session.granularity = granularity
        for _ in range(times):
            self.session.step_back()

    @precondition(short)
    @rule(
        granularity=st.sampled_from(Granularity),
        speed=st.sampled_from(SPEEDS),
        seconds=st.sampled_from([0.1, 0.7, 3.0]),
    )
    def play(self, granularity: Granularity, speed: Speed, seconds: float) -> None:
        self.session.granularity, self.session.speed = granularity, speed
        self.session.play()
        for _ in range(5):
            self.session.advance(seconds, budget=4 * TICK)
        self.makes_updates = True

    @precondition(lambda self: self.playing() and self.short())
    @rule(seconds=st.sampled_from([0.001, 0.1, 0.7, 3.0]))
    def advance(self, seconds: float) -> None:
        self.session.advance(seconds, budget=6 * TICK)
        self.makes_updates = True

    @precondition(playing)
    @rule()
    def pause(self) -> None:
        self.session.pause()

    @rule(phase=st.sampled_from(Phase))
    def go_to_phase(self, phase: Phase) -> None:
        self.session.go_to_phase(phase)

    @rule(data=st.data(), count=st.integers(0, 6))
    def turn(self, data: st.DataObject, count: int) -> None:
        """Turn some knobs, and see what comes of it."""
        changed = data.draw(
            st.fixed_dictionaries(
                {
                    "learning_rate": st.sampled_from(self.rates),
                    "optimizer": st.sampled_from(list(Optimizer)),
                },
                optional={
                    "momentum": st.sampled_from([0.0, 0.5, 0.9]),
                    "batch_size": st.integers(0, 4),
                    "nesterov": st.booleans(),
                    "shuffle": st.booleans(),
                    "seed": st.integers(0, 3),
                    "l2": st.sampled_from([0.0, 0.1]),
                },
            )
        )
        label = Message("Edit", "turn")
        self.session.edit(Edit(label, lambda project: set_training(project, **changed), "knob"))
        if count and self.short():
            self.train(count)

    @rule(forwards=st.booleans(), times=st.integers(1, 3))
    def undo_or_redo(self, forwards: bool, times: int) -> None:
        session = self.session
        for _ in range(times):
            (session.redo if forwards else session.undo)()
            project, run = session.document.project, session.run
            assert run.update == (0 if project.state is None else project.state.update)
            assert named(run.trainer.plan, run.committed().parameters) == project.network.parameters

    @precondition(lambda self: self.session.run.update > MANY // 4)
    @rule()
    def reset(self) -> None:
        self.session.reset()
        assert self.session.run.update == 0

    @precondition(trained)
    @rule(share=st.floats(0, 1.5))
    def jump(self, share: float) -> None:
        """Go to another update: to an earlier one, or to one that was left by going back."""
        session = self.session
        session.pause()
        first, before = session.moment().first_update, session.run.update
        log, goal = list(session.run.log), round(share * before)
        session.go_to(goal)
        if goal <= before:
            assert session.run.update == max(first, goal)
        else:
            assert before <= session.run.update <= goal
            assert list(session.run.log)[: before + 1] == log, "what came before stays"

    @precondition(trained)
    @rule(share=st.floats(0, 1), stay=st.booleans())
    def look_back(self, share: float, stay: bool) -> None:
        session = self.session
        session.pause()
        session.record()
        before, update = session.document.project, session.run.update
        session.look_at(round(share * update))
        assert session.run.update == update, "looking changes nothing"
        kept = session.run.project_now(before)
        assert kept.network == before.network
        goal = session.looking_at
        if stay:
            session.train_from_here()
            assert session.run.update == (update if goal is None else goal)

    @rule()
    def save_and_open_again(self) -> None:
        session = self.session
        session.pause()
        session.record()
        data = project_to_bytes(session.document.project)
        self.session = Session(Document(project_from_bytes(data)), Clock())
        self.session.granularity, self.session.speed = session.granularity, session.speed

    # What must hold

    @invariant()
    def the_state_is_that_of_a_plain_run(self) -> None:
        run, makes_updates = self.session.run, self.makes_updates
        self.makes_updates = False
        rows = logged(run.log)
        assert [row.update for row in rows] == list(range(run.update + 1)), "a row per update"
        found = (state_hash(run.trainer.plan, run.committed(), len(rows)), rows)
        if found not in self.ways and not makes_updates:
            # Two ways may meet in one state, to the last bit, that differ on the way to it.
            steps = range(1, run.update + 1)
            self.ways.update(self.plain.after(tuple(map(run.history.training_of, steps))))
            assert found in self.ways, "only training leads to a state that never was"
        if found not in self.ways:
            more = run.update - len(self.way)
            assert more > 0
            way = self.way + (self.session.document.project.training,) * more
            self.ways.update(self.plain.after(way))
            assert found in self.ways, "the state is the one that these settings make"
        self.way = self.ways[found]
        assert list(self.plain.after(self.way))[-1] == found

    @invariant()
    def what_is_shown_is_sound(self) -> None:
        session, moment = self.session, self.session.moment()
        assert moment.stopped is None or self.rates is WILD, "these rates are small"
        assert moment.stopped is None or not session.playing
        assert all(math.isfinite(value) for value in moment.frame.parameters.values())
        if moment.ledger is not None:
            assert 0 <= moment.position <= len(moment.ledger)
        assert moment.first_update <= moment.last_update == session.run.update
        if not session.playing and not session.playback.moving:
            session.record()
            state = session.document.project.state
            assert (0 if state is None else state.update) == session.run.update


class WildStory(Story):
    """The same with learning rates at which most runs come to their end."""

    rates = WILD


TestStory = Story.TestCase
TestStory.settings = settings(max_examples=50, stateful_step_count=22, deadline=None)

TestWildStory = WildStory.TestCase
TestWildStory.settings = settings(max_examples=20, stateful_step_count=22, deadline=None)


@pytest.mark.soak
@pytest.mark.timeout(3600)
class TestThousandStories(Story.TestCase):
    settings = settings(max_examples=1000, stateful_step_count=40, deadline=None)


@pytest.mark.soak
@pytest.mark.timeout(3600)
class TestHundredsOfWildStories(WildStory.TestCase):
    settings = settings(max_examples=300, stateful_step_count=40, deadline=None)

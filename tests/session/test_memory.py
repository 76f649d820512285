"""What a long run takes: the log a few columns, the past no more than its bound."""

from __future__ import annotations

import dataclasses
import tracemalloc
from typing import TYPE_CHECKING

from chainrule.engine.trainer import Trainer
from chainrule.network.edits import set_training
from chainrule.network.message import Message
from chainrule.network.project import LogRow
from chainrule.session.document import Document, Edit
from chainrule.session.history import History
from chainrule.session.log import CHUNK, Log
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.session.speed import Speed
from chainrule.storage.examples import load_example

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.network.project import Project


def taken(make: Callable[[], object]) -> tuple[object, int]:
    """What `make` makes, and the bytes it holds on to."""
    tracemalloc.start()
    try:
        made = make()
        return made, tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def rows(count: int, test: float | None) -> Log:
    log = Log()
    for first in range(0, count, 1000):
        updates = range(first, first + 1000)
        losses = [update / 7 for update in updates]
        tests = losses if test is not None else [float("nan")] * 1000
        log = log.extended((updates, updates, [0.1] * 1000, [0.9] * 1000, losses, losses, tests))
    return log


def test_a_row_of_the_log_takes_few_bytes() -> None:
    log, size = taken(lambda: rows(50_000, 0.5))
    assert size < 60 * 50_000
    assert isinstance(log, Log)
    assert log.nbytes < 60 * 50_000
    log, size = taken(lambda: rows(50_000, None))
    assert size < 36 * 50_000, "settings that stay and a test loss that is not there cost nothing"


def test_branches_of_a_long_log_share_what_they_have_in_common() -> None:
    log = rows(100_000, 0.5)
    row = LogRow(100_001, 0, 0.1, 0.9, 1.0, 1.0, None)
    _, size = taken(lambda: [log.until(90_000 + n).plus(row) for n in range(10)])
    assert size < 10 * (60 * CHUNK + 2000), "one chunk each at most"


def project(batch_size: int = 2) -> Project:
    return set_training(load_example("xor"), batch_size=batch_size, shuffle=True)


def test_keyframes_take_what_they_say() -> None:
    def run() -> History:
        trainer = Trainer.start(project())
        history = History(trainer, 300_000)
        while trainer.update_number < 12_000:
            trainer.replay(history.room(trainer.update_number))
            history.note(trainer)
        return history

    run()
    history, size = taken(run)
    assert isinstance(history, History)
    assert 100_000 < history.bytes <= 300_000
    assert size < 1.2 * history.bytes + 30_000, "the bytes that are counted are those that are held"


def test_a_session_keeps_its_bound_and_its_past() -> None:
    session = Session(Document(project()), lambda: 0.0, memory=40_000)
    roomy = Session(Document(project()), lambda: 0.0)
    for one in (session, roomy):
        one.granularity, one.speed = Granularity.BATCH, Speed(0.0, 60.0)
        one.run.train_many(3000)
        one.record()
    assert session.run.lines.bytes <= 40_000 < roomy.run.lines.bytes
    for update in (2999, 1500, 1499, 3, 2998):
        for one in (session, roomy):
            one.look_at(update)
        assert session.moment().frame == roomy.moment().frame
        assert session.run.lines.bytes <= 40_000


def test_undo_entries_of_a_long_run_share_its_log() -> None:
    session = Session(Document(project()), lambda: 0.0)
    session.granularity, session.speed = Granularity.BATCH, Speed(0.0, 60.0)
    session.run.train_many(10_000)
    session.record()

    def wander() -> None:
        for number in range(20):
            session.step_back()
            rate = 0.1 + number / 1000
            turn = Edit(Message("Edit", "turn"), lambda p: set_training(p, learning_rate=rate))  # noqa: B023
            session.edit(turn)
            session.step()

    _, size = taken(wander)
    assert size < 20 * 60 * CHUNK + 2_000_000, "twenty copies of the log would take 11 MB"


def test_a_larger_network_has_fewer_keyframes_in_the_same_bound() -> None:
    small = Trainer.start(project())
    wide = load_example("xor")
    data = dataclasses.replace(wide.data, train=wide.data.train * 100)
    large = Trainer.start(dataclasses.replace(wide, data=data, training=project(0).training))
    held = []
    for trainer in (small, large):
        history = History(trainer, 100_000)
        for _ in range(1000):
            trainer.update()
            history.note(trainer)
        assert history.bytes <= 100_000
        held.append(history.keyframes)
    assert held[1] < held[0], "an order of 400 samples is part of a keyframe"

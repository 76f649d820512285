"""Log and history: a long run, any moment of it again."""

import dataclasses

from chainrule.engine.trainer import Trainer
from chainrule.network.project import LogRow
from chainrule.session.history import MOST_KEYFRAMES, History
from chainrule.session.log import Log
from chainrule.storage.examples import load_example


def row(update: int) -> LogRow:
    return LogRow(update, update, 0.1, 0.0, None, 1.0, None)


def test_views_of_one_log() -> None:
    short = Log([row(0), row(1)])
    long = short.plus(row(2)).plus(row(3))
    assert [one.update for one in short] == [0, 1], "an older view does not grow"
    branch = short.plus(row(9))
    assert [one.update for one in branch] == [0, 1, 9]
    assert [one.update for one in long] == [0, 1, 2, 3], "a branch leaves the old line alone"
    assert long.until(1) == short
    assert long[-1].update == 3
    assert [one.update for one in long[1:3]] == [1, 2]
    assert long != branch
    assert long == [row(0), row(1), row(2), row(3)]


def test_any_update_of_a_long_run_bit_for_bit() -> None:
    project = load_example("xor")
    project = dataclasses.replace(
        project, training=dataclasses.replace(project.training, batch_size=3, shuffle=True)
    )
    trainer = Trainer.start(project)
    history = History(trainer)
    states = [trainer.snapshot()]
    for update in range(1, 3001):
        if update % 700 == 0:
            rate = 0.05 + update / 10_000
            trainer.training = dataclasses.replace(trainer.training, learning_rate=rate)
        trainer.update()
        history.note(trainer)
        states.append(trainer.snapshot())
    assert len(history._keyframes) <= MOST_KEYFRAMES + 1, "the memory is bounded"
    other = Trainer.start(project)
    for update in (0, 1, 2, 7, 8, 9, 699, 700, 701, 1399, 1400, 2047, 2500, 2999, 3000, 5):
        history.bring(other, update)
        found, wanted = other.snapshot(), states[update]
        assert found.parameters.tobytes() == wanted.parameters.tobytes(), update
        assert (found.update, found.epoch, found.position) == (
            wanted.update, wanted.epoch, wanted.position,
        )  # fmt: skip
    history.truncate(1000)
    history.bring(other, 1000)
    assert other.parameters.tobytes() == states[1000].parameters.tobytes()
    assert history.training_of(750).learning_rate == states_rate(700)


def states_rate(update: int) -> float:
    return 0.05 + update / 10_000

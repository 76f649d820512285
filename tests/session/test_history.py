"""History: any moment of a long run again, bit for bit, in bounded memory."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.engine.trainer import Snapshot, Trainer
from chainrule.network.edits import set_training
from chainrule.network.names import Optimizer
from chainrule.network.project import Project
from chainrule.session.history import History
from chainrule.storage.examples import load_example

SMALL = 60_000
"""bytes: few keyframes, so that thinning is seen early"""


def xor(**changed: object) -> Project:
    return set_training(load_example("xor"), **changed)


def bits(state: Snapshot) -> tuple[object, ...]:
    slots = tuple((name, array.tobytes()) for name, array in sorted(state.slots.items()))
    order = state.order if state.position else ()
    return (state.parameters.tobytes(), slots, state.update, state.epoch, state.position, order)


def noted(project: Project, updates: int, **options: int) -> tuple[History, list[Snapshot]]:
    """A history of so many updates, with a rate that changes now and then, and every state."""
    trainer = Trainer.start(project)
    history = History(trainer, **options)
    states = [trainer.snapshot()]
    for update in range(1, updates + 1):
        if update % 700 == 0:
            rate = rate_after(update)
            trainer.training = dataclasses.replace(trainer.training, learning_rate=rate)
        trainer.update()
        history.note(trainer)
        states.append(trainer.snapshot())
    return history, states


def rate_after(update: int) -> float:
    return 0.05 + update / 10_000


@pytest.mark.parametrize(
    "changed",
    [
        {"batch_size": 3, "shuffle": True},
        {"momentum": 0.9, "nesterov": True, "batch_size": 1},
        {"optimizer": Optimizer.ADAM, "shuffle": True, "learning_rate": 0.01},
        {"optimizer": Optimizer.RMSPROP, "batch_size": 2, "learning_rate": 0.01},
    ],
)
def test_any_update_of_a_long_run_bit_for_bit(changed: dict[str, object]) -> None:
    project = xor(**changed)
    history, states = noted(project, 1500, bound=SMALL)
    assert history.bytes <= SMALL, "the memory is bounded"
    other = Trainer.start(project)
    for update in (0, 1, 2, 31, 32, 33, 699, 700, 701, 1399, 1400, 1499, 1500, 1498, 5, 1024):
        history.bring(other, update)
        assert bits(other.snapshot()) == bits(states[update]), update
        assert history.bytes <= SMALL, "nor do jumps take more"
    assert history.training_of(750).learning_rate == rate_after(700)
    assert history.training_of(700).learning_rate == rate_after(700)
    assert history.training_of(699).learning_rate == project.training.learning_rate


@settings(max_examples=30, deadline=None)
@given(
    jumps=st.lists(st.integers(0, 400), min_size=1, max_size=30),
    bound=st.sampled_from([0, 3_000, 20_000, 64_000_000]),
)
def test_whatever_is_jumped_to(jumps: list[int], bound: int) -> None:
    project = xor(batch_size=3, shuffle=True)
    history, states = noted(project, 400, bound=bound)
    trainer = Trainer.start(project)
    for update in jumps:
        history.bring(trainer, update)
        assert bits(trainer.snapshot()) == bits(states[update])


def test_a_part_of_a_history_goes_on_another_way() -> None:
    project = xor(batch_size=3, shuffle=True)
    history, states = noted(project, 1000)
    part = history.until(777)
    trainer = Trainer.start(project)
    part.bring(trainer, 777)
    trainer.training = dataclasses.replace(trainer.training, momentum=0.5)
    there = []
    for _ in range(100):
        trainer.update()
        part.note(trainer)
        there.append(trainer.snapshot())
    assert (part.last, history.last) == (877, 1000)
    for update in (876, 778, 777, 700, 3):
        part.bring(trainer, update)
        wanted = there[update - 778] if update > 777 else states[update]
        assert bits(trainer.snapshot()) == bits(wanted), update
    history.bring(trainer, 877)
    assert bits(trainer.snapshot()) == bits(states[877]), "the old line is as it was"
    assert part.training_of(778).momentum == 0.5
    assert part.training_of(777).momentum == project.training.momentum


class Counting:
    """A trainer that counts the updates it makes again."""

    def __init__(self, project: Project) -> None:
        self.trainer = Trainer.start(project)
        self.replayed = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.trainer, name)

    def replay(self, count: int) -> None:
        self.replayed += count
        self.trainer.replay(count)


def test_steps_back_one_after_the_other_replay_little() -> None:
    project = xor()
    history, _ = noted(project, 4000, bound=20_000)
    trainer = Counting(project)
    history.bring(trainer, 4000)
    assert trainer.replayed <= 32, "keyframes are close together at the end"
    trainer.replayed = 0
    history.bring(trainer, 1999)
    far = trainer.replayed
    assert far > 100, "thinned out: this story needs a long way to the middle"
    trainer.replayed = 0
    for update in range(1998, 1898, -1):
        history.bring(trainer, update)
    assert trainer.replayed <= 100 * 40, "the way there has left keyframes behind"


def test_what_is_dear_to_replay_has_keyframes_closer_together() -> None:
    rows = tuple((x / 999, 1.0 - x / 999, 0.5) for x in range(1000))
    project = load_example("xor")
    many = dataclasses.replace(project, data=dataclasses.replace(project.data, train=rows * 60))
    few, dear = History(Trainer.start(project)), History(Trainer.start(many))
    assert dear.room(0) < few.room(0)

"""A thousand runs with learning rates up to a million: nothing that is not finite is ever kept.

Each run is followed by plain loops that are fed the last committed state: they meet a number that
is not finite in the very update that is refused, and in none before it.
"""

import csv
import dataclasses
import io
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random

import numpy as np
import pytest

from chainrule.engine.trainer import NonFinite, Trainer
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer, Role
from chainrule.network.project import Data, Project
from chainrule.session.run import Run
from chainrule.storage.csv_out import log_bytes, log_lines
from chainrule.storage.project_file import project_from_bytes, project_to_bytes
from chainrule.training_command import Outputs, train_project
from helpers.bits import bits, bits_of, named
from helpers.graphs import ANY, random_project, with_training
from helpers.reference_run import Standing, made_update, set_loss

RUNS = 1000
GROUP = 50
MOST_UPDATES = 45
FEW_UPDATES = 10
"""for rmsprop and adam, whose steps stay as long as the learning rate"""
MOST_CONNECTIONS = 12
GENTLE = 1e-6
STEEP = (Activation.LINEAR, Activation.LEAKY_RELU, Activation.GELU, Activation.SILU)
"""activations without a ceiling: what grows goes on growing"""
SQUARED = (Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR)


def wild_project(number: int) -> Project:
    """Return a small project with a learning rate from 1 to 1,000,000; most of them blow up."""
    random = Random(number)
    activations = random.choice([ANY, STEEP, STEEP])
    losses = random.choice([tuple(Loss), SQUARED, SQUARED, SQUARED])
    project = next(
        made
        for made in (random_project(random, activations, losses=losses) for _ in count())
        if 0 < len(made.network.connections) <= MOST_CONNECTIONS and len(made.data.train) <= 5
    )
    optimizer = random.choice([*Optimizer, *[Optimizer.SGD] * 4])
    rate = 10 ** max(random.uniform(0, 6) for _ in range(3))
    return with_training(project, optimizer=optimizer, learning_rate=rate)


def huge_project(number: int) -> Project:
    """Return a small project with inputs, weights and rate of any size that a float can have."""
    random, project = Random(number), wild_project(number)
    sizes = [10 ** random.uniform(-5, 160) for _ in range(3)]
    width = len(project.data.inputs)

    def grown(rows: tuple) -> tuple:
        return tuple((*(x * sizes[0] for x in row[:width]), *row[width:]) for row in rows)

    data = dataclasses.replace(
        project.data, train=grown(project.data.train), test=grown(project.data.test)
    )
    network = Network(
        project.network.neurons,
        tuple(
            dataclasses.replace(link, weight=link.weight * random.choice([1.0, sizes[1]]))
            for link in project.network.connections
        ),
    )
    rate = random.choice([1e-300, 1e-150, 1.0, sizes[2]])
    return with_training(
        dataclasses.replace(project, network=network, data=data), learning_rate=rate
    )


def standing(run: Run) -> Standing:
    """Return the last committed state, by name."""
    plan, snapshot = run.trainer.plan, run.committed()
    slots = {slot: named(plan, values) for slot, values in snapshot.slots.items()}
    return Standing(named(plan, snapshot.parameters), slots)


def is_finite_in_loops(project: Project, run: Run) -> bool:
    """Whether plain loops get through the next update with finite numbers, losses after it too."""
    training, rows = run.training, run.trainer.next_rows()
    made = made_update(project, training, standing(run), rows)
    if not all(map(math.isfinite, made.numbers())):
        return False
    held = dataclasses.replace(project.data, train=project.data.test)
    sets = (project, dataclasses.replace(project, data=held))
    losses = [
        set_loss(one, made.after.values, range(len(one.data.train)))
        for one in sets
        if one.data.train
    ]
    return all(map(math.isfinite, losses))


def all_numbers(run: Run) -> Iterator[float]:
    """Yield every number of the committed state."""
    place = standing(run)
    yield from place.values.values()
    for slot in place.slots.values():
        yield from slot.values()


def trained(project: Project, most: int) -> tuple[Run, NonFinite | None]:
    """Train until an update is refused; before each, ask the loops whether it must be."""
    run = Run(project)
    for update in range(1, most + 1):
        finite = is_finite_in_loops(project, run)
        error = refusal(run.train)
        if error is not None:
            assert not finite, f"refused without need: {error}"
            assert error.update == update
            assert not math.isfinite(error.value), "what is named is not finite"
            assert run.update == update - 1, "the run stands before the refused update"
            return run, error
        assert finite, f"update {update} should have been refused"
        assert run.update == update
        assert all(map(math.isfinite, all_numbers(run))), f"after update {update}"
    return run, None


def refusal(train: Callable[[], object]) -> NonFinite | None:
    """Train; return the error that says which number is not finite, if any."""
    try:
        train()
    except NonFinite as error:
        return error
    return None


def named_by(error: NonFinite | None) -> tuple[object, ...]:
    """Return what an error names."""
    if error is None:
        return ()
    return error.update, error.quantity, error.target, error.row


def check_files(project: Project, run: Run) -> None:
    """Nothing in a file or table is other than a finite number, and the file can be opened."""
    data = project_to_bytes(run.project_now(project))
    json.loads(data, parse_constant=lambda word: pytest.fail(f"{word} in the project file"))
    assert project_from_bytes(data).network.parameters == standing(run).values
    values = list(standing(run).values.values())
    last = "".join(log_lines(run.log[-1:], project.network.parameter_names, [values]))
    for text in (log_bytes(run.log).decode(), last):
        check_table(text)


def check_table(text: str) -> None:
    """Every cell of a row is a finite number or, where it does not apply, empty."""
    for row in list(csv.reader(io.StringIO(text)))[1:]:
        assert all(cell == "" or math.isfinite(float(cell)) for cell in row), row


def check_going_on(project: Project, run: Run, error: NonFinite) -> bool:
    """After the error: the same refusal again, and on with a small rate where that is possible."""
    before = bits(run.trainer.plan, run.committed())
    assert named_by(refusal(run.train)) == named_by(error)
    assert bits(run.trainer.plan, run.committed()) == before, "not a bit has moved"
    run.set_training(dataclasses.replace(run.training, learning_rate=GENTLE, momentum=0.0))
    if not is_finite_in_loops(project, run):
        return False
    run.train()
    assert run.update == error.update
    assert all(map(math.isfinite, all_numbers(run)))
    return True


@contextmanager
def about(number: int) -> Iterator[None]:
    """Say which run it was when something is wrong with it."""
    try:
        yield
    except AssertionError as error:
        raise AssertionError(f"run {number}: {error}") from error


@pytest.mark.parametrize("group", range(RUNS // GROUP))
def test_nothing_that_is_not_finite_is_kept(group: int) -> None:
    refused = went_on = 0
    for number in range(group * GROUP, (group + 1) * GROUP):
        project = wild_project(number)
        steep = project.training.optimizer is Optimizer.SGD
        with about(number):
            run, error = trained(project, MOST_UPDATES if steep else FEW_UPDATES)
            check_files(project, run)
            if error is not None:
                refused += 1
                went_on += check_going_on(project, run, error)
                check_files(project, run)
    assert refused >= GROUP / 10, "with such rates runs diverge, else nothing is tested"
    assert went_on >= refused / 5, "many can be brought back with a small rate"


@pytest.mark.parametrize("group", range(6))
def test_numbers_of_any_size_are_refused_where_they_must_be(group: int) -> None:
    met: Counter[str | None] = Counter()
    for number in range(group * GROUP, (group + 1) * GROUP):
        project = huge_project(number)
        with about(number):
            run, error = trained(project, 5)
            check_files(project, run)
        met[None if error is None else error.quantity] += 1
    assert len(met) >= 3, f"overflows of many kinds: {met}"


def test_what_huge_numbers_give_is_told_without_a_warning() -> None:
    # a warning is an error in the tests
    for number in range(GROUP):
        run, _ = trained(huge_project(number), 3)
        if run.update > 0:
            evaluation = run.trainer.evaluate()
            told = (evaluation.outputs, evaluation.losses, evaluation.forward.a)
            assert all(np.isfinite(numbers).all() for numbers in told), f"run {number}"


@pytest.mark.parametrize("group", range(3))
@pytest.mark.parametrize("made", [wild_project, huge_project])
def test_a_replay_does_and_is_refused_what_single_updates_are(
    made: Callable[[int], Project], group: int
) -> None:
    """Whatever the size of the numbers, and wherever a replay begins and ends."""
    for number in range(group * GROUP, (group + 1) * GROUP):
        random, project = Random(number), made(number)
        single, many = Trainer.start(project), Trainer.start(project)
        place = single.snapshot()
        while single.update_number < MOST_UPDATES:
            stretch = random.choice([1, 2, 5, 20])
            error = refusal(lambda: [single.update() for _ in range(stretch)])  # noqa: B023
            again = refusal(lambda: many.replay(stretch))  # noqa: B023
            assert named_by(again) == named_by(error), f"run {number}"
            assert bits_of(single) == bits_of(many), f"run {number}"
            assert all(map(math.isfinite, single.plan.unpack(single.parameters)))
            if error is not None:
                break
            if random.random() < 0.3:
                many.restore(place)
                many.replay(single.update_number - place.update)
                assert bits_of(single) == bits_of(many), f"run {number}, from {place.update}"
            place = random.choice([place, single.snapshot()])


@pytest.mark.parametrize("weight", [720.0, 800.0, -800.0])
def test_a_saturated_output_that_feeds_others_has_its_delta(weight: float) -> None:
    """∂L/∂z of binary cross-entropy is ŷ − y, whatever else the output feeds."""
    network = Network(
        (
            Neuron("x", Role.INPUT),
            Neuron("y", Role.OUTPUT, Activation.SIGMOID),
            Neuron("h", Role.HIDDEN, Activation.TANH),
        ),
        (Connection("x", "y", weight), Connection("y", "h", 0.5)),
    )
    data = Data(("x",), ("y",), ((1.0, 0.3),))
    trainer = Trainer.start(Project("", network, Loss.BINARY_CROSS_ENTROPY, data))
    found = named(trainer.plan, trainer.update().batch_gradient)
    assert found["b[y]"] == pytest.approx((weight > 0) - 0.3, rel=1e-12)


@pytest.mark.parametrize("number", range(0, 60, 2))
def test_the_files_of_the_command_line_hold_finite_numbers_only(
    number: int, tmp_path: Path
) -> None:
    project = wild_project(number)
    ledger, log, saved = (tmp_path / name for name in ("ledger.csv", "log.csv", "end.chainrule"))
    outputs = Outputs(log=log, ledger=ledger, save=saved, png=None, with_parameters=True)
    train_project(project, 12, None, outputs)
    check_table(log.read_text("utf-8"))
    for row in list(csv.reader(io.StringIO(ledger.read_text("utf-8"))))[1:]:
        assert row[-1] == "" or math.isfinite(float(row[-1])), row
        words = row[-2].replace("(", " ").replace(")", " ").split()
        assert not {"inf", "−inf", "-inf", "nan", "∞", "NaN"} & set(words), row
    json.loads(saved.read_text("utf-8"), parse_constant=pytest.fail)


def test_wild_projects_come_with_every_optimizer_and_rate() -> None:
    settings = [wild_project(number).training for number in range(200)]
    assert {one.optimizer for one in settings} == set(Optimizer)
    assert max(one.learning_rate for one in settings) > 1e5

"""Worked examples from textbooks and courses: our numbers are theirs, to all the digits printed."""

from __future__ import annotations

import dataclasses
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chainrule.network.edits import set_training
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.network.project import Data, Project, Training
from chainrule.session.run import Run
from oracles.exact import exact_numbers

if TYPE_CHECKING:
    from oracles.exact import Key

ORACLES = tomllib.loads((Path(__file__).parent / "oracles.toml").read_text("utf-8"))["oracle"]
NEARLY = 1e-12
MANY_DIGITS = 15
"""a printed number with so many is itself a float64"""
SINGLE = Decimal(2) ** -22
"""two units in the last place of a float32, at most"""
OWN = ("Chainrule", "Classical momentum", "Worked out for this project")
"""how the sources begin that are the project's own"""
LONG = 2000
"""more updates than these take seconds to work out in fifty digits"""
IDLE = tuple(Neuron(f"idle {n}", Role.HIDDEN, Activation.TANH, 0.5) for n in range(20))
"""neurons that nothing comes from: with them no graph is small enough to be written out"""


def last_update(oracle: dict[str, Any]) -> int:
    return max(number[0] for number in oracle["numbers"])


def names(oracles: list[dict[str, Any]]) -> list[str]:
    return [oracle["name"] for oracle in oracles]


SHORT = [oracle for oracle in ORACLES if last_update(oracle) <= LONG]


def project_of(oracle: dict[str, Any], idle: tuple[Neuron, ...] = ()) -> Project:
    """Return the project that an oracle describes, with more neurons in it."""
    locked = set(oracle.get("locked", ()))
    neurons = tuple(neuron_of(words.split(), oracle["outputs"]) for words in oracle["neurons"])
    neurons = tuple(
        dataclasses.replace(neuron, bias_locked=f"b[{neuron.id}]" in locked) for neuron in neurons
    )
    connections = tuple(connection_of(words.split(), locked) for words in oracle["connections"])
    inputs = tuple(neuron.id for neuron in neurons if neuron.is_input)
    rows = tuple(tuple(row) for row in oracle["train"])
    return Project(
        oracle["name"],
        Network(neurons + idle, connections),
        Loss(oracle.get("loss", "half_squared_error")),
        Data(inputs, tuple(oracle["outputs"]), rows),
        training_of(oracle.get("training", {})),
    )


def training_of(settings: dict[str, Any]) -> Training:
    kinds = {"reduction": Reduction, "optimizer": Optimizer}
    values = {key: kinds.get(key, lambda value: value)(value) for key, value in settings.items()}
    return dataclasses.replace(Training(), **values)


def neuron_of(words: list[str], outputs: list[str]) -> Neuron:
    if len(words) == 1:
        return Neuron(words[0], Role.INPUT)
    role = Role.OUTPUT if words[0] in outputs else Role.HIDDEN
    bias = float(words[2]) if len(words) > 2 else 0.0
    return Neuron(words[0], role, Activation(words[1]), bias)


def connection_of(words: list[str], locked: set[str]) -> Connection:
    source, target = words[0].split("->")
    return Connection(source, target, float(words[1]), f"w[{words[0]}]" in locked)


def numbers_of(oracle: dict[str, Any], idle: tuple[Neuron, ...]) -> dict[Key, float]:
    """Return the numbers of the updates that an oracle speaks of; those between are not traced."""
    run = Run(project_of(oracle, idle))
    changes = {change["after"]: change["learning_rate"] for change in oracle.get("changes", ())}
    found: dict[Key, float] = {}
    for number in sorted({row[0] for row in oracle["numbers"]}):
        for after in sorted(after for after in changes if run.update <= after < number):
            run.train_many(after - run.update)
            turned = set_training(run.project, learning_rate=changes[after])
            run.set_training(turned.training)
        run.train_many(number - 1 - run.update)
        found |= numbers_of_next(run)
    return found


def numbers_of_next(run: Run) -> dict[Key, float]:
    """Return the numbers of the next update, from the ledger and the log."""
    ledger, number = run.open_next(), run.update + 1
    found = {
        (number, operation.sample or 0, operation.kind.value, operation.target): operation.value
        for operation in ledger
    }
    for index in range(len(ledger.rows)):
        sample = ledger.narrator.sample(index)
        for neuron, blame in sample.activation_gradient.items():
            found[number, sample.row, "input_gradient", neuron] = blame
    run.commit()
    row = run.log[-1]
    found[number, 0, "train_loss", ""] = row.train_loss
    found[number, 0, "batch_loss", ""] = row.batch_loss
    return found


def prints_as(value: float, printed: str, *, single: bool = False) -> bool:
    """Whether a number gives all the digits printed when it is rounded to so many."""
    wanted = Decimal(printed)
    miss = abs(Decimal(value) - wanted)
    if single:
        return miss <= abs(wanted) * SINGLE
    if len(wanted.as_tuple().digits) >= MANY_DIGITS:
        return miss <= abs(wanted) * Decimal(NEARLY)
    last = Decimal(1).scaleb(int(wanted.as_tuple().exponent))
    return miss <= last / 2 * Decimal("1.000000001")


@pytest.mark.parametrize("idle", [(), IDLE], ids=["alone", "among idle neurons"])
@pytest.mark.parametrize("oracle", ORACLES, ids=names(ORACLES))
def test_the_numbers_are_those_of_the_source(
    oracle: dict[str, Any], idle: tuple[Neuron, ...]
) -> None:
    found = numbers_of(oracle, idle)
    single = oracle.get("precision") == "single"
    for update, row, kind, target, printed, value, *why in oracle["numbers"]:
        ours = found[update, row, kind, target]
        where = f"{kind} of {target or 'the run'}, row {row}, update {update}"
        assert ours == pytest.approx(value, rel=NEARLY, abs=NEARLY**2), where
        if printed and not why:
            fits = prints_as(ours, printed, single=single)
            assert fits, f"{where}: printed {printed}, ours {ours!r}"
        if why:
            assert not prints_as(ours, printed, single=single), f"{where}: is right, not wrong"


@pytest.mark.parametrize("oracle", SHORT, ids=names(SHORT))
def test_the_values_are_those_of_fifty_digits(oracle: dict[str, Any]) -> None:
    exact = exact_numbers(oracle)
    for update, row, kind, target, _, value, *_ in oracle["numbers"]:
        wanted = float(exact[update, row, kind, target])
        assert value == wanted, f"{kind} of {target}, row {row}, update {update}"


def test_there_are_enough_of_them() -> None:
    numbers = [number for oracle in ORACLES for number in oracle["numbers"]]
    assert len(numbers) >= 200, "numbers held to 1e-12"
    printed = [number for number in numbers if number[4] and len(number) == 6]
    assert len(printed) >= 200, "of them held to what is printed"
    assert all(oracle["source"] for oracle in ORACLES), "each says where it is from"
    assert len(set(names(ORACLES))) == len(ORACLES)
    others = [oracle for oracle in ORACLES if not oracle["source"].startswith(OWN)]
    assert len({oracle["source"].split(",")[0] for oracle in others}) >= 10, "besides our own"
    assert all(oracle["source"][-4:].isdigit() for oracle in others), "each source ends in a year"


def test_every_activation_loss_and_optimizer_has_an_oracle() -> None:
    projects = [project_of(oracle) for oracle in ORACLES]
    neurons = [neuron for project in projects for neuron in project.network.computed]
    assert {neuron.activation for neuron in neurons} == set(Activation)
    assert {project.loss for project in projects} == set(Loss)
    assert {project.training.optimizer for project in projects} == set(Optimizer)


def test_what_is_called_wrong_says_what_was_printed_and_why() -> None:
    wrong = [n for oracle in ORACLES for n in oracle["numbers"] if len(n) > 6]
    assert wrong
    assert all(printed and why for _, _, _, _, printed, _, why in wrong)


def test_a_printed_number_is_held_to_its_last_digit() -> None:
    assert prints_as(0.4749, "0.475")
    assert not prints_as(0.4744, "0.475")
    assert prints_as(-0.0016, "-0.002")
    assert not prints_as(0.3312, "0.33115")
    assert prints_as(0.99505475, "0.9950547", single=True)
    assert not prints_as(0.99505500, "0.9950547", single=True)
    assert not prints_as(0.123456789013, "0.123456789012345")

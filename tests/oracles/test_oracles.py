"""Worked examples from textbooks and courses: our numbers are theirs, to all the digits printed."""

from __future__ import annotations

import dataclasses
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chainrule.network.edits import set_training
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Reduction, Role
from chainrule.network.project import Data, Project, Training
from chainrule.session.run import Run

ORACLES = tomllib.loads((Path(__file__).parent / "oracles.toml").read_text("utf-8"))["oracle"]
NEARLY = 1e-12
MANY_DIGITS = 15
"""a printed number with so many is itself a float64"""

Key = tuple[int, int, str, str]


def project_of(oracle: dict[str, Any]) -> Project:
    """Return the project that an oracle describes."""
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
        Network(neurons, connections),
        Loss(oracle.get("loss", "half_squared_error")),
        Data(inputs, tuple(oracle["outputs"]), rows),
        training_of(oracle.get("training", {})),
    )


def training_of(settings: dict[str, Any]) -> Training:
    reduction = Reduction(settings.get("reduction", Reduction.MEAN))
    return dataclasses.replace(Training(), **{**settings, "reduction": reduction})


def neuron_of(words: list[str], outputs: list[str]) -> Neuron:
    if len(words) == 1:
        return Neuron(words[0], Role.INPUT)
    role = Role.OUTPUT if words[0] in outputs else Role.HIDDEN
    bias = float(words[2]) if len(words) > 2 else 0.0
    return Neuron(words[0], role, Activation(words[1]), bias)


def connection_of(words: list[str], locked: set[str]) -> Connection:
    source, target = words[0].split("->")
    return Connection(source, target, float(words[1]), f"w[{words[0]}]" in locked)


def numbers_of(oracle: dict[str, Any]) -> dict[Key, float]:
    """Return every number of the oracle's updates, from the ledger and the log."""
    run = Run(project_of(oracle))
    changes = {change["after"]: change["learning_rate"] for change in oracle.get("changes", ())}
    found: dict[Key, float] = {}
    for number in range(1, oracle.get("updates", 1) + 1):
        if number - 1 in changes:
            turned = set_training(run.project, learning_rate=changes[number - 1])
            run.set_training(turned.training)
        ledger = run.open_next()
        for operation in ledger:
            key = (number, operation.sample or 0, operation.kind.value, operation.target)
            found[key] = operation.value
        for index in range(len(ledger.rows)):
            sample = ledger.narrator.sample(index)
            for neuron, blame in sample.activation_gradient.items():
                found[number, sample.row, "input_gradient", neuron] = blame
        run.commit()
        row = run.log[-1]
        found[number, 0, "train_loss", ""] = row.train_loss
        found[number, 0, "batch_loss", ""] = row.batch_loss
    return found


def prints_as(value: float, printed: str) -> bool:
    """Whether a number gives all the digits printed when it is rounded to so many."""
    wanted = Decimal(printed)
    miss = abs(Decimal(value) - wanted)
    if len(wanted.as_tuple().digits) >= MANY_DIGITS:
        return miss <= abs(wanted) * Decimal(NEARLY)
    last = Decimal(1).scaleb(int(wanted.as_tuple().exponent))
    return miss <= last / 2 * Decimal("1.000000001")


@pytest.mark.parametrize("oracle", ORACLES, ids=[oracle["name"] for oracle in ORACLES])
def test_the_numbers_are_those_of_the_source(oracle: dict[str, Any]) -> None:
    found = numbers_of(oracle)
    for update, row, kind, target, printed, value, *why in oracle["numbers"]:
        ours = found[update, row, kind, target]
        where = f"{kind} of {target or 'the run'}, row {row}, update {update}"
        assert ours == pytest.approx(value, rel=NEARLY, abs=NEARLY), where
        if printed and not why:
            assert prints_as(ours, printed), f"{where}: printed {printed}, ours {ours!r}"
        if why:
            assert not prints_as(ours, printed), f"{where}: what is called wrong is right"


def test_there_are_enough_of_them() -> None:
    numbers = [number for oracle in ORACLES for number in oracle["numbers"]]
    assert len(numbers) >= 200
    sources = {oracle["source"].split(",")[0] for oracle in ORACLES}
    assert len(sources) >= 15, "more than ten beside those that the project began with"
    assert all(oracle["source"] for oracle in ORACLES), "each says where it is from"
    names = [oracle["name"] for oracle in ORACLES]
    assert len(set(names)) == len(names)


def test_a_printed_number_is_held_to_its_last_digit() -> None:
    assert prints_as(0.4749, "0.475")
    assert not prints_as(0.4744, "0.475")
    assert prints_as(-0.0016, "-0.002")
    assert not prints_as(0.3312, "0.33115")

"""The text of a project file: indented, with each neuron, connection and row on a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.storage.atomic import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chainrule.network.graph import Neuron
    from chainrule.network.project import LogRow, Project, State
    from chainrule.network.stops import Stops

FORMAT = "chainrule-project"
VERSION = 2
PLAIN_VERSION = 1
"""of a project without stop marks, which the first version of the format can hold"""
INDENT = "  "


def project_text(project: Project) -> str:
    """Return the text of a project's file; a number that is not finite raises a `WriteError`."""
    members = {
        "format": _line(FORMAT),
        "version": _line(VERSION if project.stops else PLAIN_VERSION),
        "title": _line(project.title),
        "network": _network(project),
        "loss": _line(project.loss.value),
        "data": _data(project),
        "training": _line(_training(project)),
    }
    if project.state is not None:
        members["state"] = _state(project.state)
    if project.stops:
        members["stops"] = _stops(project.stops)
    return _object(members, 0) + "\n"


def _line(value: object) -> str:
    """Return a value on one line; floats in their shortest form that reads back the same."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        told = QT_TRANSLATE_NOOP("Storage", "A project holds a number that is not finite.")
        raise WriteError(message(told)) from None


def _object(members: Mapping[str, str], depth: int) -> str:
    inner = INDENT * (depth + 1)
    lines = ",\n".join(f"{inner}{_line(key)}: {text}" for key, text in members.items())
    return f"{{\n{lines}\n{INDENT * depth}}}" if members else "{}"


def _list(values: Iterable[object], depth: int) -> str:
    inner = INDENT * (depth + 1)
    lines = ",\n".join(inner + _line(value) for value in values)
    return f"[\n{lines}\n{INDENT * depth}]" if lines else "[]"


def _network(project: Project) -> str:
    connections = [
        {"source": link.source, "target": link.target, "weight": float(link.weight)}
        | ({"locked": True} if link.locked else {})
        for link in project.network.connections
    ]
    members = {
        "neurons": _list(map(_neuron, project.network.neurons), 2),
        "connections": _list(connections, 2),
    }
    return _object(members, 1)


def _neuron(neuron: Neuron) -> dict[str, object]:
    members: dict[str, object] = {"id": neuron.id, "role": neuron.role.value}
    if not neuron.is_input:
        members |= {"activation": neuron.activation.value, "bias": float(neuron.bias)}
        if neuron.bias_locked:
            members["bias_locked"] = True
    if neuron.label is not None:
        members["label"] = neuron.label
    if neuron.x is not None:
        members["x"] = float(neuron.x)
    if neuron.y is not None:
        members["y"] = float(neuron.y)
    return members


def _data(project: Project) -> str:
    data = project.data
    members = {
        "inputs": _line(data.inputs),
        "targets": _line(data.targets),
        "train": _list(map(_floats, data.train), 2),
        "test": _list(map(_floats, data.test), 2),
    }
    return _object(members, 1)


def _training(project: Project) -> dict[str, object]:
    training = project.training
    return {
        "optimizer": training.optimizer.value,
        "learning_rate": float(training.learning_rate),
        "momentum": float(training.momentum),
        "nesterov": training.nesterov,
        "batch_size": training.batch_size,
        "shuffle": training.shuffle,
        "seed": training.seed,
        "reduction": training.reduction.value,
        "l1": float(training.l1),
        "l2": float(training.l2),
    }


def _state(state: State) -> str:
    members = {
        "update": _line(state.update),
        "epoch": _line(state.epoch),
        "position": _line(state.position),
        "batch_size": _line(state.batch_size),
        "slots": _object({slot: _by_name(values, 3) for slot, values in state.slots.items()}, 2),
    }
    if state.random is not None:
        members["random"] = _line({"seed": state.random.seed, "order": state.random.order})
    members["initial"] = _by_name(state.initial, 2)
    members["log"] = _list(map(_log_row, state.log), 2)
    return _object(members, 1)


def _stops(stops: Stops) -> str:
    rows = [{"operation": operation, "target": target} for operation, target in stops.rows]
    members = {
        "rows": _list(rows, 2),
        "neurons": _line(stops.neurons),
        "phases": _line(stops.phases),
    }
    return _object(members, 1)


def _floats(row: Iterable[float]) -> list[float]:
    return [float(value) for value in row]


def _by_name(values: Mapping[str, float], depth: int) -> str:
    return _object({name: _line(float(value)) for name, value in values.items()}, depth)


def _log_row(row: LogRow) -> list[int | float | None]:
    losses = (row.batch_loss, row.train_loss, row.test_loss)
    return [
        row.update,
        row.epoch,
        float(row.learning_rate),
        float(row.momentum),
        *(None if loss is None else float(loss) for loss in losses),
    ]

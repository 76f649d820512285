"""The text of a project file: indented, with each neuron, connection and row on a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.storage.atomic import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chainrule.network.graph import Neuron
    from chainrule.network.project import Project, State

FORMAT = "chainrule-project"
VERSION = 1
INDENT = "  "


def project_text(project: Project) -> str:
    """Return the text of a project's file; a number that is not finite raises a `WriteError`."""
    members = {
        "format": _line(FORMAT),
        "version": _line(VERSION),
        "title": _line(project.title),
        "network": _network(project),
        "loss": _line(project.loss.value),
        "data": _data(project),
        "training": _line(_training(project)),
    }
    if project.state is not None:
        members["state"] = _state(project.state)
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
        {"source": link.source, "target": link.target, "weight": link.weight}
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
        members |= {"activation": neuron.activation.value, "bias": neuron.bias}
    if neuron.bias_locked:
        members["bias_locked"] = True
    for name in ("label", "x", "y"):
        if getattr(neuron, name) is not None:
            members[name] = getattr(neuron, name)
    return members


def _data(project: Project) -> str:
    data = project.data
    members = {
        "inputs": _line(data.inputs),
        "targets": _line(data.targets),
        "train": _list(data.train, 2),
        "test": _list(data.test, 2),
    }
    return _object(members, 1)


def _training(project: Project) -> dict[str, object]:
    training = project.training
    return {
        "optimizer": training.optimizer.value,
        "learning_rate": training.learning_rate,
        "momentum": training.momentum,
        "nesterov": training.nesterov,
        "batch_size": training.batch_size,
        "shuffle": training.shuffle,
        "seed": training.seed,
        "reduction": training.reduction.value,
        "l1": training.l1,
        "l2": training.l2,
    }


def _state(state: State) -> str:
    members = {
        "update": _line(state.update),
        "epoch": _line(state.epoch),
        "position": _line(state.position),
        "batch_size": _line(state.batch_size),
        "slots": _object({slot: _line(dict(values)) for slot, values in state.slots.items()}, 2),
    }
    if state.random is not None:
        members["random"] = _line({"seed": state.random.seed, "order": state.random.order})
    members["initial"] = _line(dict(state.initial))
    members["log"] = _list(state.log, 2)
    return _object(members, 1)

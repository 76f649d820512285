"""The project file: read strictly and whole, written so that it can be read and compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec import UNSET

from chainrule.network.graph import Connection, GraphError, Network, Neuron
from chainrule.network.message import QT_TRANSLATE_NOOP, Message, message
from chainrule.network.names import Activation
from chainrule.network.project import Data, Project, Training
from chainrule.storage.atomic import WriteError, write_atomically
from chainrule.storage.project_text import FORMAT, VERSION, project_text
from chainrule.storage.schema import ProjectFile, converted
from chainrule.storage.state_file import state_from_file
from chainrule.storage.stops_file import from_version_1, stops_from_file
from chainrule.storage.strict_json import (
    LARGEST,
    LARGEST_MIB,
    LONGEST_SHOWN,
    ReadError,
    quoted,
    strict_json,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from chainrule.storage.schema import NeuronFile

    Migration = Callable[[dict[str, object]], dict[str, object]]

MIGRATIONS: Mapping[int, Migration] = {1: from_version_1}
"""from each older version to the next one; version 1 is the first"""

SHORTEST_LOG = 2
"""rows, the first and the last, that are never left out of a file"""


def read_project(path: Path) -> Project:
    """Return the project in a file; a `ReadError` says what and where is wrong."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        told = QT_TRANSLATE_NOOP("Read", "the file cannot be read: {reason}")
        reason = (error.strerror or str(error)).lower()
        raise ReadError(message(told, reason=reason)) from None
    return project_from_bytes(data)


def project_from_bytes(data: bytes) -> Project:
    """Return the project that the bytes of a file hold."""
    plain = strict_json(data)
    if not isinstance(plain, dict):
        told = QT_TRANSLATE_NOOP("Read", "expected an object: this is no Chainrule project")
        raise ReadError(message(told), "$")
    return _project(converted(_migrated(plain), ProjectFile))


def project_to_bytes(project: Project) -> bytes:
    """Return the bytes of a project's file; what no file can hold raises a `WriteError`.

    A log so long that the file could not be opened again is thinned: every second row is kept,
    and the last one, as often as it takes. Training goes on from the file all the same.
    """
    data = _encoded(project)
    while len(data) > LARGEST:
        project = _with_half_the_log(project)
        data = _encoded(project)
    return data


def _encoded(project: Project) -> bytes:
    try:
        return project_text(project).encode("utf-8")
    except UnicodeEncodeError:
        told = QT_TRANSLATE_NOOP("Storage", "A project holds a text with half a character.")
        raise WriteError(message(told)) from None


def _with_half_the_log(project: Project) -> Project:
    state = project.state
    if state is None or len(state.log) <= SHORTEST_LOG:
        told = QT_TRANSLATE_NOOP(
            "Storage", "The project is larger than {limit} MiB: no file that big can be opened."
        )
        raise WriteError(message(told, limit=LARGEST_MIB))
    *rows, last = state.log
    return replace(project, state=replace(state, log=(*rows[::2], last)))


def write_project(project: Project, path: Path) -> None:
    """Write a project's file whole, or raise a `WriteError` and leave the disk as it was."""
    write_atomically(path, project_to_bytes(project))


def _migrated(plain: dict[str, object]) -> dict[str, object]:
    """Check format and version, and bring an older version up to the present one."""
    if plain.get("format") != FORMAT:
        told = QT_TRANSLATE_NOOP("Read", "expected {format}: this is no Chainrule project")
        raise ReadError(message(told, format=f'"{FORMAT}"'), "$.format")
    version = plain.get("version")
    if type(version) is not int or version < 1:
        told = QT_TRANSLATE_NOOP("Read", "expected a whole number from 1 on")
        raise ReadError(message(told), "$.version")
    if version > VERSION:
        told = QT_TRANSLATE_NOOP(
            "Read", "made by a newer Chainrule: version {found}, this one reads up to {newest}"
        )
        raise ReadError(message(told, found=version, newest=VERSION), "$.version")
    for old in range(version, VERSION):
        plain = MIGRATIONS[old](plain)
    return plain


def _project(file: ProjectFile) -> Project:
    try:
        network = Network(
            tuple(_neuron(neuron, index) for index, neuron in enumerate(file.network.neurons)),
            tuple(
                Connection(link.source, link.target, float(link.weight), link.locked)
                for link in file.network.connections
            ),
        )
        data = Data(
            tuple(file.data.inputs),
            tuple(file.data.targets),
            tuple(tuple(map(float, row)) for row in file.data.train),
            tuple(tuple(map(float, row)) for row in file.data.test),
        )
        _check_text(file.title, "$.title")
        state = None if file.state is None else state_from_file(file.state, network, data)
        stops = stops_from_file(file.stops, network)
        return Project(file.title, network, file.loss, data, _training(file), state, stops)
    except GraphError as error:
        raise ReadError(_on_one_line(error.message), error.place) from None


def _on_one_line(told: Message) -> Message:
    """Return the message with a foreign text in it, such as an unknown id, made safe to show."""
    values = {
        name: quoted(value)
        if isinstance(value, str) and not (value.isprintable() and len(value) <= LONGEST_SHOWN)
        else value
        for name, value in told.values.items()
    }
    return Message(told.context, told.template, values)


def _neuron(neuron: NeuronFile, index: int) -> Neuron:
    place = f"$.network.neurons[{index}]"
    given = {
        name: getattr(neuron, name)
        for name in ("activation", "bias", "bias_locked")
        if getattr(neuron, name) is not UNSET
    }
    if neuron.role == "input" and given:
        told = QT_TRANSLATE_NOOP("Read", "an input has no such field")
        raise ReadError(message(told), f"{place}.{next(iter(given))}")
    if neuron.label is not None:
        _check_text(neuron.label, f"{place}.label")
    return Neuron(
        neuron.id,
        neuron.role,
        given.get("activation", Activation.LINEAR),
        float(given.get("bias", 0.0)),
        given.get("bias_locked", False),
        neuron.label,
        None if neuron.x is None else float(neuron.x),
        None if neuron.y is None else float(neuron.y),
    )


def _check_text(text: str, place: str) -> None:
    """Refuse half a character, which no file can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        told = QT_TRANSLATE_NOOP("Read", "the text holds half a character")
        raise ReadError(message(told), place) from None


def _training(file: ProjectFile) -> Training:
    training = file.training
    return Training(
        training.optimizer,
        float(training.learning_rate),
        float(training.momentum),
        training.nesterov,
        training.batch_size,
        training.shuffle,
        training.seed,
        training.reduction,
        float(training.l1),
        float(training.l2),
    )

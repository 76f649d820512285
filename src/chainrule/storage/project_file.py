"""The project file: read strictly and whole, written so that it can be read and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from chainrule.network.graph import Connection, GraphError, Network, Neuron
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation
from chainrule.network.project import Data, Project, Training
from chainrule.storage.atomic import write_atomically
from chainrule.storage.project_text import FORMAT, VERSION, project_text
from chainrule.storage.schema import converted
from chainrule.storage.state_file import state_from_file
from chainrule.storage.strict_json import LARGEST, ReadError, strict_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from chainrule.storage.schema import NeuronFile, ProjectFile

    Migration = Callable[[dict[str, object]], dict[str, object]]

MIGRATIONS: Mapping[int, Migration] = {}
"""from each older version to the next one; version 1 is the first"""


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
    return _project(converted(_migrated(plain)))


def project_to_bytes(project: Project) -> bytes:
    """Return the bytes of a project's file."""
    return project_text(project).encode("utf-8")


def write_project(project: Project, path: Path) -> None:
    """Write a project's file whole, or raise a `WriteError` and leave the disk as it was."""
    write_atomically(path, project_to_bytes(project))


def _migrated(plain: dict[str, object]) -> dict[str, object]:
    """Check format and version, and bring an older version up to the present one."""
    if plain.get("format") != FORMAT:
        told = QT_TRANSLATE_NOOP("Read", "expected {format}: this is no Chainrule project")
        raise ReadError(message(told, format=f'"{FORMAT}"'), "$.format")
    version = plain.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
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
        return Project(file.title, network, file.loss, data, _training(file), state)
    except GraphError as error:
        raise ReadError(error.message, error.place) from None


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

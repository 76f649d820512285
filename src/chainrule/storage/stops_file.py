"""The stop marks of a file, checked against the network they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.stops import Stops
from chainrule.session.stopping import fits
from chainrule.storage.strict_json import ReadError, quoted

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from chainrule.network.graph import Network
    from chainrule.storage.schema import StopsFile

PLACE = "$.stops"


def from_version_1(plain: dict[str, object]) -> dict[str, object]:
    """Bring a file of version 1, which has no stop marks, up to version 2."""
    if "stops" in plain:
        told = QT_TRANSLATE_NOOP("Read", "there is no such field in a project")
        raise ReadError(message(told), PLACE)
    return {**plain, "version": 2}


def stops_from_file(file: StopsFile | None, network: Network) -> Stops:
    """Return the stops, or say in a `ReadError` which of them does not fit."""
    if file is None:
        return Stops()
    rows = tuple((row.operation.value, row.target) for row in file.rows)
    phases = tuple(phase.value for phase in file.phases)
    for name, marks in (("rows", rows), ("neurons", file.neurons), ("phases", phases)):
        _check_once(marks, f"{PLACE}.{name}")
    for index, row in enumerate(file.rows):
        if not fits(network, row.operation, row.target):
            _refuse(row.target, f"{PLACE}.rows[{index}].target")
    for index, name in enumerate(file.neurons):
        if name not in network.by_id:
            _refuse(name, f"{PLACE}.neurons[{index}]")
    return Stops(rows, tuple(file.neurons), phases)


def _check_once(marks: Sequence[Hashable], place: str) -> None:
    seen = set[object]()
    for index, mark in enumerate(marks):
        if mark in seen:
            told = QT_TRANSLATE_NOOP("Read", "the same stop mark is given twice")
            raise ReadError(message(told), f"{place}[{index}]")
        seen.add(mark)


def _refuse(name: str, place: str) -> None:
    told = QT_TRANSLATE_NOOP("Read", "the network has no step of {name} to stop at")
    raise ReadError(message(told, name=quoted(name)), place)

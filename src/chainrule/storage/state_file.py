"""Where training stands, checked against the network and the data it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.project import LogRow, Randomness, State
from chainrule.storage.strict_json import ReadError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.network.graph import Network
    from chainrule.network.project import Data
    from chainrule.storage.schema import LogRowFile, StateFile


def state_from_file(file: StateFile, network: Network, data: Data) -> State:
    """Return the state, or say in a `ReadError` where it does not fit."""
    for name in ("update", "epoch", "position", "batch_size"):
        if getattr(file, name) < 0:
            raise _at(f"$.state.{name}", QT_TRANSLATE_NOOP("Read", "expected 0 or more"))
    _check_names(file.initial, network, "$.state.initial")
    for slot, values in file.slots.items():
        _check_names(values, network, f"$.state.slots.{slot}")
    if file.position > len(data.train):
        told = QT_TRANSLATE_NOOP("Read", "beyond the end of the training set")
        raise _at("$.state.position", told)
    return State(
        file.update,
        file.epoch,
        file.position,
        file.batch_size,
        {slot: _floats(values) for slot, values in file.slots.items()},
        _randomness(file, len(data.train)),
        _floats(file.initial),
        _log(file.log),
    )


def _check_names(values: Mapping[str, float], network: Network, place: str) -> None:
    for name in values:
        if name not in network.parameters:
            told = QT_TRANSLATE_NOOP("Read", "the network has no such parameter")
            raise _at(f"{place}.{name}", told)
    missing = [name for name in network.parameter_names if name not in values]
    if missing:
        told = QT_TRANSLATE_NOOP("Read", "the parameter is missing here")
        raise _at(f"{place}.{missing[0]}", told)


def _floats(values: Mapping[str, float]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}


def _randomness(file: StateFile, rows: int) -> Randomness | None:
    if file.random is None:
        return None
    if file.random.seed < 0:
        raise _at("$.state.random.seed", QT_TRANSLATE_NOOP("Read", "expected 0 or more"))
    order = tuple(file.random.order)
    if order and sorted(order) != list(range(rows)):
        told = QT_TRANSLATE_NOOP("Read", "expected every row of the training set once")
        raise _at("$.state.random.order", told)
    return Randomness(file.random.seed, order)


def _log(rows: list[LogRowFile]) -> tuple[LogRow, ...]:
    log: list[LogRow] = []
    for index, row in enumerate(rows):
        update, epoch, *numbers = row
        if log and update <= log[-1].update:
            told = QT_TRANSLATE_NOOP("Read", "expected a later update than in the row before")
            raise _at(f"$.state.log[{index}][0]", told)
        rate, momentum, *losses = (None if value is None else float(value) for value in numbers)
        log.append(LogRow(update, epoch, rate or 0.0, momentum or 0.0, *losses))
    return tuple(log)


def _at(place: str, marked: tuple[str, str]) -> ReadError:
    return ReadError(message(marked), place)

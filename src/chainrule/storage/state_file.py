"""Where training stands, checked against the network and the data it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.project import LogRow, Randomness, State
from chainrule.storage.schema import converted
from chainrule.storage.strict_json import ReadError, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.network.graph import Network
    from chainrule.network.project import Data
    from chainrule.storage.schema import LogRowFile, StateFile


def state_from_file(file: StateFile, network: Network, data: Data) -> State:
    """Return the state, or say in a `ReadError` where it does not fit."""
    rows = len(data.train)
    _check_position(file, rows)
    return State(
        file.update,
        file.epoch,
        file.position,
        file.batch_size,
        _slots(file.slots, network),
        _randomness(file, rows),
        _by_name(file.initial, network, "$.state.initial") if file.initial else {},
        _log(file),
    )


def _check_position(file: StateFile, rows: int) -> None:
    """Refuse a place in the epoch from which no next sample can be told."""
    if not file.position:
        return
    if file.position >= rows:
        told = QT_TRANSLATE_NOOP("Read", "the epoch has only {count} samples")
        raise ReadError(message(told, count=rows), "$.state.position")
    if file.random is None:
        told = QT_TRANSLATE_NOOP("Read", "this field is missing: the epoch has begun")
        raise _at("$.state.random", told)


def _slots(slots: Mapping[str, object], network: Network) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for slot, plain in slots.items():
        place = member("$.state.slots", slot)
        found[slot] = _by_name(converted(plain, dict[str, object], place), network, place)
    return found


def _by_name(values: Mapping[str, object], network: Network, place: str) -> dict[str, float]:
    """Return numbers by parameter name; every parameter of the network has one."""
    numbers: dict[str, float] = {}
    for name, value in values.items():
        inside = member(place, name)
        if name not in network.parameters:
            raise _at(inside, QT_TRANSLATE_NOOP("Read", "the network has no such parameter"))
        numbers[name] = converted(value, float, inside)
    missing = next((name for name in network.parameter_names if name not in values), None)
    if missing is not None:
        told = QT_TRANSLATE_NOOP("Read", "the parameter is missing here")
        raise _at(member(place, missing), told)
    return numbers


def _randomness(file: StateFile, rows: int) -> Randomness | None:
    if file.random is None:
        return None
    order = file.random.order
    if (order or file.position) and sorted(order) != list(range(rows)):
        told = QT_TRANSLATE_NOOP("Read", "expected every row of the training set once")
        raise _at("$.state.random.order", told)
    return Randomness(file.random.seed, tuple(order))


def _log(file: StateFile) -> tuple[LogRow, ...]:
    log: list[LogRow] = []
    for index, row in enumerate(file.log):
        place = f"$.state.log[{index}][0]"
        if log and row[0] <= log[-1].update:
            told = QT_TRANSLATE_NOOP("Read", "expected a later update than in the row before")
            raise _at(place, told)
        if row[0] > file.update:
            told = QT_TRANSLATE_NOOP("Read", "expected no update after the last one, {last}")
            raise ReadError(message(told, last=file.update), place)
        log.append(_log_row(row))
    return tuple(log)


def _log_row(row: LogRowFile) -> LogRow:
    update, epoch, rate, momentum, *losses = row
    batch, train, test = (None if loss is None else float(loss) for loss in losses)
    return LogRow(update, epoch, float(rate), float(momentum), batch, train, test)


def _at(place: str, marked: tuple[str, str]) -> ReadError:
    return ReadError(message(marked), place)

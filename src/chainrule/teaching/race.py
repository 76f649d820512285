"""With and without momentum: a run beside the one that the same start leads to with μ = 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.message import Message
    from chainrule.network.project import LogRow

MOST_ROWS = 4
"""updates at which the losses are told"""


@dataclass(frozen=True, slots=True)
class Lap:
    """The mean loss after an update; None where a run did not come so far."""

    update: int
    rolling: float | None
    plain: float | None


@dataclass(frozen=True, slots=True)
class Race:
    """Both runs since the update `start`; `momentum` is None where it was changed on the way."""

    start: int
    momentum: float | None
    laps: tuple[Lap, ...]
    told: Message | None


@dataclass(frozen=True, slots=True)
class Behind:
    """A stretch of updates in which momentum is behind: from one up to another, which is ahead.

    `peak` is the update with the highest loss in it, where the loss has risen on the way there;
    `back` is None while it is still behind.
    """

    first: int
    peak: int | None
    back: int | None


def race_of(log: Sequence[LogRow], plain: Sequence[float], end: int | None = None) -> Race | None:
    """Return the race of a run and of its counterpart without momentum; None before both moved.

    Parameters
    ----------
    log
        The rows of the run from the start on, up to the present.
    plain
        The losses after each update without momentum.
    end
        The update that could not be made without momentum, if there is one.
    """
    if len(log) < 2 or not (plain or end is not None):  # noqa: PLR2004, RUF100
        return None
    used = {row.momentum for row in log[1:]}
    momentum = used.pop() if len(used) == 1 else None
    laps = [_lap(row, log[0].update, plain) for row in log[1:]]
    return Race(log[0].update, momentum, _chosen(laps), _told(log[0].train_loss, laps, end))


def _lap(row: LogRow, start: int, plain: Sequence[float]) -> Lap:
    at = row.update - start - 1
    return Lap(row.update, row.train_loss, plain[at] if at < len(plain) else None)


def _chosen(laps: Sequence[Lap]) -> tuple[Lap, ...]:
    """Return the last lap and some before it, at equal distances."""
    step = max(1, round(len(laps) / MOST_ROWS))
    return tuple(laps[::-step][:MOST_ROWS][::-1])


def _told(first: float | None, laps: Sequence[Lap], end: int | None) -> Message | None:
    """Return in one sentence who was ahead, and when."""
    if end is not None:
        told = QT_TRANSLATE_NOOP("Race", "Without momentum this run blows up at update {update}.")
        return message(told, update=end)
    known = [(each.update, each.rolling, each.plain) for each in laps]
    pairs = [(at, a, b) for at, a, b in known if a is not None and b is not None and a != b]
    if not pairs:
        return None
    behind = _last_behind(first, pairs)
    return _always_ahead(pairs) if behind is None else _said(behind, pairs)


def _last_behind(first: float | None, pairs: Sequence[tuple[int, float, float]]) -> Behind | None:
    """Return the last stretch in which momentum was behind."""
    places = [place for place, (_, rolling, plain) in enumerate(pairs) if rolling > plain]
    if not places:
        return None
    last = places[-1]
    start = last
    while start and pairs[start - 1][1] > pairs[start - 1][2]:
        start -= 1
    before = pairs[start - 1][1] if start else first
    peak = max(range(start, last + 1), key=lambda place: pairs[place][1])
    rose = before is not None and pairs[peak][1] > before
    back = pairs[last + 1][0] if last + 1 < len(pairs) else None
    return Behind(pairs[start][0], pairs[peak][0] if rose else None, back)


def _always_ahead(pairs: Sequence[tuple[int, float, float]]) -> Message:
    told = QT_TRANSLATE_NOOP("Race", "Momentum has been ahead since update {update}.")
    return message(told, update=pairs[0][0])


def _said(behind: Behind, pairs: Sequence[tuple[int, float, float]]) -> Message:
    if behind.peak is not None and behind.back is not None:
        told = QT_TRANSLATE_NOOP(
            "Race", "Momentum overshot the valley at update {peak} and was ahead again at {back}."
        )
        return message(told, peak=behind.peak, back=behind.back)
    if behind.peak is not None:
        told = QT_TRANSLATE_NOOP(
            "Race", "Momentum overshot the valley at update {peak} and is still behind."
        )
        return message(told, peak=behind.peak)
    if behind.back is not None:
        told = QT_TRANSLATE_NOOP(
            "Race", "Momentum fell behind at update {first} and was ahead again at {back}."
        )
        if behind.first == pairs[0][0]:
            told = QT_TRANSLATE_NOOP("Race", "Momentum has been ahead since update {back}.")
        return message(told, first=behind.first, back=behind.back)
    told = QT_TRANSLATE_NOOP("Race", "Momentum has been behind since update {first}.")
    return message(told, first=behind.first)

"""Where learning rate or momentum was turned during a run, read from the log."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.session.log import column
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.project import LogRow
    from chainrule.teaching.notation import Notation


class KnobTurns:
    """The turns of the knobs: after which update, and from what to what."""

    def __init__(self) -> None:
        self._turns: list[tuple[int, str]] = []
        self._notation = POINT
        self._known = 0
        self._last: LogRow | None = None

    def follow(self, log: Sequence[LogRow], notation: Notation) -> Sequence[tuple[int, str]]:
        """Take in what the log has more; return (update, words) of every turn.

        What was set before the first update is no turn.
        """
        if self._is_other(log) or notation != self._notation:
            self._turns, self._known, self._notation = [], 0, notation
        for index in _changes(log, max(2, self._known)):
            words = _turn(log[index - 1], log[index], notation)
            if words:
                self._turns.append((log[index - 1].update, words))
        self._known = len(log)
        self._last = log[-1] if log else None
        return self._turns

    def _is_other(self, log: Sequence[LogRow]) -> bool:
        """Return whether a log does not go on from the one that is known."""
        known = self._known
        return known > len(log) or (known > 0 and log[known - 1] is not self._last)


def _changes(log: Sequence[LogRow], start: int) -> Sequence[int]:
    """Return the rows from `start` on in which a setting differs from the row before."""
    changed: set[int] = set()
    for name in ("learning_rate", "momentum") if start < len(log) else ():
        values = column(log, name, start - 1)
        if values.count(values[0]) < len(values):
            pairs = enumerate(pairwise(values), start)
            changed.update(index for index, (before, after) in pairs if before != after)
    return sorted(changed)


def _turn(before: LogRow, after: LogRow, notation: Notation) -> str:
    """Return what was turned between two updates, empty when nothing was."""
    words = []
    if before.learning_rate != after.learning_rate:
        template = translate("Plot", "η {old} → {new}")
        words.append(_from_to(template, before.learning_rate, after.learning_rate, notation))
    if before.momentum != after.momentum:
        template = translate("Plot", "μ {old} → {new}")
        words.append(_from_to(template, before.momentum, after.momentum, notation))
    return "\n".join(words)


def _from_to(template: str, old: float, new: float, notation: Notation) -> str:
    return template.format(
        old=show(old, Kind.SETTING, notation), new=show(new, Kind.SETTING, notation)
    )

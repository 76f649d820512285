"""Where learning rate or momentum was turned during a run, read from the log."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.widgets.knob_scale import LearningRateScale, MomentumScale
from chainrule.session.log import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.project import LogRow


class KnobTurns:
    """The turns of the knobs: after which update, and from what to what."""

    def __init__(self) -> None:
        self._turns: list[tuple[int, str]] = []
        self._known = 0
        self._last: LogRow | None = None

    def follow(self, log: Sequence[LogRow]) -> Sequence[tuple[int, str]]:
        """Take in what the log has more; return (update, words) of every turn.

        What was set before the first update is no turn.
        """
        if self._known > len(log) or (self._known and log[self._known - 1] is not self._last):
            self._turns, self._known = [], 0
        for index in _changes(log, max(2, self._known)):
            words = _turn(log[index - 1], log[index])
            if words:
                self._turns.append((log[index - 1].update, words))
        self._known = len(log)
        self._last = log[-1] if log else None
        return self._turns


def _changes(log: Sequence[LogRow], start: int) -> Sequence[int]:
    """Return the rows from `start` on in which a setting differs from the row before."""
    changed: set[int] = set()
    for name in ("learning_rate", "momentum") if start < len(log) else ():
        values = column(log, name, start - 1)
        if values.count(values[0]) < len(values):
            pairs = enumerate(pairwise(values), start)
            changed.update(index for index, (before, after) in pairs if before != after)
    return sorted(changed)


def _turn(before: LogRow, after: LogRow) -> str:
    """Return what was turned between two updates, empty when nothing was."""
    words = []
    if before.learning_rate != after.learning_rate:
        text = LearningRateScale().text
        template = translate("Plot", "η {old} → {new}")
        words.append(template.format(old=text(before.learning_rate), new=text(after.learning_rate)))
    if before.momentum != after.momentum:
        text = MomentumScale().text
        template = translate("Plot", "μ {old} → {new}")
        words.append(template.format(old=text(before.momentum), new=text(after.momentum)))
    return "\n".join(words)

"""When the paths of what is selected are shown: once the backward pass has reached it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.session.operations import Phase
from chainrule.teaching.paths.path_sum import number_of, path_sum

if TYPE_CHECKING:
    from chainrule.session.moment import Moment
    from chainrule.teaching.paths.path_sum import PathSum, Start


class Tracer:
    """Finds the paths of a moment; the last ones are kept while ledger, sample and start stay."""

    def __init__(self) -> None:
        self._kept: tuple[object, object, PathSum | None] = (None, None, None)

    def trace(self, moment: Moment, start: Start | None) -> PathSum | None:
        """Return the paths from a start, from two on; None while they are not to be shown."""
        if start is None or not is_reached(moment, start):
            return None
        wanted = start, moment.place.row
        if self._kept[0] is not moment.ledger or self._kept[1] != wanted:
            assert moment.ledger is not None
            found = path_sum(moment.ledger, start, moment.place.row + 1)
            self._kept = moment.ledger, wanted, found
        found = self._kept[2]
        return found if found is not None and found.count > 1 else None


def is_reached(moment: Moment, start: Start) -> bool:
    """Return whether the backward pass that is shown has come to a weight or a neuron."""
    kind, target = number_of(start)
    if moment.ledger is None or moment.phase is not Phase.BACKWARD:
        return False
    if moment.frame.is_fresh(kind, target) and not moment.frame.complete:
        return False
    found = moment.ledger.find(kind, target, moment.place.row + 1)
    return found is not None and found[0] < moment.position

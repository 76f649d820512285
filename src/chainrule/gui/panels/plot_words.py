"""Which losses are known at a moment, and what is said beside the last of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.session.operations import LOSS_TARGET, Granularity, Kind, Phase

if TYPE_CHECKING:
    from chainrule.session.moment import Moment


def last_known(moment: Moment) -> int:
    """Return the last update whose loss is known.

    Step by step the loss of new weights is known only when a pass has found it.
    """
    slow = moment.granularity in (Granularity.OPERATION, Granularity.LAYER)
    if moment.looking_back or moment.ledger is None or not slow:
        return moment.last_update
    if moment.phase is Phase.UPDATE:
        return moment.ledger.update - 1
    if moment.phase is Phase.FORWARD and len(moment.project.data.train) == 1:
        return moment.ledger.update - 2
    return moment.last_update


def remark(moment: Moment, last: float) -> str:
    """Return what stands beside the last point, empty when it needs no words."""
    known = moment.frame.value(Kind.LOSS, LOSS_TARGET) is not None
    if moment.last_update == 0 and known:
        return translate("Plot", "{loss} before any update")
    if last < moment.last_update and not moment.looking_back:
        return translate("Plot", "{loss} before update {update}")
    return ""

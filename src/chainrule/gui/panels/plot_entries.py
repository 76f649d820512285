"""Which line of the plot is which: the entries of its legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPen

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.plot_legend import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.theme import Theme


def entries(theme: Theme, ghosts: Sequence[Entry], *, tested: bool) -> Sequence[Entry]:
    """Return the entries of the present run and of the ghosts, none for a line that is alone."""
    if not tested and not ghosts:
        return ()
    own = translate("Plot", "training") if tested else translate("Plot", "this run")
    found = [Entry(QPen(theme["accent"], Metrics.TRAIN_LINE), own)]
    if tested:
        pen = dashed_pen(QPen(theme["text2"], Metrics.TEST_LINE))
        found.append(Entry(pen, translate("Plot", "test")))
    return [*found, *ghosts]


def dashed_pen(pen: QPen) -> QPen:
    """Return a pen with the dashes of the test set."""
    dashed = QPen(pen)
    dashed.setDashPattern([length / pen.widthF() for length in Metrics.TEST_DASH])
    return dashed

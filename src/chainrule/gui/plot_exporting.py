"""The plot as a file, as it stands in its panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.storage.plot_csv import Earlier, plot_lines

if TYPE_CHECKING:
    from chainrule.gui.panels.loss_panel import LossPanel

SCALE = 2
"""of the picture in pixels"""


def plot_file(panel: LossPanel, suffix: str) -> bytes | None:
    """Return the bytes of a file (png, svg or csv); None while there is no plot."""
    from chainrule.gui.panels import plot_export

    plot, moment = panel.plot, panel.moment
    if plot is None or moment is None:
        return None
    if suffix == "png":
        return plot_export.png(plot, SCALE)
    if suffix == "svg":
        return plot_export.svg(plot)
    names = {entry.letter: entry.text for entry in panel.ghost_entries()}
    accuracy = moment.accuracy
    others = [
        Earlier(name, each.log, {} if each.accuracy is None else each.accuracy.known)
        for name, each in plot.alternatives.outcomes(plot.theme)
    ]
    ghosts = [
        Earlier(names[ghost.letter], ghost.log, ghost.accuracies) for ghost in plot.ghosts.shown()
    ]
    known = None if accuracy is None else accuracy.known
    return "".join(plot_lines(moment.log, known, [*others, *ghosts])).encode("utf-8")

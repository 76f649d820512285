"""Dashes along a curve, worked out here: Qt takes fifty times as long for a jagged dashed path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from chainrule.gui.panels.plot_data import Array, Points

MOST = 1500
"""periods along a curve at most; a longer one has longer dashes"""


def dashed(points: Points, scale: tuple[float, float], pattern: Sequence[float]) -> Points:
    """Return pairs of points, the ends of the line segments that are drawn.

    Parameters
    ----------
    points
        The curve.
    scale
        How many px a unit of x and one of y are.
    pattern
        Dash, gap, dash, gap, … in px.
    """
    x, y = points
    if len(x) < 2:  # noqa: PLR2004, RUF100
        return x[:0], y[:0]
    steps = np.hypot(np.diff(x) * scale[0], np.diff(y) * scale[1])
    along = np.concatenate(([0.0], np.cumsum(steps)))
    marks = _period(pattern, float(along[-1]))
    starts = np.arange(0.0, along[-1], marks[-1])
    cuts = (starts[:, None] + marks[None, :-1]).ravel()
    places = np.sort(np.concatenate((along, cuts[cuts < along[-1]])))
    middle = (places[1:] + places[:-1]) / 2 % marks[-1]
    drawn = np.searchsorted(marks, middle, side="right") % 2 == 1
    return (
        _pairs(np.interp(places, along, x), drawn),
        _pairs(np.interp(places, along, y), drawn),
    )


def _period(pattern: Sequence[float], length: float) -> Array:
    """Return where in a period dashes and gaps begin, from 0, and where it ends."""
    marks = np.concatenate(([0.0], np.cumsum(pattern)))
    longer: Array = marks * max(1.0, length / (MOST * marks[-1]))
    return longer


def _pairs(values: Array, drawn: NDArray[np.bool_]) -> Array:
    """Return the ends of the segments that are drawn, one after the other."""
    return np.stack((values[:-1][drawn], values[1:][drawn]), axis=1).ravel()

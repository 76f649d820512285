"""Colours that follow slowly: nothing larger than a pill flashes more than three times a second."""

from __future__ import annotations

import math
from time import perf_counter
from typing import TYPE_CHECKING

from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chainrule.network.graph import Network
    from chainrule.session.frame import Frame

SECONDS = 0.33
"""frames that follow one another faster than this are smoothed over as long"""


class Smoothing:
    """The values by which neurons are coloured while frames follow one another quickly.

    `fills` is empty while every neuron may be coloured by its own value.
    """

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._last = -math.inf
        self._shown: dict[str, float] = {}
        self.fills: Mapping[str, float] = {}

    def follow(self, frame: Frame, network: Network) -> None:
        """Take the numbers of another frame."""
        now = self._clock()
        passed, self._last = now - self._last, now
        values = {
            neuron.id: value
            for neuron in network.computed
            if (value := frame.values.get((Kind.ACTIVATE, neuron.id))) is not None
        }
        if frame.phase is not None or passed > SECONDS or values.keys() != self._shown.keys():
            self._shown, self.fills = values, {}
            return
        share = 1 - math.exp(-passed / SECONDS)
        shown = self._shown
        self._shown = {
            name: shown[name] + (_bounded(value) - shown[name]) * share
            for name, value in values.items()
        }
        self.fills = self._shown


def _bounded(value: float) -> float:
    """Return the value as far as it matters to the colour."""
    return min(1.0, max(-1.0, value)) if math.isfinite(value) else 0.0

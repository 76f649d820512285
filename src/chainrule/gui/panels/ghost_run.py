"""A ghost: an earlier run with its name, kept to be compared with the present one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.plot_data import AccuracyCurve, Curve
from chainrule.gui.panels.plot_options import Quantity
from chainrule.session.smoothing import Smoothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.panels.plot_data import Points
    from chainrule.gui.panels.plot_options import PlotOptions
    from chainrule.network.project import LogRow, Training
    from chainrule.session.accuracy import Accuracies
    from chainrule.teaching.notation import Notation

BLOCKS = 1000
"""a ghost is thinned to this once: no screen shows more"""


@dataclass(slots=True)
class GhostRun:
    """An earlier run; `name` is "" until a person gives it one.

    `log` is the whole of it, whatever of it is drawn.
    """

    letter: str
    log: Sequence[LogRow]
    accuracies: Accuracies
    name: str = ""
    hidden: bool = False
    _drawn: dict[object, Points] = field(default_factory=dict)

    def points(self, options: PlotOptions) -> Points:
        """Return the curve that is drawn."""
        if options.quantity is Quantity.ACCURACY:
            ends = self.log[0].update, self.log[-1].update
            return AccuracyCurve(self.accuracies, "train", *ends).points()
        smoothing = options.smoothing
        if smoothing not in self._drawn:
            self._drawn[smoothing] = _losses(self.log, smoothing)
        return self._drawn[smoothing]

    def value(self, update: int, options: PlotOptions) -> float | None:
        """Return the value that is known at an update, None without one."""
        at = update - self.log[0].update
        if not 0 <= at < len(self.log) or self.log[at].update != update:
            return None
        if options.quantity is Quantity.ACCURACY:
            known = self.accuracies.get(update)
            return None if known is None else known.train
        return self.log[at].train_loss

    def is_same(self, log: Sequence[LogRow]) -> bool:
        """Whether a log is that of this run."""
        mine = self.log
        return len(mine) == len(log) > 0 and (mine[0], mine[-1]) == (log[0], log[-1])

    def called(self, present: Training, notation: Notation) -> str:
        """Return what a person calls it, or what was set otherwise than now."""
        return self.name or _otherwise(self.log, present, notation) or _earlier()

    def described(self, notation: Notation) -> str:
        """Return what it was: settings at its end, its last update and its loss there."""
        last = self.log[-1]
        template = translate(
            "Plot", "Earlier run {letter}: η {rate}, μ {momentum}, {count} updates"
        )
        told = template.format(
            letter=self.letter,
            rate=show(last.learning_rate, Kind.SETTING, notation),
            momentum=show(last.momentum, Kind.SETTING, notation),
            count=show(last.update, Kind.COUNT, notation),
        )
        if last.train_loss is None:
            return told
        ends = translate("Plot", "loss {loss} at its end")
        loss = show(last.train_loss, Kind.GRADIENT, notation)
        return f"{told}, {ends.format(loss=loss)}"


def _earlier() -> str:
    return translate("Plot", "earlier run")


def _otherwise(log: Sequence[LogRow], present: Training, notation: Notation) -> str:
    """Return the settings of a run that are not the present ones."""
    last, parts = log[-1], []
    if last.learning_rate != present.learning_rate:
        value = show(last.learning_rate, Kind.SETTING, notation)
        parts.append(translate("Plot", "η {value}").format(value=value))
    if last.momentum != present.momentum:
        value = show(last.momentum, Kind.SETTING, notation)
        parts.append(translate("Plot", "μ {value}").format(value=value))
    return "  ".join(parts)


def _losses(log: Sequence[LogRow], smoothing: Smoothing) -> Points:
    curve = Curve("train_loss")
    curve.follow(log)
    if not len(curve):
        return curve.points()
    smooths = smoothing is not Smoothing.NONE
    x, y = curve.smooth(smoothing, len(curve)) if smooths else curve.shown(0, len(curve), BLOCKS)
    finite = np.isfinite(y)
    return x[finite], y[finite]

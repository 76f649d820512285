"""The curves of alternatives on the loss plot, each with its letter beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg

from chainrule.gui.alternative_lines import DASHES, alternative_pen
from chainrule.gui.fonts import ui_font
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.dashes import dashed
from chainrule.gui.panels.plot_data import AccuracyCurve, Curve
from chainrule.gui.panels.plot_legend import Entry
from chainrule.gui.panels.plot_options import Quantity
from chainrule.gui.panels.plot_scale import limited
from chainrule.gui.sentences import plain_message
from chainrule.teaching.whatif_sentences import differences

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor, QPen

    from chainrule.gui.panels.bare_plot import BarePlot
    from chainrule.gui.panels.plot_data import Points
    from chainrule.gui.panels.plot_frame import PlotFrame
    from chainrule.gui.theme import Theme
    from chainrule.session.comparison import Comparison, Outcome

BLOCKS = 600
UNDER = 1
LETTER_AT, APART = 0.5, 0.12
"""the part of its way at which the first letter stands, and how much further each other one"""
ABOVE, BELOW = 1.1, -0.1
"""the part of a letter's height from which on it hangs on its curve"""
LETTER = 18.0
"""px that a letter takes above its curve"""
NONE = np.empty(0)


class PlotAlternatives:
    """A dashed curve and a letter for each alternative."""

    def __init__(self, plot: BarePlot) -> None:
        self._lines = {letter: plot.line() for letter in DASHES}
        self._letters = {letter: pg.TextItem(letter, anchor=(0.5, 1.1)) for letter in DASHES}
        self._losses: dict[str, Curve] = {}
        self._curves: dict[str, Curve | AccuracyCurve] = {}
        self._drawn: dict[str, Points] = {}
        self._compared: Comparison | None = None
        for letter, item in self._letters.items():
            item.setFont(ui_font(13, 600))
            item.hide()
            plot.addItem(item, ignoreBounds=True)
            self._lines[letter].setZValue(UNDER)

    def __bool__(self) -> bool:
        return self._compared is not None

    def letters(self) -> tuple[str, ...]:
        """Return the letters that are in use."""
        return tuple(self._curves)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        for letter, line in self._lines.items():
            line.setPen(pg.mkPen(theme["text2"], width=Metrics.GHOST_LINE))
            self._letters[letter].setColor(theme["text2"])

    def follow(self, compared: Comparison | None, quantity: Quantity) -> None:
        """Take in how far the alternatives have come."""
        self._compared = compared
        outcomes = {} if compared is None else {each.letter: each for each in compared.others}
        self._losses = {
            letter: self._losses.get(letter, Curve("train_loss")) for letter in outcomes
        }
        for letter, curve in self._losses.items():
            curve.follow(outcomes[letter].log)
        self._curves = dict(self._losses)
        if quantity is Quantity.ACCURACY:
            self._curves = {letter: _accuracies(each) for letter, each in outcomes.items()}

    def last(self, present: int) -> int:
        """Return the last update that the axis shows, where it would end at `present`."""
        ends = [] if self._compared is None else [each.end for each in self._compared.others]
        return max([present, *ends])

    def extent(self, own: tuple[float, float] | None) -> tuple[float, float] | None:
        """Return the values to show, those there are (`own`) and what the alternatives add."""
        found = [own] if own is not None else []
        for curve in self._curves.values():
            extent = curve.extent()
            if extent is not None and isinstance(curve, Curve):
                extent = limited(*extent, float(curve.points()[1][0]))
            if extent is not None:
                found.append(extent)
        if not found:
            return None
        return min(low for low, _ in found), max(high for _, high in found)

    def draw(self, drawn: Callable[[Points], Points], frame: PlotFrame) -> None:
        """Draw every curve, and its letter beside it."""
        self._drawn = {
            letter: drawn(curve.shown(0, len(curve), BLOCKS))
            for letter, curve in self._curves.items()
            if len(curve) > 1
        }
        for index, (letter, line) in enumerate(self._lines.items()):
            x, y = self._drawn.get(letter, (NONE, NONE))
            line.setData(*dashed((x, y), frame.scale(), DASHES[letter]), connect="pairs")
            self._place(letter, (x, y), LETTER_AT + APART * index, frame)

    def _place(self, letter: str, points: Points, share: float, frame: PlotFrame) -> None:
        """Let a letter stand on its curve, so far along it; below it where there is no room."""
        x, y = points
        item = self._letters[letter]
        item.setVisible(len(x) > 0)
        if len(x):
            at = min(frame.updates.high, x[0] + share * (x[-1] - x[0]))
            height = float(np.interp(at, x, y))
            room = (frame.losses.high - height) * frame.scale()[1]
            item.setAnchor((0.5, ABOVE if room >= LETTER else BELOW))
            item.setPos(float(at), height)
            item.updateTransform(force=True)  # what was hidden does not know the present ranges

    def lines(self, theme: Theme) -> list[tuple[Points, QPen]]:
        """Return the curves as they are drawn, each with its pen."""
        return [(points, alternative_pen(letter, theme)) for letter, points in self._drawn.items()]

    def marks(self) -> list[tuple[str, float, float, QColor]]:
        """Return the letters at the curves with their places and colours."""
        return [
            (letter, text.pos().x(), text.pos().y(), text.color)
            for letter, text in self._letters.items()
            if text.isVisible()
        ]

    def values(self, update: int) -> list[tuple[str, float]]:
        """Return the value of each at an update that it has reached, by letter."""
        found = []
        for letter, curve in self._curves.items():
            x, y = curve.points()
            at = int(np.searchsorted(x, update))
            if at < len(x) and x[at] == update:
                found.append((letter, float(y[at])))
        return found

    def outcomes(self, theme: Theme) -> list[tuple[str, Outcome]]:
        """Return each with its name: the letter, and what is different."""
        if self._compared is None:
            return []
        found = []
        for each in self._compared.others:
            told = differences(each, self._compared.real)
            words = ", ".join(plain_message(message, theme.notation) for message in told)
            found.append((f"{each.letter}  {words}".strip(), each))
        return found

    def entries(self, theme: Theme) -> list[Entry]:
        """Return the entries of the legend."""
        named = self.outcomes(theme)
        return [Entry(alternative_pen(each.letter, theme), name) for name, each in named]


def _accuracies(outcome: Outcome) -> AccuracyCurve:
    """Return what is known of the accuracies of an alternative."""
    known = {} if outcome.accuracy is None else outcome.accuracy.known
    return AccuracyCurve(known, "train", outcome.first, max(outcome.first, outcome.update))

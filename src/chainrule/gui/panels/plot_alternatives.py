"""The curves of alternatives on the loss plot, each with its letter at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg

from chainrule.gui.alternative_lines import DASHES, alternative_pen
from chainrule.gui.fonts import ui_font
from chainrule.gui.panels.plot_data import Curve
from chainrule.gui.panels.plot_scale import limited
from chainrule.gui.sentences import plain_message
from chainrule.teaching.whatif_sentences import differences

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.panels.plot_data import Points
    from chainrule.gui.theme import Theme
    from chainrule.session.comparison import Comparison

BLOCKS = 600
UNDER = 1
LETTER_AT, APART = 0.5, 0.12
"""the part of its way at which the first letter stands, and how much further each other one"""


class PlotAlternatives:
    """A dashed curve and a letter for each alternative."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._lines = {letter: plot.plot([], [], antialias=True) for letter in DASHES}
        self._letters = {letter: pg.TextItem(letter, anchor=(0.5, 1.1)) for letter in DASHES}
        self._curves: dict[str, Curve] = {}
        self._compared: Comparison | None = None
        for letter, item in self._letters.items():
            item.setFont(ui_font(13, 600))
            item.hide()
            plot.addItem(item, ignoreBounds=True)
            self._lines[letter].setZValue(UNDER)

    def __bool__(self) -> bool:
        return self._compared is not None

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        for letter, line in self._lines.items():
            pen = alternative_pen(letter, theme)
            pen.setCosmetic(True)
            line.setPen(pen)
            self._letters[letter].setColor(theme["text2"])

    def follow(self, compared: Comparison | None) -> None:
        """Take in how far the alternatives have come."""
        self._compared = compared
        outcomes = {} if compared is None else {each.letter: each for each in compared.others}
        self._curves = {
            letter: self._curves.get(letter, Curve("train_loss")) for letter in outcomes
        }
        for letter, curve in self._curves.items():
            curve.follow(outcomes[letter].log)

    def last(self, present: int) -> int:
        """Return the last update that the axis shows, where it would end at `present`."""
        ends = [] if self._compared is None else [each.end for each in self._compared.others]
        return max([present, *ends])

    def extent(self, own: tuple[float, float] | None) -> tuple[float, float] | None:
        """Return the losses to show, those there are (`own`) and what the alternatives add."""
        found = [own] if own is not None else []
        for curve in self._curves.values():
            extent = curve.extent()
            if extent is not None:
                found.append(limited(*extent, float(curve.points()[1][0])))
        if not found:
            return None
        return min(low for low, _ in found), max(high for _, high in found)

    def draw(self, drawn: Callable[[Points], Points], high: float) -> None:
        """Draw every curve, and its letter where there is room beside the others."""
        for index, (letter, line) in enumerate(self._lines.items()):
            curve = self._curves.get(letter)
            if curve is None or len(curve) < 2:  # noqa: PLR2004, RUF100
                line.setData([], [])
                self._letters[letter].hide()
                continue
            line.setData(*drawn(curve.shown(0, len(curve), BLOCKS)))
            x = curve.points()[0]
            share = LETTER_AT + APART * index
            self._place(letter, curve, drawn, min(high, x[0] + share * (x[-1] - x[0])))

    def _place(
        self, letter: str, curve: Curve, drawn: Callable[[Points], Points], at: float
    ) -> None:
        index = max(1, curve.until(int(at))) - 1
        x, y = curve.points()
        place = drawn((x[index : index + 1], y[index : index + 1]))
        item = self._letters[letter]
        item.show()
        item.setPos(float(place[0][0]), float(place[1][0]))
        item.updateTransform(force=True)  # what was hidden does not know the present ranges

    def entries(self, theme: Theme) -> list[tuple[str, str]]:
        """Return the letters with what is different, for the legend."""
        if self._compared is None:
            return []
        real = self._compared.real
        return [
            (each.letter, ", ".join(plain_message(told, theme.notation)
                                    for told in differences(each, real)))
            for each in self._compared.others
        ]  # fmt: skip

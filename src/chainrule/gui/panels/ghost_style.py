"""How ghosts are told apart: by letter, by dashes and by colour, in this order of certainty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPen

from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Collection

    from chainrule.gui.theme import Theme

LETTERS = "ABCDEFGHIJKL"
DASHES = ((5.0, 4.0), (1.2, 2.4), (6.0, 3.0, 1.2, 3.0), (11.0, 4.0))
"""dashed, dotted, dash-dot, long dashes; in widths of the line"""
COLOURS = ("ghost1", "ghost2", "ghost3", "ghost4")


def free_letter(taken: Collection[str]) -> str:
    """Return the first letter that no ghost has; the last one when all are taken."""
    return next((letter for letter in LETTERS if letter not in taken), LETTERS[-1])


def ghost_role(letter: str) -> str:
    """Return the theme's role of a ghost's colour."""
    index = LETTERS.index(letter)
    return COLOURS[(index + index // len(DASHES)) % len(COLOURS)]


def ghost_pen(letter: str, theme: Theme) -> QPen:
    """Return the pen of a ghost."""
    pen = QPen(theme[ghost_role(letter)], Metrics.GHOST_LINE)
    pen.setCosmetic(True)
    pen.setDashPattern(list(_pattern(letter)))
    return pen


def ghost_dashes(letter: str) -> list[float]:
    """Return the dashes and gaps of a ghost, px."""
    return [Metrics.GHOST_LINE * length for length in _pattern(letter)]


def _pattern(letter: str) -> tuple[float, ...]:
    return DASHES[LETTERS.index(letter) % len(DASHES)]

"""How many lines the formula of a step takes, and how it is broken into them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import Sign, Word, line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chainrule.gui.canvas.text import Line

MOST_LINES = 3
"""lines of a formula; what is longer ends in dots, and is whole in the tip"""
DOTS = "…"

Item = Word | Sign


def lines_below(formulas: Sequence[Word], beside: float, below: float) -> int:
    """Return how many lines take a formula below its name; 0 where all have room beside it."""
    if all(formula.width <= beside for formula in formulas):
        return 0
    return max(len(broken([formula], below, MOST_LINES)) for formula in formulas)


def broken(items: Sequence[Item], room: float, most: int) -> list[Line]:
    """Return items in lines that are no wider than their room; dots end what is too long."""
    lines: list[list[Item]] = [[]]
    for piece in _pieces(items):
        if lines[-1] and _width([*lines[-1], piece]) > room:
            if len(lines) == most:
                return _ended(lines, room)
            lines.append([])
        lines[-1].append(piece)
    return [line(*row, gap=0.0) for row in lines if row]


def _pieces(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items with words broken after their spaces."""
    for item in items:
        if isinstance(item, Sign):
            yield item
            continue
        words = item.text.split(" ")
        for index, word in enumerate(words):
            text = word + (" " if index < len(words) - 1 else "")
            if text:
                yield replace(item, text=text)


def _width(items: Sequence[Item]) -> float:
    """Return the width of a line, without the space at its end."""
    last = items[-1]
    end = replace(last, text=last.text.rstrip()) if isinstance(last, Word) else last
    return sum(item.width for item in items[:-1]) + end.width


def _ended(lines: list[list[Item]], room: float) -> list[Line]:
    last = lines[-1]
    word = next(item for item in last if isinstance(item, Word))
    dots = replace(word, text=DOTS)
    while last and _width([*last, dots]) > room:
        last.pop()
    return [line(*row, gap=0.0) for row in [*lines[:-1], [*last, dots]]]

"""Lines of a formula as rows: symbols set as symbols, numbers as people write them, wrapped."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import line
from chainrule.gui.numbers import MINUS, Kind
from chainrule.gui.panels.inspector.rows import Row
from chainrule.gui.symbols import Symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor

    from chainrule.gui.canvas.text import Item, Line
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.gui.panels.inspector.rows import Cell
    from chainrule.gui.symbols import Symbols

ROW = 25.0
GAP, TIGHT = 4.5, 0.5
SIGNS = frozenset("=+−×÷")
LONGEST = 6
"""a number of more characters is written with few digits"""
MOST_ROWS = 6
LETTERS = frozenset("LwxyzabvgδσημλŷâŵEe")
JOINED = "\u00a0"
"""the blank inside a number, which no line breaks at"""
RAISED = "[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]"
_POWER = re.compile(rf"(?<=\d) × (?=10{RAISED})")
_PART = re.compile(
    rf"(?P<number>(?<![\w.])\d+(?:\.\d+)?(?:e[+-]?\d+)?(?:{JOINED}×{JOINED}10{RAISED}*)?)"
    r"|(?P<name>[^\W\d]\w*(?:\[[^\]]*\])?)|(?P<rest>.)"
)


def formula_rows(
    pen: Pen, formula: tuple[str, ...], symbols: Symbols, width: float, strong: bool = True
) -> list[Row]:
    """Return rows for a formula: its first line strong, the numbers of its last one bold."""
    rows: list[Row] = []
    for index, text in enumerate(formula):
        last = strong and index == len(formula) - 1 and index > 0
        colour = pen.theme.text2 if index and not last else pen.theme.text
        continued = text if not index or text.startswith("=") else f"= {text}"
        rows += _wrapped(pen, list(_words(pen, continued, symbols, colour, last)), width)
    return rows


def led_rows(
    pen: Pen, left: tuple[Item, ...], text: str, symbols: Symbols, width: float
) -> list[Row]:
    """Return rows for `left = text`, the further lines of the text below its first."""
    lead = line(*left, pen.word("=", 15), gap=GAP)
    start = lead.width + GAP + 1.5
    rows = [
        replace(row, cells=tuple(replace(cell, x=cell.x + start) for cell in row.cells))
        for row in formula_rows(pen, (text,), symbols, width - start)
    ]
    first = replace(rows[0], cells=(pen.cell(*lead.items, gap=GAP), *rows[0].cells))
    return [first, *rows[1:]]


def _wrapped(pen: Pen, words: list[Line], width: float) -> list[Row]:
    """Break a line between its words; what is longer than a few rows ends in dots."""
    rows: list[list[Line]] = [[]]
    used = 0.0
    for word in words:
        if rows[-1] and used + word.width > width:
            rows.append([])
            used = 0.0
        rows[-1].append(word)
        used += word.width + GAP
    if len(rows) > MOST_ROWS:
        rows = [*rows[:MOST_ROWS], [line(pen.quiet("…"))]]
    return [Row(_side_by_side(pen, row), ROW) for row in rows]


def _side_by_side(pen: Pen, words: list[Line]) -> tuple[Cell, ...]:
    x = 0.0
    cells: list[Cell] = []
    for word in words:
        cells.append(pen.cell(*word.items, x=x, gap=word.gap))
        x += word.width + GAP
    return tuple(cells)


def _words(pen: Pen, text: str, symbols: Symbols, colour: QColor, strong: bool) -> Iterator[Line]:
    """Return what is not broken apart: a term, with the sign that leads to it."""
    signs: list[Item] = []
    joined = _POWER.sub(f"{JOINED}×{JOINED}", text.replace("-", MINUS).replace(f"e{MINUS}", "e-"))
    for chunk in filter(None, joined.split(" ")):
        items = list(_items(pen, chunk, symbols, colour, strong))
        if chunk in SIGNS:
            signs += items
            continue
        term = line(*items, gap=TIGHT)
        yield _led(pen, signs, term)
        signs = []


def _led(pen: Pen, signs: list[Item], term: Line) -> Line:
    """Return a term after its sign, with blanks as wide as those between the terms."""
    blank = pen.word(" ", 15)
    before = [item for sign in signs for item in (sign, blank)]
    return line(*before, *term.items, gap=TIGHT)


def _items(pen: Pen, chunk: str, symbols: Symbols, colour: QColor, strong: bool) -> Iterator[Item]:
    for part in _PART.finditer(chunk):
        text = part.group()
        symbol = symbols.find(text) or (Symbol(text) if text in LETTERS else None)
        if part["number"]:
            yield pen.word(_number(pen, text), 15, 600 if strong else 400, colour)
        elif part["name"] and symbol is not None:
            yield pen.sign(symbol, 15, colour)
        else:
            yield pen.word(text, 15, 600 if strong and text == "∞" else 400, colour)


def _number(pen: Pen, text: str) -> str:
    """Return a number as it is written on screen; a short one stays as it is."""
    if JOINED in text:
        return pen.theme.notation.write(text.replace(JOINED, " "))
    if "e" not in text and len(text) <= LONGEST:
        return pen.theme.notation.write(text)
    return pen.show(float(text), Kind.GRADIENT)

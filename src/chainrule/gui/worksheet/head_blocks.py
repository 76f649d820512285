"""What stands at the head of a sheet: title, name and date, seed; and what is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPen

from chainrule.gui.canvas.text import text_width
from chainrule.gui.canvas.wording import say
from chainrule.gui.language import translate
from chainrule.gui.worksheet.bits import INK, RULE, Line, Words
from chainrule.gui.worksheet.blocks import Block
from chainrule.gui.worksheet.setter import Setter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPainter

    from chainrule.teaching.worksheet.sheet import Given, Rule, Sheet

TITLE, SMALL, BODY = 18.0, 11.0, 13.0
HEAD = 54.0
NAME_LINE, DATE_LINE = 170.0, 84.0
LABEL = 104.0
"""width of the words before a fact"""
GAP = 20.0
"""between two numbers that are given"""
LEADING = 5.0


def head_block(sheet: Sheet, width: float, key: bool) -> Block:
    """Return title, place for name and date, and the seed that gives this sheet again."""
    title = sheet.title or translate("Worksheet", "Untitled")
    words = translate("Worksheet", "Key · {title}").format(title=title) if key else title
    fields = () if key else _fields(width)
    room = (fields[0][1] if fields else width) - 16

    def paint(painter: QPainter, x: float, y: float) -> None:
        Words(shortened(words, room), TITLE, 600).paint(painter, x, y + 16)
        for text, left, line in fields:
            Words(text, BODY).paint(painter, x + left, y + 16)
            start = x + left + text_width(text, BODY, 400) + 5
            painter.setPen(QPen(RULE, 0.8))
            painter.drawLine(QLineF(start, y + 18, start + line, y + 18))
        Words(_origin(sheet), SMALL, 400, True).paint(painter, x, y + 34)
        painter.setPen(QPen(INK, 1.2))
        painter.drawLine(QLineF(x, y + 42, x + width, y + 42))

    return Block(HEAD, paint)


def rounding_block() -> Block:
    """Return what is to be known about the last digits of a key."""
    text = translate(
        "Worksheet",
        "Calculated with all digits: a last digit may differ where results are rounded on the way.",
    )
    return Block(18.0, lambda painter, x, y: Words(text, SMALL, 400, True).paint(painter, x, y + 8))


def _fields(width: float) -> tuple[tuple[str, float, float], ...]:
    """Return name and date: the words, where they begin and how long their line is."""
    name, date = translate("Worksheet", "Name"), translate("Worksheet", "Date")
    second = width - DATE_LINE - 5 - text_width(date, BODY, 400)
    first = second - GAP - NAME_LINE - 5 - text_width(name, BODY, 400)
    return (name, first, NAME_LINE), (date, second, DATE_LINE)


def _origin(sheet: Sheet) -> str:
    """Return where the numbers come from, so that the sheet can be made again."""
    copy = sheet.copy
    if sheet.wish.own:
        told = translate(
            "Worksheet",
            "The project's own numbers, to {count} decimals; a crowded picture shows fewer",
        )
        return told.format(count=sheet.wish.notation.decimals)
    if copy.count == 1:
        return translate("Worksheet", "Seed {seed}").format(seed=copy.seed)
    told = translate("Worksheet", "Seed {seed} (copy {number} of {count} from seed {first})")
    return told.format(seed=copy.seed, number=copy.number, count=copy.count, first=copy.first)


def shortened(text: str, room: float, px: float = TITLE, weight: int = 600) -> str:
    """Return a text, or as much of it as there is room for, with an ellipsis."""
    if text_width(text, px, weight) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept.rstrip()}…", px, weight) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def heading(text: str, width: float) -> Block:
    """Return the heading of what follows."""

    def paint(painter: QPainter, x: float, y: float) -> None:
        Words(text, 14, 600).paint(painter, x, y + 20)
        painter.setPen(QPen(RULE, 0.6))
        after = x + text_width(text, 14, 600) + 10
        painter.drawLine(QLineF(QPointF(after, y + 15), QPointF(x + width, y + 15)))

    return Block(30.0, paint, keeps=True)


def fact_blocks(sheet: Sheet, width: float, placed: bool) -> Iterator[Block]:
    """Yield what is given and what holds, a label before each.

    With `placed` every weight is given with the neurons that it is between.
    """
    setter = Setter.of(sheet, BODY)
    for row in sheet.rows:
        template = translate("Worksheet", "Sample {number}")
        label = template.format(number=row.sample) if sheet.samples > 1 else ""
        yield _givens(setter, label or translate("Worksheet", "Sample"), row.cells, width)
    for label, givens in _parameters(sheet):
        yield _givens(setter, label, givens, width, placed)
    settings = translate("Worksheet", "Training")
    yield _givens(setter, settings, sheet.settings, width)
    if sheet.memory:
        yield _givens(setter, translate("Worksheet", "Update before"), sheet.memory, width)
    yield Block(6.0, lambda _painter, _x, _y: None)
    before = ""
    for rule in sheet.rules:
        label = say(rule.about)
        yield _fact("" if label == before else label, _rule_lines(setter, rule, width))
        before = label


def _parameters(sheet: Sheet) -> Iterator[tuple[str, Sequence[Given]]]:
    """Yield the weights and the biases, each with its label."""
    weights = [one for one in sheet.parameters if one.symbol.name.startswith("w[")]
    biases = [one for one in sheet.parameters if not one.symbol.name.startswith("w[")]
    if weights:
        yield translate("Worksheet", "Weights"), weights
    if biases:
        yield translate("Worksheet", "Biases"), biases


def _givens(
    setter: Setter, label: str, givens: Sequence[Given], width: float, placed: bool = False
) -> Block:
    """Return numbers that are given, in columns of one width; if wanted, with their places."""
    cells = [setter.given(one, placed) for one in givens]
    column = max(cell.width for cell in cells) + GAP
    count = max(1, int((width - LABEL + GAP) / column))
    rows = [cells[start : start + count] for start in range(0, len(cells), count)]
    lines = [max(cell.height for cell in row) + LEADING for row in rows]

    def paint(painter: QPainter, x: float, y: float) -> None:
        _paint_label(painter, label, x, y + rows[0][0].above)
        for row, height in zip(rows, lines, strict=True):
            base = y + max(cell.above for cell in row)
            for place, cell in enumerate(row):
                cell.paint(painter, x + LABEL + place * column, base)
            y += height

    return Block(sum(lines), paint)


def _rule_lines(setter: Setter, rule: Rule, width: float) -> list[Line]:
    formula = setter.line(rule.formula)
    words = say(rule.said) if rule.said is not None else ""
    said = Words(f"  {words}" if rule.formula and words else words, BODY)
    whole = Line((*formula.bits, said) if words else formula.bits)
    return whole.broken(width - LABEL)


def _fact(label: str, lines: Sequence[Line]) -> Block:
    height = sum(line.height + LEADING for line in lines)

    def paint(painter: QPainter, x: float, y: float) -> None:
        _paint_label(painter, label, x, y + lines[0].above)
        for line in lines:
            line.paint(painter, x + LABEL, y + line.above)
            y += line.height + LEADING

    return Block(height, paint)


def _paint_label(painter: QPainter, label: str, x: float, base: float) -> None:
    Words(label, SMALL + 1, 600, True).paint(painter, x, base)

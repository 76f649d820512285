"""The boxes of a sheet, in the order of the calculation, and the lines of its key."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPen

from chainrule.gui.language import translate
from chainrule.gui.worksheet.bits import INK, RULE, Line, Words
from chainrule.gui.worksheet.blocks import Block
from chainrule.gui.worksheet.head_blocks import heading
from chainrule.gui.worksheet.setter import Setter
from chainrule.session.operations import Phase
from chainrule.teaching.worksheet.pieces import Number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QPainter

    from chainrule.teaching.worksheet.sheet import Question, Sheet

BETWEEN = 26.0
"""between the two columns"""
NUMBER = 22.0
"""room for the number of a question"""
BOX_WIDTH, BOX_HEIGHT = 104.0, 30.0
SHORT = 110.0
"""words of this width leave room beside them for a box and for working"""
ABOVE, BELOW = 5.0, 7.0
LEADING = 4.0
KEY_PX = 13.0


@dataclass(frozen=True)
class Cell:
    """One question or one line of the key; `lines` are broken to its width."""

    number: str
    lines: Sequence[Line]
    box: bool

    @property
    def can_be_beside(self) -> bool:
        """Whether the box has room beside the words."""
        return self.box and len(self.lines) == 1 and self.lines[0].width < SHORT

    @property
    def words(self) -> float:
        """The height of the lines."""
        return sum(line.height + LEADING for line in self.lines)


@dataclass(frozen=True)
class CellRow:
    """Cells beside each other: their first lines and their boxes stand at one height."""

    cells: Sequence[Cell]
    width: float
    """of one cell"""

    @property
    def _beside(self) -> bool:
        return all(cell.can_be_beside for cell in self.cells)

    @property
    def _above(self) -> float:
        """How far the highest first line reaches above the baseline."""
        return max(cell.lines[0].above for cell in self.cells)

    @property
    def _words(self) -> float:
        return max(cell.words - cell.lines[0].above for cell in self.cells) + self._above

    @property
    def block(self) -> Block:
        """The row as a block."""
        height = ABOVE + self._words
        if self._beside:
            height = ABOVE + max(self._words, BOX_HEIGHT) + BELOW
        elif self.cells[0].box:
            height += BOX_HEIGHT + BELOW
        return Block(height, self._paint)

    def _paint(self, painter: QPainter, x: float, y: float) -> None:
        base = y + ABOVE + self._above
        if self._beside:
            base += max(0.0, (BOX_HEIGHT - self._words) / 2)
        for cell in self.cells:
            self._paint_cell(painter, cell, x, base)
            if cell.box:
                top = y + ABOVE + (0.0 if self._beside else self._words)
                self._paint_box(painter, cell, x, top)
            x += self.width + BETWEEN

    def _paint_cell(self, painter: QPainter, cell: Cell, x: float, base: float) -> None:
        Words(cell.number, 11, 400, True).paint(painter, x, base)
        for place, line in enumerate(cell.lines):
            base += line.above if place else 0.0
            line.paint(painter, x + NUMBER, base)
            base += line.below + LEADING

    def _paint_box(self, painter: QPainter, cell: Cell, x: float, y: float) -> None:
        """Paint the box at the right, and before it a line for the working."""
        box = QRectF(x + self.width - BOX_WIDTH, y, BOX_WIDTH, BOX_HEIGHT)
        painter.setPen(QPen(INK, 0.9))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        start = x + NUMBER + (cell.lines[0].width + 10 if self._beside else 0.0)
        dots = QPen(RULE, 0.8, Qt.PenStyle.CustomDashLine)
        dots.setDashPattern([1.0, 3.0])
        painter.setPen(dots)
        painter.drawLine(QLineF(start, box.bottom() - 4, box.left() - 10, box.bottom() - 4))


def question_blocks(sheet: Sheet, width: float) -> Iterator[Block]:
    """Yield the questions by phase, two beside each other where they fit."""
    setter = Setter.of(sheet)

    def words(question: Question) -> Line:
        sample = question.sample
        symbol = setter.line((question.symbol, " = "), sample)
        if not sheet.wish.formulas:
            return symbol
        return Line((*symbol.bits, *setter.line(question.formula, sample).bits))

    yield from _sections(sheet, width, words, box=True)


def key_blocks(sheet: Sheet, width: float) -> Iterator[Block]:
    """Yield the values with their working."""
    setter = Setter.of(sheet, KEY_PX)

    def words(question: Question) -> Line:
        symbol = setter.line((question.symbol,), question.sample)
        working = question.working
        if len(working) == 1 and isinstance(working[0], Number):
            working = ()
        middle = setter.line((" = ", *working)) if working else Line(())
        answer = Words(setter.number(question.answer), KEY_PX, 600)
        return Line((*symbol.bits, *middle.bits, Words(" = ", KEY_PX), answer))

    yield from _sections(sheet, width, words, box=False)


def _sections(
    sheet: Sheet, width: float, words: Callable[[Question], Line], *, box: bool
) -> Iterator[Block]:
    for (phase, sample), found in groupby(
        sheet.questions, key=lambda question: (question.phase, question.sample)
    ):
        yield heading(_section_title(phase, sample if sheet.samples > 1 else None), width)
        yield from _rows([(str(one.number), words(one)) for one in found], width, box)


def _rows(cells: Sequence[tuple[str, Line]], width: float, box: bool) -> Iterator[Block]:
    """Yield rows of two cells; what is too long for half the page, or alone, has all of it."""
    half = (width - BETWEEN) / 2
    waiting: Cell | None = None
    for number, line in cells:
        short = line.width <= half - NUMBER
        cell = Cell(number, line.broken((half if short else width) - NUMBER), box)
        if not short:
            if waiting is not None:
                yield CellRow([waiting], half).block
            yield CellRow([cell], width).block
            waiting = None
        elif waiting is None:
            waiting = cell
        else:
            yield CellRow([waiting, cell], half).block
            waiting = None
    if waiting is not None:
        yield CellRow([waiting], half).block


def _section_title(phase: Phase, sample: int | None) -> str:
    title = {
        Phase.FORWARD: translate("Worksheet", "Forward"),
        Phase.LOSS: translate("Worksheet", "Loss"),
        Phase.BACKWARD: translate("Worksheet", "Backward"),
        Phase.UPDATE: translate("Worksheet", "Update"),
    }[phase]
    if sample is None:
        return title
    return translate("Worksheet", "{phase} · sample {number}").format(phase=title, number=sample)

"""Formulas as they are printed: words, symbols, fractions and exponents on one line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QPen

from chainrule.gui.canvas.text import metrics, text_width
from chainrule.gui.fonts import ui_font
from chainrule.gui.symbols import LOWERED, paint_symbol, symbol_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPainter

    from chainrule.gui.symbols import Symbol

INK = QColor("#000000")
QUIET = QColor("#404040")
RULE = QColor("#8C8C8C")
FRACTION_PAD = 3.0
BREAKS = (" +", " −", " =", " ÷", " ×", ";", ") +", ") −", ") ÷", ") ×")
"""a line may end before these"""
RAISED = 0.72
"""size of an exponent beside what it belongs to"""


@dataclass(frozen=True, slots=True)
class Words:
    """Words or a number."""

    text: str
    px: float
    weight: int = 400
    quiet: bool = False

    @property
    def look(self) -> tuple[float, int, bool]:
        """What words that are painted at once have in common."""
        return self.px, self.weight, self.quiet

    @property
    def width(self) -> float:
        """The width in pixels."""
        return text_width(self.text, self.px, self.weight)

    @property
    def above(self) -> float:
        """How far it reaches above the baseline."""
        return metrics(self.px, self.weight).capHeight()

    @property
    def below(self) -> float:
        """How far it reaches below the baseline."""
        return metrics(self.px, self.weight).descent()

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it from the left end of its baseline on."""
        painter.setFont(ui_font(self.px, self.weight))
        painter.setPen(QUIET if self.quiet else INK)
        painter.drawText(QPointF(x, y), self.text)


@dataclass(frozen=True, slots=True)
class Letter:
    """A symbol with its subscript."""

    symbol: Symbol
    px: float

    @property
    def width(self) -> float:
        """The width in pixels."""
        return symbol_width(self.symbol, self.px) + 0.5

    @property
    def above(self) -> float:
        """How far it reaches above the baseline."""
        return self.px * 0.8

    @property
    def below(self) -> float:
        """How far it reaches below the baseline."""
        return self.px * (LOWERED + 0.2 if self.symbol.sub else 0.3)

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it from the left end of its baseline on."""
        paint_symbol(painter, self.symbol, QPointF(x, y), self.px, INK)


@dataclass(frozen=True, slots=True)
class Fraction:
    """One line over another."""

    top: Line
    bottom: Line
    px: float

    @property
    def width(self) -> float:
        """The width in pixels."""
        return max(self.top.width, self.bottom.width) + 2 * FRACTION_PAD

    @property
    def _axis(self) -> float:
        """How far the bar is above the baseline."""
        return self.px * 0.34

    @property
    def above(self) -> float:
        """How far it reaches above the baseline."""
        return self._axis + FRACTION_PAD + self.top.below + self.top.above

    @property
    def below(self) -> float:
        """How far it reaches below the baseline."""
        return FRACTION_PAD + self.bottom.above + self.bottom.below - self._axis

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it from the left end of its baseline on."""
        bar, width = y - self._axis, self.width
        painter.setPen(QPen(INK, 0.8))
        painter.drawLine(QLineF(x + 1, bar, x + width - 1, bar))
        over = bar - FRACTION_PAD - self.top.below
        self.top.paint(painter, x + (width - self.top.width) / 2, over)
        under = bar + FRACTION_PAD + self.bottom.above
        self.bottom.paint(painter, x + (width - self.bottom.width) / 2, under)


@dataclass(frozen=True, slots=True)
class Exponent:
    """A line that stands higher."""

    line: Line
    px: float

    @property
    def width(self) -> float:
        """The width in pixels."""
        return self.line.width + 1

    @property
    def above(self) -> float:
        """How far it reaches above the baseline."""
        return self.px * 0.42 + self.line.above

    @property
    def below(self) -> float:
        """How far it reaches below the baseline."""
        return 0.0

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it from the left end of its baseline on."""
        self.line.paint(painter, x + 0.5, y - self.px * 0.42)


Bit = Words | Letter | Fraction | Exponent


@dataclass(frozen=True)
class Line:
    """Bits one after the other on one baseline."""

    bits: tuple[Bit, ...]

    @cached_property
    def width(self) -> float:
        """The width in pixels."""
        return sum(bit.width for bit in self.bits)

    @cached_property
    def above(self) -> float:
        """How far it reaches above the baseline."""
        return max((bit.above for bit in self.bits), default=0.0)

    @cached_property
    def below(self) -> float:
        """How far it reaches below the baseline."""
        return max((bit.below for bit in self.bits), default=0.0)

    @property
    def height(self) -> float:
        """From its highest to its lowest point."""
        return self.above + self.below

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the bits from the left end of the baseline on."""
        for bit in self.bits:
            bit.paint(painter, x, y)
            x += bit.width

    def broken(self, width: float) -> list[Line]:
        """Return the bits on as many lines as a width needs, broken before a sign."""
        lines: list[list[Bit]] = []
        for segment in self._segments():
            now = sum(bit.width for bit in lines[-1]) if lines else 0.0
            if not lines or now + sum(bit.width for bit in segment) > width:
                lines.append([])
            lines[-1].extend(segment)
        return [Line(tuple(_merged(bits))) for bits in lines] or [self]

    def _segments(self) -> list[list[Bit]]:
        """Return the bits in pieces between which a line may end."""
        segments: list[list[Bit]] = []
        for bit in self.bits:
            starts = isinstance(bit, Words) and bit.text.startswith(BREAKS)
            if starts or not segments:
                segments.append([])
            segments[-1].append(bit)
        return segments


def _merged(bits: Sequence[Bit]) -> Iterator[Bit]:
    """Yield the bits, words that look alike as one: they are painted at once."""
    waiting: Words | None = None
    for bit in bits:
        if isinstance(bit, Words) and waiting is not None and bit.look == waiting.look:
            waiting = replace(waiting, text=waiting.text + bit.text)
            continue
        if waiting is not None:
            yield waiting
        waiting = bit if isinstance(bit, Words) else None
        if waiting is None:
            yield bit
    if waiting is not None:
        yield waiting

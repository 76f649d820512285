"""What the lines and arrows of the loss surface mean, with the numbers of the next move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.arrow_shape import ArrowLook, hollow, paint_arrow
from chainrule.gui.canvas.text import line
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.surface.ground import shades
from chainrule.gui.symbols import Symbol
from chainrule.teaching.movement import Part

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.symbols import Symbols
    from chainrule.gui.theme import Theme
    from chainrule.session.landscape import Landscape
    from chainrule.teaching.ball import Push

ROW, SCALE = 24, 26
SAMPLE = 26.0
WORDS = 36.0
SECOND, FIRST = 0.0, 92.0
"""px from the right at which the two columns of numbers end"""
SIGNS = {
    Part.REMEMBERED: "μv",
    Part.ASKED: "−ηg",
    Part.VELOCITY: "v",
    Part.STEP: "Δw",
}


class SurfaceLegend(Painted):
    """The scale of the loss, a row per arrow, and which line is which."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._land: Landscape | None = None
        self._pushes: tuple[Push, ...] = ()
        self._heads: tuple[Symbol, ...] = ()
        self._factor = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_land(
        self, land: Landscape | None, pushes: tuple[Push, ...], factor: float, symbols: Symbols
    ) -> None:
        """Show the numbers of the next move."""
        names = () if land is None else land.names
        heads = tuple(symbols.find(name) or Symbol(name, upright=True) for name in names)
        shown = (land, pushes, factor, heads)
        if shown != (self._land, self._pushes, self._factor, self._heads):
            self._land, self._pushes, self._factor, self._heads = shown
            self.setAccessibleName(self.told())
            self.updateGeometry()
            self.update()

    def told(self) -> str:
        """Return the numbers in words."""
        pen = Pen(self.theme)
        return ", ".join(
            f"{SIGNS[push.part]} {pen.show(push.first, Kind.GRADIENT, True)}"
            f" {pen.show(push.second, Kind.GRADIENT, True)}"
            for push in self._pushes
        )

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        rows = len(self._pushes) + bool(self._pushes) + 1
        return QSize(0, SCALE + ROW * rows)

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint everything."""
        if self._land is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scale(painter, self._land)
        top = float(SCALE)
        if self._pushes:
            self._paint_heads(painter, top)
            top += ROW
        for push in self._pushes:
            self._paint_push(painter, push, top)
            top += ROW
        self._paint_ways(painter, self._land, top)

    def _paint_scale(self, painter: QPainter, land: Landscape) -> None:
        """Paint the colours from the lowest loss to the highest."""
        pen, theme = Pen(self.theme), self.theme
        lowest = pen.show(float(land.losses.min()), Kind.GRADIENT)
        said = translate("Surface", "loss {lowest}").format(lowest=lowest)
        low = line(pen.word(said, 12, 400, theme.text3))
        high = line(pen.word(pen.show(float(land.losses.max()), Kind.GRADIENT), 12, 400,
                             theme.text3))  # fmt: skip
        low.paint(painter, low.width / 2, 10)
        high.paint(painter, self.width() - high.width / 2, 10)
        left, right = low.width + 8, self.width() - high.width - 8
        colours = shades(theme)
        part = (right - left) / len(colours)
        for index, colour in enumerate(colours):
            painter.fillRect(QRectF(left + index * part, 6, part + 0.5, 8), colour)
        painter.setPen(QPen(theme.border, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left, 5.5, right - left, 9))

    def _paint_heads(self, painter: QPainter, top: float) -> None:
        pen, quiet = Pen(self.theme), self.theme.text3
        words = translate("Surface", "next move")
        if self._factor > 1:
            words = translate("Surface", "next move, {factor} × longer").format(
                factor=pen.show(self._factor, Kind.SETTING)
            )
        if self._factor < 1:
            words = translate("Surface", "next move, {factor} of its length").format(
                factor=pen.show(self._factor, Kind.PERCENT)
            )
        title = line(pen.word(words, 12, 400, quiet))
        title.paint(painter, title.width / 2, top + ROW / 2)
        for symbol, right in zip(self._heads, (FIRST, SECOND), strict=True):
            head = line(pen.sign(symbol, 12, quiet))
            head.paint(painter, self.width() - right - head.width / 2, top + ROW / 2)

    def _paint_push(self, painter: QPainter, push: Push, top: float) -> None:
        theme, pen, middle = self.theme, Pen(self.theme), top + ROW / 2
        look = {
            Part.REMEMBERED: hollow(theme, 6.0, 14.0),
            Part.ASKED: ArrowLook(theme.back, None, 6.0, 14.0),
        }.get(push.part, ArrowLook(theme.ink, None, 6.0, 14.0))
        paint_arrow(painter, look, 0.0, SAMPLE, middle)
        words = line(pen.sign(Symbol(SIGNS[push.part]), 13), pen.quiet(self._word(push.part), 12),
                     gap=8)  # fmt: skip
        words.paint(painter, WORDS + words.width / 2, middle)
        for value, right in ((push.first, FIRST), (push.second, SECOND)):
            number = line(pen.number(value, Kind.GRADIENT, 13, 600, signed=True))
            number.paint(painter, self.width() - right - number.width / 2, middle)

    def _word(self, part: Part) -> str:
        return {
            Part.REMEMBERED: translate("Surface", "momentum"),
            Part.ASKED: translate("Surface", "slope"),
        }.get(part, translate("Surface", "sum"))

    def _paint_ways(self, painter: QPainter, land: Landscape, top: float) -> None:
        theme, middle = self.theme, top + ROW / 2
        left = 0.0
        entries = [(QPen(theme.accent, 2.25), self._said(translate("Surface", "this run")))]
        if land.plain_path:
            dotted = QPen(theme.text2, 1.75, Qt.PenStyle.DotLine)
            entries.append((dotted, self._said(translate("Surface", "same start, μ = 0"))))
        for pen, words in entries:
            painter.setPen(pen)
            painter.drawLine(QLineF(QPointF(left, middle), QPointF(left + SAMPLE, middle)))
            words.paint(painter, left + WORDS + words.width / 2, middle)
            left += WORDS + words.width + 20

    def _said(self, words: str) -> Line:
        return line(Pen(self.theme).quiet(words, 12))

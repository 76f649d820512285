"""Which learning rates settle: a scale from 0 with the limit and the rate that was set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import Word, line
from chainrule.gui.language import translate
from chainrule.gui.numbers import LARGE, Kind, show
from chainrule.gui.panels.inspector.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.theme import Theme
    from chainrule.session.divergence import Divergence, Settling
    from chainrule.teaching.notation import Notation

HEIGHT = 58
BAR = QRectF(0, 20, 0, 11)
ENDS = 4.0
"""px between the ends of the bar and those of the widget"""
BEYOND = 1.13
"""the scale goes on so far beyond the rate"""
FAR = 4.0
"""times the limit: a rate beyond it stands behind a gap in the scale"""
LIMIT_AT, RATE_AT, GAP_AT = 0.36, 0.9, 0.72
"""shares of the bar where limit, rate and gap then stand"""
APART = 6.0


class SettleScale(Painted):
    """Settles to the left of 2(1 + μ)/λ, flies off to the right; a dot at the present rate."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._found: Divergence | None = None
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_divergence(self, found: Divergence) -> None:
        """Show the limit, and the rate that flew off."""
        self._found = found
        if found.settling is not None:
            told = translate("Inspector", "settles below {limit}; set was {rate}")
            notation = self.theme.notation
            limit = limit_text(found.settling.limit, notation)
            self.setAccessibleName(told.format(limit=limit, rate=rate_text(found.rate, notation)))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the scale."""
        return QSize(0, HEIGHT)

    def _bar(self) -> QRectF:
        return QRectF(ENDS, BAR.top(), self.width() - 2 * ENDS, BAR.height())

    def places(self, limit: float, rate: float) -> tuple[float, float, bool]:
        """Return x of the limit and of the rate, and whether a gap lies between them."""
        bar = self._bar()
        if rate > FAR * limit:
            return bar.left() + LIMIT_AT * bar.width(), bar.left() + RATE_AT * bar.width(), True
        scale = bar.width() / max(rate * BEYOND, limit * 1.6)
        return bar.left() + limit * scale, bar.left() + rate * scale, False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, its words above and its numbers below."""
        found = self._found
        if found is None or found.settling is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        limit, rate, gap = self.places(found.settling.limit, found.rate)
        self._paint_bar(painter, limit)
        if gap:
            self._paint_gap(painter)
        self._paint_words(painter, limit)
        self._paint_marks(painter, limit, rate)
        self._paint_numbers(
            painter, limit, rate, limit_words(found, found.settling, self.theme.notation)
        )

    def _paint_bar(self, painter: QPainter, limit: float) -> None:
        bar = self._bar()
        for left, right, fill, rim in (
            (bar.left(), limit, "okSoft", "ok"),
            (limit, bar.right(), "errSoft", "err"),
        ):
            painter.setBrush(self.theme[fill])
            painter.setPen(QPen(self.theme[rim], 1))
            painter.drawRect(QRectF(left, bar.top() + 0.5, right - left, bar.height() - 1))

    def _paint_gap(self, painter: QPainter) -> None:
        """Paint the break of a scale that does not show all between limit and rate."""
        bar = self._bar()
        x, top, bottom = bar.left() + GAP_AT * bar.width(), bar.top() - 2, bar.bottom() + 2
        gap = QPainterPath(QPointF(x, top))
        for corner in ((x + 6, top), (x + 1, bottom), (x - 5, bottom)):
            gap.lineTo(*corner)
        gap.closeSubpath()
        painter.fillPath(gap, self.theme.panel)
        painter.setPen(QPen(self.theme.err, 1))
        painter.drawLines([QLineF(x, top, x - 5, bottom), QLineF(x + 6, top, x + 1, bottom)])

    def _paint_words(self, painter: QPainter, limit: float) -> None:
        bar = self._bar()
        for text, left, right, role in (
            (translate("Inspector", "settles"), bar.left(), limit, "okText"),
            (translate("Inspector", "flies off"), limit, bar.right(), "errText"),
        ):
            words = self._word(text, self.theme[role], 500)
            self._place(painter, words, (left + right) / 2, 9)

    def _paint_marks(self, painter: QPainter, limit: float, rate: float) -> None:
        bar = self._bar()
        painter.setPen(QPen(self.theme.text, 2))
        painter.drawLine(QLineF(limit, bar.top() - 3, limit, bar.bottom() + 3))
        painter.setPen(QPen(self.theme.panel, 1.5))
        painter.setBrush(self.theme.err)
        painter.drawEllipse(QPointF(rate, bar.center().y()), 6.5, 6.5)

    def _paint_numbers(
        self, painter: QPainter, limit: float, rate: float, words: tuple[str, str]
    ) -> None:
        """Paint the numbers below the bar; the limit's moves aside for that of the rate."""
        y, theme = 46.0, self.theme
        zero = self._word("0", theme.text3, 400)
        zero.paint(painter, self._bar().left() + zero.width / 2, y)
        number = self._word(words[1], theme.errText, 600)
        right = self._place(painter, number, rate, y) - number.width / 2
        told = self._word(words[0], theme.text, 600)
        most = right - APART - told.width / 2
        least = self._bar().left() + zero.width + APART + told.width / 2
        told.paint(painter, max(least, min(limit, most)), y)

    def _place(self, painter: QPainter, words: Line, x: float, y: float) -> float:
        """Paint words centred at x, kept inside; return where their centre came to be."""
        half = words.width / 2
        x = max(half, min(x, self.width() - half))
        words.paint(painter, x, y)
        return x

    def _word(self, text: str, colour: QColor, weight: int) -> Line:
        return line(Word(text, 12, weight, colour))


def limit_text(limit: float, notation: Notation) -> str:
    """Return the limit with two digits."""
    return show(limit, Kind.GRADIENT, notation.digits(1))


def rate_text(rate: float, notation: Notation) -> str:
    """Return the learning rate as its knob shows it, a huge one as a power of ten."""
    return show(rate, Kind.SETTING if rate < LARGE else Kind.GRADIENT, notation)


def limit_words(found: Divergence, settling: Settling, notation: Notation) -> tuple[str, str]:
    """Return what stands below the limit, and below the rate."""
    formula = "2/λ"
    if found.momentum:
        formula = "2(1 + μ)/((1 + 2μ)λ)" if found.nesterov else "2(1 + μ)/λ"
    limit = limit_text(settling.limit, notation)
    return f"{formula} = {limit}", rate_text(found.rate, notation)

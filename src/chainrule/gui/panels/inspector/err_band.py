"""The number that stopped the training, on the ground of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import line
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import line_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.panels.inspector.pieces import Pieces
    from chainrule.gui.theme import Theme

HEIGHT = 48


class ErrBand(Painted):
    """What came out: `L = ∞`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._what: Pieces = ()
        self._value = 0.0
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_number(self, what: Pieces, value: float) -> None:
        """Show the name of a number and what came out."""
        self._what, self._value = what, value
        self.setAccessibleName(line_text(self._line()))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the band."""
        return QSize(0, HEIGHT)

    def _line(self) -> Line:
        pen, colour = Pen(self.theme), self.theme.errText
        names = [
            pen.word(piece, 15, 400, colour)
            if isinstance(piece, str)
            else pen.sign(piece, 16, colour)
            for piece in self._what
        ]
        equals = pen.word("=", 17, 600, colour)
        number = pen.show(self._value, Kind.GRADIENT)
        return line(*names, equals, pen.word(number, 24, 600, colour), gap=9)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the band."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.errSoft)
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, Metrics.RADIUS_TILE, Metrics.RADIUS_TILE)
        self._line().paint(painter, box.center().x(), box.center().y())

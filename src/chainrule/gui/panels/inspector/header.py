"""The head of the Inspector: a small picture of what is selected, its name, and a control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from chainrule.gui.canvas.text import line
from chainrule.gui.icons import Icons
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import line_text

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.symbols import Symbol
    from chainrule.gui.theme import Theme

HEIGHT = 70
Pieces = tuple["str | Symbol", ...]


class Header(Painted):
    """Picture, title and caption; the control stands at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._title: Pieces = ()
        self._caption: Pieces = ()
        self._text_left = 44.0
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Metrics.DOCK_PADDING, 0, Metrics.DOCK_PADDING, 0)
        self._row.setSpacing(Metrics.ICON_GAP)
        self._row.addStretch(1)

    def add(self, control: QWidget) -> None:
        """Put a control at the right end."""
        self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_words(self, title: Pieces, caption: Pieces) -> None:
        """Set the title and the line below it."""
        if (title, caption) != (self._title, self._caption):
            self._title, self._caption = title, caption
            self.setAccessibleName(self.text())
            self.update()

    def text(self) -> str:
        """Return title and caption as plain text."""
        return ", ".join(line_text(made) for made in self._lines())

    def sizeHint(self) -> QSize:
        """Return the height of the head."""
        return QSize(0, HEIGHT)

    def _lines(self) -> tuple[Line, Line]:
        theme = self.theme
        return (
            self._line(self._title, 16, 600, theme.text),
            self._line(self._caption, 12, 400, theme.text3),
        )

    def _line(self, pieces: Pieces, px: float, weight: int, colour: QColor) -> Line:
        pen = Pen(self.theme)
        items = [
            pen.word(piece, px, weight, colour)
            if isinstance(piece, str)
            else pen.sign(piece, px, colour)
            for piece in pieces
        ]
        return line(*items, gap=px * 0.28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, the picture and the hairline below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = Metrics.DOCK_PADDING + self._text_left
        title, caption = self._lines()
        middle = HEIGHT / 2
        title.paint(painter, left + title.width / 2, middle - 10)
        caption.paint(painter, left + caption.width / 2, middle + 12)
        self.paint_picture(painter, QPointF(Metrics.DOCK_PADDING + 16, middle))
        painter.setPen(QPen(self.theme.border, Metrics.HAIRLINE))
        painter.drawLine(QLineF(0, HEIGHT - 0.5, self.width(), HEIGHT - 0.5))

    def paint_picture(self, painter: QPainter, centre: QPointF) -> None:
        """Paint what stands for the selected thing."""


class NeuronHeader(Header):
    """A neuron's disc in the colour of what it sends."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._sent: float | None = None
        self._active = self._strong = False

    def set_sent(self, sent: float | None, active: bool, strong: bool = False) -> None:
        """Set what the neuron sends, and whether it is being computed.

        A `strong` one is in the colours that a neuron without a number has on the canvas.
        """
        if (sent, active, strong) != (self._sent, self._active, self._strong):
            self._sent, self._active, self._strong = sent, active, strong
            self.update()

    def paint_picture(self, painter: QPainter, centre: QPointF) -> None:
        """Paint the disc."""
        theme = self.theme
        fill = theme.strong_fill if self._strong else theme.node_fill
        painter.setBrush(theme.panel if self._sent is None else fill(self._sent))
        painter.setPen(QPen(theme.accent if self._active else theme.nodeStroke, 2.5))
        painter.drawEllipse(centre, 14.75, 14.75)


class EdgeHeader(Header):
    """A small edge in the colour of its weight's sign."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._weight = 0.0

    def set_weight(self, weight: float) -> None:
        """Set the weight."""
        if weight != self._weight:
            self._weight = weight
            self.update()

    def paint_picture(self, painter: QPainter, centre: QPointF) -> None:
        """Paint the edge between two small discs."""
        theme = self.theme
        colour = theme.control
        if self._weight:
            colour = theme.pos if self._weight > 0 else theme.neg
        painter.setPen(QPen(colour, 3))
        painter.drawLine(centre - QPointF(7, 0), centre + QPointF(7, 0))
        painter.setPen(QPen(theme.nodeStroke, 2))
        painter.setBrush(theme.panel)
        for side in (-11, 11):
            painter.drawEllipse(centre + QPointF(side, 0), 4, 4)


class AlarmHeader(Header):
    """A warning sign on the ground of errors."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._icons = Icons(theme)

    def paint_picture(self, painter: QPainter, centre: QPointF) -> None:
        """Paint the sign."""
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.errSoft)
        ground = QRectF(centre.x() - 16, centre.y() - 16, 32, 32)
        painter.drawRoundedRect(ground, Metrics.RADIUS_TILE, Metrics.RADIUS_TILE)
        self._icons.paint(painter, "warning", ground.adjusted(7, 6, -7, -8), theme.err)


class IconHeader(Header):
    """An icon."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme)
        self._icon = icon
        self._icons = Icons(theme)
        self._text_left = 40.0

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        if theme is not self.theme:
            self._icons = Icons(theme)
        super().set_theme(theme)

    def paint_picture(self, painter: QPainter, centre: QPointF) -> None:
        """Paint the icon."""
        box = QRectF(centre.x() - 15, centre.y() - 14, 28, 28)
        self._icons.paint(painter, self._icon, box, self.theme.text2)

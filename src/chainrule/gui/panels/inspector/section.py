"""A section of the Inspector: a head with a number or a remark, what it says, a hairline below."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from chainrule.gui.canvas.text import line
from chainrule.gui.fonts import ui_font
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import line_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.symbols import Symbol
    from chainrule.gui.theme import Theme

BELOW_HEAD = 8
HEAD = 20
DISC = 20.0
KEY_SIDE, KEY_GAP, KEY_APART = 10.0, 6.0, 16.0
INDENT = 30.0
"""where a title stands beside its disc, and what belongs to it"""


class Stage(Enum):
    """How far what a section tells of has come."""

    LATER = auto()
    KNOWN = auto()


class Head(Painted):
    """The title of a section, its number in a disc, and a remark at the right."""

    def __init__(self, theme: Theme, number: int = 0, role: str = "accent") -> None:
        super().__init__(theme)
        self._number = number
        self._role = role
        self._title: tuple[str | Symbol, ...] = ()
        self._remark: tuple[str | Symbol, ...] = ()
        self._key: tuple[tuple[str, Symbol], ...] = ()
        self._stage = Stage.KNOWN
        self.setFixedHeight(HEAD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_title(self, *pieces: str | Symbol) -> None:
        """Set the title, of words and symbols."""
        if pieces != self._title:
            self._title = pieces
            self.setAccessibleName(line_text(self._title_line()))
            self.update()

    def set_remark(self, remark: str) -> None:
        """Set the words at the right."""
        self.set_remark_pieces(*filter(None, (remark,)))

    def set_remark_pieces(self, *pieces: str | Symbol) -> None:
        """Set what stands at the right, of words and symbols."""
        if pieces != self._remark:
            self._remark = pieces
            self.update()

    def set_key(self, *entries: tuple[str, Symbol]) -> None:
        """Set a key at the right in place of a remark: roles of colours and what they stand for."""
        if entries != self._key:
            self._key = entries
            self.update()

    def set_stage(self, stage: Stage) -> None:
        """Fill the disc once what the section tells of is known."""
        if stage is not self._stage:
            self._stage = stage
            self.update()

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self._stage

    @property
    def remark(self) -> str:
        """The words at the right."""
        return line_text(self._remark_line())

    def sizeHint(self) -> QSize:
        """Return the height of a head."""
        return QSize(0, HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint disc, title and remark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        if self._number:
            self._paint_disc(painter)
            left = INDENT
        title = self._title_line()
        title.paint(painter, left + title.width / 2, HEAD / 2)
        if self._remark:
            remark = self._remark_line()
            remark.paint(painter, self.width() - remark.width / 2, HEAD / 2)
        right = float(self.width())
        for role, symbol in reversed(self._key):
            right = self._paint_entry(painter, role, symbol, right) - KEY_APART

    def _paint_entry(self, painter: QPainter, role: str, symbol: Symbol, right: float) -> float:
        """Paint an entry of the key that ends at `right`; return where it begins."""
        word = line(Pen(self.theme).sign(symbol, 12, self.theme.text2))
        word.paint(painter, right - word.width / 2, HEAD / 2)
        left = right - word.width - KEY_GAP - KEY_SIDE
        painter.fillRect(QRectF(left, (HEAD - KEY_SIDE) / 2, KEY_SIDE, KEY_SIDE), self.theme[role])
        return left

    def _remark_line(self) -> Line:
        pen, quiet = Pen(self.theme), self.theme.text3
        pieces = [
            pen.word(said, 12, 400, quiet) if isinstance(said, str) else pen.sign(said, 12, quiet)
            for said in self._remark
        ]
        return line(*pieces, gap=4)

    def _title_line(self) -> Line:
        theme, pen = self.theme, Pen(self.theme)
        later = self._number and self._stage is Stage.LATER
        colour = theme.text3 if later else theme.text
        pieces = [
            pen.word(piece, 13, 600, colour)
            if isinstance(piece, str)
            else pen.sign(piece, 13, colour)
            for piece in self._title
        ]
        return line(*pieces, gap=4)

    def _paint_disc(self, painter: QPainter) -> None:
        theme = self.theme
        box = QRectF(0, (HEAD - DISC) / 2, DISC, DISC)
        if self._stage is Stage.KNOWN:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme[self._role])
            painter.drawEllipse(box)
            painter.setPen(theme.onBack if self._role == "back" else theme.onAccent)
        else:
            painter.setPen(QPen(theme.control, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setPen(theme.text3)
        painter.setFont(ui_font(12, 600))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))


class Section(Painted):
    """A column of widgets under a head, with a hairline below."""

    def __init__(self, theme: Theme, number: int = 0, role: str = "accent") -> None:
        super().__init__(theme)
        self.head = Head(theme, number, role)
        self.head.setParent(self)
        self.column = QVBoxLayout(self)
        pad = Metrics.SECTION_PADDING
        self.column.setContentsMargins(Metrics.DOCK_PADDING, pad, Metrics.DOCK_PADDING, pad)
        self.column.setSpacing(0)
        self.column.addWidget(self.head)
        self.column.addSpacing(BELOW_HEAD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def drop_head(self) -> None:
        """Have no head: what is in the section speaks for itself."""
        self.head.hide()
        self.column.takeAt(1)

    def add(self, widget: QWidget, above: int = 0) -> None:
        """Put a widget below the others, `above` px further down."""
        if above:
            self.column.addSpacing(above)
        self.column.addWidget(widget)
        if isinstance(widget, Painted):
            widget.hovered.connect(self.hovered)
            widget.origin_wanted.connect(self.origin_wanted)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme, the parts too."""
        super().set_theme(theme)
        for part in self.findChildren(Painted):
            part.set_theme(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline."""
        painter = QPainter(self)
        painter.setPen(QPen(self.theme.border, Metrics.HAIRLINE))
        y = self.height() - 0.5
        painter.drawLine(QLineF(QPointF(0, y), QPointF(self.width(), y)))

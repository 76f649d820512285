"""The factors of a value as tiles: each right, off, or to be found on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from chainrule.gui.canvas.text import Sign, Tick, Word, line, text_width
from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.tiles import Fraction

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent

    from chainrule.gui.symbols import Symbol
    from chainrule.gui.theme import Theme

HEIGHT, GAP, IN_A_ROW = 112, 16, 3
SMALLEST = 12


@dataclass(frozen=True, slots=True)
class FactorTile:
    """One factor: its sign, its number as it is shown, and whether it is right (None: unknown).

    `asked` says that the number is to be typed.
    """

    sign: Symbol | Fraction
    number: str
    right: bool | None = None
    asked: bool = False

    def spoken(self) -> str:
        """Return the tile as it is told to a screen reader."""
        name = str(self.sign) if isinstance(self.sign, Fraction) else self.sign.lowered
        return " ".join(word for word in (name, self.number, self.word) if word)

    @property
    def word(self) -> str:
        """Whether the factor is right, in a word."""
        if self.right is None:
            return ""
        return translate("Practice", "right") if self.right else translate("Practice", "off")


class FactorTiles(Painted):
    """The tiles side by side, three in a row; `answered` carries the index and what was typed."""

    answered = Signal(int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.tiles: tuple[FactorTile, ...] = ()
        self.product = True
        self.boxes: dict[int, QLineEdit] = {}
        self.setObjectName("practice_factors")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_tiles(self, tiles: tuple[FactorTile, ...], product: bool) -> None:
        """Show these factors, with a × between them where they are multiplied."""
        if (tiles, product) == (self.tiles, self.product):
            return
        self.tiles, self.product = tiles, product
        self.setAccessibleName(", ".join(tile.spoken() for tile in tiles))
        self._make_boxes()
        self.updateGeometry()
        self.update()

    def _make_boxes(self) -> None:
        asked = {index for index, tile in enumerate(self.tiles) if tile.asked}
        for index in self.boxes.keys() - asked:
            self.boxes.pop(index).deleteLater()
        for index in asked - self.boxes.keys():
            box = self.boxes[index] = QLineEdit(self)
            box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.setPlaceholderText("?")
            box.returnPressed.connect(lambda at=index: self._answer(at))
            box.show()
        for index, box in self.boxes.items():
            sign = self.tiles[index].sign
            box.setObjectName(f"practice_factor_{index}")
            box.setAccessibleName(str(sign) if isinstance(sign, Fraction) else sign.lowered)
        self._place_boxes()

    def _answer(self, index: int) -> None:
        self.answered.emit(index, self.boxes[index].text())

    def _place_boxes(self) -> None:
        for index, box in self.boxes.items():
            place = self._box(index)
            box.setGeometry(place.adjusted(8, 63, -8, -21).toRect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the boxes in their tiles."""
        super().resizeEvent(event)
        self._place_boxes()

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        rows = max(1, -(-len(self.tiles) // IN_A_ROW))
        return QSize(0, rows * HEIGHT + (rows - 1) * GAP // 2)

    def minimumSizeHint(self) -> QSize:
        """Return the height of all rows."""
        return self.sizeHint()

    def _box(self, index: int) -> QRectF:
        columns = min(IN_A_ROW, max(1, len(self.tiles)))
        width = (self.width() - GAP * (columns - 1)) / columns
        row, column = divmod(index, IN_A_ROW)
        return QRectF(column * (width + GAP), row * (HEIGHT + GAP // 2), width, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles and the signs between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, tile in enumerate(self.tiles):
            box = self._box(index)
            self._paint_tile(painter, box, tile)
            if self.product and index + 1 < len(self.tiles):
                painter.setPen(self.theme.text2)
                painter.setFont(ui_font(14))
                between = QRectF(box.right(), box.top(), GAP, HEIGHT)
                painter.drawText(between, Qt.AlignmentFlag.AlignCenter, "×")

    def _paint_tile(self, painter: QPainter, box: QRectF, tile: FactorTile) -> None:
        theme = self.theme
        edge = theme.control if tile.right is None else theme.ok if tile.right else theme.err
        painter.setPen(QPen(edge, 1.5))
        painter.setBrush(theme.errSoft if tile.right is False else theme.panel)
        inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
        painter.drawRoundedRect(inner, Metrics.RADIUS_TILE, Metrics.RADIUS_TILE)
        middle = box.center().x()
        self._paint_sign(painter, tile, QPointF(middle, box.top() + 34))
        if not tile.asked:
            self._paint_number(painter, box, tile)
        self._paint_word(painter, QPointF(middle, box.bottom() - 15), tile)

    def _paint_sign(self, painter: QPainter, tile: FactorTile, place: QPointF) -> None:
        if isinstance(tile.sign, Fraction):
            tile.sign.paint(painter, place, 16, self.theme.text)
        else:
            line(Sign(tile.sign, 20, self.theme.text)).paint(painter, place.x(), place.y())

    def _paint_number(self, painter: QPainter, box: QRectF, tile: FactorTile) -> None:
        px = 16
        while px > SMALLEST and text_width(tile.number, px, 600) > box.width() - 8:
            px -= 1
        colour = self.theme.errText if tile.right is False else self.theme.text
        number = line(Word(tile.number, px, 600, colour))
        number.paint(painter, box.center().x(), box.top() + 78)

    def _paint_word(self, painter: QPainter, place: QPointF, tile: FactorTile) -> None:
        theme = self.theme
        if tile.right is None:
            return
        ink: QColor = theme.okText if tile.right else theme.errText
        tick = Tick(theme.ok if tile.right else theme.err, not tile.right)
        line(tick, Word(tile.word, 12, 400, ink), gap=4).paint(painter, place.x(), place.y())

"""The chain rule as tiles: a fraction, its number and what it is; and the band of the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import line, text_width
from chainrule.gui.fonts import ui_font
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import UNKNOWN, Pen
from chainrule.gui.symbols import Symbol, paint_symbol, symbol_width

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.selection import Selection
    from chainrule.gui.theme import Theme
    from chainrule.teaching.cards.parts import NumberName

CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
HEIGHT = 134
GAP, GAP_NARROW = 16.0, 12.0
NARROW = 280
SMALLEST = 12
"""px of a number that is too long for its tile"""
BAND = 56
ABOVE, BELOW = 0.56, 1.06
"""from the bar of a fraction to the baselines over and under it, em: clear of subscripts"""


@dataclass(frozen=True, slots=True)
class Fraction:
    """∂ of `top` over ∂ of `bottom`."""

    top: Symbol
    bottom: Symbol

    def width(self, px: float) -> float:
        """Return the width beside letters of `px` pixels."""
        return max(_side_width(self.top, px), _side_width(self.bottom, px)) + 6

    def paint(self, painter: QPainter, centre: QPointF, px: float, colour: QColor) -> None:
        """Paint the fraction with its bar at the centre."""
        width = self.width(px)
        x, y = centre.x(), centre.y()
        painter.setPen(QPen(colour, 1.2))
        painter.drawLine(QLineF(x - width / 2, y, x + width / 2, y))
        _paint_side(painter, self.top, QPointF(x, y - px * ABOVE), px, colour)
        _paint_side(painter, self.bottom, QPointF(x, y + px * BELOW), px, colour)

    def __str__(self) -> str:
        return f"∂{self.top.lowered}/∂{self.bottom.lowered}"


def _side_width(symbol: Symbol, px: float) -> float:
    return symbol_width(Symbol("∂"), px) + symbol_width(symbol, px)


def _paint_side(
    painter: QPainter, symbol: Symbol, baseline: QPointF, px: float, colour: QColor
) -> None:
    left = baseline - QPointF(_side_width(symbol, px) / 2, 0)
    paint_symbol(painter, Symbol("∂"), left, px, colour)
    after = left + QPointF(symbol_width(Symbol("∂"), px), 0)
    paint_symbol(painter, symbol, after, px, colour)


@dataclass(frozen=True, slots=True)
class Tile:
    """One factor: the fraction, its number (None: later) and two short lines about it."""

    fraction: Fraction
    value: float | None
    first: Line
    second: Line
    target: Selection | None = None
    origin: NumberName | None = None


class Tiles(Painted):
    """The factors side by side, a × between them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.tiles: tuple[Tile, ...] = ()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show these factors."""
        if tiles != self.tiles:
            self.tiles = tiles
            self.setAccessibleName(self.told())
            self.update()

    def told(self) -> str:
        """Return the factors with their numbers."""
        return " × ".join(
            f"{tile.fraction} = {_number(tile.value, self.theme)}" for tile in self.tiles
        )

    def sizeHint(self) -> QSize:
        """Return the height of a tile."""
        return QSize(0, HEIGHT)

    @property
    def _gap(self) -> float:
        return GAP if self.width() >= NARROW else GAP_NARROW

    def _boxes(self) -> list[QRectF]:
        count, gap = max(1, len(self.tiles)), self._gap
        width = (self.width() - gap * (count - 1)) / count
        return [
            QRectF(index * (width + gap), 0, width, self.height())
            for index in range(len(self.tiles))
        ]

    def _tile_at(self, point: QPointF) -> Tile | None:
        pairs = zip(self._boxes(), self.tiles, strict=True)
        return next((tile for box, tile in pairs if box.contains(point)), None)

    def number_at(self, point: QPointF) -> float | None:
        """Return the number of the tile under a point."""
        tile = self._tile_at(point)
        return None if tile is None else tile.value

    def target_at(self, point: QPointF) -> Selection | None:
        """Return what the tile under a point comes from."""
        tile = self._tile_at(point)
        return None if tile is None else tile.target

    def origin_at(self, point: QPointF) -> NumberName | None:
        """Return what leads to the origin of the number of the tile under a point."""
        tile = self._tile_at(point)
        return None if tile is None or tile.value is None else tile.origin

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles and the signs between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes = self._boxes()
        for box, tile in zip(boxes, self.tiles, strict=True):
            self._paint_tile(painter, box, tile)
        painter.setPen(self.theme.text2)
        painter.setFont(ui_font(14))
        for box in boxes[1:]:
            between = QRectF(box.left() - self._gap, 58, self._gap, 20)
            painter.drawText(between, Qt.AlignmentFlag.AlignCenter, "×")

    def _paint_tile(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.sunken)
        painter.drawRoundedRect(box, Metrics.RADIUS_TILE, Metrics.RADIUS_TILE)
        centre = box.center().x()
        tile.fraction.paint(painter, QPointF(centre, 34), 17, theme.text)
        px = 17 if box.width() >= 84 else 16
        number = _number(tile.value, theme)
        while px > SMALLEST and text_width(number, px, 600) > box.width() - 8:
            px -= 1
        painter.setFont(ui_font(px, 600))
        painter.setPen(theme.text3 if tile.value is None else theme.sign(tile.value))
        place = QRectF(box.left(), 66, box.width(), 24)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, number)
        tile.first.paint(painter, centre, 100)
        tile.second.paint(painter, centre, 116)


class Band(Painted):
    """The result: the gradient on a violet ground."""

    def __init__(self, theme: Theme, signed: bool = False) -> None:
        super().__init__(theme)
        self._signed = signed
        self.fraction: Fraction | None = None
        self.value: float | None = None
        self.origin: NumberName | None = None
        self.setFixedHeight(BAND)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_result(
        self, fraction: Fraction, value: float | None, origin: NumberName | None = None
    ) -> None:
        """Show the gradient, or that it comes later."""
        self.origin = origin
        if (fraction, value) != (self.fraction, self.value):
            self.fraction, self.value = fraction, value
            self.setAccessibleName(self.told())
            self.update()

    def told(self) -> str:
        """Return the gradient with its name."""
        return f"{self.fraction} = {_number(self.value, self.theme)}" if self.fraction else ""

    def number_at(self, point: QPointF) -> float | None:
        """Return the gradient."""
        return self.value

    def origin_at(self, point: QPointF) -> NumberName | None:
        """Return what leads to the origin of the gradient."""
        return None if self.value is None else self.origin

    def sizeHint(self) -> QSize:
        """Return the height of the band."""
        return QSize(0, BAND)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the fraction, an equals sign and the number."""
        if self.fraction is None:
            return
        theme, middle = self.theme, self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.backSoft if self.value is not None else theme.sunken)
        painter.drawRoundedRect(QRectF(self.rect()), Metrics.RADIUS_TILE, Metrics.RADIUS_TILE)
        pen = Pen(theme)
        colour = theme.backText if self.value is not None else theme.text3
        number = pen.number(self.value, Kind.GRADIENT, 24, signed=self._signed)
        said = line(pen.word("=", 17, 500, colour), number, gap=14)
        width = self.fraction.width(17) + 14 + said.width
        left = (self.width() - width) / 2
        self.fraction.paint(
            painter, QPointF(left + self.fraction.width(17) / 2, middle), 17, colour
        )
        said.paint(painter, left + width - said.width / 2, middle)


def _number(value: float | None, theme: Theme) -> str:
    return UNKNOWN if value is None else Pen(theme).show(value, Kind.GRADIENT)

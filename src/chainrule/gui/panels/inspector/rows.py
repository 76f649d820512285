"""A table of painted lines: words, symbols and numbers at fixed places, with bars from zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.text import Sign, Tick, Word
from chainrule.gui.panels.inspector.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.selection import Selection
    from chainrule.teaching.cards.parts import NumberName

ROW = 28.0
BAR = 9.0
APART = 6.0
"""px between two cells at least"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A line that begins `x` from the left, or ends `right` from the right end of the table."""

    line: Line
    x: float = 0.0
    right: float | None = None
    value: float | None = None
    origin: NumberName | None = None

    def left(self, width: float) -> float:
        """Return where the line begins in a table of this width."""
        return self.x if self.right is None else width - self.right - self.line.width


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of `value` on a scale from `low` to `high` (zero among them), the last `width` px.

    A `track` is a rounded bar in one colour on a ground of its full length; `right` is the room
    that is left beside it.
    """

    value: float
    low: float
    high: float
    width: float
    colour: QColor
    track: QColor | None = None
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """Cells on one line; a rule above it; what it is about; a fill behind it."""

    cells: tuple[Cell, ...]
    height: float = ROW
    rule: bool = False
    target: Selection | None = None
    bar: Bar | None = None
    fill: QColor | None = None


class Rows(Painted):
    """Rows one below the other; as high as they are, as wide as it is given."""

    clicked = Signal(object)
    """the `Selection` that the clicked row is about"""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._rows: tuple[Row, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def rows(self) -> tuple[Row, ...]:
        """Return the rows that are shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; paints anew only when they differ."""
        new = tuple(rows)
        if new == self._rows:
            return
        taller = sum(row.height for row in new) != sum(row.height for row in self._rows)
        self._rows = new
        self.setAccessibleName(self.text())
        if taller:
            self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return what is shown as plain text, a line per row."""
        return "\n".join(" ".join(line_text(cell.line) for cell in row.cells) for row in self._rows)

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(0, round(sum(row.height for row in self._rows)))

    def minimumSizeHint(self) -> QSize:
        """Return the height of all rows."""
        return self.sizeHint()

    def _placed(self) -> Iterator[tuple[float, Row]]:
        top = 0.0
        for row in self._rows:
            yield top, row
            top += row.height

    def _row_at(self, point: QPointF) -> Row | None:
        return next(
            (row for top, row in self._placed() if top <= point.y() < top + row.height), None
        )

    def _cell_at(self, point: QPointF) -> Cell | None:
        """Return the cell with a number under a point."""
        row = self._row_at(point)
        if row is None:
            return None
        for cell in row.cells:
            left = cell.left(self.width())
            if cell.value is not None and left <= point.x() <= left + cell.line.width:
                return cell
        return None

    def number_at(self, point: QPointF) -> float | None:
        """Return the number under a point."""
        cell = self._cell_at(point)
        return None if cell is None else cell.value

    def origin_at(self, point: QPointF) -> NumberName | None:
        """Return what leads to the origin of the number under a point."""
        cell = self._cell_at(point)
        return None if cell is None else cell.origin

    def target_at(self, point: QPointF) -> Selection | None:
        """Return what the row under a point is about."""
        row = self._row_at(point)
        return None if row is None else row.target

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click on a row that is about something."""
        target = self.target_at(event.position())
        if target is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(target)
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = event.rect()
        for top, row in self._placed():
            if top + row.height >= seen.top() and top <= seen.bottom():
                self._paint_row(painter, top, row)

    def _paint_row(self, painter: QPainter, top: float, row: Row) -> None:
        if row.fill is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(row.fill)
            painter.drawRoundedRect(QRectF(0, top, self.width(), row.height), 6, 6)
        if row.rule:
            painter.setPen(QPen(self.theme.control, 1))
            painter.drawLine(QLineF(0, top + 0.5, self.width(), top + 0.5))
        middle = top + row.height / 2
        for cell in fitting(row.cells, self.width()):
            left = cell.left(self.width())
            cell.line.paint(painter, left + cell.line.width / 2, middle)
        if row.bar is not None:
            self._paint_bar(painter, row.bar, middle)

    def _paint_bar(self, painter: QPainter, bar: Bar, middle: float) -> None:
        left = self.width() - bar.width - bar.right
        reach = (bar.high - bar.low) or 1.0
        zero = left + bar.width * (-bar.low / reach)
        length = bar.width * bar.value / reach
        painter.setPen(Qt.PenStyle.NoPen)
        if bar.track is not None:
            painter.setBrush(bar.track)
            painter.drawRoundedRect(QRectF(left, middle - 4, bar.width, 8), 4, 4)
            painter.setBrush(bar.colour)
            painter.drawRoundedRect(QRectF(left, middle - 4, max(8.0, length), 8), 4, 4)
            return
        painter.setBrush(bar.colour)
        painter.drawRoundedRect(QRectF(zero, middle - BAR / 2, length, BAR).normalized(), 1.5, 1.5)
        painter.setPen(QPen(self.theme.control, 1))
        painter.drawLine(QLineF(zero, middle - 6, zero, middle + 6))


def fitting(cells: tuple[Cell, ...], width: float) -> tuple[Cell, ...]:
    """Return the cells less those between two columns that would lie over their neighbours.

    Numbers in full are long; a formula that has no room is left out rather than overprinted.
    """
    kept = list(cells)
    for cell in cells[1:-1]:
        at = kept.index(cell)
        before, after = kept[at - 1], kept[at + 1]
        start = before.left(width) + before.line.width + APART
        end = after.left(width) - APART
        if cell.right is not None and not start <= cell.left(width) <= end - cell.line.width:
            kept.remove(cell)
    return tuple(kept)


def line_text(line: Line) -> str:
    """Return a line as plain text; pieces that touch are written together."""
    parts = []
    for item in line.items:
        if isinstance(item, Word):
            parts.append(item.text)
        elif isinstance(item, Sign):
            parts.append(item.symbol.lowered)
        elif isinstance(item, Tick):
            parts.append("✕" if item.crossed else "✓")
    return (" " if line.gap >= 1 else "").join(parts)

"""Who is taken for whom: a table with a row for each class and a column for each answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from chainrule.gui.canvas.stamps import Stamps
from chainrule.gui.canvas.text import line, metrics
from chainrule.gui.datasets.marks import paint_mark
from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.numbers import show
from chainrule.gui.panels.inspector.fitted import fitted
from chainrule.gui.panels.inspector.painted import Painted
from chainrule.gui.panels.inspector.pen import Pen

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.gui.canvas.text import Item, Line, Word
    from chainrule.gui.theme import Theme
    from chainrule.session.insight import Confusion

LEFT, TOP, BELOW = 38.0, 22.0, 24.0
GAP = 10.0
"""px between the names of the rows and their cells"""
MOST_NAMES = 0.3
"""the part of the width that the names of the rows may take"""
HIGH = 24.0
APART = 4.0
INSET = 2.5
"""px from the edge of a cell's place to its count at least"""
SIZES = (12, 11, 10, 9, 8, 7)
"""px of a count: the largest that has room"""
WIDEST = 64.0
STRONGEST, SHADES = 0.6, 32
"""how strong a cell is tinted at most, and in how many steps"""
MARK, MARK_AWAY = 5.0, 11.0
"""px of a class's mark, and from its middle to the name"""


class ConfusionTable(Painted):
    """The counts, tinted; a click on a cell shows the first sample that is counted there."""

    example_chosen = Signal(int)
    """a sample of the set, from 0"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._found: Confusion | None = None
        self._names: tuple[Item, ...] = ()
        self._marked = False
        self._stamps = Stamps()
        self._frame: tuple[tuple[object, ...], QPixmap] | None = None
        self.setObjectName("inspector_confusion")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, found: Confusion, names: tuple[Item, ...], marked: bool = False) -> None:
        """Show counts; `names` are the classes, which may have the marks of their samples."""
        if (found, names, marked) != (self._found, self._names, self._marked):
            self._found, self._names, self._marked = found, names, marked
            self.setAccessibleName(self.told())
            self.updateGeometry()
            self.update()

    def told(self) -> str:
        """Return how many samples are told right."""
        if self._found is None:
            return ""
        template = translate("Inspector", "{right} of {total} told right")
        counts = self._found.right, self._found.total
        right, total = (show(count, Shown.COUNT, self.theme.notation) for count in counts)
        return template.format(right=right, total=total)

    def sizeHint(self) -> QSize:
        """Return room for all rows."""
        rows = 0 if self._found is None else len(self._found.counts)
        return QSize(0, round(TOP + HIGH * rows + BELOW))

    def minimumSizeHint(self) -> QSize:
        """Return room for all rows."""
        return self.sizeHint()

    def _wide(self) -> float:
        assert self._found is not None  # noqa: S101, RUF100
        return min(WIDEST, (self.width() - self._left()) / len(self._found.counts))

    def _left(self) -> float:
        """Return the room for the names of the rows."""
        widest = max((name.width for name in self._names), default=0.0) + GAP + self._mark_room()
        return max(LEFT, min(widest, MOST_NAMES * self.width()))

    def _at(self, point: QPointF) -> tuple[int, int] | None:
        if self._found is None:
            return None
        column = int((point.x() - self._left()) // self._wide())
        row = int((point.y() - TOP) // HIGH)
        size = len(self._found.counts)
        return (row, column) if 0 <= row < size and 0 <= column < size else None

    def _mark_room(self) -> float:
        """Return the room that a mark takes before a name."""
        return MARK + MARK_AWAY if self._marked else 0.0

    def names(self) -> list[tuple[Line, Line]]:
        """Return the name of each class as it stands before its row and over its column."""
        mark = self._mark_room()
        rows, columns = self._left() - GAP - mark, self._wide() - APART - mark
        return [(line(fitted(name, rows)), line(fitted(name, columns))) for name in self._names]

    def number_at(self, point: QPointF) -> float | None:
        """Return the count under a point."""
        at = self._at(point)
        return None if at is None or self._found is None else self._found.counts[at[0]][at[1]]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show a sample of the cell that was clicked."""
        at = self._at(event.position())
        if at is not None and self._found is not None:
            example = self._found.examples[at[0]][at[1]]
            if example >= 0 and event.button() == Qt.MouseButton.LeftButton:
                self.example_chosen.emit(example)
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names, which stay while counts change, and the cells."""
        if self._found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self._stamps.ratio = self.devicePixelRatioF()
        key = (self.size(), ratio, self.theme, self._names, self._marked, len(self._found.counts))
        if self._frame is None or self._frame[0] != key:
            self._frame = key, self._painted_frame(ratio)
        painter.drawPixmap(0, 0, self._frame[1])
        self._stamps.put_all(painter, self._cells())

    def _painted_frame(self, ratio: float) -> QPixmap:
        """Return what stands round the cells, transparent elsewhere."""
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_names(painter)
        painter.end()
        return picture

    def _paint_names(self, painter: QPainter) -> None:
        """Paint the names of the classes, and what rows and columns are."""
        wide, left = self._wide(), self._left()
        for place, (before, above) in enumerate(self.names()):
            down = TOP + HIGH * (place + 0.5)
            middle = left + wide * (place + 0.5) + self._mark_room() / 2
            before.paint(painter, left - GAP - before.width / 2, down)
            above.paint(painter, middle, TOP / 2)
            if self._marked:
                start = middle - above.width / 2 - MARK_AWAY
                for at in (QPointF(MARK + 1, down), QPointF(start, TOP / 2)):
                    paint_mark(painter, self.theme, at, place, MARK, self.theme.panel)
        quiet = Pen(self.theme).word(
            translate("Inspector", "rows: what it is, columns: what the network says"),
            12,
            400,
            self.theme.text3,
        )
        foot = line(quiet)
        foot.paint(painter, foot.width / 2, self.sizeHint().height() - BELOW / 2 + 2)

    def _cells(self) -> list[Mark]:
        assert self._found is not None  # noqa: S101, RUF100
        wide, left = self._wide(), self._left()
        marks: list[Mark] = []
        for row, counts in enumerate(self._found.counts):
            total = sum(counts) or 1
            y = TOP + HIGH * (row + 0.5)
            for column, count in enumerate(counts):
                place = (left + wide * (column + 0.5), y)
                marks += self._cell(place, wide, count, count / total, row == column)
        return marks

    def _cell(self, place: Point, wide: float, count: int, share: float, right: bool) -> list[Mark]:
        """Return the ground of a cell and its count; they change often, and are alike in many."""
        theme = self.theme
        strength = round(SHADES * (share if right else min(1.0, 3 * share)))
        reach = (wide / 2, HIGH / 2)
        look = ("cell", theme.name, theme.contrast, wide, strength, right)
        found: list[Mark] = [(*place, look, reach, partial(self._draw_ground, *look[3:]))]
        if count:
            word = self.count_word(count, wide, right)
            found.append((*place, ("count", word.look), reach, partial(_draw_count, word)))
        return found

    def count_word(self, count: int, wide: float, right: bool) -> Word:
        """Return a count as large as has room in a cell `wide` px wide."""
        pen, weight = Pen(self.theme), 600 if right else 400
        text = pen.show(count, Shown.COUNT)
        words = [pen.word(text, px, weight) for px in SIZES]
        return next((word for word in words if word.width <= wide - 2 * INSET), words[-1])

    def _draw_ground(self, wide: float, strength: int, right: bool, painter: QPainter) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.panel, 2))
        role = "accent" if right else "err"
        painter.setBrush(theme.mix("sunken", role, STRONGEST * strength / SHADES))
        box = QRectF(-wide / 2, -HIGH / 2, wide, HIGH)
        painter.drawRoundedRect(box, Metrics.RADIUS_MINI, Metrics.RADIUS_MINI)


def _draw_count(word: Word, painter: QPainter) -> None:
    """Draw a count with the middle of its ink, not of its letters' room, at the origin."""
    font = ui_font(word.px, word.weight)
    ink = QPainterPath()
    ink.addText(QPointF(), font, word.text)
    painter.setFont(font)
    painter.setPen(word.colour)
    rise = metrics(word.px, word.weight).capHeight() / 2
    painter.drawText(QPointF(-ink.boundingRect().center().x(), rise), word.text)

"""A small picture of a table: its points, its curve, or its images."""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from chainrule.datasets.table import Task
from chainrule.gui.datasets.marks import paint_mark
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent

    from chainrule.datasets.table import Row, Table
    from chainrule.gui.theme import Theme

SIDE = 8
"""pixels of a digit along a side"""
PIXELS = SIDE * SIDE
MOST_POINTS = 600
AROUND = 0.08
"""of the picture that stays free at each side"""


def paint_table(painter: QPainter, theme: Theme, box: QRectF, table: Table | None) -> None:
    """Paint the picture of a table into a box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.border, 1))
    painter.setBrush(theme.canvas)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Metrics.RADIUS, Metrics.RADIUS)
    if table is None or not table.train:
        return
    if len(table.inputs) == PIXELS:
        _paint_images(painter, theme, box, table)
    else:
        _paint_points(painter, theme, box, table)


def picture_of(theme: Theme, table: Table, side: int, ratio: float) -> QPixmap:
    """Return the picture as a pixmap, `side` logical px wide."""
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_table(painter, theme, QRectF(0, 0, side, side), table)
    painter.end()
    return pixmap


def class_of(table: Table, row: Row) -> int:
    """Return the class of a row by its place; of numbers, whether the first one is above 0."""
    first = len(table.inputs)
    targets = row[first:]
    if table.task is Task.CLASSES:
        return targets.index(max(targets))
    return int(targets[0] > (0.5 if table.task is Task.TWO_CLASSES else 0.0))


def _paint_points(painter: QPainter, theme: Theme, box: QRectF, table: Table) -> None:
    """Paint points over the first two inputs, or a curve over the only one."""
    second = 1  # the second input, or, after an only input, the first target
    shown = list(_spread(table.train))
    xs, ys = [row[0] for row in shown], [row[second] for row in shown]
    x, y = _span(xs), _span(ys)
    reach = max(2.2, min(box.width() / 20, 5.5, box.width() / (1.6 * len(shown) ** 0.5 + 8)))
    inner = box.adjusted(*(AROUND * box.width() * sign for sign in (1, 1, -1, -1)))
    for row, across, up in zip(shown, xs, ys, strict=True):
        at = QPointF(
            inner.left() + (across - x[0]) / (x[1] - x[0]) * inner.width(),
            inner.bottom() - (up - y[0]) / (y[1] - y[0]) * inner.height(),
        )
        place = 1 if len(table.inputs) == 1 else class_of(table, row)
        paint_mark(painter, theme, at, place, reach, theme.canvas)


def _paint_images(painter: QPainter, theme: Theme, box: QRectF, table: Table) -> None:
    """Paint some of the images, one of each class first."""
    across = 3 if box.width() < 200 else 4  # noqa: PLR2004, RUF100
    gap = 4.0
    side = (box.width() - gap * (across + 1)) / across
    shades = [theme.mix("panel", "ink", shade / 255).rgb() for shade in range(256)]
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    for place, row in enumerate(islice(_by_class(table), across * across)):
        data = bytes(round(255 * min(1.0, max(0.0, value))) for value in row[:PIXELS])
        image = QImage(data, SIDE, SIDE, SIDE, QImage.Format.Format_Indexed8).copy()
        image.setColorTable(shades)
        left = box.left() + gap + (place % across) * (side + gap)
        top = box.top() + gap + (place // across) * (side + gap)
        painter.drawImage(QRectF(left, top, side, side), image)


def _by_class(table: Table) -> Iterator[Row]:
    """Yield rows, of every class in turn."""
    rows: dict[int, list[Row]] = {}
    for row in table.train[:MOST_POINTS]:
        rows.setdefault(class_of(table, row), []).append(row)
    longest = max(map(len, rows.values()))
    for turn in range(longest):
        for _, found in sorted(rows.items()):
            if turn < len(found):
                yield found[turn]


def _spread(rows: tuple[Row, ...]) -> Iterator[Row]:
    """Yield so many rows that they can be told apart, from all over the table."""
    step = max(1, -(-len(rows) // MOST_POINTS))
    return islice(rows, 0, None, step)


def _span(values: list[float]) -> tuple[float, float]:
    """Return the range of some values, never empty and never beyond a float."""
    low, high = min(values), max(values)
    if not low < high or math.isinf(high - low):
        return low - max(1.0, abs(low) / 2), low + max(1.0, abs(low) / 2)
    return low, high


class TablePicture(QWidget):
    """The picture of a table, as large as there is room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table: Table | None = None
        self.setObjectName("data_picture")
        self.setAccessibleName(translate("Data", "Picture of the data"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 160)

    @property
    def table(self) -> Table | None:
        """The table that is shown."""
        return self._table

    def show_table(self, table: Table | None) -> None:
        """Show another table."""
        self._table = table
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size at which single points can be told apart."""
        return QSize(260, 260)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture in the middle."""
        side = min(self.width(), self.height())
        left = (self.width() - side) / 2
        paint_table(QPainter(self), self._theme, QRectF(left, 0, side, side), self._table)

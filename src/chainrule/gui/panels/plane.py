"""The output over the plane of two inputs, with the samples on it and a legend below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QLinearGradient, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from chainrule.gui.canvas.text import line
from chainrule.gui.datasets.marks import paint_mark
from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.inspector.curve import nice_ticks, tick_text
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.symbols import paint_symbol

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from chainrule.gui.panels.data_samples import Samples
    from chainrule.gui.symbols import Symbol
    from chainrule.gui.theme import Theme
    from chainrule.session.probe import Plane

LEFT, BELOW, LEGEND = 26.0, 22.0, 56.0
MOST = 260.0
DOT, LEAST_DOT, MANY = 6.5, 2.5, 40
"""px of a sample; of more than so many they are smaller"""
CLEAR = 15.0
"""px between the name of an axis and its numbers"""
LONGEST_NAME = 14
HIT = 10.0
RING, RING_REACH, KEY_RING = 2.0, 10.0, 6.5


class PlaneView(QWidget):
    """Paints a plane; a click on a sample chooses its row."""

    row_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plane: Plane | None = None
        self._samples: Samples | None = None
        self._row = -1
        self._batch: frozenset[int] = frozenset()
        self._drawn: tuple[tuple[QPointF, int], ...] = ()
        self._gone: frozenset[int] = frozenset()
        self._image: QImage | None = None
        self.setAccessibleName(translate("Data", "Output over the plane"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def plane(self) -> Plane | None:
        """The plane that is shown."""
        return self._plane

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._image = None
        self.update()

    def set_plane(self, plane: Plane | None) -> None:
        """Show a plane."""
        if plane != self._plane:
            self._plane, self._image = plane, None
            self.update()

    def set_samples(
        self, samples: Samples | None, row: int, batch: frozenset[int] = frozenset()
    ) -> None:
        """Show the samples, the one in `row` (from 0) larger, those of a batch ringed."""
        if (samples, row, batch) != (self._samples, self._row, self._batch):
            self._samples, self._row, self._batch = samples, row, batch
            self.update()

    def set_stroke(
        self, drawn: tuple[tuple[QPointF, int], ...] = (), gone: frozenset[int] = frozenset()
    ) -> None:
        """Show what a stroke will do: samples (place in the widget, class) and rows that go."""
        self._drawn, self._gone = drawn, gone
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size in a dock of the usual width."""
        width = Metrics.LEFT_DOCK - 2 * Metrics.DOCK_PADDING
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Return the height of a square plane with its legend."""
        return round(min(MOST, width - LEFT) + BELOW + LEGEND)

    def _box(self) -> QRectF:
        side = min(MOST, self.width() - LEFT, self.height() - BELOW - LEGEND)
        return QRectF(LEFT, 0, side, side)

    def _at(self, x: float, y: float) -> QPointF:
        samples, box = self._samples, self._box()
        assert samples is not None
        across = (x - samples.across[0]) / (samples.across[1] - samples.across[0])
        up = (y - samples.up[0]) / (samples.up[1] - samples.up[0])
        return QPointF(box.left() + across * box.width(), box.bottom() - up * box.height())

    def place_at(self, at: QPointF) -> tuple[float, float] | None:
        """Return the values of the inputs at a place in the widget, None beside the plane."""
        samples, box = self._samples, self._box()
        if samples is None or not box.contains(at):
            return None
        across = (at.x() - box.left()) / box.width()
        up = (box.bottom() - at.y()) / box.height()
        (left, right), (low, high) = samples.across, samples.up
        return left + across * (right - left), low + up * (high - low)

    def rows_at(self, at: QPointF, reach: float = HIT) -> list[int]:
        """Return the rows (from 0) whose samples are near a place in the widget, nearest first."""
        if self._samples is None:
            return []
        samples = self._samples
        near = [
            ((self._at(*samples.point(row)) - at).manhattanLength(), row) for row in samples.shown
        ]
        return [row for away, row in sorted(near) if away <= reach]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row of the sample under the pointer."""
        rows = self.rows_at(event.position())
        if rows:
            self.row_chosen.emit(rows[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plane, the contour, the samples, the axes and the legend."""
        if self._samples is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self._box()
        rounded = QPainterPath()
        rounded.addRoundedRect(box, Metrics.RADIUS, Metrics.RADIUS)
        painter.setClipPath(rounded)
        if self._plane is None:
            painter.fillRect(box, self._theme.sunken)
        else:
            painter.drawImage(box, self._heat(self._plane))
        painter.setClipping(False)
        if self._plane is not None:
            self._paint_contour(painter, self._plane, box)
        self._paint_axes(painter, self._samples, box)
        painter.setClipRect(box)
        self._paint_samples(painter, self._samples)
        painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Metrics.RADIUS, Metrics.RADIUS)
        if self._samples.classes:
            self._paint_names(painter, self._samples, box)
        else:
            self._paint_legend(painter, self._samples, box)

    def _paint_samples(self, painter: QPainter, samples: Samples) -> None:
        """Paint the samples, of very many only some; the shown one and a batch are always there."""
        count = len(samples.rows)
        reach = max(LEAST_DOT, DOT * min(1.0, (MANY / max(1, count)) ** 0.35))
        for row in samples.shown:
            if row not in self._gone:
                self._paint_sample(painter, samples, row, reach)
        for row in self._batch:
            self._paint_sample(painter, samples, row, reach)
            self._paint_ring(painter, self._at(*samples.point(row)))
        if 0 <= self._row < count and self._row not in self._gone:
            self._paint_sample(painter, samples, self._row, max(reach, LEAST_DOT + 1) + 1.5)
        for at, place in self._drawn:
            paint_mark(painter, self._theme, at, place, reach, self._theme.panel)

    def _heat(self, plane: Plane) -> QImage:
        if self._image is None:
            size = plane.size
            image = QImage(plane.shades, size, size, size, QImage.Format.Format_Indexed8).copy()
            image.setColorTable([self._theme.heat(shade / 255).rgb() for shade in range(256)])
            self._image = image.convertToFormat(QImage.Format.Format_RGB32)
        return self._image

    def _paint_contour(self, painter: QPainter, plane: Plane, box: QRectF) -> None:
        painter.setClipRect(box)
        pen = QPen(self._theme.text, Metrics.CONTOUR_LINE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLines(
            [QLineF(self._at(x1, y1), self._at(x2, y2)) for x1, y1, x2, y2 in plane.contour]
        )
        painter.setClipping(False)

    def _paint_axes(self, painter: QPainter, samples: Samples, box: QRectF) -> None:
        theme = self._theme
        painter.setFont(ui_font(12))
        centre = Qt.AlignmentFlag.AlignCenter
        x_ticks, y_ticks = nice_ticks(*samples.across, 3)[:4], nice_ticks(*samples.up, 3)[:4]
        x_ticks, y_ticks = _sparse(x_ticks), _sparse(y_ticks)
        painter.setPen(theme.text3)
        for tick in x_ticks:
            at = self._at(tick, samples.up[0])
            place = QRectF(at.x() - 24, box.bottom() + 4, 48, 16)
            painter.drawText(place, centre, tick_text(tick, x_ticks, theme.notation, True))
        for tick in y_ticks:
            at = self._at(samples.across[0], tick)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            place = QRectF(-8, at.y() - 8, LEFT + 2, 16)
            painter.drawText(place, right, tick_text(tick, y_ticks, theme.notation, True))
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        across = _between([self._at(tick, 0.0).x() for tick in x_ticks], box.left(), box.right())
        up = _between([self._at(0.0, tick).y() for tick in y_ticks], box.top(), box.bottom())
        below = QPointF(across, box.bottom() + 12)
        paint_symbol(painter, _short(samples.x), below, 12, theme.text3, middle)
        paint_symbol(painter, _short(samples.y), QPointF(9, up), 12, theme.text3, middle)

    def _paint_sample(self, painter: QPainter, samples: Samples, row: int, reach: float) -> None:
        at, place = self._at(*samples.point(row)), samples.place(row)
        paint_mark(painter, self._theme, at, place, reach, self._theme.panel)

    def _paint_ring(self, painter: QPainter, at: QPointF, reach: float = RING_REACH) -> None:
        """Ring a sample of the batch."""
        painter.setPen(QPen(self._theme.text, RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, reach, reach)

    def _paint_mark(self, painter: QPainter, at: QPointF, high: bool, reach: float) -> None:
        """Paint a circle for the higher class, a square for the lower one."""
        painter.setBrush(self._theme.pos if high else self._theme.neg)
        if high:
            painter.drawEllipse(at, reach, reach)
        else:
            painter.drawRect(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach))

    def _paint_legend(self, painter: QPainter, samples: Samples, box: QRectF) -> None:
        theme, pen = self._theme, Pen(self._theme)
        y = box.bottom() + BELOW + 16
        low = line(pen.word(show(samples.low, Kind.INPUT, theme.notation), 12, 600, theme.text2))
        high = line(pen.word(show(samples.high, Kind.INPUT, theme.notation), 12, 600, theme.text2))
        low.paint(painter, low.width / 2, y)
        high.paint(painter, box.right() - high.width / 2 + 1, y)
        bar = QRectF(low.width + 10, y - 3.5, 0, 7)
        bar.setRight(box.right() - high.width - 10)
        shades = QLinearGradient(bar.topLeft(), bar.topRight())
        for stop in (0.0, 0.25, 0.5, 0.75, 1.0):
            shades.setColorAt(stop, theme.heat(stop))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shades)
        painter.drawRoundedRect(bar, 3.5, 3.5)
        self._paint_key(painter, samples, y + 26)

    def _paint_names(self, painter: QPainter, samples: Samples, box: QRectF) -> None:
        """Paint the marks of the classes with their names, in two lines."""
        pen, left, y = Pen(self._theme), 6.0, box.bottom() + BELOW + 16
        for place, name in enumerate(samples.classes):
            word = line(pen.word(str(name)[:LONGEST_NAME], 12, 400, self._theme.text2))
            if left + 11 + word.width > box.right() and left > 6:  # noqa: PLR2004, RUF100
                left, y = 6.0, y + 22
            paint_mark(painter, self._theme, QPointF(left, y), place, 5.0, self._theme.panel)
            word.paint(painter, left + 11 + word.width / 2, y)
            left += 11 + word.width + 14

    def _paint_key(self, painter: QPainter, samples: Samples, y: float) -> None:
        theme, pen = self._theme, Pen(self._theme)
        told = translate("Data", "target {value}")
        left = 6.0
        for value, high in ((samples.high, True), (samples.low, False)):
            painter.setPen(Qt.PenStyle.NoPen)
            self._paint_mark(painter, QPointF(left, y), high, 5.0 if high else 4.5)
            text = told.format(value=show(value, Kind.INPUT, theme.notation))
            word = line(pen.word(text, 12, 400, theme.text2))
            word.paint(painter, left + 11 + word.width / 2, y)
            left += 11 + word.width + 19
        if self._batch:
            self._paint_ring(painter, QPointF(left, y), KEY_RING)
            word = line(pen.word(translate("Data", "in batch"), 12, 400, theme.text2))
            word.paint(painter, left + 13 + word.width / 2, y)
            return
        painter.setPen(QPen(theme.text, Metrics.CONTOUR_LINE))
        painter.drawLine(QLineF(left - 6, y, left + 10, y))
        middle = line(pen.word(pen.show(samples.middle, Kind.SETTING), 12, 400, theme.text2))
        middle.paint(painter, left + 17 + middle.width / 2, y)


def _between(ticks: list[float], start: float, end: float) -> float:
    """Return a place for the name of an axis: in the middle, or where it is clear of numbers."""
    places = [start + share * (end - start) for share in (0.5, 0.72, 0.28, 0.9)]
    clear = [place for place in places if all(abs(place - tick) >= CLEAR for tick in ticks)]
    return clear[0] if clear else places[0]


def _short(name: Symbol) -> Symbol:
    """Return a name that leaves the numbers of its axis room."""
    if len(name.base) <= 3:  # noqa: PLR2004, RUF100
        return name
    return replace(name, base=f"{name.base[:2]}…")


def _sparse(ticks: tuple[float, ...]) -> tuple[float, ...]:
    """Return only the whole numbers among the ticks when there are enough: room is short."""
    whole = tuple(tick for tick in ticks if tick == int(tick))
    return whole if len(whole) > 1 else ticks

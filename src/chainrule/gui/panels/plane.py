"""The output over the plane of two inputs, with the samples on it and a legend below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from chainrule.gui.datasets.marks import paint_mark
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.axis_labels import write_below, write_beside
from chainrule.gui.panels.inspector.curve import nice_ticks, tick_text
from chainrule.gui.panels.map_shades import shades_of
from chainrule.gui.panels.plane_legend import (
    paint_asked,
    paint_legend,
    paint_names,
    paint_number,
    paint_ring,
)
from chainrule.gui.panels.plane_names import name_across, name_up

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from chainrule.gui.panels.data_samples import Samples
    from chainrule.gui.theme import Theme
    from chainrule.session.maps import Plane

LEFT, BELOW, LEGEND = 26.0, 22.0, 56.0
MOST = 260.0
DOT, LEAST_DOT, MANY = 6.5, 2.5, 40
"""px of a sample; of more than so many they are smaller"""
HIT = 10.0
RING_REACH = 10.0


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
        self._asked: tuple[float, float] | None = None
        self.setObjectName("plane")
        self.setToolTip(translate("Data", "Click a place to send that point through the network"))
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

    @property
    def samples(self) -> Samples | None:
        """The samples that are shown."""
        return self._samples

    def set_asked(self, asked: tuple[float, float] | None) -> None:
        """Mark the point that the network is asked about."""
        if asked != self._asked:
            self._asked = asked
            self.update()

    def asked_at(self) -> QPointF:
        """Return where the point that is asked about stands, the middle while there is none."""
        return self._box().center() if self._asked is None else self._at(*self._asked)

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
        if self._asked is not None:
            paint_asked(painter, self._theme, self._at(*self._asked))
        painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Metrics.RADIUS, Metrics.RADIUS)
        below = QRectF(box.left(), box.bottom() + BELOW, box.width(), LEGEND)
        if self._samples.classes:
            paint_names(painter, self._theme, self._samples, below)
        else:
            paint_legend(painter, self._theme, self._samples, below, bool(self._batch))

    def _paint_samples(self, painter: QPainter, samples: Samples) -> None:
        """Paint the samples, of very many only some; the shown one and a batch are always there."""
        count = len(samples.rows)
        reach = max(LEAST_DOT, DOT * min(1.0, (MANY / max(1, count)) ** 0.35))
        for row in samples.shown:
            if row not in self._gone:
                self._paint_sample(painter, samples, row, reach)
        for row in self._batch:
            self._paint_sample(painter, samples, row, reach)
            paint_ring(painter, self._theme, self._at(*samples.point(row)), RING_REACH)
        if 0 <= self._row < count and self._row not in self._gone:
            self._paint_sample(painter, samples, self._row, max(reach, LEAST_DOT + 1) + 1.5)
        for at, place in self._drawn:
            paint_mark(painter, self._theme, at, place, reach, self._theme.panel)

    def _heat(self, plane: Plane) -> QImage:
        if self._image is None:
            size = plane.size
            image = QImage(plane.shades, size, size, size, QImage.Format.Format_Indexed8).copy()
            image.setColorTable(shades_of(self._theme, plane.classes))
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
        x_ticks, y_ticks = nice_ticks(*samples.across, 3)[:4], nice_ticks(*samples.up, 3)[:4]
        x_ticks, y_ticks = _sparse(x_ticks), _sparse(y_ticks)
        painter.setPen(theme.text3)
        labels = [
            (self._at(tick, 0.0).x(), tick_text(tick, x_ticks, theme.notation, True))
            for tick in x_ticks
        ]
        write_below(painter, labels, box.bottom() + 12, 0, self.width())
        for tick in y_ticks:
            at = self._at(samples.across[0], tick)
            text = tick_text(tick, y_ticks, theme.notation, True)
            write_beside(painter, LEFT - 6, at.y(), text)
        across = [self._at(tick, samples.up[0]).x() for tick in x_ticks]
        up = [self._at(samples.across[0], tick).y() for tick in y_ticks]
        name_across(painter, theme, samples.x, box, across)
        name_up(painter, theme, samples.y, box, up)

    def _paint_sample(self, painter: QPainter, samples: Samples, row: int, reach: float) -> None:
        at, place = self._at(*samples.point(row)), samples.place(row)
        if samples.numbers:
            paint_number(painter, self._theme, at, samples.share(row), reach)
            return
        paint_mark(painter, self._theme, at, place, reach, self._theme.panel)


def _sparse(ticks: tuple[float, ...]) -> tuple[float, ...]:
    """Return only the whole numbers among the ticks when there are enough: room is short."""
    whole = tuple(tick for tick in ticks if tick == int(tick))
    return whole if len(whole) > 1 else ticks

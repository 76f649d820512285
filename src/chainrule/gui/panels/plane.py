"""The output over the plane of two inputs, with the samples on it and a legend below."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.class_marks import shades_of
from chainrule.gui.panels.inspector.curve import nice_ticks, tick_text
from chainrule.gui.panels.plane_legend import paint_legend
from chainrule.gui.panels.plane_marks import paint_asked, paint_ring, paint_sample
from chainrule.gui.symbols import paint_symbol

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from chainrule.gui.panels.plane_marks import Samples
    from chainrule.gui.theme import Theme
    from chainrule.session.maps import Plane

LEFT, BELOW, LEGEND = 20.0, 22.0, 56.0
MOST = 260.0
HIT = 10.0
NAME_ROOM = 20.0
"""px about the name of an axis"""
STEPS_ACROSS = 40
"""of the arrow keys, from side to side"""
WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PlaneView(QWidget):
    """Paints a plane; a click on a sample chooses its row, elsewhere a point to ask about."""

    row_chosen = Signal(int)
    point_chosen = Signal(float, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plane: Plane | None = None
        self._samples: Samples | None = None
        self._row = -1
        self._batch: frozenset[int] = frozenset()
        self._image: QImage | None = None
        self._asked: tuple[float, float] | None = None
        self._asking = False
        self.setObjectName("plane")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("Data", "Output over the plane"))
        self.setToolTip(translate("Data", "Click a place to send that point through the network"))
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

    def set_asked(self, asked: tuple[float, float] | None) -> None:
        """Mark the point that the network is asked about."""
        if asked != self._asked:
            self._asked = asked
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
        plane, box = self._plane, self._box()
        assert plane is not None
        across = (x - plane.x[0]) / (plane.x[1] - plane.x[0])
        up = (y - plane.y[0]) / (plane.y[1] - plane.y[0])
        return QPointF(box.left() + across * box.width(), box.bottom() - up * box.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row of the sample under the pointer, or the point that is there."""
        if self._plane is None or self._samples is None:
            return
        for row, (x, y, _) in enumerate(self._samples.points):
            if (self._at(x, y) - event.position()).manhattanLength() <= HIT:
                self.row_chosen.emit(row)
                return
        self._asking = self._box().contains(event.position())
        self._ask(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the chosen point along."""
        self._ask(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave the chosen point where it is."""
        self._asking = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen point with the arrows, from the middle at first."""
        way = WAYS.get(Qt.Key(event.key()))
        if way is None or self._plane is None:
            super().keyPressEvent(event)
            return
        box = self._box()
        at = box.center() if self._asked is None else self._at(*self._asked)
        self._asking = True
        self._ask(at + QPointF(*way) * (box.width() / STEPS_ACROSS))
        self._asking = False

    def _ask(self, place: QPointF) -> None:
        plane, box = self._plane, self._box()
        if plane is None or not self._asking:
            return
        across = min(1.0, max(0.0, (place.x() - box.left()) / box.width()))
        up = min(1.0, max(0.0, (box.bottom() - place.y()) / box.height()))
        self.point_chosen.emit(
            _short(plane.x[0] + across * (plane.x[1] - plane.x[0]), plane.x),
            _short(plane.y[0] + up * (plane.y[1] - plane.y[0]), plane.y),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plane, the contour, the samples, the axes and the legend."""
        if self._samples is None:
            return
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self._box()
        if self._plane is None:
            painter.fillRect(box, self._theme.sunken)
        else:
            rounded = QPainterPath()
            rounded.addRoundedRect(box, Metrics.RADIUS, Metrics.RADIUS)
            painter.setClipPath(rounded)
            painter.drawImage(box, self._heat(self._plane))
            painter.setClipping(False)
            self._paint_contour(painter, self._plane, box)
            self._paint_axes(painter, self._plane, self._samples, box)
            painter.setClipRect(box)
            for row, (x, y, target) in enumerate(self._samples.points):
                paint_sample(
                    painter, theme, self._samples, self._at(x, y), target, row == self._row
                )
            if self._asked is not None:
                paint_asked(painter, theme, self._at(*self._asked))
            for row in self._batch:
                x, y, _ = self._samples.points[row]
                paint_ring(painter, theme, self._at(x, y))
            painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.focus, Metrics.FOCUS_RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Metrics.RADIUS, Metrics.RADIUS)
        paint_legend(painter, theme, self._samples, box, bool(self._batch))

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

    def _paint_axes(self, painter: QPainter, plane: Plane, samples: Samples, box: QRectF) -> None:
        theme = self._theme
        painter.setFont(ui_font(12))
        centre = Qt.AlignmentFlag.AlignCenter
        x_ticks, y_ticks = nice_ticks(*plane.x, 3)[:4], nice_ticks(*plane.y, 3)[:4]
        x_ticks, y_ticks = _sparse(x_ticks), _sparse(y_ticks)
        painter.setPen(theme.text3)
        for tick in x_ticks:
            at = self._at(tick, plane.y[0])
            place = QRectF(at.x() - 24, box.bottom() + 4, 48, 16)
            painter.drawText(place, centre, tick_text(tick, x_ticks, theme.notation, True))
        for tick in y_ticks:
            at = self._at(plane.x[0], tick)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            place = QRectF(-8, at.y() - 8, LEFT, 16)
            painter.drawText(place, right, tick_text(tick, y_ticks, theme.notation, True))
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        across = _aside(box.center().x(), [self._at(tick, plane.y[0]).x() for tick in x_ticks])
        down = _aside(box.center().y(), [self._at(plane.x[0], tick).y() for tick in y_ticks])
        paint_symbol(
            painter, samples.x, QPointF(across, box.bottom() + 12), 12, theme.text3, middle
        )
        paint_symbol(painter, samples.y, QPointF(7, down), 12, theme.text3, middle)


def _aside(middle: float, taken: list[float]) -> float:
    """Return where the name of an axis stands: in its middle, or halfway to the next tick."""
    near = [place for place in taken if abs(place - middle) < NAME_ROOM]
    others = [place for place in taken if place not in near]
    if not near:
        return middle
    return (
        (near[0] + min(others, key=lambda place: abs(place - near[0]))) / 2
        if others
        else (near[0] + 2 * NAME_ROOM)
    )


def _sparse(ticks: tuple[float, ...]) -> tuple[float, ...]:
    """Return only the whole numbers among the ticks when there are enough: room is short."""
    whole = tuple(tick for tick in ticks if tick == int(tick))
    return whole if len(whole) > 1 else ticks


def _short(value: float, reach: tuple[float, float]) -> float:
    """Return a place rounded to what a pixel can tell."""
    digits = max(0, 2 - math.floor(math.log10(reach[1] - reach[0])))
    return round(value, digits) + 0.0

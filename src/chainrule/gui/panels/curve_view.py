"""The output over the only input: its curve, the samples, and how far off each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.axis_labels import write_below, write_beside
from chainrule.gui.panels.inspector.curve import nice_ticks, tick_text
from chainrule.gui.symbols import Symbols, paint_symbol

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from chainrule.gui.panels.data_maps import Mapping
    from chainrule.gui.symbols import Symbol
    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

LEFT, BELOW, HEIGHT = 30.0, 24.0, 200
POINTS = 160
MARGIN = 0.08
DOT, HIT = 4.0, 9.0
SMALL_DOT, FEW = 3.0, 60
"""of many samples, and from how many on"""
STEPS_ACROSS = 40


@dataclass(frozen=True, slots=True)
class Curve:
    """Places along the input with the output there; the samples (x, y); the ranges; the names."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    samples: tuple[tuple[float, float], ...]
    reach: tuple[float, float]
    rise: tuple[float, float]
    names: tuple[Symbol, Symbol]

    def output(self, x: float) -> float:
        """Return the output at a place, between two points in proportion."""
        share = (x - self.x[0]) / (self.x[-1] - self.x[0]) * (len(self.x) - 1)
        place = min(len(self.x) - 2, max(0, int(share)))
        rest = share - place
        return self.y[place] * (1 - rest) + self.y[place + 1] * rest


def has_curve(moment: Moment) -> bool:
    """Whether there is one input, an output and samples."""
    network = moment.project.network
    return len(network.inputs) == 1 and bool(network.outputs) and bool(moment.project.data.train)


def curve_of(mapping: Mapping, moment: Moment, output: str) -> Curve:
    """Return an output's curve over where the samples are, and a little further."""
    network, data = moment.project.network, moment.project.data
    column = len(data.inputs) + data.targets.index(output)
    samples = tuple((row[0], row[column]) for row in data.train)
    reach = _widened([x for x, _ in samples])
    places, found = mapping.of(moment).curve(moment.frame.parameters, POINTS, reach)
    rise = _widened([y for _, y in samples])
    symbols = Symbols(network)
    names = symbols.neuron(network.inputs[0].id), symbols.neuron(output)
    return Curve(places, found[output], samples, reach, rise, names)


def _widened(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    margin = MARGIN * ((high - low) or 1.0)
    return low - margin, high + margin


class CurveView(QWidget):
    """Paints a curve; a click on a sample chooses its row, elsewhere a place to ask about."""

    row_chosen = Signal(int)
    place_chosen = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._curve: Curve | None = None
        self._row = -1
        self._asked: float | None = None
        self._asking = False
        self.setObjectName("curve")
        self.setAccessibleName(translate("Data", "Output over the input"))
        self.setToolTip(translate("Data", "Click a place to send that point through the network"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def curve(self) -> Curve | None:
        """The curve that is shown."""
        return self._curve

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.update()

    def show_moment(self, moment: Moment, mapping: Mapping, output: str) -> None:
        """Show the curve of an output at a moment."""
        source = moment.project.network.inputs[0].id
        asked = None if moment.asked is None else moment.asked.inputs[source]
        self.set_curve(curve_of(mapping, moment, output), moment.place.row, asked)

    def set_curve(self, curve: Curve, row: int, asked: float | None) -> None:
        """Show a curve, the sample of `row` (from 0) larger, and the place that is asked about."""
        if (curve, row, asked) != (self._curve, self._row, self._asked):
            self._curve, self._row, self._asked = curve, row, asked
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size in a dock of the usual width."""
        return QSize(Metrics.LEFT_DOCK - 2 * Metrics.DOCK_PADDING, HEIGHT)

    def _box(self) -> QRectF:
        return QRectF(LEFT, 4, self.width() - LEFT - 2, self.height() - BELOW - 4)

    def _at(self, x: float, y: float) -> QPointF:
        curve, box = self._curve, self._box()
        assert curve is not None
        (left, right), (low, high) = curve.reach, curve.rise
        across, up = (x - left) / (right - left), (y - low) / (high - low)
        up = min(20.0, max(-20.0, up)) if up == up else 0.0
        return QPointF(box.left() + across * box.width(), box.bottom() - up * box.height())

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row of the sample under the pointer, or the place that is there."""
        if self._curve is None:
            return
        for row, sample in enumerate(self._curve.samples):
            if (self._at(*sample) - event.position()).manhattanLength() <= HIT:
                self.row_chosen.emit(row)
                return
        self._asking = True
        self._ask(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the chosen place along."""
        if self._asking:
            self._ask(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave the chosen place where it is."""
        self._asking = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen place with the arrows, from the middle at first."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is None or self._curve is None:
            super().keyPressEvent(event)
            return
        box = self._box()
        at = box.center().x() if self._asked is None else self._at(self._asked, 0).x()
        self._ask(at + way * box.width() / STEPS_ACROSS)

    def _ask(self, across: float) -> None:
        curve, box = self._curve, self._box()
        if curve is None:
            return
        left, right = curve.reach
        share = min(1.0, max(0.0, (across - box.left()) / box.width()))
        self.place_chosen.emit(round(left + share * (right - left), 3))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axes, how far off the samples are, the curve and the samples."""
        curve, theme, box = self._curve, self._theme, self._box()
        if curve is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter, curve, box)
        painter.setClipRect(box.adjusted(-6, -6, 6, 6))
        painter.setPen(QPen(theme.err, 1.25))
        for x, y in curve.samples:
            painter.drawLine(QLineF(self._at(x, y), self._at(x, curve.output(x))))
        painter.setPen(QPen(theme.panel, 1.0))
        dot = DOT if len(curve.samples) <= FEW else SMALL_DOT
        for row, sample in enumerate(curve.samples):
            painter.setBrush(theme.text if row == self._row else theme.control)
            reach = dot + 2 if row == self._row else dot
            painter.drawEllipse(self._at(*sample), reach, reach)
        painter.setPen(QPen(theme.accent, Metrics.TRAIN_LINE))
        points = [self._at(x, y) for x, y in zip(curve.x, curve.y, strict=True)]
        painter.drawPolyline(QPolygonF(points))
        if self._asked is not None:
            self._paint_asked(painter, curve, self._asked, box)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.focus, Metrics.FOCUS_RING))
            painter.drawRoundedRect(box, Metrics.RADIUS, Metrics.RADIUS)

    def _paint_asked(self, painter: QPainter, curve: Curve, x: float, box: QRectF) -> None:
        at = self._at(x, curve.output(x))
        pen = QPen(self._theme.text, 1.25, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QLineF(at.x(), box.bottom(), at.x(), at.y()))
        painter.drawLine(QLineF(box.left(), at.y(), at.x(), at.y()))
        painter.setPen(QPen(self._theme.text, 2.0))
        painter.setBrush(self._theme.panel)
        painter.drawEllipse(at, DOT + 2, DOT + 2)

    def _paint_axes(self, painter: QPainter, curve: Curve, box: QRectF) -> None:
        theme = self._theme
        across, up = nice_ticks(*curve.reach, 4), nice_ticks(*curve.rise, 4)
        for tick in across:
            at = self._at(tick, curve.rise[0])
            painter.setPen(QPen(theme.grid, 1))
            painter.drawLine(QLineF(at.x(), box.top(), at.x(), box.bottom()))
        painter.setPen(theme.text3)
        labels = [
            (self._at(tick, 0.0).x(), tick_text(tick, across, theme.notation, True))
            for tick in across
        ]
        write_below(painter, labels, box.bottom() + 12, 0, self.width())
        for tick in up:
            at = self._at(curve.reach[0], tick)
            painter.setPen(QPen(theme.grid, 1))
            painter.drawLine(QLineF(box.left(), at.y(), box.right(), at.y()))
            painter.setPen(theme.text3)
            text = tick_text(tick, up, theme.notation, True)
            write_beside(painter, LEFT - 4, at.y(), text)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        corner = QPointF(box.right() - 4, box.bottom() - 10)
        paint_symbol(painter, curve.names[0], corner, 12, theme.text3, end)

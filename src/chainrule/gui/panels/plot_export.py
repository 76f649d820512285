"""The plot as a picture of its own: what the panel shows, larger, with its legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QImageWriter, QPainter, QPen, QPolygonF

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.panels.plot_axes import LABELS, paint_losses, paint_updates
from chainrule.gui.panels.plot_entries import paint_entries
from chainrule.gui.panels.plot_options import Quantity

if TYPE_CHECKING:
    from chainrule.gui.panels.loss_plot import LossPlot
    from chainrule.gui.panels.plot_data import Points

WIDTH, HEIGHT = 1200, 600
MARGIN, HEAD, FOOT = 24.0, 56.0, 44.0
GAP = 8.0
TITLE = 0.6
"""the part of the head that lies above the foot of its words"""
BLOCKS = WIDTH
TICK, NOTE = 5.0, 4.0
"""half the size of a mark at the foot and of one on the curve"""


def png(plot: LossPlot, scale: int = 1) -> bytes:
    """Return the picture as PNG, `scale` times `WIDTH` × `HEIGHT` pixels."""
    image = QImage(WIDTH * scale, HEIGHT * scale, QImage.Format.Format_RGB32)
    image.fill(plot.theme["panel"])
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    paint(painter, plot, _whole())
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def svg(plot: LossPlot) -> bytes:
    """Return the picture as SVG."""
    from PySide6.QtSvg import QSvgGenerator

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(WIDTH, HEIGHT))
    generator.setViewBox(QRectF(0, 0, WIDTH, HEIGHT))
    generator.setTitle(_title(plot))
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), plot.theme["panel"])
    paint(painter, plot, _whole())
    painter.end()
    buffer.close()
    return bytes(data.data())


def _title(plot: LossPlot) -> str:
    is_loss = plot.options.quantity is Quantity.LOSS
    return translate("Plot", "Loss") if is_loss else translate("Plot", "Accuracy")


def _whole() -> QRectF:
    return QRectF(MARGIN, 0, WIDTH - 2 * MARGIN, HEIGHT)


def paint(
    painter: QPainter, plot: LossPlot, box: QRectF, head: float = HEAD, foot: float = FOOT
) -> None:
    """Paint title, legend, axes and curves into a box; `head` and `foot` are px of it."""
    theme, frame = plot.theme, plot.frame
    area = box.adjusted(LABELS, head, 0, -foot)
    painter.setFont(ui_font(16 if head == HEAD else 13, 600))
    painter.setPen(theme["text"])
    title = QPointF(box.left(), box.top() + TITLE * head)
    painter.drawText(title, _title(plot))
    title.setX(title.x() + QFontMetricsF(painter.font()).horizontalAdvance(_title(plot)) + 3 * GAP)
    paint_entries(painter, plot.legend(), title, theme)
    paint_losses(painter, area, frame.losses, theme)
    paint_updates(painter, area, frame.updates, theme, box.right() + MARGIN, frame.epochs)
    painter.save()
    painter.setClipRect(area.adjusted(-NOTE, -NOTE, NOTE, NOTE))
    for points, pen in plot.lines(BLOCKS):
        scaled = QPen(pen)
        scaled.setCosmetic(False)
        painter.setPen(scaled)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(_places(plot, area, points)))
    _marks(painter, plot, area)
    painter.restore()
    painter.setFont(ui_font(12, 600))
    for letter, x, y, colour in (*plot.ghosts.letters(), *plot.alternatives.marks()):
        painter.setPen(colour)
        at = _place(plot, area, x, y)
        painter.drawText(QPointF(at.x() - NOTE, at.y() - NOTE), letter)


def _marks(painter: QPainter, plot: LossPlot, area: QRectF) -> None:
    """Paint marks at the foot as ticks and those on the curve as small squares."""
    painter.setPen(QPen(plot.theme["text2"], 1.5))
    for update in plot.marks.knobs():
        x = _place(plot, area, update, plot.frame.losses.low).x()
        painter.drawLine(QLineF(x, area.bottom() - TICK, x, area.bottom() + TICK))
    painter.setPen(QPen(plot.theme["text"], 1.5))
    painter.setBrush(plot.theme["panel"])
    for update, height, _ in plot.marks.places():
        at = _place(plot, area, update, height)
        painter.drawRect(QRectF(at.x() - NOTE, at.y() - NOTE, 2 * NOTE, 2 * NOTE))


def _places(plot: LossPlot, area: QRectF, points: Points) -> list[QPointF]:
    x, y = points
    return [_place(plot, area, *point) for point in zip(x.tolist(), y.tolist(), strict=True)]


def _place(plot: LossPlot, area: QRectF, x: float, y: float) -> QPointF:
    """Return where a point in plot units lies."""
    updates, values = plot.frame.updates, plot.frame.losses
    return QPointF(
        area.left() + updates.share(x) * area.width(),
        area.bottom() - values.share(y) * area.height(),
    )

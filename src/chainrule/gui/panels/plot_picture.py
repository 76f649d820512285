"""The loss curve painted without a widget: for exported pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.plot_scale import log_scale, loss_scale, on_log, update_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from chainrule.gui.panels.plot_scale import Scale
    from chainrule.gui.theme import Theme
    from chainrule.network.project import LogRow

LEFT = 66.0
BELOW = 24.0
ABOVE = 28.0


def paint_plot(
    painter: QPainter, box: QRectF, log: Sequence[LogRow], theme: Theme, logarithmic: bool
) -> None:
    """Paint title, axes and curves into a box."""
    painter.save()
    painter.setFont(ui_font(13, 600))
    painter.setPen(theme["text"])
    painter.drawText(QPointF(box.left(), box.top() + 14), translate("Plot", "Loss"))
    area = box.adjusted(LEFT, ABOVE, -8, -BELOW)
    curves = [
        ("test_loss", theme["text2"], Metrics.TEST_LINE, Qt.PenStyle.DashLine),
        ("train_loss", theme["accent"], Metrics.TRAIN_LINE, Qt.PenStyle.SolidLine),
    ]
    points = {column: _points(log, column, logarithmic) for column, *_ in curves}
    everything = [loss for column in points.values() for _, loss in column]
    x = update_scale(log[-1].update if log else 0)
    y = _scale(everything, logarithmic)
    _axes(painter, area, x, y, theme)
    for column, colour, width, style in curves:
        _curve(painter, area, x, y, points[column], QPen(colour, width, style))
    painter.restore()


def _points(log: Sequence[LogRow], column: str, logarithmic: bool) -> list[tuple[float, float]]:
    found = [(row.update, getattr(row, column)) for row in log]
    return [
        (update, on_log(loss) if logarithmic else loss)
        for update, loss in found
        if loss is not None
    ]


def _scale(losses: list[float], logarithmic: bool) -> Scale:
    if logarithmic:
        return log_scale(10 ** min(losses, default=-1.0), 10 ** max(losses, default=0.0))
    return loss_scale(max(losses, default=1.0))


def _axes(painter: QPainter, area: QRectF, x: Scale, y: Scale, theme: Theme) -> None:
    painter.setFont(ui_font(12))
    for value, text in y.ticks:
        height = area.bottom() - y.share(value) * area.height()
        painter.setPen(QPen(theme["border"], 1))
        painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
        painter.setPen(theme["text3"])
        label = QRectF(area.left() - LEFT, height - 9, LEFT - 8, 18)
        painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    for value, text in x.ticks:
        place = area.left() + x.share(value) * area.width()
        label = QRectF(place - 40, area.bottom() + 4, 80, 18)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)
    word = QRectF(area.left() - LEFT, area.bottom() + 4, LEFT - 14, 18)
    align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(word, align, translate("Plot", "update"))


def _curve(
    painter: QPainter,
    area: QRectF,
    x: Scale,
    y: Scale,
    points: list[tuple[float, float]],
    pen: QPen,
) -> None:
    if not points:
        return
    shown = [
        QPointF(
            area.left() + x.share(update) * area.width(),
            area.bottom() - y.share(loss) * area.height(),
        )
        for update, loss in points
    ]
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(shown))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pen.color())
    painter.drawEllipse(shown[-1], 4.0, 4.0)

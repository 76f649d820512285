"""The loss curve painted without a widget: for exported pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPen, QPolygonF

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.plot_axes import LABELS, paint_losses, paint_updates
from chainrule.gui.panels.plot_data import Curve
from chainrule.gui.panels.plot_entries import dashed_pen, entries, paint_entries
from chainrule.gui.panels.plot_scale import (
    by_epoch,
    limited,
    log_scale,
    loss_scale,
    on_log,
    update_scale,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from chainrule.gui.panels.plot_scale import Scale
    from chainrule.gui.theme import Theme
    from chainrule.network.project import LogRow

RIGHT, BELOW, ABOVE = 8.0, 24.0, 28.0
DOT, GAP = 4.0, 24.0


def paint_plot(
    painter: QPainter, box: QRectF, log: Sequence[LogRow], theme: Theme, logarithmic: bool
) -> None:
    """Paint title, axes and curves into a box."""
    painter.save()
    painter.setFont(ui_font(13, 600))
    painter.setPen(theme["text"])
    title = translate("Plot", "Loss")
    foot = QPointF(box.left(), box.top() + 14)
    painter.drawText(foot, title)
    foot.setX(foot.x() + QFontMetricsF(painter.font()).horizontalAdvance(title) + GAP)
    area = box.adjusted(LABELS, ABOVE, -RIGHT, -BELOW)
    test, train = Curve("test_loss"), Curve("train_loss")
    for curve in (test, train):
        curve.follow(log)
    paint_entries(painter, entries(theme, (), tested=len(test) > 0), foot, theme)
    x = update_scale(log[-1].update if log else 0)
    y = _scale((test, train), logarithmic)
    paint_losses(painter, area, y, theme)
    paint_updates(painter, area, x, theme, box.right() + RIGHT, by_epoch(log))
    painter.setClipRect(area.adjusted(-DOT, -DOT, DOT, DOT))
    for curve, pen in (
        (test, dashed_pen(QPen(theme["text2"], Metrics.TEST_LINE))),
        (train, QPen(theme["accent"], Metrics.TRAIN_LINE)),
    ):
        _paint_curve(painter, _places(curve, area, x, y, logarithmic), pen)
    painter.restore()


def _scale(curves: tuple[Curve, Curve], logarithmic: bool) -> Scale:
    """Return the axis that holds the curves, unless they fly off."""
    extents = [extent for curve in curves if (extent := curve.extent())]
    if not extents:
        return log_scale(0.1, 1.0) if logarithmic else loss_scale(1.0)
    first = next(float(curve.points()[1][0]) for curve in reversed(curves) if len(curve))
    smallest, largest = min(low for low, _ in extents), max(high for _, high in extents)
    smallest, largest = limited(smallest, largest, first)
    return log_scale(smallest, largest) if logarithmic else loss_scale(largest)


def _places(curve: Curve, area: QRectF, x: Scale, y: Scale, logarithmic: bool) -> list[QPointF]:
    """Return where the points of a curve lie; one that flies off lies just outside."""
    if not len(curve):
        return []
    updates, losses = curve.shown(0, len(curve), int(area.width()))
    return [
        QPointF(
            area.left() + x.share(update) * area.width(),
            area.bottom()
            - min(2.0, y.share(on_log(loss) if logarithmic else loss)) * area.height(),
        )
        for update, loss in zip(updates.tolist(), losses.tolist(), strict=True)
    ]


def _paint_curve(painter: QPainter, points: list[QPointF], pen: QPen) -> None:
    if points:
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        painter.drawEllipse(points[-1], DOT, DOT)

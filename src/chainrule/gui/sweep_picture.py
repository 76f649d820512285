"""The picture of a sweep: the loss at the end over the learning rate, a line per other setting."""

from __future__ import annotations

import math
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPen, QPolygonF

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.plot_axes import LABELS, paint_losses
from chainrule.gui.panels.plot_scale import log_scale, on_log

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.panels.plot_scale import Scale
    from chainrule.gui.theme import Theme
    from chainrule.session.sweeping import Result

WIDTH, HEIGHT, SCALE = 960, 600, 2
MARGIN, HEAD, FOOT, KEY = 24.0, 56.0, 56.0, 190.0
DOT, CROSS = 3.5, 5.0
ROW = 24.0
DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
ROLES = ("accent", "back", "text2", "pos", "neg")
Line = tuple[tuple[float, int], "list[Result]"]


def sweep_png(title: str, results: Sequence[Result], theme: Theme) -> bytes:
    """Return the picture as PNG. Runs that diverged are crosses at the upper edge."""
    image = QImage(WIDTH * SCALE, HEIGHT * SCALE, QImage.Format.Format_RGB32)
    image.fill(theme["panel"])
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(SCALE, SCALE)
    _paint(painter, title, results, theme)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _paint(painter: QPainter, title: str, results: Sequence[Result], theme: Theme) -> None:
    _head(painter, title, results, theme)
    area = QRectF(MARGIN + LABELS, HEAD + 16, WIDTH - 2 * MARGIN - LABELS - KEY,
                  HEIGHT - HEAD - FOOT - 16)  # fmt: skip
    losses = [loss for result in results if (loss := _loss(result)) is not None]
    y = log_scale(min(losses, default=0.1), max(losses, default=1.0))
    rates = sorted({result.trial.learning_rate for result in results})
    paint_losses(painter, area, y, theme)
    _paint_rates(painter, area, rates, theme)
    for index, line in enumerate(_lines(results)):
        pen = QPen(theme[ROLES[index % len(ROLES)]], 2, DASHES[index % len(DASHES)])
        _paint_line(painter, area, y, rates, line, pen)
        _paint_key(painter, index, line[0], pen, theme)


def _head(painter: QPainter, title: str, results: Sequence[Result], theme: Theme) -> None:
    painter.setFont(ui_font(18, 600))
    painter.setPen(theme["text"])
    box = QRectF(MARGIN, 0, WIDTH - 2 * MARGIN, HEAD)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title)
    text = translate("Sweep", "Training loss after {epochs} epochs, {runs} runs")
    epochs = max((result.epochs for result in results), default=0)
    notation = theme.notation
    said = text.format(
        epochs=show(epochs, Kind.COUNT, notation), runs=show(len(results), Kind.COUNT, notation)
    )
    painter.setFont(ui_font(13))
    painter.setPen(theme["text2"])
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, said)


def _paint_rates(painter: QPainter, area: QRectF, rates: Sequence[float], theme: Theme) -> None:
    """Paint a label below the place of each learning rate, as many as have room, and the title."""
    painter.setFont(ui_font(12))
    painter.setPen(theme["text3"])
    free = -math.inf
    for rate in rates:
        place = _place(area, rates, rate)
        text = show(rate, Kind.SETTING, theme.notation)
        half = painter.fontMetrics().horizontalAdvance(text) / 2
        if place - half > free:
            box = QRectF(place - 60, area.bottom() + 6, 120, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            free = place + half + 8
    box = QRectF(area.left(), area.bottom() + 26, area.width(), 18)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, translate("Sweep", "learning rate"))


def _lines(results: Sequence[Result]) -> list[Line]:
    """Return the runs by momentum and batch size, each in the order of the learning rates."""

    def key(result: Result) -> tuple[float, int]:
        return result.trial.momentum, result.trial.batch_size

    ordered = sorted(results, key=lambda result: (key(result), result.trial.learning_rate))
    return [(setting, list(runs)) for setting, runs in groupby(ordered, key)]


def _paint_line(
    painter: QPainter, area: QRectF, y: Scale, rates: Sequence[float], line: Line, pen: QPen
) -> None:
    """Paint a dot for every run and a line through the medians."""
    middles: list[QPointF] = []
    for rate, group in groupby(line[1], lambda result: result.trial.learning_rate):
        runs = list(group)
        x = _place(area, rates, rate)
        heights = [_height(area, y, loss) for run in runs if (loss := _loss(run)) is not None]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        for height in heights:
            painter.drawEllipse(QPointF(x, height), DOT, DOT)
        if len(heights) < len(runs):
            _paint_cross(painter, QPointF(x, area.top() - 6), pen)
        if heights:
            middles.append(QPointF(x, median(heights)))
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(middles))


def _paint_cross(painter: QPainter, at: QPointF, pen: QPen) -> None:
    painter.setPen(QPen(pen.color(), 2))
    for side in (-CROSS, CROSS):
        painter.drawLine(QLineF(at.x() - CROSS, at.y() - side, at.x() + CROSS, at.y() + side))


def _paint_key(
    painter: QPainter, index: int, setting: tuple[float, int], pen: QPen, theme: Theme
) -> None:
    left, middle = WIDTH - MARGIN - KEY + 24, HEAD + 28 + index * ROW
    painter.setPen(pen)
    painter.drawLine(QLineF(left, middle, left + 28, middle))
    momentum, size = setting
    text = translate("Sweep", "momentum {momentum}, batch {size}").format(
        momentum=show(momentum, Kind.SETTING, theme.notation),
        size=show(size, Kind.COUNT, theme.notation) if size else translate("Sweep", "all"),
    )
    painter.setPen(theme["text"])
    painter.setFont(ui_font(12))
    painter.drawText(QPointF(left + 36, middle + 4), text)


def _place(area: QRectF, rates: Sequence[float], rate: float) -> float:
    """Return where a learning rate stands: by its logarithm, which a rate of 0 has not."""
    low, high = (math.log10(max(value, 1e-12)) for value in (rates[0], rates[-1]))
    share = 0.5 if high == low else (math.log10(max(rate, 1e-12)) - low) / (high - low)
    return area.left() + 24 + share * (area.width() - 48)


def _height(area: QRectF, y: Scale, loss: float) -> float:
    return area.bottom() - y.share(on_log(loss)) * area.height()


def _loss(result: Result) -> float | None:
    """Return the loss at the end, None of a run that diverged."""
    return None if result.diverged_at is not None else result.train_loss

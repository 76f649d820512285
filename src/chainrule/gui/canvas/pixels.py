"""Inputs painted as the picture that they are: a plate with a small square for every pixel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.network.project import Project

SHADES = 32
PLATE_RADIUS = 8.0


def paint_pixels(painter: QPainter, scene: Scene) -> None:
    """Paint the plate and the pixels with the inputs of the shown sample."""
    grid = scene.pixels
    if grid is None:
        return
    places, shown = scene.layout.places, scene.frame.inputs
    shades = scene.memo.latest("pixels", (scene.theme,), partial(_shades, scene))
    low, high = scene.memo.latest("ink", (scene.project.data,), partial(_range, scene.project))
    span = (high - low) or 1.0
    marks, reach = [_plate(scene)], grid.side / 2
    for name in grid.neurons:
        value = shown.get(name)
        shade = 0 if value is None else round(SHADES * min(1.0, max(0.0, (value - low) / span)))
        colour = shades[shade]
        key = ("pixel", grid.side, colour.rgb())
        marks.append((*places[name], key, (reach, reach), partial(_draw_pixel, colour, reach)))
    scene.stamp_all(painter, marks)
    _paint_chosen(painter, scene)


def _shades(scene: Scene) -> tuple[QColor, ...]:
    mix = scene.theme.mix
    return tuple(mix("sunken", "ink", step / SHADES) for step in range(SHADES + 1))


def _range(project: Project) -> tuple[float, float]:
    """Return the least (0 at most) and the largest input of the training data."""
    width = len(project.data.inputs)
    cells = [row[:width] for row in project.data.train if width]
    low = min((min(row) for row in cells), default=0.0)
    high = max((max(row) for row in cells), default=1.0)
    return min(0.0, low), high


def _plate(scene: Scene) -> Mark:
    grid, theme = scene.pixels, scene.theme
    assert grid is not None  # noqa: S101, RUF100
    size = grid.plate.width

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(theme["border"], 1.0))
        painter.setBrush(theme["panel"])
        rect = QRectF(-size / 2 + 0.5, -size / 2 + 0.5, size - 1, size - 1)
        painter.drawRoundedRect(rect, PLATE_RADIUS, PLATE_RADIUS)

    key = ("plate", size, theme["panel"].rgb(), theme["border"].rgb())
    return grid.plate.x, grid.plate.y, key, (size / 2, size / 2), draw


def _draw_pixel(colour: QColor, reach: float, painter: QPainter) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    rect = QRectF(-reach, -reach, 2 * reach, 2 * reach)
    painter.drawRoundedRect(rect, Metrics.PIXEL_RADIUS, Metrics.PIXEL_RADIUS)


def _paint_chosen(painter: QPainter, scene: Scene) -> None:
    """Ring the selected pixels, and those that a connection may start or end at."""
    grid, options = scene.pixels, scene.options
    chosen = options.selection.neurons | options.legal
    if grid is None or not chosen:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for name in grid.neurons:
        if name in chosen:
            role = "focus" if name in options.selection.neurons else "accent"
            painter.setPen(QPen(scene.theme[role], max(2.0, 1.5 / scene.zoom)))
            x, y = scene.layout.places[name]
            reach = grid.side / 2 + 1
            painter.drawRoundedRect(QRectF(x - reach, y - reach, 2 * reach, 2 * reach), 4, 4)

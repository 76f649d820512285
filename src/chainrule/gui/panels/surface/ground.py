"""The ground of the loss surface: bands and contour lines from above, a relief from the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from chainrule.gui.fonts import ui_font
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.axis_labels import write_below, write_beside
from chainrule.gui.panels.inspector.curve import nice_ticks, tick_text
from chainrule.gui.panels.surface.levels import BANDS, banded, contour, levels_of

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from chainrule.gui.panels.surface.sight import Above, Aside
    from chainrule.gui.theme import Theme
    from chainrule.session.landscape import Landscape

LEFT, RIGHT = 34.0, 4.0
"""px for the numbers beside the surface, and free at its right"""
HIGHEST_TINT = 0.32
LINE, NAMED_LINE = 1.0, 1.5
SHADE = 0.35
"""how much darker or lighter a slope is that faces away from or to the light"""
LABEL_ROOM = 26.0


def shades(theme: Theme) -> list[QColor]:
    """Return the ten neutral colours, the lowest first."""
    top = theme.mix("panel", "text2", HIGHEST_TINT)
    return [theme.mix("canvas", top, step / (BANDS - 1)) for step in range(BANDS)]


def paint_bands(painter: QPainter, area: QRectF, land: Landscape, theme: Theme) -> None:
    """Paint bands between the levels, the lines, and two of them named."""
    levels = levels_of(land.losses)
    if not levels:
        painter.fillRect(area, shades(theme)[0])
        return
    box = area.toRect()
    cells = np.ascontiguousarray(banded(land.losses, levels, box.width(), box.height()))
    image = QImage(
        cells.tobytes(), box.width(), box.height(), box.width(), QImage.Format.Format_Indexed8
    )
    image.setColorTable([colour.rgb() for colour in shades(theme)])
    painter.drawImage(area.topLeft(), image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(area)
    named = _named(levels)
    labels = []
    for level in levels:
        pieces = _pieces(area, land, level)
        width = NAMED_LINE if level in named else LINE
        painter.setPen(QPen(theme.mix("panel", "text2", 0.55), width))
        painter.drawLines(pieces)
        if level in named and pieces:
            labels.append((level, pieces))
    for level, pieces in labels:
        _paint_name(painter, area, level, pieces, theme)
    painter.setClipping(False)


def paint_axes(painter: QPainter, sight: Above, theme: Theme) -> None:
    """Write the values of both parameters below the surface and beside it."""
    area, box = sight.area, sight.box
    painter.setPen(theme.text3)
    across, up = nice_ticks(box.left, box.right, 6), nice_ticks(box.bottom, box.top, 6)
    labels = [
        (sight.place((value, box.bottom)).x(), tick_text(value, across, theme.notation, True))
        for value in across
    ]
    write_below(painter, labels, area.bottom() + 13, 0, area.right() + RIGHT)
    for value in up:
        y = sight.place((box.left, value)).y()
        write_beside(painter, area.left() - 7, y, tick_text(value, up, theme.notation, True))


def _named(levels: tuple[float, ...]) -> tuple[float, ...]:
    """Return the two levels that get their number."""
    return tuple(dict.fromkeys((levels[len(levels) // 3], levels[(2 * len(levels)) // 3])))


def _pieces(area: QRectF, land: Landscape, level: float) -> list[QLineF]:
    rows, columns = land.losses.shape
    found = contour(land.losses, level)
    found[:, 0::2] = area.left() + found[:, 0::2] * area.width() / (columns - 1)
    found[:, 1::2] = area.bottom() - found[:, 1::2] * area.height() / (rows - 1)
    return [QLineF(*ends) for ends in found.tolist()]


def _paint_name(
    painter: QPainter, area: QRectF, level: float, pieces: list[QLineF], theme: Theme
) -> None:
    """Write a level on its line, as far up and right as there is room."""
    room = area.adjusted(LABEL_ROOM, 10, -LABEL_ROOM, -10)
    inside = [piece.p1() for piece in pieces if room.contains(piece.p1())]
    if not inside:
        return
    at = max(inside, key=lambda place: place.x() - place.y())
    text = show(level, Kind.SETTING, theme.notation)
    painter.setFont(ui_font(12))
    width = painter.fontMetrics().horizontalAdvance(text)
    back = QColor(theme.canvas)
    back.setAlphaF(0.85)
    painter.fillRect(int(at.x() - width / 2 - 3), int(at.y() - 8), width + 6, 16, back)
    painter.setPen(theme.text)
    painter.drawText(QPointF(at.x() - width / 2, at.y() + 4.5), text)


def paint_relief(painter: QPainter, sight: Aside, theme: Theme) -> None:
    """Paint the land as facets, the farthest first, lit from the left."""
    land = sight.land
    rows, columns = land.losses.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float64)
    heights = sight.heights(land.losses)
    across, down, near = sight.project(x / (columns - 1), y / (rows - 1), heights)
    middle = (near[:-1, :-1] + near[1:, 1:]).ravel()
    colours = _facets(heights, theme)
    corners = np.stack([across, down], axis=-1)
    quads = np.stack(
        [corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]], axis=2
    ).reshape(-1, 4, 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for index in np.argsort(middle, kind="stable").tolist():
        colour = colours[index]
        painter.setPen(colour)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in quads[index].tolist()]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _facets(heights: np.ndarray, theme: Theme) -> list[QColor]:
    """Return the colour of every facet: by its height, lighter where it faces the light."""
    middle = (heights[:-1, :-1] + heights[1:, 1:]) / 2
    slope = (heights[:-1, 1:] - heights[:-1, :-1]) * (heights.shape[1] - 1)
    light = np.clip(slope * SHADE, -SHADE, SHADE)
    steps = np.clip((middle * (BANDS - 1)).round() + light * BANDS, 0, BANDS - 1 + SHADE * BANDS)
    top = theme.mix("panel", "text2", HIGHEST_TINT + SHADE)
    many = [theme.mix("canvas", top, 0.2 + step / 25) for step in range(21)]
    places = np.clip(steps / (BANDS * (1 + SHADE)) * 20, 0, 20).astype(int).ravel()
    return [many[place] for place in places.tolist()]

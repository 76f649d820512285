"""What surrounds the network: dots of the grid, heads of the columns, legend, guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.edges import make_pen
from chainrule.gui.canvas.layout import shows_classes
from chainrule.gui.canvas.text import Word, line
from chainrule.gui.canvas.wording import column_caption, column_title, loss_formula
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.text import Line
    from chainrule.gui.canvas.viewport import Viewport
    from chainrule.gui.theme import Theme

PITCH = 24.0
LEAST_ZOOM = 0.4
"""below this the dots are left out"""
TITLE_Y, CAPTION_Y = 21.0, 39.0
BETWEEN_HEADS = 12.0
COUNTED_FROM = 13
"""a column of so many neurons says how many it has"""
LEGEND_LEFT, LEGEND_UP = 17.0, 28.0
HEADS_HIGH, LEGEND_HIGH = 54.0, 48.0
"""what heads and legend take at the upper and the lower edge"""
HEAD_TOP, LEGEND_HALF, GROUND = 8.0, 13.0, 0.9
"""above a head, half the height of the legend's ground, and how opaque grounds are"""
LEGEND_WIDTH = 720.0
"""a narrower canvas has no room for the legend"""


def paint_grid(painter: QPainter, theme: Theme, view: Viewport) -> None:
    """Paint the dots, in pixels."""
    if view.zoom < LEAST_ZOOM:
        return
    pitch = PITCH * view.zoom
    columns = range(int(view.width / pitch) + 2)
    rows = range(int(view.height / pitch) + 2)
    left, top = view.dx % pitch - pitch, view.dy % pitch - pitch
    dots = [QPointF(left + x * pitch, top + y * pitch) for y in rows for x in columns]
    painter.setPen(QPen(theme["grid"], 2.0))
    painter.drawPoints(dots)


def paint_heads(painter: QPainter, scene: Scene, view: Viewport) -> None:
    """Paint the heads of the columns at the upper edge, without captions that have no room."""
    if not scene.layout.layered or not scene.layout.columns:
        return
    right, scale = 0.0, scene.options.text_scale
    bounds = scene.layout.bounds
    below = bounds is not None and view.to_screen((0, bounds.top))[1] < HEADS_HIGH * scale
    painter.save()
    painter.scale(scale, scale)
    for x, title, caption in _heads(scene):
        centre = view.to_screen((x, 0))[0] / scale
        half = max(title.width, caption.width) / 2
        captioned = centre - half >= right
        if not captioned:
            half = title.width / 2
        if centre - half < right:
            continue
        right = centre + half + BETWEEN_HEADS
        if below:
            box = QRectF(centre - half, HEAD_TOP, 2 * half, HEADS_HIGH - 2 * HEAD_TOP)
            _paint_ground(painter, scene.theme, box)
        title.paint(painter, centre, TITLE_Y)
        if captioned:
            caption.paint(painter, centre, CAPTION_Y)
    painter.restore()


def _heads(scene: Scene) -> list[tuple[float, Line, Line]]:
    layout, network = scene.layout, scene.layout.network
    found = [
        (
            column.x,
            column_title(network, column, pictured),
            column_caption(
                network,
                column,
                len(column.neurons) >= COUNTED_FROM or shows_classes(network),
                pictured,
            ),
        )
        for column in layout.columns
        for pictured in [scene.pixels is not None and column.level == 0]
    ]
    if layout.loss is not None:
        formula = loss_formula(scene.project.loss)
        found.append((layout.loss.x, translate("Canvas", "Loss"), formula))
    theme = scene.theme
    return [
        (x, line(Word(title, 13, 600, theme["text2"])), line(Word(text, 12, 400, theme["text3"])))
        for x, title, text in sorted(found)
    ]


def paint_legend(painter: QPainter, scene: Scene, view: Viewport) -> None:
    """Paint the legend at the lower left, in pixels, as large as the text of the canvas."""
    scale, bounds = scene.options.text_scale, scene.layout.bounds
    if view.width < LEGEND_WIDTH * scale or not scene.project.network.connections:
        return
    top = view.height - LEGEND_HIGH * scale
    covers = bounds is not None and view.to_screen((0, bounds.bottom))[1] > top
    painter.save()
    painter.scale(scale, scale)
    _paint_signs(painter, scene, view.height / scale - LEGEND_UP, covers)
    painter.restore()


def _paint_signs(painter: QPainter, scene: Scene, y: float, covers: bool) -> None:
    """Paint the words and strokes of the legend at a height, on a ground where it covers."""
    theme, x = scene.theme, LEGEND_LEFT
    if covers:
        width = _legend_width(scene) - LEGEND_LEFT
        _paint_ground(painter, theme, QRectF(x, y - LEGEND_HALF, width, 2 * LEGEND_HALF))
    for role, label in _signs(scene):
        painter.setPen(make_pen(theme[role], 4.0))
        painter.drawLine(QLineF(x, y, x + 24, y))
        x = _paint_label(painter, theme, label, x + 33, y) + 19
    if scene.level is Level.MASS:
        _paint_label(painter, theme, edges_told(scene), x + 8, y)
        return
    for width in (1.5, 3.5, 6.0):
        painter.setPen(make_pen(theme["text3"], width))
        painter.drawLine(QLineF(x, y, x + 12, y))
        x += 16
    _paint_label(painter, theme, translate("Canvas", "larger"), x + 4, y)


def _legend_width(scene: Scene) -> float:
    """Return where the legend ends."""
    x = LEGEND_LEFT
    for _, label in _signs(scene):
        x += 52 + line(Word(label, 13, 400, scene.theme["text3"])).width
    last = edges_told(scene) if scene.level is Level.MASS else translate("Canvas", "larger")
    x += 8 if scene.level is Level.MASS else 52
    return x + line(Word(last, 13, 400, scene.theme["text3"])).width


def _paint_ground(painter: QPainter, theme: Theme, box: QRectF) -> None:
    """Paint what words stand on that would else stand on the network."""
    ground = QColor(theme["canvas"])
    ground.setAlphaF(GROUND)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(-6, 0, 6, 0), 6, 6)


def edges_told(scene: Scene) -> str:
    """Return how many edges a large network has, and whether some are not drawn."""
    from chainrule.gui.canvas.mass import leaves_out

    told = translate("Canvas", "{count} edges")
    if leaves_out(scene):
        told = translate("Canvas", "{count} edges, weakest hidden")
    number = show(len(scene.project.network.connections), Kind.COUNT, scene.options.notation)
    return told.format(count=number)


def _signs(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return the colours of edges and what they mean: among many, what an edge does to its end."""
    if scene.level is Level.MASS and scene.frame.phase is not Phase.BACKWARD:
        return ("neg", translate("Canvas", "lowers")), ("pos", translate("Canvas", "raises"))
    return ("neg", translate("Canvas", "negative")), ("pos", translate("Canvas", "positive"))


def _paint_label(painter: QPainter, theme: Theme, label: str, x: float, y: float) -> float:
    words = line(Word(label, 13, 400, theme["text3"]))
    words.paint(painter, x + words.width / 2, y)
    return x + words.width


def paint_guides(
    painter: QPainter, theme: Theme, view: Viewport, xs: list[float], ys: list[float]
) -> None:
    """Paint the lines that a dragged neuron has snapped to, over the whole canvas, in pixels."""
    painter.setPen(make_pen(theme["accent"], 1.0))
    for x in xs:
        at = round(view.to_screen((x, 0))[0]) + 0.5
        painter.drawLine(QLineF(at, 0, at, view.height))
    for y in ys:
        at = round(view.to_screen((0, y))[1]) + 0.5
        painter.drawLine(QLineF(0, at, view.width, at))


def paint_band(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Paint the rubber band, in pixels."""
    fill = theme["accent"]
    painter.setPen(QPen(fill, 1.0))
    tint = type(fill)(fill)
    tint.setAlphaF(0.12)
    painter.setBrush(tint)
    painter.drawRect(rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)

"""What each neuron sends over the plane of the inputs, painted in it; larger where one points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen

from chainrule.gui.canvas.class_rows import inside_name, named_inside
from chainrule.gui.canvas.text import Sign, line
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.map_shades import shades_of
from chainrule.gui.theme import HEAT_THUMBNAIL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chainrule.gui.canvas.neurons import Disc
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.canvas.picking import Hit
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.viewport import Viewport
    from chainrule.gui.theme import Theme

SMALLEST = 7.0
"""px on the screen of the radius of a neuron in which a map can be seen"""
INSIDE = 2.0
"""from the rim of a neuron to its map"""
LARGE, HEAD, PAD = 152.0, 26.0, 8.0
AWAY = 14.0
DOT = 3.0
MOST_DOTS = 400


@dataclass(frozen=True, eq=False)
class Pictures:
    """The maps of the neurons as pictures: round and pale in a neuron, square and strong alone."""

    round: Mapping[str, QImage]
    square: Mapping[str, QImage]
    x: tuple[float, float]
    y: tuple[float, float]


def pictures_of(
    theme: Theme,
    shades: Mapping[str, bytes],
    size: int,
    x: tuple[float, float],
    y: tuple[float, float],
) -> Pictures:
    """Return pictures of maps that have a byte per point."""
    pale = [theme.heat(shade / 255, HEAT_THUMBNAIL).rgb() for shade in range(256)]
    strong, mask = shades_of(theme), _mask(size)
    found = {name: _image(points, size) for name, points in shades.items()}
    return Pictures(
        {name: _rounded(_coloured(image, pale), mask) for name, image in found.items()},
        {name: _coloured(image, strong) for name, image in found.items()},
        x,
        y,
    )


def _image(points: bytes, size: int) -> QImage:
    return QImage(points, size, size, size, QImage.Format.Format_Indexed8).copy()


def _coloured(image: QImage, colours: list[int]) -> QImage:
    image.setColorTable(colours)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _mask(size: int) -> QImage:
    mask = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    mask.fill(Qt.GlobalColor.transparent)
    painter = QPainter(mask)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawEllipse(0, 0, size, size)
    painter.end()
    return mask


def _rounded(image: QImage, mask: QImage) -> QImage:
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawImage(0, 0, mask)
    painter.end()
    return image


def shown_maps(scene: Scene) -> Mapping[str, QImage]:
    """Return the maps that are seen in neurons, none where neurons are too small for them."""
    pictures = scene.options.maps
    large = scene.layout.radius * scene.zoom >= SMALLEST
    if pictures is None or "maps" not in scene.options.parts or not large:
        return {}
    return pictures.round


def paint_maps(painter: QPainter, scene: Scene, discs: Sequence[Disc]) -> None:
    """Paint the maps of neurons inside their circles."""
    pictures = shown_maps(scene)
    if not pictures:
        return
    reach = scene.layout.radius - min(INSIDE, scene.layout.radius / 6)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for drawn in discs:
        image = pictures.get(drawn.neuron.id)
        if image is not None:
            x, y = drawn.place
            painter.drawImage(QRectF(x - reach, y - reach, 2 * reach, 2 * reach), image)
    painter.restore()
    neurons = (drawn.neuron for drawn in discs)
    named = [neuron for neuron in neurons if named_inside(scene, neuron)]
    scene.stamp_all(painter, [inside_name(scene, neuron) for neuron in named])


def paint_large_map(painter: QPainter, prepared: Prepared, hit: Hit | None, view: Viewport) -> None:
    """Paint the map of the neuron that is pointed at beside it, in pixels, with the samples."""
    scene = prepared.scene
    pictures, neuron = scene.options.maps, None if hit is None else hit.neuron
    if pictures is None or neuron is None or "maps" not in scene.options.parts:
        return
    image = pictures.square.get(neuron)
    if image is None or neuron not in scene.layout.places:
        return
    x, y = view.to_screen(scene.layout.places[neuron])
    away = scene.layout.radius * view.zoom + AWAY
    width, height = LARGE + 2 * PAD, LARGE + HEAD + PAD
    left = x + away if x + away + width <= view.width - 4 else x - away - width
    top = min(max(4.0, y - height / 2), view.height - height - 4)
    card = QRectF(left, top, width, height)
    painter.setPen(QPen(scene.theme.control, 1.0))
    painter.setBrush(scene.theme.panel)
    painter.drawRoundedRect(card, Metrics.RADIUS_TILE, Metrics.RADIUS_TILE)
    name = line(Sign(scene.symbols.neuron(neuron), 14, scene.theme.text))
    name.paint(painter, left + PAD + name.width / 2, top + HEAD / 2)
    box = QRectF(left + PAD, top + HEAD, LARGE, LARGE)
    rounded = QPainterPath()
    rounded.addRoundedRect(box, Metrics.RADIUS_MINI, Metrics.RADIUS_MINI)
    painter.save()
    painter.setClipPath(rounded)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, image)
    _paint_samples(painter, scene, pictures, box)
    painter.restore()


def _paint_samples(painter: QPainter, scene: Scene, pictures: Pictures, box: QRectF) -> None:
    """Paint where the samples lie, and the one that is shown larger."""
    theme, data = scene.theme, scene.project.data
    names = [neuron.id for neuron in scene.layout.network.inputs]

    def at(x: float, y: float) -> QPointF:
        across = (x - pictures.x[0]) / (pictures.x[1] - pictures.x[0])
        up = (y - pictures.y[0]) / (pictures.y[1] - pictures.y[0])
        return QPointF(box.left() + across * box.width(), box.bottom() - up * box.height())

    columns = [data.inputs.index(name) for name in names if name in data.inputs]
    painter.setPen(QPen(theme.panel, 1.0))
    painter.setBrush(theme.text2)
    if len(columns) == len(names):
        for row in data.train[:MOST_DOTS]:
            painter.drawEllipse(at(*(row[column] for column in columns)), DOT, DOT)
    shown = [scene.frame.inputs.get(name) for name in names]
    if len(shown) > 1 and shown[0] is not None and shown[1] is not None:
        painter.setPen(QPen(theme.text, 2.0))
        painter.setBrush(theme.panel)
        painter.drawEllipse(at(shown[0], shown[1]), DOT + 2, DOT + 2)

"""What shows where the pointer or the keyboard is: bands, ports, rings; painted every frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.discs import paint_discs
from chainrule.gui.canvas.dots import dots_of, paint_dots
from chainrule.gui.canvas.edge_card import paint_card
from chainrule.gui.canvas.edges import band, strokes
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.neurons import disc
from chainrule.gui.canvas.options import Labels
from chainrule.gui.canvas.picking import Part, ports
from chainrule.gui.canvas.pill_places import label_on_edge, labels_apart, strongest
from chainrule.gui.canvas.pixels import paint_pixels
from chainrule.gui.canvas.text import Sign, Word, line
from chainrule.gui.canvas.value_label import ValueLabel
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, show
from chainrule.network.names import Activation

if TYPE_CHECKING:
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.canvas.picking import Hit
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.text import Line
    from chainrule.network.graph import Connection

BAND = 0.12
MANY_EDGES = 200
"""so many edges of a hovered neuron are stroked without antialiasing"""
STRONGEST = 4
"""labels that a hovered neuron of a mass shows"""


def paint_hovered(painter: QPainter, prepared: Prepared, hit: Hit | None) -> None:
    """Paint what is pointed at, in canvas units."""
    if hit is None:
        return
    if hit.key is not None and hit.part is Part.EDGE:
        _paint_edge(painter, prepared, hit.key)
    if hit.neuron is not None and hit.part in (Part.NEURON, Part.PORT):
        if prepared.scene.level >= Level.LINES:
            _paint_strongest(painter, prepared, hit.neuron)
        _paint_neuron(painter, prepared, hit.neuron)


def paint_focus(painter: QPainter, prepared: Prepared, item: str | Key | None) -> None:
    """Paint the dashed ring of the keyboard round a neuron or the pill of an edge."""
    scene = prepared.scene
    pen = QPen(scene.theme["focus"], max(2.0, 1.5 / scene.zoom))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.0, 1.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if isinstance(item, str) and item in scene.layout.places:
        reach = scene.layout.radius + min(Metrics.SELECTION_GAP + 4, scene.layout.radius)
        painter.save()
        _spare_bias(painter, prepared, item, reach + pen.widthF())
        painter.drawEllipse(QPointF(*scene.layout.places[item]), reach, reach)
        painter.restore()
    elif isinstance(item, tuple) and item in prepared.pills:
        box = prepared.pills[item].box
        rect = QRectF(box.left, box.top, box.width, box.height).adjusted(-4, -4, 4, 4)
        painter.drawRoundedRect(rect, 9, 9)


def _spare_bias(painter: QPainter, prepared: Prepared, neuron: str, reach: float) -> None:
    """Keep what is painted round a neuron, up to `reach`, from striking through its bias."""
    bias = next((disc.bias for disc in prepared.discs if disc.neuron.id == neuron), None)
    if bias is None:
        return
    x, y = prepared.scene.layout.places[neuron]
    around, box = QPainterPath(), bias.box
    around.addRect(QRectF(x - reach, y - reach, 2 * reach, 2 * reach))
    pill = QPainterPath()
    pill.addRoundedRect(
        QRectF(box.left, box.top, box.width, box.height), Metrics.RADIUS, Metrics.RADIUS
    )
    painter.setClipPath(around.subtracted(pill), Qt.ClipOperation.IntersectClip)


def _paint_edge(painter: QPainter, prepared: Prepared, key: Key) -> None:
    """Paint the band of a hovered edge, and the edge again over it."""
    scene = prepared.scene
    link = scene.layout.network.by_key.get(key)
    if link is None:
        return
    band(scene, key, "text", 2 * Metrics.HOVER_BAND + 2, BAND).paint(painter)
    for stroke in strokes(scene, [(link, scene.parameter(link.name, link.weight))]):
        stroke.paint(painter)
    if prepared.bundle is not None:
        prepared.bundle.paint_edge(painter, key)
    pill = prepared.pills.get(key) or label_on_edge(scene, link)
    pill.paint(painter, scene, 1.0)


def _paint_neuron(painter: QPainter, prepared: Prepared, neuron: str) -> None:
    scene = prepared.scene
    if neuron not in scene.layout.places:
        return
    centre, radius = QPointF(*scene.layout.places[neuron]), scene.layout.radius
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(scene.theme["text2"], min(2.0, radius / 8)))
    painter.drawEllipse(centre, radius - 1, radius - 1)
    size = min(Metrics.PORT / 2, radius / 3) / max(1.0, scene.zoom / 2)
    painter.setPen(QPen(scene.theme["panel"], size / 3))
    painter.setBrush(scene.theme["accent"])
    for port in ports(prepared, neuron):
        painter.drawEllipse(QPointF(*port), size, size)


def _paint_strongest(painter: QPainter, prepared: Prepared, neuron: str) -> None:
    """Paint the edges of one neuron out of many, its value and its strongest weights."""
    scene = prepared.scene
    network = scene.layout.network
    if neuron not in network.by_id:
        return
    links = [*network.incoming[neuron], *network.outgoing[neuron]]
    if scene.massed:
        _paint_mass(painter, prepared, neuron, links)
    scene.stamp_all(painter, [label.mark(scene) for label in _labels(prepared, neuron, links)])
    _paint_value(painter, prepared, neuron)
    _paint_again(painter, prepared)


def _paint_again(painter: QPainter, prepared: Prepared) -> None:
    """Paint what lies over all edges and neurons: letters, the selected pill and its card."""
    scene, progress = prepared.scene, prepared.scene.frame.progress
    if prepared.bundle is not None:
        prepared.bundle.paint_letters(painter)
    for key in scene.options.selection.connections & prepared.pills.keys():
        prepared.pills[key].paint(painter, scene, progress)
    paint_card(painter, scene, prepared.card, progress)


def _labels(prepared: Prepared, neuron: str, links: list[Connection]) -> list[ValueLabel]:
    """Return the labels of a neuron's edges: those that are there, else of the strongest."""
    scene, said = prepared.scene, _value_box(prepared.scene, neuron)
    there = [prepared.pills[link.key] for link in links if link.key in prepared.pills]
    labels = [each for each in there if isinstance(each, ValueLabel)]
    if not there and scene.options.labels is Labels.AUTOMATIC:
        labels = labels_apart(scene, strongest(scene, links)[:STRONGEST])
    return [each for each in labels if not each.box.near(said)]


def _paint_mass(
    painter: QPainter, prepared: Prepared, neuron: str, links: list[Connection]
) -> None:
    """Paint the edges of one neuron over the others, and the neurons at their ends."""
    from chainrule.gui.canvas.mass import strokes_of

    scene = prepared.scene
    network, touching = scene.layout.network, scene.layout.arrays.touching(frozenset({neuron}))
    rough = len(touching) > MANY_EDGES
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not rough)
    for stroke in strokes_of(scene, touching, hovered=True, rough=rough):
        stroke.paint(painter)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pictured = frozenset() if scene.pixels is None else frozenset(scene.pixels.neurons)
    names = {end for link in links for end in link.key} - pictured
    ends = [network.by_id[name] for name in names]
    paint_pixels(painter, scene)
    dots = dots_of(scene, ends)
    paint_dots(painter, scene, dots)
    paint_discs(painter, scene, [disc(scene, end) for end in ends if end not in dots], 1.0)


def _value_words(scene: Scene, neuron: str) -> Line:
    found = scene.layout.network.by_id[neuron]
    value = scene.output(found)
    signed = found.activation is Activation.TANH and not found.is_input
    notation = scene.options.notation
    text = "–" if value is None else show(value, Kind.ACTIVATION, notation, signed)
    colour = scene.theme["text"] if value is None else scene.theme.sign(value)
    sign = Sign(scene.symbols.neuron(neuron), 13, scene.theme["text"])
    return line(sign, Word(text, 13, 600, colour))


def _value_box(scene: Scene, neuron: str) -> Box:
    """Return where the value of a neuron stands: at its left."""
    (x, y), scale = scene.layout.places[neuron], scene.forced_scale
    width, height = _value_words(scene, neuron).width + 18, 24.0
    left = x - scene.layout.radius - (width + 4) * scale
    return Box(left + width * scale / 2, y, width * scale, height * scale)


def _paint_value(painter: QPainter, prepared: Prepared, neuron: str) -> None:
    scene = prepared.scene
    box, scale = _value_box(scene, neuron), scene.forced_scale
    width, height = box.width / scale, box.height / scale
    painter.save()
    painter.translate(box.x, box.y)
    painter.scale(scale, scale)
    painter.setPen(QPen(scene.theme["text"], 1.0))
    painter.setBrush(scene.theme["panel"])
    rect = QRectF(-width / 2, -height / 2, width, height)
    painter.drawRoundedRect(rect, Metrics.RADIUS, Metrics.RADIUS)
    _value_words(scene, neuron).paint(painter, 0, 0)
    painter.restore()

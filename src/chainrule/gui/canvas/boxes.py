"""The loss box, the targets, and the connectors between them and the outputs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from chainrule.gui.canvas.answers import answer_at, disc_colours, paint_badge, standing_line
from chainrule.gui.canvas.class_rows import class_marks
from chainrule.gui.canvas.class_signs import sign_marks
from chainrule.gui.canvas.curves import GAP
from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.edges import make_pen
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.layout import shows_classes
from chainrule.gui.canvas.scene import LEGIBLE
from chainrule.gui.canvas.text import Sign, Word, line, line_mark, text_width
from chainrule.gui.canvas.timeline import out_cubic, within
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.gui.symbols import LOSS, Symbol
from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.stamps import Mark
    from chainrule.gui.canvas.text import Line

LINE = 1.5
VALUE, ENDLESS = 18, 24
"""px of a number, and of one that is not finite"""
MOST_LARGER, MOST_LARGER_TARGET = 2.5, 2.0
"""times that the loss box, and the target over it, are larger where all else is small"""
CLEAR = 14.0
"""from the middle of a target's number to the rim of its box at least"""
GROWS = (0.0, 0.5)
"""when the connectors grow in the step of the loss"""


def loss_is_fresh(scene: Scene) -> bool:
    """Return whether the step in progress reveals the loss."""
    return scene.frame.is_fresh(Kind.LOSS, LOSS_TARGET)


def paint_marking(painter: QPainter, scene: Scene) -> None:
    """Paint connectors and targets, and the loss box when it stands still."""
    if scene.layout.loss is None:
        return
    paint_connectors(painter, scene)
    if scene.level is not Level.MASS:
        targets = scene.layout.targets.items()
        marks = [mark for output, box in targets for mark in _target(scene, output, box)]
        scene.stamp_all(painter, marks)
    if shows_classes(scene.layout.network):
        scene.stamp_all(painter, class_marks(scene, loss_left(scene)))
    scene.stamp_all(painter, sign_marks(scene))
    if not loss_is_fresh(scene):
        paint_loss(painter, scene, 1.0)


def ways_to_loss(scene: Scene, output: str) -> list[QLineF]:
    """Return the lines from an output to the loss: one, or two by way of its own target."""
    layout, loss = scene.layout, scene.layout.loss
    if loss is None or scene.level is Level.MASS or shows_classes(layout.network):
        return []
    reach, found, loss = layout.radius + GAP, [], painted_loss(scene, loss)
    x, y = layout.places[output]
    target = layout.targets.get(output)
    if len(layout.network.outputs) > 1 and target is not None:
        target = painted_target(scene, target)
        found.append(QLineF(x + reach, y, target.left - GAP, y))
        x, reach = target.right, GAP
    away = math.hypot(loss.left - x, loss.y - y) or 1.0
    start = (x + reach * (loss.left - x) / away, y + reach * (loss.y - y) / away)
    return [*found, QLineF(*start, loss.left - GAP, loss.y)]


def connectors(scene: Scene) -> list[QLineF]:
    """Return the lines that lead to the loss: from the outputs and from the targets."""
    key = ("connectors", scene.level is Level.MASS, _larger(scene), scene.options.text_scale)
    return scene.layout.noted(key, lambda: _connectors(scene))


def _connectors(scene: Scene) -> list[QLineF]:
    layout, loss = scene.layout, scene.layout.loss
    outputs = layout.network.outputs
    found = [way for neuron in outputs for way in ways_to_loss(scene, neuron.id)]
    if loss is not None and found and len(outputs) == 1:
        box, loss = painted_target(scene, *layout.targets.values()), painted_loss(scene, loss)
        found.append(QLineF(box.x, box.bottom + GAP, loss.x, loss.top - GAP))
    return found


def carriers(scene: Scene) -> list[QLineF]:
    """Return the connectors from the outputs on; that of a single target brings no output."""
    found = connectors(scene)
    return found[:-1] if len(scene.layout.network.outputs) == 1 else found


def paint_connectors(painter: QPainter, scene: Scene) -> None:
    """Paint the connectors: dashed while the loss is not known.

    Those that carried a number which was not finite are in the colour of errors.
    """
    known = scene.loss is not None
    pen = make_pen(scene.theme.mix("canvas", "nodeStroke", 1.0 if known else 0.7), LINE)
    if not known or loss_is_fresh(scene):
        pen.setDashPattern([4 / LINE, 4 / LINE])
    painter.setPen(pen)
    painter.drawLines(connectors(scene))
    if known and scene.stopped_at(LOSS_TARGET):
        painter.setPen(make_pen(scene.theme["err"], LINE))
        painter.drawLines(carriers(scene))


def paint_growing(painter: QPainter, scene: Scene, progress: float) -> None:
    """Paint the connectors growing towards the loss that is being found."""
    stage = next((stage for stage in scene.activity.stages if Kind.LOSS in stage.kinds), None)
    if stage is None:
        return
    share = out_cubic(within(GROWS, stage.local(progress)))
    role = "err" if scene.stopped_at(LOSS_TARGET) else "ink" if progress < 1 else "nodeStroke"
    painter.setPen(make_pen(scene.theme[role], LINE + (0.5 if progress < 1 else 0)))
    painter.drawLines([QLineF(way.p1(), way.pointAt(share)) for way in connectors(scene)])


def paint_loss(painter: QPainter, scene: Scene, progress: float) -> None:
    """Paint the loss box; a fresh loss counts up to its value."""
    box, value, theme = scene.layout.loss, scene.loss, scene.theme
    if box is None:
        return
    box = _grown(scene, box)
    painter.save()
    _enlarge(painter, box, _larger(scene))
    share = scene.reveal(Kind.LOSS, LOSS_TARGET, progress)
    stopped = scene.stopped_at(LOSS_TARGET)
    found = value is not None and share > 0
    pen = QPen(theme["err" if stopped else "text2"], Metrics.LOSS_LINE)
    if not found:
        pen = QPen(theme["nodeStroke"], LINE)
        pen.setDashPattern([4 / LINE, 4 / LINE])
    ground = theme["errSoft" if stopped else "panel" if found else "canvas"]
    answer = answer_at(scene, Kind.LOSS, LOSS_TARGET)
    colours = None if answer is None else disc_colours(theme, answer)
    if colours is not None and not found:
        pen, ground = QPen(colours[0], Metrics.LOSS_LINE), colours[1]
    scene.stamp_all(painter, [_box(box, pen, ground)])
    if scene.options.selection.loss:
        _paint_ring(painter, scene, box)
    low = scene.zoom < LOW_BOX
    if not low:
        _paint_line(painter, scene, box, line(Sign(LOSS, 17, theme["text2"])), -13)
    if found and value is not None:
        count = value if share >= 1 or not math.isfinite(value) else value * share
        text = show(count, NumberKind.GRADIENT, scene.options.notation)
        colour = theme["errText" if stopped else "text"]
        words = _fitted(scene, text, box, colour, VALUE if math.isfinite(value) else ENDLESS)
    elif answer is not None:
        words = standing_line(theme, answer, VALUE, box.width / scene.label_scale - 12)
    else:
        words = line(Word("–", 18, 600, theme["text2"]))
    _paint_line(painter, scene, box, words, 0 if low else 10)
    paint_badge(painter, scene, answer, QPointF(box.right, box.top))
    painter.restore()


def _paint_ring(painter: QPainter, scene: Scene, box: Box) -> None:
    """Paint the ring of the selection round the loss."""
    rect = QRectF(box.left, box.top, box.width, box.height)
    reach = Metrics.SELECTION_GAP
    painter.setPen(QPen(scene.theme["focus"], max(2.0, 1.5 / scene.zoom)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = Metrics.RADIUS_TILE + reach / 2
    painter.drawRoundedRect(rect.adjusted(-reach, -reach, reach, reach), radius, radius)


def loss_left(scene: Scene) -> float:
    """Return where the loss box begins as it is painted."""
    return math.inf if scene.layout.loss is None else painted_loss(scene, scene.layout.loss).left


def painted_loss(scene: Scene, box: Box) -> Box:
    """Return the loss box as it is painted: legible where everything else is small."""
    return _times(_grown(scene, box), _larger(scene))


def painted_target(scene: Scene, box: Box) -> Box:
    """Return the box of a target as it is painted: the one over the loss as large as that."""
    found, loss = _times(_grown(scene, box), _larger_target(scene, box)), scene.layout.loss
    if loss is None or is_beside(box):
        return found
    lowest = painted_loss(scene, loss).top - 3 * GAP - found.height / 2
    return Box(found.x, min(found.y, lowest), found.width, found.height)


def _larger(scene: Scene) -> float:
    return 1.0 if scene.level.has_pills else min(MOST_LARGER, max(1.0, LEGIBLE / scene.zoom))


def _larger_target(scene: Scene, box: Box) -> float:
    return 1.0 if is_beside(box) else min(_larger(scene), MOST_LARGER_TARGET)


def is_beside(box: Box) -> bool:
    """Return whether the box of a target stands beside its output, not over the loss."""
    return box.height < Metrics.TARGET_BOX[1]


def _enlarge(painter: QPainter, box: Box, scale: float) -> None:
    painter.translate(box.x, box.y)
    painter.scale(scale, scale)
    painter.translate(-box.x, -box.y)


def _grown(scene: Scene, box: Box) -> Box:
    """Return a box as much larger as all text is."""
    return _times(box, scene.options.text_scale)


def _times(box: Box, scale: float) -> Box:
    return box if scale == 1 else Box(box.x, box.y, box.width * scale, box.height * scale)


def _target(scene: Scene, output: str, box: Box) -> list[Mark]:
    """Return the box of a target and what is written in it."""
    theme, value = scene.theme, scene.frame.targets.get(output)
    larger, room = _larger_target(scene, box), _grown(scene, box)
    small, box, scale = is_beside(box), painted_target(scene, box), scene.label_scale * larger
    text = "–" if value is None else show(value, NumberKind.INPUT, scene.options.notation)
    symbol = Symbol("y", scene.symbols.neuron(output).sub)
    marks = [_box(box, QPen(theme["nodeStroke"], LINE), theme["panel"])]
    if small:
        number = Word(text, 13, 600, theme["text"])
        words = line(Sign(symbol, 13, theme["text2"]), number)
        return [*marks, line_mark(words, (box.x, box.y), scale)]
    caption = Word(translate("Canvas", "target"), 13, 400, theme["text2"])
    low = scene.zoom < LOW_BOX
    if not low:
        above = line(caption, Sign(symbol, 13, theme["text2"]), gap=4)
        marks.append(line_mark(above, (box.x, box.y - 10 * scale), scale))
    below = (box.x, box.y + (0 if low else min(10 * scale, (room.height / 2 - CLEAR) * larger)))
    return [*marks, line_mark(_fitted(scene, text, room, theme["text"]), below, scale)]


def _fitted(scene: Scene, text: str, box: Box, colour: QColor, px: int = VALUE) -> Line:
    """Return a number as large as the box allows, `px` at most."""
    room = (box.width - 12) / scene.label_scale
    while px > 12 and text_width(text, px, 600) > room:
        px -= 1
    return line(Word(text, px, 600, colour))


LOW_BOX = 0.64
"""below this zoom a box has room for its number alone: letters do not shrink further"""


def _box(box: Box, pen: QPen, fill: QColor) -> Mark:
    inset, width, height = pen.widthF() / 2, box.width, box.height

    def draw(painter: QPainter) -> None:
        painter.setPen(pen)
        painter.setBrush(fill)
        rect = QRectF(-width / 2, -height / 2, width, height)
        inner = rect.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(inner, Metrics.RADIUS_TILE, Metrics.RADIUS_TILE)

    dashed = pen.style() != Qt.PenStyle.SolidLine
    key = ("box", width, height, inset, pen.color().rgb(), fill.rgb(), dashed)
    return box.x, box.y, key, (width / 2, height / 2), draw


def _paint_line(painter: QPainter, scene: Scene, box: Box, words: Line, y: float) -> None:
    painter.save()
    painter.translate(box.x, box.y)
    painter.scale(scene.label_scale, scene.label_scale)
    words.paint(painter, 0, y)
    painter.restore()

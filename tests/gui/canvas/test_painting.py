import math
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.painter import paint_picture
from chainrule.gui.canvas.pills import edge_pill
from chainrule.gui.canvas.text import Arrow, Word
from chainrule.gui.selection import Selection
from chainrule.gui.theme import DARK, LIGHT
from chainrule.network import edits
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Project
from chainrule.session.frame import Frame, ready_frame
from chainrule.session.operations import Kind, Phase

FORWARD = {
    (Kind.MULTIPLY, "w[x1->h1]"): 0.15,
    (Kind.MULTIPLY, "w[x2->h1]"): 0.48,
    (Kind.SUM, "h1"): 0.73,
    (Kind.ACTIVATE, "h1"): 0.6748052725823135,
}
W3 = "w[h1->y1]"


def step(desk, phase, values, fresh=None, **more):
    frame = ready_frame(desk.document.project)
    fresh = frozenset(values if fresh is None else fresh)
    return replace(frame, phase=phase, values=values, fresh=fresh, **more)


def written(line):
    return " ".join(item.text for item in line.items if isinstance(item, Word))


def pixels(canvas):
    return canvas.grab().toImage()


def near(image, point, colour, reach=1):
    """Whether a colour is found close to a point."""
    x, y = round(point.x()), round(point.y())
    around = range(-reach, reach + 1)
    found = {image.pixelColor(x + dx, y + dy).rgb() for dx in around for dy in around}
    return colour.rgb() in found


def test_edges_have_the_colour_of_their_sign_and_pills_the_sign_in_words(desk):
    desk.document.open(edits.set_parameters(desk.document.project, {"w[x1->h1]": -2.0}))
    image = pixels(desk.canvas)
    curves, view = desk.canvas.layout_now.curves, desk.canvas.viewport
    for key, role in ((("x1", "h1"), "neg"), (("x2", "h1"), "pos")):
        x, y = view.to_screen(curves[key].free(0.92))
        assert image.pixelColor(round(x), round(y)) == LIGHT[role]
    pills = desk.canvas.prepared().pills
    assert written(pills["x1", "h1"].first) == "−2.000"
    assert written(pills["x2", "h1"].first) == "+0.600"


def test_forward_pills_tell_the_product_and_other_layers_are_dimmed(desk):
    desk.canvas.set_frame(step(desk, Phase.FORWARD, FORWARD))
    pills = desk.canvas.prepared().pills
    assert written(pills["x1", "h1"].second) == "× 0.500 = +0.150"
    assert pills["h1", "y1"].second is None
    image, view = pixels(desk.canvas), desk.canvas.viewport
    x, y = view.to_screen(desk.canvas.layout_now.curves["h1", "y1"].free(0.9))
    assert near(image, _point(x, y), LIGHT.mix("canvas", "pos", 0.28))


def test_backward_pills_tell_the_gradient(desk):
    values = {(Kind.DELTA, "y1"): -0.33, (Kind.WEIGHT_GRADIENT, W3): -0.22273830118743196}
    desk.canvas.set_frame(step(desk, Phase.BACKWARD, values))
    pill = desk.canvas.prepared().pills["h1", "y1"]
    assert written(pill.second) == "−0.2227"
    assert pill.second_fill == "backSoft"


def test_update_pills_tell_old_and_new_and_roll_between(desk):
    values = {(Kind.VELOCITY, W3): 0.01558, (Kind.NEW_VALUE, W3): 0.65}
    frame = step(desk, Phase.UPDATE, values, old={W3: 0.6344}, parameters={W3: 0.65})
    desk.canvas.set_frame(frame)
    prepared = desk.canvas.prepared()
    pill = prepared.pills["h1", "y1"]
    assert written(pill.first) == "+0.634 +0.650"
    assert written(pill.second) == "+0.01558"
    link = desk.network.by_key["h1", "y1"]
    start = written(edge_pill(prepared.scene, link, 0.1).first)
    middle = written(edge_pill(prepared.scene, link, 0.25).first)
    assert start == "+0.634 +0.634"
    assert start < middle < written(pill.first)


def test_a_tiny_update_does_not_make_a_pill_that_covers_the_neurons(desk):
    values = {(Kind.VELOCITY, W3): 6.0e-6, (Kind.NEW_VALUE, W3): 0.551241}
    frame = step(desk, Phase.UPDATE, values, old={W3: 0.551235}, parameters={W3: 0.551241})
    desk.canvas.set_frame(frame)
    pill, layout = desk.canvas.prepared().pills["h1", "y1"], desk.canvas.layout_now
    assert written(pill.first) == "+0.551"
    assert [item.dy for item in pill.first.items if isinstance(item, Arrow)] == [-1], "it rises"
    assert pill.box.left > layout.places["h1"][0] + layout.radius
    assert pill.box.right < layout.places["y1"][0] - layout.radius


def test_values_appear_in_their_order(desk):
    """The neuron is dashed with a dash until its activation is due."""
    desk.canvas.set_frame(step(desk, Phase.FORWARD, FORWARD, progress=0.3))
    centre = desk.canvas.neuron_point("h1")
    at_start = _ink(pixels(desk.canvas), centre)
    desk.canvas.set_frame(step(desk, Phase.FORWARD, FORWARD, progress=1.0))
    assert _ink(pixels(desk.canvas), centre) > 3 * at_start, "0.675 has more ink than a dash"


def _ink(image, centre):
    box = [(dx, dy) for dx in range(-30, 31) for dy in range(-10, 11)]
    colours = (image.pixelColor(round(centre.x()) + x, round(centre.y()) + y) for x, y in box)
    return sum(colour.lightness() < 128 for colour in colours)


def test_pulses_move_while_the_step_is_on_its_way(desk):
    pictures = []
    for progress in (0.4, 0.55, 0.7):
        desk.canvas.set_frame(step(desk, Phase.FORWARD, FORWARD, progress=progress))
        pictures.append(pixels(desk.canvas))
    assert pictures[0] != pictures[1]
    assert pictures[1] != pictures[2]


def test_what_stands_still_is_not_painted_again_while_pulses_move(desk, monkeypatch):
    from chainrule.gui.canvas import surface

    painted = []
    original = surface.paint_still
    monkeypatch.setattr(surface, "paint_still", lambda *args: (painted.append(1), original(*args)))
    for progress in (0.1, 0.2, 0.3, 0.4):
        desk.canvas.set_frame(step(desk, Phase.FORWARD, FORWARD, progress=progress))
        desk.canvas.repaint()
    assert len(painted) <= 2, "once as it is, once for the picture that is kept"


def test_stopped_numbers_are_marked(desk):
    values = {**FORWARD, (Kind.LOSS, "L"): math.inf}
    desk.canvas.set_frame(step(desk, Phase.LOSS, values, (), stopped=(Kind.LOSS, "L")))
    box = desk.canvas.layout_now.loss
    x, y = desk.canvas.viewport.to_screen((box.left + 8, box.y))
    assert pixels(desk.canvas).pixelColor(round(x), round(y)) == LIGHT["errSoft"]


@pytest.mark.parametrize("bad", [math.inf, -math.inf, math.nan])
def test_weights_that_are_no_numbers_are_painted(desk, bad):
    frame = step(desk, None, {}, parameters={W3: bad}, stopped=(Kind.NEW_VALUE, W3))
    desk.canvas.set_frame(frame)
    assert pixels(desk.canvas).width() > 0
    assert written(desk.canvas.prepared().pills["h1", "y1"].first).strip("−+") in ("∞", "NaN")


def test_selection_and_hover_are_seen(desk):
    plain = pixels(desk.canvas)
    desk.canvas.set_selection(Selection(frozenset({"h1"})))
    selected = pixels(desk.canvas)
    assert selected != plain
    assert desk.selections == [], "what the window selects is not sent back"
    desk.hover(desk.neuron("x1"))
    assert pixels(desk.canvas) != selected


def test_resizing_fits_again_until_the_view_is_moved(desk):
    desk.canvas.resize(684, 364)
    assert desk.canvas.viewport.zoom < 0.9
    desk.canvas.zoom_to(1.0)
    desk.canvas.resize(500, 300)
    assert desk.canvas.viewport.zoom == 1.0


def test_small_canvas_leaves_out_names_and_second_rows(desk):
    desk.canvas.resize(684, 364)
    assert desk.canvas.prepared().scene.level is Level.SHORT
    values = {(Kind.DELTA, "y1"): -0.33, (Kind.WEIGHT_GRADIENT, W3): -0.2227}
    desk.canvas.set_frame(step(desk, Phase.BACKWARD, values))
    pills = desk.canvas.prepared().pills
    assert pills["h1", "y1"].second is not None
    assert pills["x1", "h1"].second is None
    assert len(pills["x1", "h1"].first.items) == 1, "only the value"


def test_theme_changes_everything(desk):
    desk.canvas.set_theme(DARK)
    assert pixels(desk.canvas).pixelColor(5, 5) in (DARK["canvas"], DARK["grid"])


def big_project(inputs, hidden, outputs):
    neurons = [Neuron(f"x{i}", Role.INPUT) for i in range(inputs)]
    neurons += [Neuron(f"h{i}", activation=Activation.TANH) for i in range(hidden)]
    neurons += [Neuron(f"y{i}", Role.OUTPUT) for i in range(outputs)]
    links = [
        Connection(f"x{i}", f"h{j}", math.sin(i * 7 + j))
        for i in range(inputs)
        for j in range(hidden)
    ]
    links += [
        Connection(f"h{j}", f"y{k}", math.cos(j + k * 3))
        for j in range(hidden)
        for k in range(outputs)
    ]
    return Project(network=Network(tuple(neurons), tuple(links)))


def test_large_network_is_a_mass_that_tells_what_is_pointed_at(make_desk):
    desk = make_desk(big_project(64, 16, 10))
    prepared = desk.canvas.prepared()
    assert prepared.scene.level is Level.MASS
    assert prepared.pills == {}
    before = pixels(desk.canvas)
    desk.hover(desk.neuron("h3"))
    assert pixels(desk.canvas) != before, "the edges of the hovered neuron stand out"
    desk.click(desk.neuron("h3"))
    assert desk.canvas.selection.only_neuron == "h3"


def test_very_large_network_can_be_panned_and_clicked(make_desk, qtbot):
    desk = make_desk(big_project(100, 180, 20))
    before = desk.canvas.neuron_point("h5")
    desk.canvas.set_viewport(desk.canvas.viewport.moved(25, 10))
    desk.canvas.repaint()
    assert (desk.canvas.neuron_point("h5") - before).x() == 25
    desk.click(desk.neuron("h5"))
    assert desk.canvas.selection.only_neuron == "h5"
    qtbot.waitUntil(lambda: not desk.canvas._settle.isActive())


def picture(project, frame, width, height):
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    paint_picture(painter, QRectF(0, 0, width, height), project, frame, LIGHT)
    painter.end()
    return image


def test_picture_for_export_shows_the_whole_network(desk):
    project = desk.document.project
    image = picture(project, ready_frame(project), 840, 486)
    assert image.pixelColor(2, 2) == LIGHT["canvas"], "no dots in a picture"
    found = {image.pixelColor(x, y).name() for x in range(840) for y in range(0, 486, 3)}
    assert LIGHT["pos"].name() in found
    assert LIGHT["nodeStroke"].name() in found


def test_picture_of_nothing_is_empty(desk):
    image = picture(Project(), Frame(), 100, 80)
    assert image.pixelColor(50, 40) == LIGHT["canvas"]


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="reference counts are CPython's")
def test_repainting_does_not_lose_references_to_none(desk):
    desk.canvas.set_frame(step(desk, Phase.FORWARD, FORWARD, progress=0.5))
    desk.canvas.repaint()
    before = sys.getrefcount(None)
    for _ in range(1000):
        desk.canvas.repaint()
    assert sys.getrefcount(None) > before - 500


def _point(x, y):
    from PySide6.QtCore import QPointF

    return QPointF(x, y)


def test_the_ring_of_the_keyboard_does_not_strike_through_the_bias(desk):
    canvas = desk.canvas
    canvas.keyboard.ring.move("h1")
    image = pixels(canvas)
    zoom = canvas.viewport.zoom
    bias = next(disc.bias for disc in canvas.prepared().discs if disc.neuron.id == "h1").box
    left, top = canvas.viewport.to_screen((bias.left + 3, bias.top + 3))
    inside = [
        image.pixelColor(round(left) + x, round(top) + y)
        for x in range(round((bias.width - 6) * zoom))
        for y in range(round((bias.height - 6) * zoom))
    ]
    assert LIGHT["focus"] not in inside, "the pill of the bias lies over the ring"
    x, y = desk.neuron("h1").x(), desk.neuron("h1").y()
    above = {image.pixelColor(x + dx, dy).rgb() for dx in range(-20, 21) for dy in range(y)}
    assert LIGHT["focus"].rgb() in above, "the ring itself is painted"

"""What of many numbers is shown, and that it is quick, steady and in its place."""

import itertools
import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from chainrule.gui.canvas.boxes import loss_left
from chainrule.gui.canvas.class_rows import class_marks
from chainrule.gui.canvas.decor import edges_told
from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.memo import Memo
from chainrule.gui.canvas.picking import Part, pick
from chainrule.gui.canvas.smoothing import Smoothing
from chainrule.gui.canvas.stamps import Stamps
from chainrule.gui.selection import Selection
from chainrule.gui.theme import LIGHT
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Data, Project
from chainrule.session.frame import Frame, ready_frame
from chainrule.session.operations import Kind, Phase


def full(*sizes: int, out: Activation = Activation.TANH, seed: int = 1) -> Project:
    chance = random.Random(seed)
    layers = []
    for level, size in enumerate(sizes):
        last = level == len(sizes) - 1
        role = Role.INPUT if level == 0 else Role.OUTPUT if last else Role.HIDDEN
        kind = Activation.LINEAR if level == 0 else out if last else Activation.TANH
        layers.append([Neuron(f"n{level}_{index}", role, kind) for index in range(size)])
    links = [
        Connection(a.id, b.id, chance.gauss(0, 1))
        for left, right in itertools.pairwise(layers)
        for a in left
        for b in right
    ]
    return Project(network=Network(tuple(itertools.chain(*layers)), tuple(links)))


def trained(project: Project, seed: int) -> Frame:
    """Return a frame between two updates with other numbers for each seed."""
    chance, network = random.Random(seed), project.network
    values = {(Kind.ACTIVATE, neuron.id): chance.uniform(-1, 1) for neuron in network.computed}
    return replace(
        ready_frame(project),
        values=values,
        parameters={name: chance.gauss(0, 1) for name in network.parameter_names},
        inputs={neuron.id: chance.random() for neuron in network.inputs},
    )


@pytest.fixture
def shown(make_desk):
    def show(project: Project, frame: Frame | None = None):
        desk = make_desk(project)
        desk.canvas.resize(1280, 800)
        desk.canvas.zoom_fit(animated=False)
        if frame is not None:
            desk.canvas.set_frame(frame)
        return desk.canvas

    return show


def test_labels_cover_neither_one_another_nor_a_neuron(shown):
    canvas = shown(full(5, 5, 5, 5))
    canvas.set_label_mode("all")
    boxes = [pill.box for pill in canvas.prepared().pills.values()]
    assert len(boxes) > 40, "most of 75 edges have room for their number"
    assert not any(one.near(other) for one, other in itertools.combinations(boxes, 2))
    radius = canvas.layout_now.radius
    for x, y in canvas.layout_now.places.values():
        neuron = Box(x, y, radius, radius)
        assert not any(box.near(neuron) for box in boxes), "no label sits on a neuron"


def test_labels_stay_where_they_are_while_training(shown):
    project = full(4, 4, 2)
    canvas = shown(project, trained(project, 1))
    canvas.set_label_mode("all")
    before = {key: pill.box for key, pill in canvas.prepared().pills.items()}
    canvas.set_frame(trained(project, 2))
    assert {key: pill.box for key, pill in canvas.prepared().pills.items()} == before
    texts = {pill.text for pill in canvas.prepared().pills.values()}
    assert len(texts) > 10, "their numbers are the new ones"


@pytest.mark.parametrize(
    ("mode", "selected", "count"),
    [("demand", (), 0), ("near", (), 0), ("near", ("n1_0",), 6), ("automatic", (), 8)],
)
def test_the_label_mode_says_which_edges_are_labelled(shown, mode, selected, count):
    canvas = shown(full(2, 2, 2) if mode == "automatic" else full(4, 2, 2))
    canvas.set_label_mode(mode)
    canvas.select(Selection(frozenset(selected)))
    assert len(canvas.prepared().pills) == count


def test_a_selected_neuron_of_many_shows_its_strongest_edges(shown):
    canvas = shown(full(20, 20))
    assert canvas.prepared().scene.level > Level.VALUE
    assert canvas.prepared().pills == {}
    canvas.select(Selection(frozenset({"n1_3"})))
    keys = set(canvas.prepared().pills)
    assert 4 <= len(keys) <= 8
    links = canvas.project.network.incoming["n1_3"]
    strongest = max(links, key=lambda link: abs(link.weight))
    assert strongest.key in keys


def test_edges_weaker_than_a_share_are_not_there(shown):
    project = full(3, 3)
    canvas = shown(project)
    canvas.set_weakest(0.5)
    most = max(abs(link.weight) for link in project.network.connections)
    weak = {link.key for link in project.network.connections if abs(link.weight) < 0.5 * most}
    assert canvas.prepared().scene.hidden == weak
    assert not weak & set(canvas.prepared().pills), "their numbers are not there either"
    place = canvas.layout_now.curves[next(iter(weak))].at(0.8)
    hit = pick(canvas.prepared(), place)
    assert hit is None or hit.key not in weak, "nor can they be pointed at"


def test_edges_are_told_to_be_hidden_only_where_some_are(shown):
    project = full(2, 40, 8)
    links = project.network.connections
    alike = replace(project.network, connections=tuple(replace(each, weight=0.5) for each in links))
    scene = shown(replace(project, network=alike)).prepared().scene
    assert scene.level is Level.MASS
    assert edges_told(scene) == "400 edges"
    faint = (replace(alike.connections[0], weight=0.001), *alike.connections[1:])
    scene = shown(replace(project, network=replace(alike, connections=faint))).prepared().scene
    assert edges_told(scene) == "400 edges, weakest hidden"


def test_text_is_half_as_large_again_for_a_projector(shown):
    canvas = shown(full(2, 1, 1))
    usual = canvas.prepared().scene.label_scale
    canvas.set_text_scale(1.5)
    assert canvas.prepared().scene.label_scale == pytest.approx(1.5 * usual)


def test_with_reduced_motion_everything_is_there_at_once(shown):
    project = full(2, 1, 1)
    found = {(Kind.MULTIPLY, link.name): 0.5 for link in project.network.incoming["n1_0"]}
    ready, fresh = ready_frame(project), frozenset(found)
    frame = replace(ready, phase=Phase.FORWARD, values=found, fresh=fresh, progress=0.4)
    canvas = shown(project, frame)
    moving = canvas.grab().toImage()
    canvas.set_reduced_motion(True)
    first = canvas.grab().toImage()
    assert first != moving
    canvas.set_frame(replace(frame, progress=0.6))
    assert canvas.grab().toImage() == first, "nothing travels"


def test_a_large_network_shows_its_numbers_at_once_and_finer_at_rest(shown):
    project = full(20, 20)
    canvas = shown(project, trained(project, 1))
    assert canvas.prepared().scene.massed
    first = canvas.grab().toImage()
    canvas.set_frame(trained(project, 2))
    second = canvas.grab().toImage()
    assert first != second
    while not canvas._ground.refined:
        canvas._settled()
    assert canvas.grab().toImage() != second, "antialiased"


def test_inputs_that_are_a_picture_are_shown_as_one(shown):
    project = full(64, 4, 3)
    rows = ((*(index / 63 for index in range(64)), 1.0, 0.0, 0.0),)
    names = tuple(neuron.id for neuron in project.network.inputs)
    outs = tuple(neuron.id for neuron in project.network.outputs)
    project = replace(project, data=Data(names, outs, rows))
    canvas = shown(project, ready_frame(project))
    grid = canvas.layout_now.pixels
    assert grid is not None
    assert grid.width == 8
    image, view = canvas.grab().toImage(), canvas.viewport

    def colour(name: str) -> QColor:
        x, y = view.to_screen(canvas.layout_now.places[name])
        return image.pixelColor(round(x), round(y))

    assert colour("n0_0").lightness() > colour("n0_30").lightness() > colour("n0_63").lightness()
    hit = pick(canvas.prepared(), canvas.layout_now.places["n0_9"])
    assert hit is not None
    assert (hit.part, hit.neuron) == (Part.NEURON, "n0_9")
    canvas.set_parts(canvas.options.parts - {"pixels"})
    assert canvas.prepared().scene.pixels is None


def test_classes_have_bars_as_long_as_they_are_likely(shown):
    project = full(64, 4, 3, out=Activation.SOFTMAX)
    values = dict(zip((f"n2_{index}" for index in range(3)), (0.0, 0.5, 1.0), strict=True))
    found = {(Kind.ACTIVATE, name): value for name, value in values.items()}
    canvas = shown(project, replace(ready_frame(project), values=found))
    image, view = canvas.grab().toImage(), canvas.viewport
    blue = [
        sum(
            image.pixelColor(x, round(view.to_screen(canvas.layout_now.places[name])[1]))
            == LIGHT["pos"]
            for x in range(round(canvas.neuron_point(name).x()) + 20, image.width())
        )
        for name in values
    ]
    assert blue[0] == 0
    assert 0.4 * blue[2] < blue[1] < 0.6 * blue[2]


@pytest.mark.parametrize("zoom", [0.3, 0.45, 0.6, 0.8])
def test_bars_give_way_so_that_percentages_keep_off_the_loss(shown, zoom):
    project = full(64, 16, 10, out=Activation.SOFTMAX)
    found = {(Kind.ACTIVATE, f"n2_{index}"): 0.0001 for index in range(10)}
    canvas = shown(project, replace(ready_frame(project), values=found))
    canvas.zoom_to(zoom)
    scene = canvas.prepared().scene
    end = loss_left(scene)
    marks = class_marks(scene, end)
    assert marks, "ten rows are painted"
    for x, _, _, (reach, _), _ in marks:
        assert x + reach <= end, f"nothing of a row lies beneath the loss at {zoom}"


def test_a_stamp_is_what_would_have_been_painted():
    def draw(painter: QPainter) -> None:
        painter.setBrush(QColor("red"))
        painter.drawEllipse(QPointF(0, 0), 10, 10)

    pictures = []
    for stamps in (None, Stamps()):
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(20, 20)
        if stamps is None:
            draw(painter)
        else:
            stamps.put_all(painter, [(0.0, 0.0, "disc", (12.0, 12.0), draw)])
        painter.end()
        pictures.append(image)
    for x, y in itertools.product(range(40), repeat=2):
        one, other = (picture.pixelColor(x, y) for picture in pictures)
        assert abs(one.green() - other.green()) <= 2, "as good as the same"


def test_a_memo_keeps_what_was_made_from_the_same_objects():
    memo, made = Memo(), []
    one, other = object(), object()
    for parts in ((one,), (one,), (other,), (one,)):
        memo.latest("x", parts, lambda: made.append(1) or len(made))
    assert len(made) == 3


def test_fills_follow_slowly_while_frames_come_quickly():
    project = full(1, 1)
    now = [0.0]
    smoothing = Smoothing(lambda: now[0])
    name = project.network.computed[0].id

    def frame(value: float) -> Frame:
        return replace(ready_frame(project), values={(Kind.ACTIVATE, name): value})

    smoothing.follow(frame(-1.0), project.network)
    assert smoothing.fills == {}, "the first is shown as it is"
    now[0] = 0.016
    smoothing.follow(frame(1.0), project.network)
    assert -1.0 < smoothing.fills[name] < -0.8, "a flash is taken off"
    for _ in range(100):
        now[0] += 0.016
        smoothing.follow(frame(1.0), project.network)
    assert smoothing.fills[name] > 0.95
    now[0] += 1.0
    smoothing.follow(frame(-1.0), project.network)
    assert smoothing.fills == {}, "a single change is shown at once"


def test_a_network_zoomed_by_hand_is_fitted_when_a_panel_takes_its_room(shown):
    canvas = shown(full(2, 3, 1))
    for _ in range(20):
        larger = canvas.viewport.zoomed(canvas.viewport.zoom * 1.03)
        if not larger.shows(canvas.bounds_to_fit()):
            break
        canvas.set_viewport(larger)
    assert not canvas.camera.fitted, "the view is a person's own"
    canvas.resize(640, 800)
    assert canvas.viewport.shows(canvas.bounds_to_fit()), "all of it is seen again"
    close = canvas.viewport.zoomed(3.0)
    canvas.set_viewport(close)
    canvas.resize(500, 800)
    assert canvas.viewport.zoom == close.zoom, "a part that was looked at stays"


def test_another_network_is_shown_whole_also_by_undo_and_redo(make_desk):
    desk = make_desk(full(2, 2, 1))
    other = full(2, 12, 3)
    canvas = desk.canvas
    canvas.set_viewport(canvas.viewport.moved(0, -30))
    for project in (other, full(2, 2, 1), other):
        desk.show(project)
        assert canvas.viewport.shows(canvas.bounds_to_fit(), apart=True), "all below the heads"
    canvas.set_viewport(canvas.viewport.zoomed(2.5))
    zoom = canvas.viewport.zoom
    gone = other.network.neurons[-1].id
    kept = tuple(link for link in other.network.connections if link.target != gone)
    fewer = replace(other.network, neurons=other.network.neurons[:-1], connections=kept)
    desk.show(replace(other, network=fewer))
    assert canvas.viewport.zoom == zoom, "the same network, changed: the view stays"

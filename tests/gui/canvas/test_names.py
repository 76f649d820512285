"""What is written at neurons stays readable, whatever lies beside, under or moves over it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest

from chainrule.gui.canvas.captions import caption_boxes
from chainrule.gui.canvas.crowded import name_boxes
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.neurons import value_lines
from chainrule.gui.canvas.view import Canvas
from chainrule.gui.main_window import MainWindow
from chainrule.gui.selection import Selection
from chainrule.session.operations import Granularity, Kind, Phase


def step(window: MainWindow) -> None:
    window.actions_by_name["run.step"].trigger()
    window.driver.interrupt()


@pytest.mark.example("shortcut")
def test_no_label_stands_on_the_activation_of_a_neuron(window: MainWindow) -> None:
    for _ in range(8):
        prepared = window.canvas.prepared()
        written = caption_boxes(prepared.scene)
        assert len(written) > len(name_boxes(prepared.scene)), "a free graph tells activations"
        covered = [
            key for key, pill in prepared.pills.items() for box in written if pill.box.near(box)
        ]
        assert covered == [], "names and activations are free"
        step(window)


@pytest.mark.example("circles")
def test_a_number_keeps_its_size_when_its_sign_changes(window: MainWindow) -> None:
    step(window)
    scene = window.canvas.prepared().scene
    neuron = scene.layout.network.by_id["h1"]
    sizes = set()
    for value in (0.813, -0.832):
        scene.frame.values[Kind.ACTIVATE, "h1"] = value
        ((words, _),) = value_lines(scene, neuron)
        sizes.add(words.items[0].px)
    assert len(sizes) == 1, f"both signs in one size, not in {sizes}"


@pytest.mark.example("circles")
def test_names_stay_on_their_side_while_a_neighbour_is_dragged(window: MainWindow) -> None:
    canvas = window.canvas

    def sides() -> dict[str, tuple[float, float]]:
        scene = canvas.prepared().scene
        neurons = [each.id for each in scene.layout.network.neurons if each.id != "h3"]
        boxes = dict(zip([n.id for n in scene.layout.network.neurons], name_boxes(scene),
                         strict=True))  # fmt: skip
        return {name: (boxes[name].x, boxes[name].y) for name in neurons}

    before = sides()
    x, y = canvas.layout_now.places["h3"]
    for across in range(10, 200, 10):
        canvas.preview({"h3": (x + across, y + 30)})
        assert sides() == before, f"only what is dragged moves, {across} away"
    canvas.preview(None)


@pytest.mark.example("circles")
def test_a_layer_is_written_in_one_way(window: MainWindow) -> None:
    window.actions_by_name["view.presentation"].trigger()
    while window.canvas.frame.phase is not Phase.UPDATE:
        step(window)
    prepared = window.canvas.prepared()
    level_of = prepared.scene.layout.network.level_of
    forms: dict[int, set[bool]] = {}
    for key, label in prepared.pills.items():
        forms.setdefault(level_of[key[1]], set()).add(label.roomy)
    assert all(len(form) == 1 for form in forms.values()), forms


@pytest.mark.example("digits")
def test_a_pointed_at_neuron_hides_neither_the_selected_pill_nor_its_card(
    window: MainWindow,
) -> None:
    canvas, network = window.canvas, window.document.project.network
    window.driver.set_granularity(Granularity.SAMPLE)
    step(window)
    link = max(network.incoming["h9"], key=lambda link: abs(link.weight))
    window.select(Selection(connections=frozenset({link.key})))
    window.driver.interrupt()
    plain = canvas.grab().toImage()
    QTest.mouseMove(canvas, canvas.neuron_point("h10").toPoint())
    assert canvas.mouse.hovered is not None
    pointed = canvas.grab().toImage()
    prepared = canvas.prepared()
    for box in (prepared.pills[link.key].box, prepared.card.box):
        inner = Box(box.x, box.y, box.width - 6, box.height - 6)
        same = [
            plain.pixel(at) == pointed.pixel(at)
            for share in (0.1, 0.3, 0.5, 0.7, 0.9)
            for at in _places(canvas, inner, share)
        ]
        assert all(same), "what is selected lies over what is pointed at"


def _places(canvas: Canvas, box: Box, share: float) -> list[QPoint]:
    """Return places across a box at a share of its height."""
    y = box.top + share * box.height
    ways = [box.left + part * box.width / 20 for part in range(21)]
    return [QPointF(*canvas.viewport.to_screen((x, y))).toPoint() for x in ways]


@pytest.mark.example("circles")
def test_an_edge_that_goes_during_a_drag_takes_its_label_along(window: MainWindow) -> None:
    canvas, network = window.canvas, window.document.project.network
    assert ("x1", "h1") in canvas.prepared().pills
    x, y = canvas.layout_now.places["h3"]
    canvas.preview({"h3": (x + 40, y)})
    canvas.prepared()
    fewer = replace(
        network, connections=tuple(link for link in network.connections if link.key[0] != "x1")
    )
    canvas.set_project(replace(window.document.project, network=fewer))
    canvas.preview({"h3": (x + 50, y)})
    assert ("x1", "h1") not in canvas.prepared().pills, "what is gone has no label"
    canvas.preview(None)
    canvas.set_project(window.document.project)

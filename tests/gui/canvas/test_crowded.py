"""What is written in crowded columns: no text over text, none over a neuron, at any zoom."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chainrule.gui.canvas.boxes import connectors, painted_loss, painted_target
from chainrule.gui.canvas.crowded import aside, name_box
from chainrule.gui.canvas.detail import fitting_level
from chainrule.gui.canvas.layout import build_layout
from chainrule.gui.canvas.options import Options
from chainrule.gui.canvas.painter import prepare
from chainrule.gui.canvas.scene import Scene
from chainrule.gui.canvas.viewport import Viewport
from chainrule.gui.fonts import load_fonts
from chainrule.gui.theme import LIGHT
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Project
from chainrule.session.frame import ready_frame

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Box

ZOOMS = (0.35, 0.5, 0.58, 0.7, 0.86, 1.0, 1.2, 1.6, 2.5, 4.0)
NAMES = {"0_0": "Stammdicke", "0_1": "Höhe (m)", "2_0": "Buche", "2_1": "Eiche"}


def network_of(sizes: tuple[int, ...]) -> Network:
    roles = [Role.INPUT, *[Role.HIDDEN] * (len(sizes) - 2), Role.OUTPUT]
    layers = [
        [
            Neuron(
                f"{level}_{at}",
                role,
                Activation.LINEAR if role is Role.INPUT else Activation.TANH,
                label=NAMES.get(f"{level}_{at}"),
            )
            for at in range(size)
        ]
        for level, (size, role) in enumerate(zip(sizes, roles, strict=True))
    ]
    links = tuple(
        Connection(one.id, other.id, 0.5 - (index % 7) / 7)
        for left, right in itertools.pairwise(layers)
        for index, (one, other) in enumerate(itertools.product(left, right))
    )
    return Network(tuple(itertools.chain(*layers)), links)


def scene_of(sizes: tuple[int, ...], zoom: float, text_scale: float = 1.0) -> Scene:
    load_fonts()
    project = Project("crowded", network_of(sizes))
    layout = build_layout(project)
    view = Viewport(840, 480).fitted(layout.bounds).zoomed(zoom)
    options = replace(Options(), text_scale=text_scale)
    level = fitting_level(layout, view, options)
    return Scene(project, layout, ready_frame(project), LIGHT, level, view.zoom, options)


def covers(box: Box, place: tuple[float, float], radius: float) -> bool:
    """Return whether a box reaches into a circle."""
    across = max(0.0, abs(box.x - place[0]) - box.width / 2)
    down = max(0.0, abs(box.y - place[1]) - box.height / 2)
    return across * across + down * down < radius * radius


@pytest.mark.parametrize(
    "sizes",
    [(2, 8, 3), (1, 8, 1), (2, 8, 1), (2, 16, 1), (1, 16, 1), (2, 4, 1), (2, 3, 1), (8, 2, 1),
     (2, 12, 1), (1, 5, 5, 1)],
)  # fmt: skip
@pytest.mark.parametrize("text_scale", [1.0, 1.5])
def test_no_text_stands_over_text_or_a_neuron(
    qapp: object, sizes: tuple[int, ...], text_scale: float
) -> None:
    for zoom in ZOOMS:
        scene = scene_of(sizes, zoom, text_scale)
        if not scene.level.has_pills:
            continue
        prepared, layout = prepare(scene), scene.layout
        written = {f"name {one.id}": name_box(scene, one) for one in layout.network.neurons}
        written |= {f"bias {drawn.neuron.id}": drawn.bias.box for drawn in prepared.discs
                    if drawn.bias is not None}  # fmt: skip
        written |= {f"label {key}": pill.box for key, pill in prepared.pills.items()}
        where = f"at {zoom:.0%} with {scene.level!r}"
        for (one, box), (other, second) in itertools.combinations(written.items(), 2):
            assert not box.near(second, -1.0), f"{one} over {other} {where}"
        for name, box in written.items():
            own = name.split()[-1]
            for neuron, place in layout.places.items():
                radius = layout.radius - 3.0 * scene.label_scale
                is_own = name == f"bias {own}" and neuron == own
                assert is_own or not covers(box, place, radius), f"{name} over {neuron} {where}"


def test_names_and_biases_stand_above_and_below_where_there_is_room(qapp: object) -> None:
    scene = scene_of((2, 1, 1), 1.0)
    for neuron in scene.layout.network.neurons:
        assert aside(scene, neuron) == (False, False)
        assert name_box(scene, neuron).x == scene.layout.places[neuron.id][0]


def test_weights_of_a_crowded_column_are_written_beside_its_biases(qapp: object) -> None:
    scene = scene_of((1, 8, 1), 0.6)
    keys = prepare(scene).pills
    assert sum(key[1] == "2_0" for key in keys) >= 7, "nearly all that lead out of it have room"


def test_the_target_over_the_loss_is_as_legible_as_that():
    scene = scene_of((2, 8, 8, 1), 0.61)
    loss, target = scene.layout.loss, next(iter(scene.layout.targets.values()))
    assert painted_target(scene, target).width == painted_loss(scene, loss).width


@pytest.mark.parametrize("text_scale", [1.0, 1.5])
@pytest.mark.parametrize("zoom", [0.05, 0.2, *ZOOMS])
def test_the_target_and_the_loss_keep_apart_at_any_zoom(zoom, text_scale):
    scene = scene_of((2, 8, 8, 1), zoom, text_scale)
    loss, target = scene.layout.loss, next(iter(scene.layout.targets.values()))
    assert painted_target(scene, target).bottom < painted_loss(scene, loss).top


@pytest.mark.parametrize("zoom", [0.2, 0.61, 1.0])
def test_the_way_from_the_target_to_the_loss_begins_and_ends_outside_both(zoom):
    scene = scene_of((2, 8, 8, 1), zoom)
    loss, target = scene.layout.loss, next(iter(scene.layout.targets.values()))
    for way in connectors(scene):
        for box in (painted_loss(scene, loss), painted_target(scene, target)):
            assert not box.contains((way.x1(), way.y1())), "it would be drawn over the box"
            assert not box.contains((way.x2(), way.y2())), "it would be drawn over the box"

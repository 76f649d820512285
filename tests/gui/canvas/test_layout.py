import itertools
from dataclasses import replace

import pytest

from chainrule.gui.canvas.detail import Level, level_of_detail
from chainrule.gui.canvas.geometry import Box, straight
from chainrule.gui.canvas.layout import build_layout, relabelled
from chainrule.gui.canvas.packing import Label, Taken, all_fit, free_box
from chainrule.gui.canvas.snapping import snapped
from chainrule.network import edits
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Role
from chainrule.network.project import Project


def layered(*sizes: int) -> Project:
    roles = [Role.INPUT] + [Role.HIDDEN] * (len(sizes) - 2) + [Role.OUTPUT]
    layers = [
        [Neuron(f"n{level}_{index}", role) for index in range(size)]
        for level, (size, role) in enumerate(zip(sizes, roles, strict=True))
    ]
    links = [
        Connection(a.id, b.id, 0.5)
        for left, right in itertools.pairwise(layers)
        for a in left
        for b in right
    ]
    neurons = tuple(neuron for layer in layers for neuron in layer)
    return Project(network=Network(neurons, tuple(links)))


@pytest.mark.parametrize(
    ("sizes", "radius"),
    [
        ((2, 1, 1), 38),
        ((2, 3, 1), 32),
        ((4, 12, 1), 24),
        ((2, 16, 2), 16),
        ((64, 16, 10), 16),
        ((64, 32, 10), 10),
    ],
)
def test_neurons_shrink_as_there_are_more(sizes, radius):
    assert build_layout(layered(*sizes)).radius == radius


def test_loss_and_target_stand_right_of_the_only_output(article):
    layout = build_layout(article)
    assert layout.loss is not None
    assert layout.loss.x > layout.places["y1"][0]
    target = layout.targets["y1"]
    assert target.x == layout.loss.x
    assert target.bottom < layout.loss.top


def test_several_outputs_have_their_targets_beside_them():
    layout = build_layout(layered(2, 3, 3))
    for name, box in layout.targets.items():
        assert box.y == layout.places[name][1], "a target stands level with its output"
    assert layout.loss is not None
    assert layout.loss.left > max(box.right for box in layout.targets.values())


def test_skip_connection_bows_round_the_neuron_between():
    neurons = (
        Neuron("x", Role.INPUT, x=0, y=0),
        Neuron("h", x=200, y=0),
        Neuron("y", Role.OUTPUT, x=400, y=0),
    )
    links = (Connection("x", "h"), Connection("h", "y"), Connection("x", "y"))
    layout = build_layout(Project(network=Network(neurons, links)))
    skip = layout.curves["x", "y"]
    assert skip.control is not None
    assert skip.distance((200, 0)) > layout.radius, "the edge must not run through h"
    assert layout.curves["x", "h"].control is None


def test_very_many_inputs_become_a_block_that_still_fits_a_screen():
    bounds = build_layout(layered(64, 16, 10)).bounds
    assert bounds is not None
    assert bounds.height < 1000, "64 inputs one below the other would be 2800 high"


def test_layout_is_kept_while_only_values_change(article):
    layout = build_layout(article)
    changed = edits.set_parameters(article, {"w[x1->h1]": 9.0})
    kept = relabelled(layout, article, changed)
    assert kept is not None
    assert kept.curves is layout.curves
    assert kept.network is changed.network
    moved = edits.move(article, {"h1": (1.0, 2.0)})
    assert relabelled(layout, article, moved) is None
    wired = edits.connect(article, "x1", "y1", 0.1)
    assert relabelled(layout, article, wired) is None


def test_two_rows_fit_the_article_but_not_xor(article):
    assert build_layout(article).roomy
    assert not build_layout(layered(2, 3, 1)).roomy


@pytest.mark.parametrize(
    ("edges", "radius", "free", "level"),
    [
        (3, 38, 190, Level.FULL),
        (3, 31, 150, Level.SHORT),
        (9, 20, 80, Level.VALUE),
        (40, 18, 10, Level.VALUE),
        (41, 18, 10, Level.LINES),
        (300, 9, 10, Level.LINES),
        (301, 30, 300, Level.MASS),
        (3, 8, 300, Level.MASS),
    ],
)
def test_level_of_detail_follows_the_room(edges, radius, free, level):
    assert level_of_detail(edges, radius, free) is level


def test_level_stays_until_its_needs_are_clearly_missed():
    assert level_of_detail(3, 38, 160, Level.FULL) is Level.FULL
    assert level_of_detail(3, 38, 160) is Level.SHORT
    assert level_of_detail(3, 38, 150, Level.FULL) is Level.SHORT
    assert level_of_detail(3, 38, 172, Level.SHORT) is Level.FULL


def test_crowded_pills_show_one_value_only():
    assert level_of_detail(9, 32, 200, roomy=False) is Level.VALUE


def test_label_moves_along_its_edge_until_it_is_free():
    label = Label(straight((0, 0), (400, 0), 0), 0.5, 40, 20)
    assert free_box(label, Taken(), 2) == Box(200, 0, 40, 20)
    moved = free_box(label, Taken([Box(200, 0, 40, 20)]), 2)
    assert moved is not None
    assert not moved.near(Box(200, 0, 40, 20), 2)
    assert moved.y == 0, "it stays on its edge"
    assert free_box(label, Taken([Box(200, 0, 400, 20)]), 2) is None


def test_all_fit_counts_what_stands_already():
    label = Label(straight((0, 0), (400, 0), 0), 0.5, 40, 20)
    assert all_fit([label, label], [])
    assert not all_fit([label] * 12, [])


def test_dragged_neuron_snaps_to_others_before_the_grid():
    others = {"a": (101.0, 51.0)}
    assert snapped((98, 300), others, 1.0) == ((101, 304), ([101], []))
    assert snapped((203, 54), others, 1.0) == ((200, 51), ([], [51]))
    assert snapped((203, 203), others, 1.0) == ((200, 200), ([], []))


def test_dragged_neuron_snaps_to_equal_gaps():
    others = {"a": (100.0, 0.0), "b": (100.0, 110.0)}
    place, guides = snapped((100, 218), others, 1.0)
    assert place == (100, 220)
    assert guides == ([100], [220])
    assert snapped((100, 57), others, 1.0)[0] == (100, 55)


def test_empty_project_has_nothing_to_fit():
    layout = build_layout(Project())
    assert layout.bounds is None
    assert layout.loss is None
    assert replace(layout).free_length() > 1e9

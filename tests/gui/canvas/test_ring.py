"""The ring of the keyboard: where it goes, what it is on, and that it is seen."""

import pytest
from PySide6.QtCore import Qt

from chainrule.gui.canvas import walking
from chainrule.gui.canvas.layout import build_layout
from chainrule.gui.selection import Selection
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Project

K = Qt.Key


@pytest.fixture
def walker(desk):
    desk.canvas.clearFocus()
    desk.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    return desk


def test_the_ring_follows_what_is_selected_by_other_means(walker):
    walker.canvas.select(Selection(connections=frozenset({("h1", "y1")})))
    assert walker.canvas.keyboard.item == ("h1", "y1")
    walker.key(K.Key_Right)
    assert walker.canvas.keyboard.item == "y1", "from h1, at which the edge begins"


def test_the_ring_goes_to_what_is_nearest_when_its_neuron_is_deleted(make_desk):
    desk = make_desk(free_project())
    desk.canvas.keyboard.ring.go("h2")
    desk.key(K.Key_Delete)
    assert desk.canvas.keyboard.item == "h1"
    assert not desk.canvas.selection


def test_a_target_is_picked_among_the_legal_ones_only(make_desk):
    desk = make_desk(free_project())
    desk.canvas.keyboard.ring.go("h1")
    desk.key(K.Key_C)
    picked = []
    for _ in range(3):
        desk.key(K.Key_BracketRight)
        picked.append(desk.said[-1])
    assert picked == ["From h1 to h3", "From h1 to ŷ", "From h1 to h3"]
    desk.key(K.Key_Return)
    assert ("h1", "h3") in desk.network.by_key


def test_a_neuron_that_nothing_can_be_connected_from_says_so(walker):
    walker.key(K.Key_End)
    walker.key(K.Key_C)
    assert walker.said[-1] == "Nothing can be connected from ŷ."
    assert walker.canvas.mouse.gesture is None


def test_arrows_reach_every_neuron_of_a_free_graph(make_desk):
    desk = make_desk(free_project())
    assert not desk.canvas.layout_now.layered
    assert reached(desk.canvas.layout_now) == set(desk.network.by_id)
    desk.canvas.keyboard.ring.go("h1")
    desk.key(K.Key_Right)
    assert desk.canvas.keyboard.item == "h2", "along the connection, not to what is nearest"


def test_arrows_walk_through_a_picture_row_by_row():
    pixels = [Neuron(f"x{number}", Role.INPUT) for number in range(64)]
    neurons = (*pixels, Neuron("h1"), Neuron("h2"), Neuron("y1", Role.OUTPUT))
    layout = build_layout(Project(network=Network(neurons)))
    rows = sorted({place[1] for name, place in layout.places.items() if name.startswith("x")})
    assert len(rows) == 8
    first = walking.first(layout)
    below = walking.step(layout, first, (0, 1))
    assert layout.places[below] == (layout.places[first][0], rows[1])
    assert reached(layout) == set(layout.places)


def test_what_gets_the_ring_is_brought_into_view(walker):
    canvas = walker.canvas
    still = canvas.viewport
    walker.key(K.Key_Right)
    assert canvas.viewport == still, "what is seen already moves nothing"
    canvas.set_viewport(still.zoomed(4.0, (0.0, 0.0)))
    for key in (K.Key_End, K.Key_BracketRight, K.Key_Home):
        walker.key(key)
        item = canvas.keyboard.item
        place = (
            canvas.neuron_point(item) if isinstance(item, str) else canvas.connection_point(item)
        )
        assert canvas.rect().contains(place.toPoint()), item


def test_the_ring_of_an_edge_without_a_number_runs_along_it(walker):
    canvas = walker.canvas
    canvas.set_parts(canvas.options.parts - {"weights"})
    assert canvas.prepared().pills == {}
    walker.key(K.Key_BracketRight)
    image = canvas.grab().toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    assert canvas.theme["focus"].name() in colours


def free_project():
    """Four levels; h1 feeds h2, and the skip to y1 goes round it."""
    neurons = (
        Neuron("x1", Role.INPUT, x=0, y=0),
        Neuron("h1", Role.HIDDEN, Activation.TANH, x=150, y=40),
        Neuron("h2", Role.HIDDEN, Activation.TANH, x=300, y=160),
        Neuron("h3", Role.HIDDEN, Activation.TANH, x=170, y=-150),
        Neuron("y1", Role.OUTPUT, x=450, y=0),
    )
    links = (("x1", "h1"), ("x1", "h3"), ("h1", "h2"), ("h2", "y1"), ("x1", "y1"))
    return Project(network=Network(neurons, tuple(Connection(*ends, 0.5) for ends in links)))


def reached(layout):
    """The neurons that arrows lead to from the first."""
    found, waiting = set(), [walking.first(layout)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            ways = ((1, 0), (-1, 0), (0, 1), (0, -1))
            waiting += [walking.step(layout, name, way) for way in ways]
    return found

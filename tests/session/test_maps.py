import math
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from chainrule.engine.passes import forward
from chainrule.engine.plan import compile_plan
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Data, Project
from chainrule.session.contours import contour
from chainrule.session.maps import Mapper
from chainrule.session.shades import STEPS
from chainrule.storage.examples import load_example
from helpers.graphs import random_project
from helpers.made import trained


def one_neuron(activation: Activation = Activation.SIGMOID) -> Project:
    """One output of x1 + x2 − 1."""
    return Project(
        network=Network(
            (
                Neuron("x1", Role.INPUT),
                Neuron("x2", Role.INPUT),
                Neuron("y1", Role.OUTPUT, activation, bias=-1.0),
            ),
            (Connection("x1", "y1", 1.0), Connection("x2", "y1", 1.0)),
        ),
        data=Data(("x1", "x2"), ("y1",), ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))),
    )


def test_plane_shades_rise_with_the_output() -> None:
    project = one_neuron()
    plane = (
        Mapper(project)
        .maps(project.network.parameters, 8, (-4.0, 5.0), (-4.0, 5.0))
        .plane("y1", 0.0, 1.0)
    )
    assert (plane.size, len(plane.shades)) == (8, 64)
    first_row = list(plane.shades[:8])
    assert first_row == sorted(first_row)
    assert plane.shades[0] == plane.shades[-1], "both corners lie on x1 + x2 = 1"
    assert plane.shades[7] == 255, "the upper right corner is where both inputs are largest"
    assert plane.shades[56] == 0


def test_contour_lies_where_the_output_is_halfway() -> None:
    project = one_neuron()
    plane = (
        Mapper(project)
        .maps(project.network.parameters, 33, (-1.0, 2.0), (-1.0, 2.0))
        .plane("y1", 0.0, 1.0)
    )
    ends = [(x, y) for x1, y1, x2, y2 in plane.contour for x, y in ((x1, y1), (x2, y2))]
    assert max(abs(x + y - 1.0) for x, y in ends) < 0.01
    length = sum(math.dist(part[:2], part[2:]) for part in plane.contour)
    assert length == pytest.approx(3.0 * math.sqrt(2.0), rel=0.01), "one line from side to side"


def test_plane_without_a_change_of_side_has_no_contour() -> None:
    project = one_neuron()
    plane = (
        Mapper(project)
        .maps(project.network.parameters, 9, (5.0, 6.0), (5.0, 6.0))
        .plane("y1", 0.0, 1.0)
    )
    assert plane.contour == ()


def test_every_neuron_has_the_map_of_what_it_sends() -> None:
    for seed in range(40):
        project = random_project(Random(seed))
        network = project.network
        if len(network.inputs) != 2:
            continue
        maps = Mapper(project).maps(network.parameters, 5, (-1.0, 1.0), (-2.0, 2.0))
        plan = compile_plan(network)
        x = np.array([[0.5], [-1.0]])
        exact = forward(plan, plan.pack(network.parameters), x).a[:, 0]
        for neuron in network.neurons:
            found = maps.field(neuron.id)[3, 3]
            assert found == pytest.approx(exact[plan.row[neuron.id]], rel=1e-4, abs=1e-4), neuron


def test_shades_go_from_the_least_to_the_largest_of_the_activation() -> None:
    for activation, middle in ((Activation.TANH, 0.0), (Activation.LINEAR, 0.0)):
        project = one_neuron(activation)
        maps = Mapper(project).maps(project.network.parameters, 3, (0.0, 1.0), (0.0, 1.0))
        assert maps.field("y1")[0, 0] == middle
        assert maps.shades["y1"][0] in (127, 128), f"{activation}: 0 is in the middle"
    assert maps.shades["y1"][2] == 255, "the farthest value of a linear neuron"
    assert maps.shades["y1"][6] == 0


def test_weights_beyond_single_precision_still_make_a_picture() -> None:
    project = one_neuron()
    huge = dict.fromkeys(project.network.parameters, 1e300)
    maps = Mapper(project).maps(huge, 4, (-1.0, 1.0), (-1.0, 1.0))
    assert set(maps.plane("y1", 0.0, 1.0).shades) <= set(range(256))
    nothing = dict.fromkeys(project.network.parameters, math.inf)
    assert len(Mapper(project).maps(nothing, 4, (-1.0, 1.0), (-1.0, 1.0)).shades["y1"]) == 16


@pytest.mark.parametrize("weight", [1e30, 1e300, -1e300])
def test_what_grows_without_end_from_layer_to_layer_still_makes_a_picture(weight: float) -> None:
    chain = ("x1", "h1", "h2", "h3", "y1")
    roles = (Role.INPUT, *[Role.HIDDEN] * 3, Role.OUTPUT)
    neurons = [
        Neuron(name, role, Activation.LINEAR) for name, role in zip(chain, roles, strict=True)
    ]
    neurons += [Neuron("x2", Role.INPUT), Neuron("y2", Role.OUTPUT, Activation.LINEAR)]
    links = [*pairwise(chain), ("x2", "h1"), ("h3", "y2"), ("x2", "y2")]
    network = Network(tuple(neurons), tuple(Connection(*link, weight) for link in links))
    project = Project(network=network)
    maps = Mapper(project).maps(network.parameters, 4, (-1.0, 1.0), (-1.0, 1.0))
    assert {len(shades) for shades in maps.shades.values()} == {16}
    for high in (1e-30, 1.0, 1e300):
        assert len(maps.plane("y1", 0.0, high).shades) == 16
    assert len(maps.classes(("y1", "y2")).shades) == 16


def test_the_same_question_is_not_worked_out_again() -> None:
    project = load_example("xor")
    mapper = Mapper(project)
    first = mapper.maps(project.network.parameters, 8, (0.0, 1.0), (0.0, 1.0))
    assert mapper.maps(project.network.parameters, 8, (0.0, 1.0), (0.0, 1.0)) is first
    other = {name: value + 1 for name, value in project.network.parameters.items()}
    assert mapper.maps(other, 8, (0.0, 1.0), (0.0, 1.0)) is not first


def test_the_likeliest_class_is_told_with_its_certainty_and_borders() -> None:
    project = trained("blobs", 20)
    network, data = project.network, project.data
    x, y = (-1.5, 1.5), (-1.5, 1.5)
    plane = (
        Mapper(project)
        .maps(network.parameters, 61, x, y)
        .classes(tuple(neuron.id for neuron in network.outputs))
    )
    right = 0
    for row in data.train:
        column, line = round((row[0] + 1.5) * 20), round((1.5 - row[1]) * 20)
        right += plane.shades[line * 61 + column] // STEPS == row[2:].index(1.0)
    assert right > 0.95 * len(data.train), "most samples lie in the region of their class"
    assert plane.classes == 3
    assert plane.contour, "there are borders between the classes"


def test_a_curve_has_the_output_at_every_place() -> None:
    project = trained("sine", 2)
    (source,), (output,) = project.network.inputs, project.network.outputs
    places, found = Mapper(project).curve(project.network.parameters, 11, (-1.0, 1.0))
    plan = compile_plan(project.network)
    exact = forward(plan, plan.pack(project.network.parameters), np.array([places])).a
    assert found[output.id] == pytest.approx(exact[plan.row[output.id]].tolist(), abs=1e-5)
    assert source.id == "x1"


def test_a_contour_closes_round_a_hill() -> None:
    x, y = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(1, -1, 41))
    parts = contour(0.25 - x**2 - y**2, (-1.0, 1.0), (-1.0, 1.0))
    assert sum(math.dist(part[:2], part[2:]) for part in parts) == pytest.approx(math.pi, rel=0.01)
    ends = sorted((round(a, 9), round(b, 9)) for part in parts for a, b in (part[:2], part[2:]))
    assert ends[::2] == ends[1::2], "every end is the end of two pieces"

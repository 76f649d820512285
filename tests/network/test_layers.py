import pytest

from chainrule.network.edits import EditError
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.layers import add_hidden_layer
from chainrule.network.names import Activation, Role
from chainrule.network.project import Project
from chainrule.storage.examples import load_example


def test_layer_stands_between_the_hidden_layer_and_the_outputs() -> None:
    project = add_hidden_layer(load_example("xor"))
    assert [len(level) for level in project.network.levels] == [2, 3, 3, 1]
    new = project.network.levels[2]
    assert all(project.network.by_id[name].activation is Activation.SIGMOID for name in new)
    assert {link.source for link in project.network.incoming["y1"]} == set(new)
    for name in new:
        sources = {link.source for link in project.network.incoming[name]}
        assert sources == set(project.network.levels[1])


def test_a_single_hidden_neuron_gets_a_layer_of_two() -> None:
    project = add_hidden_layer(load_example("article"))
    assert [len(level) for level in project.network.levels] == [2, 1, 2, 1]


def test_weights_wait_to_be_drawn() -> None:
    first, again = add_hidden_layer(load_example("xor")), add_hidden_layer(load_example("xor"))
    assert first == again
    new = set(first.network.levels[2])
    weights = {link.weight for link in first.network.connections if {*link.key} & new}
    assert weights == {0.0}, "an initialiser draws them"


def test_what_was_there_keeps_its_weights() -> None:
    before = load_example("xor")
    after = add_hidden_layer(before)
    kept = {link.name: link.weight for link in after.network.connections}
    for link in before.network.connections:
        if link.target != "y1":
            assert kept[link.name] == link.weight


def test_layers_are_laid_out_from_left_to_right() -> None:
    network = add_hidden_layer(load_example("xor")).network
    columns = [{network.by_id[name].x for name in level} for level in network.levels]
    assert all(len(column) == 1 for column in columns)
    places = [column.pop() for column in columns]
    assert places == sorted(places)  # type: ignore[type-var]


def test_without_a_hidden_layer_it_joins_inputs_and_outputs() -> None:
    network = Network(
        (Neuron("x1", Role.INPUT), Neuron("x2", Role.INPUT), Neuron("y1", Role.OUTPUT)),
        (Connection("x1", "y1", 1.0), Connection("x2", "y1", 1.0)),
    )
    project = add_hidden_layer(Project(network=network))
    assert [len(level) for level in project.network.levels] == [2, 2, 1]
    assert project.network.why_not_connect("x1", "y1") is None, "the direct way is cut"


def test_an_output_that_feeds_a_neuron_closes_no_loop() -> None:
    network = Network(
        (
            Neuron("x1", Role.INPUT),
            Neuron("y1", Role.OUTPUT),
            Neuron("h1", Role.HIDDEN),
            Neuron("y2", Role.OUTPUT),
        ),
        (Connection("x1", "y1", 1.0), Connection("y1", "h1", 1.0), Connection("h1", "y2", 1.0)),
    )
    project = add_hidden_layer(Project(network=network))
    assert len(project.network.neurons) == 6


def test_nothing_to_stand_between_is_said() -> None:
    with pytest.raises(EditError, match="Add some first"):
        add_hidden_layer(Project())

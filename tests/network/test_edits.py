"""Edits: each gives a new project, or says in a sentence why not."""

import dataclasses

import pytest

from chainrule.network.arrange import COLUMN, arranged, columns, is_layered, placed
from chainrule.network.clipping import Clip, as_project, clip, of_project, paste
from chainrule.network.difference import Difference, difference
from chainrule.network.edits import (
    EditError,
    add_neuron,
    connect,
    duplicate,
    free_id,
    move,
    remove,
    set_activation,
    set_cell,
    set_label,
    set_locked,
    set_loss,
    set_parameters,
    set_rows,
    set_training,
)
from chainrule.network.graph import Neuron
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Project, State
from chainrule.storage.examples import load_example

ARTICLE = load_example("article")
XOR = load_example("xor")


def trained(project: Project) -> Project:
    values = dict.fromkeys(project.network.parameter_names, 0.5)
    return dataclasses.replace(
        project, state=State(3, 3, 0, 1, {"velocity": values}, None, values, ())
    )


def refused(message: str):
    return pytest.raises(EditError, match=message)


def test_a_new_hidden_neuron_gets_the_next_free_name() -> None:
    assert free_id(ARTICLE.network, Role.HIDDEN) == "h2"
    project = add_neuron(ARTICLE, Neuron("h2", Role.HIDDEN, Activation.TANH))
    assert project.network.by_id["h2"].activation is Activation.TANH
    assert project.data == ARTICLE.data


def test_a_new_input_or_output_gets_a_column_of_zeros() -> None:
    project = add_neuron(ARTICLE, Neuron("x3", Role.INPUT))
    assert project.data.inputs == ("x1", "x2", "x3")
    assert project.data.train == ((0.5, 0.8, 0.0, 0.8),)
    project = add_neuron(project, Neuron("y2", Role.OUTPUT))
    assert project.data.train == ((0.5, 0.8, 0.0, 0.8, 0.0),)


def test_connecting() -> None:
    project = connect(ARTICLE, "x1", "y1", 0.25)
    assert project.network.by_key["x1", "y1"].weight == 0.25
    with refused("Already connected."):
        connect(project, "x1", "y1", 0.1)
    with refused("This would close a loop."):
        connect(project, "y1", "h1", 0.1)
    with refused("This would close a loop."):
        connect(project, "h1", "h1", 0.1)
    with refused("Inputs take no connections."):
        connect(project, "h1", "x1", 0.1)


def test_what_training_remembers_survives_a_new_connection() -> None:
    state = connect(trained(ARTICLE), "x1", "y1", 0.25).state
    assert state.slots["velocity"]["w[x1->h1]"] == 0.5
    assert state.slots["velocity"]["w[x1->y1]"] == 0.0, "a new weight has no velocity"
    assert state.initial["w[x1->y1]"] == 0.25, "a reset returns to the weight it was made with"


def test_removing_takes_the_connections_along() -> None:
    project = remove(trained(ARTICLE), {"h1"}, ())
    assert not project.network.connections
    assert set(project.state.initial) == {"b[y1]"}
    with refused("x1 is bound to the data"):
        remove(ARTICLE, {"x1"}, ())
    empty = set_rows(ARTICLE, ())
    assert remove(empty, {"x1"}, ()).data.inputs == ("x2",)
    assert remove(ARTICLE, (), {("x1", "h1")}).network.by_id == ARTICLE.network.by_id


def test_duplicating_a_hidden_neuron() -> None:
    project = duplicate(ARTICLE, {"h1"}, 24.0, 24.0)
    copy = project.network.by_id["h2"]
    assert (copy.bias, copy.activation) == (0.1, Activation.SIGMOID)
    assert copy.x == ARTICLE.network.by_id["h1"].x + 24.0
    assert project.network.by_key["x2", "h2"].weight == 0.6
    assert ("h2", "y1") not in project.network.by_key
    with refused("Only hidden neurons"):
        duplicate(ARTICLE, {"y1"}, 0.0, 0.0)


def test_parameters_and_the_start_they_belong_to() -> None:
    project = set_parameters(ARTICLE, {"w[h1->y1]": -0.25, "b[h1]": 3.0})
    assert project.network.parameters["w[h1->y1]"] == -0.25
    assert project.network.by_id["h1"].bias == 3.0
    after = set_parameters(trained(ARTICLE), {"b[h1]": 3.0})
    assert after.state.initial["b[h1]"] == 0.5, "after training the start is what it was"
    with refused("finite"):
        set_parameters(ARTICLE, {"b[h1]": float("inf")})


def test_locks_labels_and_places() -> None:
    project = set_locked(ARTICLE, {"w[h1->y1]", "b[h1]"}, True)
    assert project.network.locked == {"w[h1->y1]", "b[h1]"}
    assert set_locked(project, {"b[h1]"}, False).network.locked == {"w[h1->y1]"}
    assert set_label(ARTICLE, "h1", "cup").network.by_id["h1"].label == "cup"
    assert move(ARTICLE, {"h1": (1.0, 2.0)}).network.by_id["h1"].y == 2.0


def test_softmax_is_had_by_all_outputs_or_none() -> None:
    two = add_neuron(ARTICLE, Neuron("y2", Role.OUTPUT))
    soft = set_activation(two, {"y1"}, Activation.SOFTMAX)
    assert {neuron.activation for neuron in soft.network.outputs} == {Activation.SOFTMAX}
    assert set_loss(soft, Loss.CROSS_ENTROPY).loss is Loss.CROSS_ENTROPY
    back = set_activation(soft, {"y2"}, Activation.SIGMOID)
    assert {neuron.activation for neuron in back.network.outputs} == {Activation.SIGMOID}
    with refused("needs softmax outputs"):
        set_loss(ARTICLE, Loss.CROSS_ENTROPY)
    with refused("softmax is for output neurons only"):
        set_activation(ARTICLE, {"h1"}, Activation.SOFTMAX)


def test_settings_and_data() -> None:
    assert set_training(ARTICLE, learning_rate=0.5).training.learning_rate == 0.5
    for bad in ({"momentum": 1.0}, {"learning_rate": -1.0}, {"batch_size": -1}):
        with refused("at least 0 and below 1|expected 0 or more"):
            set_training(ARTICLE, **bad)
    assert set_cell(ARTICLE, 0, 1, 0.9).data.train == ((0.5, 0.9, 0.8),)
    with refused("expected 3 numbers"):
        set_rows(ARTICLE, ((1.0,),))
    assert set_rows(trained(XOR), XOR.data.train[:2]).state.position == 0


def test_the_difference_names_what_must_follow() -> None:
    assert difference(ARTICLE, ARTICLE) is Difference.NONE
    assert difference(ARTICLE, move(ARTICLE, {"h1": (0.0, 0.0)})) is Difference.LAYOUT
    assert difference(ARTICLE, set_training(ARTICLE, momentum=0.5)) is Difference.TRAINING
    assert difference(ARTICLE, set_cell(ARTICLE, 0, 0, 1.0)) is Difference.DATA
    weights = set_parameters(ARTICLE, {"b[h1]": 1.0})
    assert difference(ARTICLE, weights) is Difference.PARAMETERS
    joined = connect(ARTICLE, "x1", "y1", 1.0)
    assert Difference.TOPOLOGY in difference(ARTICLE, joined)
    assert difference(ARTICLE, set_loss(ARTICLE, Loss.MEAN_SQUARED_ERROR)) is Difference.LOSS
    assert Difference.STATE in difference(ARTICLE, trained(ARTICLE))


def test_columns_and_places() -> None:
    assert columns(XOR.network) == (("x1", "x2"), ("h1", "h2", "h3"), ("y1",))
    places = arranged(XOR.network)
    assert places["y1"] == (2 * COLUMN, 0.0)
    assert places["h1"][1] == -places["h3"][1], "a column is centred"
    assert placed(XOR.network)["h1"] == (274.0, -130.0), "a place of one's own is kept"
    assert is_layered(XOR.network)
    assert not is_layered(connect(XOR, "x1", "y1", 1.0).network)


def test_cut_out_and_pasted() -> None:
    part = of_project(as_project(clip(XOR.network, {"h1", "h2", "x1"})))
    assert [neuron.id for neuron in part.neurons] == ["h1", "h2"], "hidden neurons only"
    project = paste(XOR, part, 24.0)
    assert project.network.by_key["x1", "h4"].weight == XOR.network.by_key["x1", "h1"].weight
    assert len(paste(Project(), part, 0.0).network.neurons) == 2, "elsewhere without the inputs"
    with refused("no neurons to paste"):
        paste(XOR, Clip((), ()), 24.0)

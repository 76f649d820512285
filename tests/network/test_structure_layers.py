from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.network.edits import EditError, set_activation, set_locked
from chainrule.network.layers import add_hidden_layer, can_add_layer, keeps_data, with_layers
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Project
from chainrule.network.sizes import MOST_CONNECTIONS, MOST_LAYERS, layer_sizes, sizes_text
from chainrule.storage.examples import load_example
from helpers.graphs import graphs

SIGMOID, TANH = Activation.SIGMOID, Activation.TANH


@pytest.mark.parametrize(
    "text",
    ["2-4-4-1", "2,4,4,1", " 2 4  4 1 ", "2x4x4x1", "2 X 4 x 4 x 1", "2, 4 - 4;1", "2–4−4→1"],
)
def test_sizes_may_be_written_in_many_ways(text: str) -> None:
    assert layer_sizes(text) == (2, 4, 4, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Write a number for each layer"),
        ("two-one", "Write a number for each layer"),
        ("2-4-", "Write a number for each layer"),
        ("2--1", "Write a number for each layer"),
        ("-2-1", "Write a number for each layer"),
        ("2.5-1", "Write a number for each layer"),
        ("7", "at least two layers"),
        ("2-0-1", "at least 1 neuron"),
        ("2-1001-1", "at most 1000 neurons, not 1001"),
        ("2-" + "9" * 5000, "at most 1000 neurons"),
        ("-".join(["1"] * (MOST_LAYERS + 1)), "at most 50 layers; these are 51"),
        ("1000-1000", f"1000000 connections; at most {MOST_CONNECTIONS}"),
    ],
)
def test_what_names_no_layers_is_refused_with_a_sentence(text: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        layer_sizes(text)


@given(st.text(max_size=12))
def test_any_text_gives_sizes_or_a_sentence(text: str) -> None:
    try:
        sizes = layer_sizes(text)
    except EditError:
        return
    assert len(sizes) >= 2
    assert min(sizes) >= 1


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_layers_are_as_asked_for_and_written_back(sizes: list[int]) -> None:
    made = with_layers(Project(), sizes, TANH)
    network = made.network
    assert sizes_text(network) == "-".join(map(str, sizes))
    assert len(network.connections) == sum(a * b for a, b in pairwise(sizes))
    assert [len(network.inputs), len(network.outputs)] == [sizes[0], sizes[-1]]
    hidden = [neuron for neuron in network.neurons if neuron.role is Role.HIDDEN]
    assert {neuron.activation for neuron in hidden} <= {TANH}


def test_data_stays_with_as_many_inputs_and_outputs() -> None:
    before = load_example("xor")
    after = with_layers(before, (2, 4, 4, 1), SIGMOID)
    assert keeps_data(before, (2, 4, 4, 1))
    assert after.data == before.data
    assert after.network.outputs[0].activation is before.network.outputs[0].activation


@pytest.mark.parametrize("sizes", [(3, 4, 1), (2, 4, 2), (1, 1)])
def test_other_inputs_or_outputs_leave_no_data_but_its_columns(sizes: tuple[int, ...]) -> None:
    before = load_example("xor")
    after = with_layers(before, sizes, SIGMOID)
    assert not keeps_data(before, sizes)
    assert (after.data.train, after.data.test) == ((), ())
    assert after.data.inputs == tuple(neuron.id for neuron in after.network.inputs)
    assert after.data.targets == tuple(neuron.id for neuron in after.network.outputs)


@given(graphs(), st.lists(st.integers(1, 5), min_size=2, max_size=4))
@settings(max_examples=60)
def test_every_project_takes_every_layers(project: Project, sizes: list[int]) -> None:
    made = with_layers(project, sizes, SIGMOID)
    assert sizes_text(made.network) == "-".join(map(str, sizes)), "the loss still fits the outputs"


@pytest.mark.parametrize(
    ("loss", "kind"),
    [(Loss.CROSS_ENTROPY, Activation.SOFTMAX), (Loss.BINARY_CROSS_ENTROPY, SIGMOID)],
)
def test_first_outputs_have_what_the_loss_needs(loss: Loss, kind: Activation) -> None:
    made = with_layers(Project(loss=loss), (2, 3), SIGMOID)
    assert {neuron.activation for neuron in made.network.outputs} == {kind}


def test_softmax_is_not_for_hidden_layers() -> None:
    with pytest.raises(EditError, match="output neurons only"):
        with_layers(Project(), (2, 3, 1), Activation.SOFTMAX)


def test_locks_go_and_labels_stay() -> None:
    before = load_example("xor")
    before = set_locked(before, [before.network.outputs[0].bias_name], True)
    labelled = replace(before.network.outputs[0], label="answer")
    network = replace(before.network, neurons=(*before.network.neurons[:-1], labelled))
    after = with_layers(replace(before, network=network), (2, 2, 1), SIGMOID)
    assert not after.network.locked
    assert after.network.outputs[0].label == "answer"


def test_a_layer_after_the_inputs_takes_the_place_of_their_connections() -> None:
    before = load_example("xor")
    after = add_hidden_layer(before, {"x1"}, 5)
    assert [len(level) for level in after.network.levels] == [2, 5, 3, 1]
    gone = {link.key for link in before.network.connections if link.source in ("x1", "x2")}
    assert not gone & after.network.by_key.keys()


def test_a_layer_after_the_outputs_stands_before_them() -> None:
    after = add_hidden_layer(load_example("xor"), {"y1"})
    assert [len(level) for level in after.network.levels] == [2, 3, 3, 1]


def test_a_new_layer_computes_as_the_one_before() -> None:
    project = set_activation(load_example("xor"), ["h1", "h2", "h3"], TANH)
    after = add_hidden_layer(project)
    assert {after.network.by_id[name].activation for name in after.network.levels[2]} == {TANH}


def test_what_stands_before_stays_and_what_comes_after_moves_on() -> None:
    before, after = load_example("xor").network, add_hidden_layer(load_example("xor")).network
    for name in ("x1", "x2", "h1", "h2", "h3"):
        assert after.by_id[name] == before.by_id[name]
    assert after.by_id["y1"].x > before.by_id["y1"].x, "there is room for a column"
    assert after.by_id["y1"].y == before.by_id["y1"].y
    new = [after.by_id[name].x for name in after.levels[2]]
    assert before.by_id["h1"].x < min(new) <= max(new) < after.by_id["y1"].x


@given(graphs(), st.randoms(use_true_random=False), st.integers(1, 4))
@settings(max_examples=80)
def test_only_connections_between_the_two_layers_go(project: Project, random, size: int) -> None:
    names = sorted(project.network.by_id)
    after = random.sample(names, random.randint(0, min(2, len(names))))
    if not can_add_layer(project.network, after):
        with pytest.raises(EditError):
            add_hidden_layer(project, after, size)
        return
    made = add_hidden_layer(project, after, size)
    new = made.network.by_id.keys() - project.network.by_id.keys()
    assert len(new) == size
    kept = [link for link in made.network.connections if not new & {*link.key}]
    assert all(link == project.network.by_key[link.key] for link in kept)
    gone = project.network.by_key.keys() - made.network.by_key.keys()
    for source, target in gone:
        sources = {link.source for name in new for link in made.network.incoming[name]}
        targets = {link.target for name in new for link in made.network.outgoing[name]}
        assert source in sources, "what was cut leads into the new layer"
        assert target in targets, "and on from it"
    assert made.data == project.data

"""Data that fits is put in; for data that does not, a network is made."""

from dataclasses import replace
from itertools import pairwise

import pytest

from chainrule.datasets.catalogue import make_table, names
from chainrule.datasets.table import Table, Task
from chainrule.network.names import Activation, Loss, Role
from chainrule.session.document import Document
from chainrule.session.matching import made_for, misfit, sizes_for, with_data
from chainrule.session.session import Session
from chainrule.storage.examples import load_example


def test_data_of_the_same_shape_fits_and_keeps_the_network():
    project = load_example("xor")
    table = make_table("moons")
    assert misfit(project, table) is None
    changed = with_data(project, table)
    assert changed.network == project.network, "the network stays as it is"
    assert changed.data.train == table.train
    assert changed.data.test == table.test
    assert changed.state is None, "training starts anew"


def test_columns_go_to_the_order_the_data_has():
    project = load_example("xor")
    assert with_data(project, make_table("or")).data.inputs == project.data.inputs


def test_what_does_not_fit_is_told_with_layers_that_would():
    found = misfit(load_example("xor"), make_table("penguins"))
    assert str(found.why) == ("The data has 4 inputs and 3 targets; the network has 2 and 1.")
    assert found.sizes == (4, 8, 3), "three hidden neurons are too few for three classes"


def test_numbers_do_not_fit_a_loss_for_classes():
    project = made_for(load_example("xor"), make_table("moons"))
    table = Table(("a", "b"), ("c",), ((0.0, 1.0, 7.5),))
    assert "the loss is for classes" in str(misfit(project, table).why)


@pytest.mark.parametrize("name", names())
def test_the_network_made_for_a_set_trains_on_it(name):
    table = make_table(name)
    project = made_for(load_example("article"), table, "My data")
    assert misfit(project, table) is None, "what was made for the data fits it"
    whole = replace(project, training=replace(project.training, batch_size=0))
    session = Session(Document(whole))
    before = session.run.evaluation.train_loss
    session.run.train_many(60)
    assert session.run.evaluation.train_loss < before, f"{name} is learned"


@pytest.mark.parametrize(
    ("name", "activation", "loss"),
    [
        ("sine", Activation.LINEAR, Loss.HALF_SQUARED_ERROR),
        ("moons", Activation.SIGMOID, Loss.BINARY_CROSS_ENTROPY),
        ("blobs", Activation.SOFTMAX, Loss.CROSS_ENTROPY),
    ],
)
def test_outputs_and_loss_suit_the_task(name, activation, loss):
    project = made_for(load_example("article"), make_table(name))
    assert {neuron.activation for neuron in project.network.outputs} == {activation}
    assert project.loss is loss


def test_layers_are_fully_connected_and_named_by_the_columns():
    project = made_for(load_example("article"), make_table("penguins"))
    sizes = [len(level) for level in project.network.levels]
    assert sizes == [4, 8, 3], "one hidden neuron is too few for three classes"
    assert len(project.network.connections) == sum(a * b for a, b in pairwise(sizes))
    assert [neuron.label for neuron in project.network.outputs] == ["Adelie", "Chinstrap", "Gentoo"]
    assert project.network.inputs[0].label == "bill_length_mm"
    assert project.network.inputs[0].id == "x1"


def test_a_network_without_hidden_neurons_gets_usual_ones():
    project = load_example("or")
    assert not [n for n in project.network.neurons if n.role is Role.HIDDEN]
    assert sizes_for(project, make_table("digits")) == (64, 16, 10)
    assert sizes_for(project, make_table("moons")) == (2, 4, 1)
    assert make_table("moons").task is Task.TWO_CLASSES


def test_hidden_layers_that_are_large_enough_stay():
    large = made_for(load_example("xor"), make_table("moons"), hidden=(9, 8))
    assert sizes_for(large, make_table("penguins")) == (4, 9, 8, 3)
    assert sizes_for(large, make_table("digits")) == (64, 16, 10), "eight are too few for digits"


def test_a_large_set_is_taken_in_batches_and_a_chosen_size_stays():
    article = load_example("article")
    assert made_for(article, make_table("moons")).training.batch_size == 16
    assert made_for(article, make_table("xor")).training.batch_size == 1
    assert made_for(load_example("xor"), make_table("moons")).training.batch_size == 4


def test_the_same_seed_draws_the_same_weights():
    table = make_table("moons")
    article = load_example("article")
    assert made_for(article, table) == made_for(article, table)

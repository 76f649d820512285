from dataclasses import replace

import pytest

from chainrule.network.edits import connect, set_activation, set_cell, set_loss, set_training
from chainrule.network.names import Activation, Loss, Optimizer, Reduction
from chainrule.network.project import Project
from chainrule.storage.examples import load_example
from chainrule.teaching.conventions import Convention, Topic, conventions, in_short
from chainrule.teaching.notation import POINT, DecimalSign, Notation

ARTICLE = load_example("article")


def convention(project: Project, topic: Topic, notation: Notation = POINT) -> Convention:
    return next(found for found in conventions(project, notation) if found.topic is topic)


def formula_on(found: Convention) -> str:
    return next(form.formula for form in found.forms if form.key == found.on)


def with_loss(loss: Loss, activation: Activation) -> Project:
    outputs = {neuron.id for neuron in ARTICLE.network.outputs}
    return set_loss(set_activation(ARTICLE, outputs, activation), loss)


def test_every_topic_is_told_once_and_has_the_form_that_is_on() -> None:
    found = conventions(ARTICLE, POINT)
    assert [each.topic for each in found] == list(dict.fromkeys(each.topic for each in found))
    assert {each.topic for each in found} == set(Topic), "something that differs is not told"
    for each in found:
        keys = [form.key for form in each.forms]
        assert keys.count(each.on) == 1, f"{each.topic}: {each.on} is not one of {keys}"


@pytest.mark.parametrize(
    ("loss", "formula"),
    [
        (Loss.HALF_SQUARED_ERROR, "L = ½ Σ (ŷ − y)²"),
        (Loss.MEAN_SQUARED_ERROR, "L = 1/K Σ (ŷ − y)²"),
    ],
)
def test_a_squared_loss_has_both_forms(loss: Loss, formula: str) -> None:
    found = convention(set_loss(ARTICLE, loss), Topic.LOSS)
    assert found.free, "it can be switched"
    assert len(found.forms) == 2
    assert formula_on(found) == formula


@pytest.mark.parametrize(
    ("loss", "activation"),
    [
        (Loss.BINARY_CROSS_ENTROPY, Activation.SIGMOID),
        (Loss.CROSS_ENTROPY, Activation.SOFTMAX),
    ],
)
def test_a_cross_entropy_is_named_as_it_is_and_has_the_shortcut(
    loss: Loss, activation: Activation
) -> None:
    project = with_loss(loss, activation)
    found = convention(project, Topic.LOSS)
    assert not found.free
    assert [form.key for form in found.forms] == [loss]
    assert "ln ŷ" in formula_on(found)
    assert formula_on(convention(project, Topic.DELTA)) == "δ = ŷ − y"


def test_delta_is_found_from_its_factors_where_the_shortcut_would_be_wrong() -> None:
    assert convention(ARTICLE, Topic.DELTA).on == "factors", "a squared error has no shortcut"
    exact = with_loss(Loss.BINARY_CROSS_ENTROPY, Activation.SIGMOID)
    assert convention(exact, Topic.DELTA).on == "difference"
    squared = set_loss(exact, Loss.HALF_SQUARED_ERROR)
    assert convention(squared, Topic.DELTA).on == "factors", "sigmoid alone is not enough"


@pytest.mark.parametrize("loss", list(Loss))
def test_what_is_told_of_delta_is_what_the_ledger_does(loss: Loss) -> None:
    from chainrule.session.document import Document
    from chainrule.session.operations import Kind
    from chainrule.session.session import Session

    activation = Activation.SOFTMAX if loss is Loss.CROSS_ENTROPY else Activation.SIGMOID
    project = set_cell(with_loss(loss, activation), 0, 2, 1.0)
    ledger = Session(Document(project)).run.open_next()
    found = ledger.find(Kind.DELTA, project.network.outputs[0].id, 1)
    assert found is not None
    exact = found[1].form == "difference"
    assert (convention(project, Topic.DELTA).on == "difference") is exact


def test_a_batch_is_marked_by_mean_or_sum() -> None:
    assert formula_on(convention(ARTICLE, Topic.REDUCTION)) == "L = 1/N Σ L_n"
    summed = set_training(ARTICLE, reduction=Reduction.SUM)
    assert formula_on(convention(summed, Topic.REDUCTION)) == "L = Σ L_n"


@pytest.mark.parametrize(
    ("settings", "formula", "forms"),
    [
        ({}, "v ← μv − ηg ,  w ← w + v", 2),
        ({"nesterov": True}, "v ← μv − ηg ,  w ← w + μv − ηg", 2),
        ({"optimizer": Optimizer.RMSPROP}, "w ← w − ηg ÷ (√s + ε)", 1),
        ({"optimizer": Optimizer.ADAM, "nesterov": True}, "w ← w − ηm ÷ (√s + ε)", 1),
    ],
)
def test_the_rule_of_the_update_is_told_beside_that_of_others(
    settings: dict, formula: str, forms: int
) -> None:
    found = convention(set_training(ARTICLE, **settings), Topic.UPDATE)
    assert formula_on(found) == formula
    assert len(found.forms) == forms
    assert not found.free


def test_the_writing_is_told_in_its_own_digits_and_sign() -> None:
    notation = Notation(5, DecimalSign.COMMA)
    assert formula_on(convention(ARTICLE, Topic.DIGITS, notation)) == "0,33333"
    assert formula_on(convention(ARTICLE, Topic.SIGN, notation)) == "0,5"
    digits = [form.key for form in convention(ARTICLE, Topic.DIGITS).forms]
    assert digits == [str(count) for count in range(2, 9)]


@pytest.mark.parametrize(
    ("project", "short"),
    [
        (ARTICLE, ["½", "mean"]),
        (set_loss(ARTICLE, Loss.MEAN_SQUARED_ERROR), ["no ½", "mean"]),
        (
            set_training(
                with_loss(Loss.CROSS_ENTROPY, Activation.SOFTMAX), reduction=Reduction.SUM
            ),
            ["cross-entropy", "sum"],
        ),
    ],
)
def test_in_short_a_word_each(project: Project, short: list[str]) -> None:
    assert [str(word) for word in in_short(project)] == short


def test_an_output_that_feeds_another_neuron_has_no_shortcut() -> None:
    project = with_loss(Loss.BINARY_CROSS_ENTROPY, Activation.SIGMOID)
    network = project.network
    output = network.outputs[0]
    second = replace(output, id="y2", x=output.x + 240)
    data = replace(project.data, targets=(*project.data.targets, "y2"))
    data = replace(data, train=tuple((*row, 0.5) for row in data.train))
    both = replace(project, network=replace(network, neurons=(*network.neurons, second)), data=data)
    fed = connect(both, output.id, "y2", 0.5)
    assert convention(both, Topic.DELTA).on == "difference"
    assert convention(fed, Topic.DELTA).on == "factors", "blame comes back to it as well"

"""Every row of the ledger read aloud: the numbers that went in, and the rule that was used."""

import dataclasses
from collections.abc import Iterator

import pytest

from chainrule.network.edits import set_activation, set_locked, set_loss, set_training
from chainrule.network.message import Message
from chainrule.network.names import Activation, Loss, Optimizer, Reduction
from chainrule.network.project import Project
from chainrule.session.document import Document
from chainrule.session.operations import Granularity, Kind
from chainrule.session.session import Session
from chainrule.storage.examples import load_example
from chainrule.teaching.operation_sentences import operation_sentence


def told(project: Project, updates: int = 1) -> Iterator[tuple[Kind, str, Message]]:
    """The kind, target and sentence of every operation of an update."""
    session = Session(Document(project))
    session.granularity = Granularity.BATCH
    for _ in range(updates):
        session.step()
        session.finish_animation()
    ledger = session.moment().ledger
    assert ledger is not None
    for operation in ledger:
        yield operation.kind, operation.target, operation_sentence(operation)


def of(project: Project, kind: Kind, target: str, updates: int = 1) -> Message:
    return next(m for k, t, m in told(project, updates) if (k, t) == (kind, target))


def rounded(sentence: Message) -> str:
    values = {k: f"{v:.3f}" if isinstance(v, float) else v for k, v in sentence.values.items()}
    return sentence.template.format_map(values)


def test_a_sum_names_every_product_and_the_bias() -> None:
    article = load_example("article")
    assert rounded(of(article, Kind.SUM, "h1")) == (
        "h1 adds its two products and its bias: 0.150 + 0.480 + 0.100 = 0.730."
    )
    assert rounded(of(article, Kind.SUM, "y1")) == (
        "y1 adds its product and its bias: 0.270 + 0.200 = 0.470."
    )
    assert "its three products" in str(of(load_example("xor"), Kind.SUM, "y1"))


def test_a_neuron_that_nothing_reaches_has_its_bias_alone() -> None:
    article = load_example("article")
    kept = tuple(link for link in article.network.connections if link.target != "h1")
    alone = dataclasses.replace(
        article, network=dataclasses.replace(article.network, connections=kept)
    )
    assert rounded(of(alone, Kind.SUM, "h1")).endswith("its sum is its bias alone, 0.100.")


def test_an_activation_is_named_for_what_it_does() -> None:
    article = load_example("article")
    assert "squashes its sum" in str(of(article, Kind.ACTIVATE, "h1"))
    assert "sends its sum as it is" in str(of(article, Kind.ACTIVATE, "y1"))
    relu = set_activation(article, ["h1"], Activation.RELU)
    assert "turns its sum" in str(of(relu, Kind.ACTIVATE, "h1"))


def test_a_delta_tells_the_rule_that_made_it() -> None:
    article = load_example("article")
    assert rounded(of(article, Kind.DELTA, "h1")) == (
        "The blame of h1 times its slope is its delta: -0.132 × 0.219 = -0.029."
    )
    sigmoid = set_activation(load_example("xor"), ["y1"], Activation.SIGMOID)
    exact = set_loss(sigmoid, Loss.BINARY_CROSS_ENTROPY)
    sentence = of(exact, Kind.DELTA, "y1")
    assert "output minus target" in str(sentence), "no slope is a factor with this loss"
    first, second = sentence.values["first"], sentence.values["second"]
    assert sentence.values["delta"] == pytest.approx(first - second)


def test_the_batch_says_how_many_samples_went_in() -> None:
    whole = set_training(load_example("xor"), batch_size=0)
    name = "w[h1->y1]"
    assert "mean of the 4 samples'" in str(of(whole, Kind.BATCH_GRADIENT, name))
    summed = set_training(whole, reduction=Reduction.SUM)
    assert "4 samples' gradients" in str(of(summed, Kind.BATCH_GRADIENT, name))
    assert "add up" in str(of(summed, Kind.BATCH_GRADIENT, name))
    one = load_example("article")
    assert "One sample" in str(of(one, Kind.BATCH_GRADIENT, name))
    small = set_training(whole, l2=0.1)
    assert "keeping the weights small" in str(of(small, Kind.BATCH_GRADIENT, name))


def test_a_step_with_and_without_memory() -> None:
    article = set_training(load_example("article"), momentum=0.9)
    first = rounded(of(article, Kind.VELOCITY, "w[h1->y1]"))
    assert first.endswith("−0.100 × -0.223 = 0.022."), "there is nothing to remember yet"
    later = of(article, Kind.VELOCITY, "w[h1->y1]", updates=2)
    values = later.values
    assert later.template.startswith("{weight} keeps {first} of its last step")
    assert values["velocity"] == pytest.approx(
        values["first"] * values["second"] - values["third"] * values["fourth"]
    )


def test_a_parameter_rises_falls_or_stays() -> None:
    article = load_example("article")
    assert str(of(article, Kind.NEW_VALUE, "w[h1->y1]")).startswith("w[h1->y1] rises from 0.4")
    too_high = dataclasses.replace(
        article, data=dataclasses.replace(article.data, train=((0.5, 0.8, 0.1),))
    )
    assert "falls from 0.4" in str(of(too_high, Kind.NEW_VALUE, "w[h1->y1]"))
    still = set_training(article, learning_rate=0.0)
    assert "stays at" in str(of(still, Kind.NEW_VALUE, "w[h1->y1]"))


@pytest.mark.parametrize("optimizer", [Optimizer.RMSPROP, Optimizer.ADAM])
def test_every_rule_and_locked_weights_can_be_told(optimizer: Optimizer) -> None:
    project = set_training(set_locked(load_example("xor"), ["b[y1]"], True), optimizer=optimizer)
    for _, _, sentence in told(project):
        assert "{" not in str(sentence), f"every value is named: {sentence.template}"

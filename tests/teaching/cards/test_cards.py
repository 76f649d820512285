"""The cards of random networks: every number is the ledger's, and the arithmetic holds."""

import math
from random import Random

import pytest

from chainrule.engine.losses import reduced
from chainrule.network.names import Activation
from chainrule.session.ledger import Ledger
from chainrule.session.operations import Kind
from chainrule.teaching.cards.facts import Facts
from chainrule.teaching.cards.loss import batch_loss, output_slopes, sample_loss
from chainrule.teaching.cards.network import comparison, gradient_sizes
from chainrule.teaching.cards.neuron import MOST_TERMS, bias_gradient, blame, weighted_sum
from chainrule.teaching.cards.parts import Number
from chainrule.teaching.cards.weight import chain, coming_update
from helpers.graphs import random_project
from helpers.moments import after_backward, facts_at, opened

CLOSE = 1e-12
SEEDS = range(40)
MANY_SEEDS = range(40, 540)


def check(seed: int) -> None:
    project = random_project(Random(seed))
    ledger = opened(project)
    facts = facts_at(project, ledger, after_backward(ledger))
    check_weights(facts, ledger)
    check_neurons(facts, ledger)
    check_loss(facts, ledger)
    check_network(facts_at(project, ledger, len(ledger)), ledger)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_is_the_ledgers_and_the_arithmetic_holds(seed: int) -> None:
    check(seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", MANY_SEEDS)
def test_the_same_for_five_hundred_more(seed: int) -> None:
    check(seed)


def same(number: Number | None, ledger: Ledger, where: str) -> None:
    """Compare a number of a card with the operation that its name leads to."""
    if number is None or number.value is None:
        return
    assert number.name is not None, f"{where}: the number has no name"
    found = ledger.find(number.name.kind, number.name.target, number.name.sample)
    assert found is not None, f"{where}: {number.name} leads nowhere"
    assert found[1].value == number.value, f"{where}: {number.value!r} is not the ledger's"


def close(found: float, wanted: float, scale: float, where: str) -> None:
    apart = abs(found - wanted)
    assert apart <= CLOSE * max(1.0, scale), f"{where}: {found!r} is {apart:g} from {wanted!r}"


def check_weights(facts: Facts, ledger: Ledger) -> None:
    for link in facts.network.connections:
        told = chain(facts, link)
        product = 1.0
        for factor in told.factors:
            same(factor.number, ledger, f"{link.name}: a factor")
            assert factor.number.value is not None, f"{link.name}: a factor is not known"
            product *= factor.number.value
        same(told.gradient, ledger, link.name)
        gradient = told.gradient.value
        assert gradient is not None, f"{link.name}: the gradient is known after the backward pass"
        close(product, gradient, abs(gradient), f"{link.name}: the product of its factors")
        coming = coming_update(facts, link.name, Kind.WEIGHT_GRADIENT, link.locked)
        assert (coming.waits is not None) == link.locked, f"{link.name}: only frozen ones wait"
        assert link.locked or coming.new is not None, f"{link.name}: its new value is told"


def check_neurons(facts: Facts, ledger: Ledger) -> None:
    for neuron in facts.network.computed:
        told = weighted_sum(facts, neuron)
        for term in told.terms:
            same(term.product, ledger, f"{neuron.id}: a term")
            same(term.signal, ledger, f"{neuron.id}: a signal")
        same(told.z, ledger, f"z of {neuron.id}")
        if not told.more:
            terms = [term.product.value or 0.0 for term in told.terms] + [told.bias]
            scale, where = math.fsum(map(abs, terms)), f"{neuron.id}: the sum of its terms"
            close(math.fsum(terms), told.z.value or 0.0, scale, where)
        check_blame(facts, ledger, neuron)


def check_blame(facts: Facts, ledger: Ledger, neuron: object) -> None:
    told, name = blame(facts, neuron), neuron.id
    for number in (told.arrived, told.back, told.slope, told.delta):
        same(number, ledger, f"the blame of {name}")
    for passed in told.passed:
        same(passed.part, ledger, f"{name}: a part")
        same(passed.delta, ledger, f"{name}: a δ")
        close(passed.weight * passed.delta.value, passed.part.value, 1.0, f"{name}: w · δ")
    parts = [passed.part.value for passed in told.passed]
    parts += [] if told.arrived is None else [told.arrived.value]
    if told.back is not None and not told.more:
        close(
            math.fsum(parts), told.back.value, sum(map(abs, parts)), f"{name}: all that came back"
        )
    if not told.form:
        back = told.back or told.arrived
        assert back is not None, f"δ of {name} needs what came back"
        assert told.slope is not None, f"δ of {name} needs the slope"
        found = back.value * told.slope.value
        close(found, told.delta.value, abs(told.delta.value), f"{name}: what came back × slope")
    own = bias_gradient(facts, neuron)
    same(own.own, ledger, f"∂L/∂b of {name}")
    same(own.batch, ledger, f"∂L/∂b of the batch at {name}")
    assert own.own.value == told.delta.value, f"∂L/∂b of {name} is its δ"


def check_loss(facts: Facts, ledger: Ledger) -> None:
    told = sample_loss(facts)
    same(told.loss, ledger, "the loss")
    assert told.operation is not None
    assert told.operation.value == told.loss.value
    for each in output_slopes(facts):
        same(each.slope, ledger, f"∂L/∂{each.neuron}")
        same(each.output, ledger, each.neuron)
        assert each.slope.known, f"∂L/∂{each.neuron} is known after the backward pass"
    batch = batch_loss(facts)
    assert batch is not None, "an open update has a batch"
    for _, number in batch.rows:
        same(number, ledger, "a loss of the batch")
    assert batch.loss == reduced(batch.known, batch.reduction), "the losses make up the batch's"


def check_network(facts: Facts, ledger: Ledger) -> None:
    network = facts.network
    for size in gradient_sizes(facts).levels:
        into = [link for link in network.connections if network.level_of[link.target] == size.level]
        found = [ledger.find(Kind.BATCH_GRADIENT, link.name, None)[1].value for link in into]
        mean = math.fsum(map(abs, found)) / len(found)
        assert size.mean == mean, f"level {size.level}: {size.mean!r} is not {mean!r}"


def test_a_long_sum_keeps_the_largest_terms() -> None:
    seeds = (random_project(Random(seed)) for seed in range(400))
    widest = max(seeds, key=lambda each: max(map(len, each.network.incoming.values()), default=0))
    neuron = max(widest.network.computed, key=lambda each: len(widest.network.incoming[each.id]))
    ledger = opened(widest)
    told = weighted_sum(facts_at(widest, ledger, after_backward(ledger)), neuron)
    links = len(widest.network.incoming[neuron.id])
    assert len(told.terms) + told.more == links, "no term is lost"
    assert links <= MOST_TERMS + 1 or len(told.terms) == MOST_TERMS


def test_nothing_is_told_before_it_is_computed() -> None:
    project = random_project(Random(3))
    ledger = opened(project)
    facts = facts_at(project, ledger, 0)
    link = project.network.connections[0]
    assert not chain(facts, link).gradient.known, "before the first step there is no gradient"
    assert str(chain(facts, link).effect) == "Known in the backward pass."
    assert next(str(word) for factor in chain(facts, link).factors for word in factor.words) in (
        "later",
        "output minus",
    )
    assert not sample_loss(facts).loss.known
    neuron = project.network.computed[0]
    assert not blame(facts, neuron).begun, "no blame before the backward pass"


def test_softmax_has_one_factor_for_loss_and_activation() -> None:
    project = next(
        each
        for each in (random_project(Random(seed)) for seed in range(200))
        if any(neuron.activation is Activation.SOFTMAX for neuron in each.network.outputs)
        and each.network.incoming[each.network.outputs[0].id]
    )
    ledger = opened(project)
    facts = facts_at(project, ledger, after_backward(ledger))
    link = project.network.incoming[project.network.outputs[0].id][0]
    assert len(chain(facts, link).factors) == 2, "∂L/∂z × ∂z/∂w"


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (0.01, "The gradient fades on its way to the first layer."),
        (0.5, "Half as large in the first layer."),
        (1.0, "About as large in the first layer as in the last."),
        (9.0, "Larger in the first layer than in the last."),
        (math.inf, "Larger in the first layer than in the last."),
    ],
)
def test_the_first_layers_gradients_are_compared_with_the_last_ones(
    first: float, words: str
) -> None:
    assert str(comparison([first, 1.0])) == words
    assert comparison([first]) is None, "one layer compares with nothing"

"""The way back from any number: it ends at the data, parameters or settings, and never loops."""

from random import Random

import pytest

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Optimizer, Role
from chainrule.network.project import Data, Project
from chainrule.session.operations import Kind
from chainrule.storage.examples import load_example
from chainrule.teaching.cards.facts import Facts
from chainrule.teaching.cards.parts import NumberName, name_of
from chainrule.teaching.origin_story import MOST_PARTS, Step, Trail, arithmetic, story
from chainrule.teaching.origins import Source
from helpers.graphs import random_project, with_training
from helpers.moments import after_backward, facts_at, opened

ENDS = set(Source) - {Source.FOUND}
W3 = "w[h1->y1]"


def whole(seed: int) -> Facts:
    project = random_project(Random(seed), kinds=("tiny",))
    ledger = opened(project)
    return facts_at(project, ledger, len(ledger))


@pytest.mark.parametrize("seed", range(25))
def test_every_way_back_ends_and_none_loops(seed: int) -> None:
    facts = whole(seed)
    done: set[Step] = set()

    def go(step: Step, path: tuple[Step, ...]) -> None:
        assert step not in path, f"a loop: {[*path, step]}"
        if step in done:
            return
        done.add(step)
        told = story(facts, step)
        assert told is not None, f"{step} leads nowhere"
        if told.operation is None:
            assert told.operand is not None, f"{step} is neither found nor given"
            assert told.operand.source in ENDS, f"the way back ended at {told.operand.source}"
            assert not told.parts, f"{step} is an end"
            return
        assert told.parts, f"{step}: an operation has operands"
        for part in told.parts:
            go(part.leads, (*path, step))

    for operation in facts.ledger:
        go(Step(name_of(operation)), ())


def article(position: int | None = None) -> Facts:
    project = load_example("article")
    ledger = opened(project)
    return facts_at(project, ledger, len(ledger) if position is None else position)


def test_the_articles_gradient_goes_back_to_the_input() -> None:
    facts = article()
    trail = Trail.at(NumberName(Kind.WEIGHT_GRADIENT, W3, 1))
    first = story(facts, trail.here)
    assert [round(part.operand.value, 4) for part in first.parts] == [-0.3301, 0.6748]
    assert [str(part.words) for part in first.parts] == ["share of the blame", "what h1 sent"]
    trail = trail.to(first.parts[1].leads)
    sent = story(facts, trail.here)
    assert arithmetic(sent.operation, lambda value: f"{value:.3f}") == "σ(0.730)"
    trail = trail.to(sent.parts[0].leads)
    total = story(facts, trail.here)
    assert [round(part.operand.value, 3) for part in total.parts] == [0.15, 0.48, 0.1]
    trail = trail.to(total.parts[0].leads)
    product = story(facts, trail.here)
    assert [str(part.words) for part in product.parts] == [
        "weight, before the update",
        "row 1 of the data",
    ]
    cell = story(facts, trail.to(product.parts[1].leads).here)
    assert str(cell.sentence) == "x1 is in row 1 of the data: 0.5."
    weight = story(facts, trail.to(product.parts[0].leads).here)
    assert "as it was at the start" in str(weight.sentence)
    assert trail.back(2).here == Step(NumberName(Kind.ACTIVATE, "h1", 1))
    assert trail.back(9).steps == trail.steps[:1], "the beginning of a trail stays"


def test_what_has_not_been_computed_is_not_told() -> None:
    facts = article(1)
    assert story(facts, Step(NumberName(Kind.DELTA, "h1", 1))) is None
    assert story(facts, Step(NumberName(Kind.INPUT, "x1", 1))) is not None


def test_the_card_of_a_weight_may_tell_the_update_before_it_is_made() -> None:
    project = load_example("article")
    ledger = opened(project)
    facts = facts_at(project, ledger, after_backward(ledger))
    told = story(facts, Step(NumberName(Kind.NEW_VALUE, W3)))
    assert told is not None, "all that goes into it is known"
    velocity = story(facts, told.parts[1].leads)
    words = [str(part.words) for part in velocity.parts]
    assert words == ["momentum", "the step before", "learning rate", "gradient of the batch"]
    before = story(facts, velocity.parts[1].leads)
    assert str(before.sentence) == "Before the first update there is no step to keep."


def test_later_updates_name_the_one_before() -> None:
    from chainrule.session.run import Run

    project = load_example("article")
    run = Run(project)
    run.train_many(4)
    ledger = run.open_next()
    facts = facts_at(project, ledger, len(ledger))
    told = story(facts, Step(NumberName(Kind.MULTIPLY, "w[x1->h1]", 1)))
    weight = story(facts, told.parts[0].leads)
    assert str(weight.sentence) == "w[x1->h1] is as update 4 left it, or set by hand."


def test_a_trail_goes_on_with_the_next_sample() -> None:
    project = with_training(load_example("xor"), batch_size=1, optimizer=Optimizer.SGD)
    ledger = opened(project)
    facts = facts_at(project, ledger, len(ledger))
    told = story(facts, Step(NumberName(Kind.SUM, "h1", 4)))
    assert told is not None, "row 4 is not of this batch: the shown row stands for it"
    assert told.operation.sample == ledger.rows[0] + 1


def test_of_many_operands_the_largest_are_listed() -> None:
    inputs = [Neuron(f"x{index}", Role.INPUT) for index in range(20)]
    links = [Connection(each.id, "y", 0.1 * index) for index, each in enumerate(inputs, 1)]
    network = Network((*inputs, Neuron("y", Role.OUTPUT)), tuple(links))
    data = Data(tuple(each.id for each in inputs), ("y",), ((1.0,) * 20 + (0.5,),))
    project = Project("wide", network, data=data)
    ledger = opened(project)
    told = story(facts_at(project, ledger, len(ledger)), Step(NumberName(Kind.SUM, "y", 1)))
    assert len(told.parts) == MOST_PARTS
    assert told.more == 21 - MOST_PARTS
    listed = [part.operand.name for part in told.parts]
    assert listed == [link.name for link in links[-MOST_PARTS:]], "the largest, in their order"

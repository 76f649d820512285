"""The step list: rows equal to the operations of the ledger, and none told before it is asked."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.network.edits import set_parameters, set_training
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.message import Message
from chainrule.network.names import Role
from chainrule.network.project import Data, Project, Training
from chainrule.session.formulas import formula
from chainrule.session.ledger import Ledger
from chainrule.session.operations import Kind, Phase
from chainrule.session.run import Run
from chainrule.storage.examples import load_example
from chainrule.teaching.step_words import Letter, Name, Term, in_numbers, in_symbols, words
from chainrule.teaching.steps import StepList
from helpers.graphs import graphs, projects


def ledger_of(project: Project) -> Ledger:
    return Run(project).open_next()


def wide(inputs: int = 100, hidden: int = 100) -> Project:
    """A network of as many connections as the digits have."""
    neurons = (
        *(Neuron(f"x{n}", Role.INPUT) for n in range(inputs)),
        *(Neuron(f"h{n}", Role.HIDDEN) for n in range(hidden)),
        Neuron("y", Role.OUTPUT),
    )
    links = (
        *(Connection(f"x{a}", f"h{b}", 0.01) for a in range(inputs) for b in range(hidden)),
        *(Connection(f"h{b}", "y", 0.01) for b in range(hidden)),
    )
    network = Network(neurons, links)
    data = Data(tuple(f"x{n}" for n in range(inputs)), ("y",), ((0.5,) * inputs + (1.0,),) * 3)
    return Project("wide", network, data=data, training=Training(batch_size=3))


@settings(max_examples=60)
@given(project=st.one_of(projects(), graphs()))
def test_the_rows_are_the_operations_of_the_ledger(project: Project) -> None:
    ledger = ledger_of(project)
    steps = StepList(ledger)
    operations = list(ledger)
    assert len(steps) == len(operations)
    assert [steps.operation(number) for number in range(len(steps))] == operations
    ends = [0]
    for number, head in enumerate(steps.heads):
        assert head.start == ends[-1], "heads follow one another without a gap"
        ends.append(head.stop)
        rows = operations[head.start : head.stop]
        assert {row.phase for row in rows} == {head.phase}
        assert len({row.sample for row in rows}) == 1, "each sample has heads of its own"
        assert steps.head_of(head.start) == steps.head_of(head.stop - 1) == number
        inner = [head.start, *(section.stop for section in head.sections)]
        if head.sections:
            assert [section.start for section in head.sections] == inner[:-1]
            assert inner[-1] == head.stop
    assert ends[-1] == len(operations)


@settings(max_examples=60)
@given(project=st.one_of(projects(), graphs()))
def test_every_step_has_words_and_both_formulas(project: Project) -> None:
    for operation in ledger_of(project):
        assert operation.target in words(operation).values.values() or operation.kind is Kind.LOSS
        assert "{" not in str(words(operation)).replace(operation.target, "")
        assert all(in_symbols(project.network, operation))
        told = in_numbers(operation, lambda value: f"<{value!r}>")
        named = re.findall(r"<[^>]*>", str(told))
        if operation.form != "linear":
            assert named == re.findall(r"<[^>]*>", formula(operation, lambda v: f"<{v!r}>"))
        assert " - " not in str(told), "the minus of the screen"


def test_no_sign_is_written_twice() -> None:
    ledger = ledger_of(set_parameters(load_example("article"), {"w[x1->h1]": -0.3, "b[h1]": -1.0}))
    found = ledger.find(Kind.SUM, "h1", 1)
    assert found is not None
    text = in_numbers(found[1], lambda value: f"{value:.2f}".replace("-", "−"))
    assert text == "−0.15 + 0.48 − 1.00"


def written(terms: tuple[Term, ...]) -> str:
    return "".join(
        term.name if isinstance(term, Name)
        else term.letter if isinstance(term, Letter)
        else str(term)
        for term in terms
    )  # fmt: skip


def test_the_rows_of_the_article() -> None:
    ledger = ledger_of(load_example("article"))
    network = load_example("article").network
    rows = {str(words(each)): written(in_symbols(network, each)) for each in ledger}
    assert len(ledger) == 37
    assert rows["product w[x1->h1]"] == "w[x1->h1] · x1"
    assert rows["sum z of h1"] == "w[x1->h1]x1 + w[x2->h1]x2 + b[h1]"
    assert rows["activation h1"] == "σ(z)"
    assert rows["activation y1"] == "z, linear"
    assert rows["loss L"] == "½ (y1 − y)²"
    assert rows["error y1"] == "y1 − y"
    assert rows["delta δ of y1"] == "error · slope"
    assert rows["back over w[h1->y1]"] == "w[h1->y1] · δ of y1"
    assert rows["blame h1"] == "w[h1->y1] · δ of y1"
    assert rows["delta δ of h1"] == "blame · σ′(z)"
    assert rows["gradient w[x1->h1]"] == "δ of h1 · x1"
    assert rows["gradient b[h1]"] == "δ of h1"
    assert rows["batch gradient b[h1]"] == "the sample's gradient"
    assert rows["velocity w[x1->h1]"] == "μ · v − η · g"
    assert rows["new value w[x1->h1]"] == "w[x1->h1] + v"
    numbers = {str(words(each)): in_numbers(each, lambda value: f"{value:.3f}") for each in ledger}
    assert numbers["sum z of h1"] == "0.150 + 0.480 + 0.100"
    assert numbers["activation h1"] == "σ(0.730)"
    assert str(numbers["activation y1"]) == "0.470, linear"
    assert numbers["delta δ of y1"] == "-0.330 × 1.000"


def test_heads_name_the_sample_of_a_batch() -> None:
    ledger = ledger_of(set_training(load_example("xor"), batch_size=2))
    told = [str(head.words) for head in StepList(ledger).heads]
    assert told == [
        "Forward, sample 1 of 2", "Loss, sample 1 of 2", "Backward, sample 1 of 2",
        "Forward, sample 2 of 2", "Loss, sample 2 of 2", "Backward, sample 2 of 2", "Update",
    ]  # fmt: skip


def test_a_large_list_has_a_row_for_each_layer_and_tells_nothing() -> None:
    ledger = ledger_of(wide())
    steps = StepList(ledger)
    assert steps.large
    assert len(steps) > 10_000
    forward, loss = steps.heads[:2]
    assert [str(section.words) for section in forward.sections] == [
        "layer 1 of 2",
        "layer 2 of 2",
    ]
    assert not loss.sections, "one step needs no row above it"
    kinds = [section.kind for section in steps.heads[-1].sections]
    assert kinds == [Kind.BATCH_GRADIENT, Kind.VELOCITY, Kind.NEW_VALUE]
    assert ledger._told == {}, "no group has been told"
    steps.operation(forward.sections[1].start)
    assert len(ledger._told) == 1, "one layer is told when it is opened"
    last = steps.heads[-1]
    for section in last.sections:
        assert {steps.operation(n).kind for n in (section.start, section.stop - 1)} == {
            section.kind
        }


def test_a_search_in_a_large_list_looks_through_one_sample_and_the_update() -> None:
    steps = StepList(ledger_of(wide(30, 20)))
    second = next(head for head in steps.heads if head.number == 2)
    found = set(steps.searched(second.start + 5))
    phases = {(head.phase, head.number) for head in steps.heads if head.start in found}
    assert phases == {
        (Phase.FORWARD, 2), (Phase.LOSS, 2), (Phase.BACKWARD, 2), (Phase.UPDATE, 3)
    }  # fmt: skip


def test_lists_of_updates_with_the_same_rows_have_the_same_shape() -> None:
    run = Run(load_example("xor"))
    first = StepList(run.open_next())
    run.commit()
    assert StepList(run.open_next()).shape == first.shape
    assert isinstance(first.heads[0].words, Message)

"""The ledger: every operation of an update, in teaching order, with the format's words."""

import numpy as np
from hypothesis import given, settings

from chainrule.engine.trainer import Trainer
from chainrule.session.formulas import formula
from chainrule.session.ledger import Ledger
from chainrule.session.operations import Granularity, Kind, Phase
from chainrule.storage.examples import load_example
from helpers.graphs import projects


def ledger_of(project) -> Ledger:
    trainer = Trainer.start(project)
    return Ledger(project, trainer.plan, trainer.update())


def test_the_article_in_teaching_order() -> None:
    rows = [(op.kind.value, op.target, formula(op)) for op in ledger_of(load_example("article"))]
    assert rows[:10] == [
        ("input", "x1", "0.5"),
        ("input", "x2", "0.8"),
        ("multiply", "w[x1->h1]", "0.3 × 0.5"),
        ("multiply", "w[x2->h1]", "0.6 × 0.8"),
        ("sum", "h1", "0.15 + 0.48 + 0.1"),
        ("activate", "h1", "sigmoid(0.73)"),
        ("multiply", "w[h1->y1]", "0.4 × 0.6748052725823135"),
        ("sum", "y1", "0.2699221090329254 + 0.2"),
        ("activate", "y1", "linear(0.4699221090329254)"),
        ("loss", "L", "½ × (0.4699221090329254 - 0.8)²"),
    ]
    assert [kind for kind, target, _ in rows[10:16] if target in ("y1", "b[y1]")] == [
        "loss_slope", "slope", "delta", "bias_gradient",
    ]  # fmt: skip
    assert rows[-1][:2] == ("new_value", "b[y1]")
    assert len(rows) == 37


def test_the_numbers_of_the_article() -> None:
    values = {(op.kind, op.target): op.value for op in ledger_of(load_example("article"))}
    wanted = {
        (Kind.SUM, "h1"): 0.73,
        (Kind.ACTIVATE, "h1"): 0.6748052725823135,
        (Kind.LOSS, "L"): 0.05447570705263601,
        (Kind.LOSS_SLOPE, "y1"): -0.3300778909670746,
        (Kind.WEIGHT_GRADIENT, "w[h1->y1]"): -0.22273830118743196,
        (Kind.WEIGHT_GRADIENT, "w[x1->h1]"): -0.014486664228025099,
        (Kind.BIAS_GRADIENT, "b[h1]"): -0.028973328456050197,
        (Kind.NEW_VALUE, "w[h1->y1]"): 0.4222738301187432,
    }
    for name, value in wanted.items():
        assert abs(values[name] - value) < 1e-12, name


@settings(max_examples=80, deadline=None)
@given(projects(most_rows=3))
def test_the_ledger_is_whole_and_agrees_with_itself(project) -> None:
    ledger = ledger_of(project)
    operations = list(ledger)
    assert len(operations) == len(ledger), "the number of operations is known beforehand"
    for index in range(0, len(ledger), 7):
        assert ledger.operation(index) == operations[index]
        found = ledger.find(operations[index].kind, operations[index].target,
                            operations[index].sample)  # fmt: skip
        assert found == (index, operations[index])
    order = [Phase.FORWARD, Phase.LOSS, Phase.BACKWARD, Phase.UPDATE]
    for sample in {op.sample for op in operations}:
        phases = [order.index(op.phase) for op in operations if op.sample == sample]
        assert phases == sorted(phases), "the phases of a sample come in order"
    for op in operations:
        assert formula(op), f"{op.kind} has a formula"


@settings(max_examples=80, deadline=None)
@given(projects(most_rows=3))
def test_parts_add_up(project) -> None:
    operations = list(ledger_of(project))
    for op in operations:
        if op.kind in (Kind.SUM, Kind.ACTIVATION_GRADIENT):
            total = sum(op.operands)
            scale = max(1.0, *(abs(part) for part in op.operands))
            assert abs(total - op.value) <= 1e-12 * scale, f"{op.kind} of {op.target}"
        if op.kind is Kind.DELTA and op.form == "":
            assert op.operands[0] * op.operands[1] == op.value
        if op.kind is Kind.NEW_VALUE and op.form == "":
            assert op.operands[0] + op.operands[1] == op.value


@settings(max_examples=60, deadline=None)
@given(projects(most_rows=4))
def test_steps_forward_and_back_meet_the_same_places(project) -> None:
    ledger = ledger_of(project)
    for granularity in Granularity:
        places, place = [0], 0
        while place < len(ledger):
            place = ledger.after(place, granularity)
            places.append(place)
        assert places == sorted(set(places))
        back = [len(ledger)]
        while back[-1]:
            back.append(ledger.before(back[-1], granularity))
        assert back[::-1] == places, granularity
    if len(ledger.rows) > 1:
        ends = {ledger.after(0, Granularity.SAMPLE)}
        assert ledger.group_at(ends.pop() - 1).phase is Phase.BACKWARD


def test_a_batch_has_its_samples_and_one_gradient() -> None:
    ledger = ledger_of(load_example("xor"))
    gradient = ledger.find(Kind.BATCH_GRADIENT, "w[h1->y1]")[1]
    samples = [ledger.find(Kind.WEIGHT_GRADIENT, "w[h1->y1]", row)[1].value for row in range(1, 5)]
    assert list(gradient.operands) == samples
    assert abs(gradient.value - np.mean(samples)) < 1e-15
    assert formula(gradient).endswith(") ÷ 4")


@settings(max_examples=40, deadline=None)
@given(projects(most_rows=3))
def test_a_sample_and_a_neuron_can_be_told_alone(project) -> None:
    ledger = ledger_of(project)
    everything = list(ledger)
    for row in {op.sample for op in everything if op.sample is not None}:
        assert list(ledger.select(sample=row)) == [op for op in everything if op.sample == row]
    parts = {neuron.id: list(ledger.select(neuron=neuron.id)) for neuron in project.network.neurons}
    whole = sum(map(len, parts.values())) + sum(op.kind is Kind.LOSS for op in everything)
    assert whole == len(everything), "every operation but the loss belongs to one neuron"
    for neuron in project.network.computed:
        wanted = {neuron.id, neuron.bias_name}
        wanted |= {link.name for link in project.network.incoming[neuron.id]}
        back = {link.name for link in project.network.outgoing[neuron.id]}
        for op in parts[neuron.id]:
            assert op.target in (back if op.kind is Kind.PASS_BACK else wanted), op


def test_a_row_that_is_not_in_the_batch_has_nothing_to_tell() -> None:
    assert list(ledger_of(load_example("xor")).select(sample=99)) == []

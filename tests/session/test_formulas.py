"""Formulas: their arithmetic, done as it is written, gives the value beside it."""

import dataclasses
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.engine.trainer import Trainer
from chainrule.network.edits import set_locked, set_training
from chainrule.network.names import Activation, Optimizer
from chainrule.network.project import Project
from chainrule.session.formulas import formula
from chainrule.session.ledger import Ledger
from chainrule.session.operations import Kind, Operation
from chainrule.storage.examples import load_example
from helpers.graphs import projects
from helpers.reference import FUNCTIONS

SIGNS = {"×": "*", "÷": "/", "²": "**2", "½": "0.5", "′": "_slope", "√": "root@"}


class Root:
    """The sign √, which takes the number after it."""

    def __matmul__(self, number: float) -> float:
        return math.sqrt(number)


def softmax(z: float, *every: float) -> float:
    top = max(every)
    return math.exp(z - top) / sum(math.exp(other - top) for other in every)


WORDS = {
    "ln": math.log,
    "root": Root(),
    "softmax": softmax,
    **{name.value: function for name, (function, _) in FUNCTIONS.items()},
    **{f"{name.value}_slope": slope for name, (_, slope) in FUNCTIONS.items()},
}


def worked_out(text: str) -> float:
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    return float(eval(text, {"__builtins__": {}}, WORDS))


def ledger_of(project: Project, updates: int = 1) -> Ledger:
    trainer = Trainer.start(project)
    for _ in range(updates - 1):
        trainer.update()
    return Ledger(project, trainer.plan, trainer.update())


def check(operation: Operation) -> None:
    wanted, text = operation.value, formula(operation)
    size = max(1.0, abs(wanted), *(abs(operand) for operand in operation.operands))
    found = worked_out(text)
    precision = 1e-10
    if operation.kind in (Kind.LOSS, Kind.LOSS_SLOPE):
        gaps = [abs(1.0 - operand) for operand in operation.operands if operand != 1.0]
        precision = max(precision, 1e-15 / min(gaps, default=1.0))  # the digits that 1 − ŷ has
    assert abs(found - wanted) <= precision * size, f"{operation.kind}, {operation.target}: {text}"


@st.composite
def trained(draw: st.DrawFn) -> Project:
    return set_training(
        draw(projects(most_rows=3)),
        optimizer=draw(st.sampled_from(Optimizer)),
        nesterov=draw(st.booleans()),
        l1=draw(st.sampled_from([0.0, 0.01])),
        l2=draw(st.sampled_from([0.0, 0.1])),
    )


@settings(max_examples=100)
@given(trained(), st.integers(1, 3))
def test_a_formula_gives_its_value(project: Project, updates: int) -> None:
    for operation in ledger_of(project, updates):
        check(operation)


ARTICLE = [
    ("forward", "input", "x1", "0.5"),
    ("forward", "input", "x2", "0.8"),
    ("forward", "multiply", "w[x1->h1]", "0.3 × 0.5"),
    ("forward", "multiply", "w[x2->h1]", "0.6 × 0.8"),
    ("forward", "sum", "h1", "0.15 + 0.48 + 0.1"),
    ("forward", "activate", "h1", "sigmoid(0.73)"),
    ("forward", "multiply", "w[h1->y1]", "0.4 × 0.6748052725823135"),
    ("forward", "sum", "y1", "0.2699221090329254 + 0.2"),
    ("forward", "activate", "y1", "linear(0.4699221090329254)"),
    ("loss", "loss", "L", "½ × (0.4699221090329254 - 0.8)²"),
    ("backward", "loss_slope", "y1", "0.4699221090329254 - 0.8"),
    ("backward", "slope", "y1", "linear′(0.4699221090329254)"),
    ("backward", "delta", "y1", "-0.3300778909670746 × 1.0"),
    ("backward", "weight_gradient", "w[h1->y1]", "-0.3300778909670746 × 0.6748052725823135"),
    ("backward", "bias_gradient", "b[y1]", "-0.3300778909670746"),
    ("backward", "pass_back", "w[h1->y1]", "0.4 × -0.3300778909670746"),
    ("backward", "activation_gradient", "h1", "-0.13203115638682984"),
    ("backward", "slope", "h1", "sigmoid′(0.73)"),
    ("backward", "delta", "h1", None),
    ("backward", "weight_gradient", "w[x1->h1]", "-0.0289733284560502 × 0.5"),
    ("backward", "weight_gradient", "w[x2->h1]", "-0.0289733284560502 × 0.8"),
    ("backward", "bias_gradient", "b[h1]", "-0.0289733284560502"),
    *[("update", "batch_gradient", name, None) for name in
      ("w[x1->h1]", "w[x2->h1]", "w[h1->y1]", "b[h1]", "b[y1]")],
    *[("update", "velocity", name, None) for name in
      ("w[x1->h1]", "w[x2->h1]", "w[h1->y1]", "b[h1]", "b[y1]")],
    *[("update", "new_value", name, None) for name in
      ("w[x1->h1]", "w[x2->h1]", "w[h1->y1]", "b[h1]", "b[y1]")],
]  # fmt: skip


def shown(text: str) -> list[str]:
    """The parts of a formula, its numbers to twelve digits: the last ones are the platform's."""
    parts = text.replace("(", "( ").replace(")", " )").split()
    return [f"{float(part):.12g}" if part.strip("-")[:1].isdigit() else part for part in parts]


def test_the_whole_ledger_of_the_article() -> None:
    operations = list(ledger_of(load_example("article")))
    assert [(op.phase, op.kind, op.target) for op in operations] == [row[:3] for row in ARTICLE]
    for operation, (*_, text) in zip(operations, ARTICLE, strict=True):
        if text is not None:
            assert shown(formula(operation)) == shown(text), operation.target
        check(operation)
        of_batch = operation.phase == "update"
        assert operation.sample == (None if of_batch else 1)


def test_a_locked_parameter_shows_its_gradient_and_nothing_else_in_the_update() -> None:
    project = set_locked(load_example("article"), {"w[h1->y1]", "b[h1]"}, True)
    ledger = ledger_of(project)
    gradient = ledger.find(Kind.BATCH_GRADIENT, "w[h1->y1]")
    assert gradient is not None
    assert gradient[1].value == pytest.approx(-0.22273830118743196, abs=1e-12)
    for name in ("w[h1->y1]", "b[h1]"):
        for kind in (Kind.VELOCITY, Kind.NEW_VALUE):
            assert ledger.find(kind, name) is None, f"{name} is locked: it has no {kind}"
    moved = ledger.find(Kind.NEW_VALUE, "b[y1]")
    assert moved is not None
    assert moved[1].value == pytest.approx(0.2 + 0.1 * 0.3300778909670746, abs=1e-12)
    # the gradient of what lies behind a locked weight is the same
    behind = ledger.find(Kind.WEIGHT_GRADIENT, "w[x1->h1]", 1)
    assert behind is not None
    assert behind[1].value == pytest.approx(-0.014486664228025099, abs=1e-12)


def test_softmax_has_no_slope() -> None:
    project = load_example("article")
    neurons = tuple(
        dataclasses.replace(neuron, activation=Activation.SOFTMAX) if neuron.id == "y1" else neuron
        for neuron in project.network.neurons
    )
    network = dataclasses.replace(project.network, neurons=neurons)
    ledger = ledger_of(dataclasses.replace(project, network=network))
    kinds = [operation.kind for operation in ledger if operation.target == "y1"]
    assert Kind.SLOPE not in kinds
    assert Kind.DELTA in kinds


def test_numbers_are_written_as_the_reader_asks() -> None:
    operation = next(op for op in ledger_of(load_example("article")) if op.kind is Kind.SUM)
    assert formula(operation, lambda value: f"{value:.1f}".replace(".", ",")) == "0,1 + 0,5 + 0,1"

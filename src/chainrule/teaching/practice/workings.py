"""The working of each kind of operation: from which numbers, and how, its value is found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chainrule.network.names import Activation, Loss, Optimizer
from chainrule.session.operations import Kind
from chainrule.teaching.origins import operands
from chainrule.teaching.practice import ranges
from chainrule.teaching.practice.rounding import coarse
from chainrule.teaching.practice.working import Part, Term, Working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.session.operations import Operation
    from chainrule.teaching.practice.interval import Interval
    from chainrule.teaching.practice.sheet import Sheet
    from chainrule.teaching.practice.working import Factor

SQUARED = (Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR)


def working(sheet: Sheet, operation: Operation) -> Working:
    """Return how the value of an operation is worked out."""
    return {
        Kind.MULTIPLY: _multiply,
        Kind.SUM: _sum,
        Kind.ACTIVATE: _activate,
        Kind.LOSS: _loss,
        Kind.LOSS_SLOPE: _loss_slope,
        Kind.SLOPE: _slope,
        Kind.DELTA: _delta,
        Kind.PASS_BACK: _pass_back,
        Kind.ACTIVATION_GRADIENT: _blame,
        Kind.WEIGHT_GRADIENT: _weight_gradient,
        Kind.BIAS_GRADIENT: _bias_gradient,
        Kind.BATCH_GRADIENT: _batch_gradient,
        Kind.VELOCITY: _velocity,
        Kind.NEW_VALUE: _new_value,
    }[operation.kind](sheet, operation)


def pair(operation: Operation) -> tuple[str, str]:
    """Return source and target of an operation on a connection."""
    assert isinstance(operation.subject, tuple)
    return operation.subject


def _multiply(sheet: Sheet, operation: Operation) -> Working:
    return Working((Term(_product(sheet, operation)),))


def _product(sheet: Sheet, operation: Operation) -> tuple[Factor, ...]:
    signal = sheet.signal(pair(operation)[0], operation.sample)
    return sheet.parameter(operation.target), signal


def _sum(sheet: Sheet, operation: Operation) -> Working:
    neuron = sheet.network.by_id[operation.target]
    terms = []
    for link in sheet.network.incoming[neuron.id]:
        product = sheet.operation(Kind.MULTIPLY, link.name, operation.sample)
        assert product is not None, "every connection has its product"
        terms.append(Term(_product(sheet, product), whole=sheet.of(product)))
    return Working((*terms, Term((sheet.parameter(neuron.bias_name),))))


def _activate(sheet: Sheet, operation: Operation) -> Working:
    if operation.form == Activation.LINEAR:
        sums = sheet.operation(Kind.SUM, operation.target, operation.sample)
        assert sums is not None, "every computed neuron has its sum"
        return _sum(sheet, sums)
    names = [operation.target]
    if operation.form != Activation.SOFTMAX:
        return Working(_each(sheet, Kind.SUM, names, operation), _function(operation.form))
    names = [neuron.id for neuron in sheet.network.outputs]
    place = names.index(operation.target)
    return Working(_each(sheet, Kind.SUM, names, operation), partial(_shared, place))


def _each(sheet: Sheet, kind: Kind, names: Sequence[str], operation: Operation) -> tuple[Term, ...]:
    return tuple(Term((sheet.found(kind, name, operation.sample),)) for name in names)


def _function(form: str) -> partial[Interval]:
    return partial(_activated, form)


def _activated(form: str, numbers: Sequence[Interval]) -> Interval:
    return ranges.activated(form, numbers[0])


def _shared(place: int, numbers: Sequence[Interval]) -> Interval:
    return ranges.shared(numbers[place], numbers, place)


def _loss(sheet: Sheet, operation: Operation) -> Working:
    terms = []
    for neuron in sheet.network.outputs:
        terms.append(Term((sheet.signal(neuron.id, operation.sample, Part.OUTPUT),)))
        terms.append(Term((sheet.goal(neuron.id, operation.sample),)))
    exact = operation.operands[::2]
    return Working(tuple(terms), partial(_marked, operation.form, exact, _inner(sheet)))


def _inner(sheet: Sheet) -> ranges.Rounding:
    return ranges.unrounded if sheet.exact else coarse


def _marked(
    form: str, exact: Sequence[float], inner: ranges.Rounding, numbers: Sequence[Interval]
) -> Interval:
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    return ranges.loss(form, pairs, exact, inner)


def _loss_slope(sheet: Sheet, operation: Operation) -> Working:
    neuron, outputs = operation.target, operation.operands[2]
    output = sheet.signal(neuron, operation.sample, Part.OUTPUT)
    goal = sheet.goal(neuron, operation.sample)
    if operation.form in SQUARED:
        scale = 1.0 if operation.form == Loss.HALF_SQUARED_ERROR else 2.0 / outputs
        return Working((Term((output,)), Term((goal,), -1.0)), scale=scale)

    def steep(numbers: Sequence[Interval]) -> Interval:
        return ranges.loss_slope(
            operation.form, numbers[0], numbers[1], int(outputs), output.value, _inner(sheet)
        )

    return Working((Term((output,)), Term((goal,))), steep)


def _slope(sheet: Sheet, operation: Operation) -> Working:
    terms = _each(sheet, Kind.SUM, [operation.target], operation)
    return Working(terms, lambda numbers: ranges.slope(operation.form, numbers[0]))


def _delta(sheet: Sheet, operation: Operation) -> Working:
    name, sample = operation.target, operation.sample
    if operation.form == "":
        return Working((Term(delta_factors(sheet, operation)),))
    if operation.form == "jacobian":
        return _jacobian(sheet, operation)
    output = Term((sheet.signal(name, sample, Part.OUTPUT),))
    if operation.form == "scaled_difference":
        output = Term(output.factors, operation.operands[1])
    return Working((output, Term((sheet.goal(name, sample),), -1.0)))


def _jacobian(sheet: Sheet, operation: Operation) -> Working:
    """Return a·(g − Σ a·g) of softmax, written out as a sum of products."""
    share = sheet.signal(operation.target, operation.sample)
    terms = [Term((share, sheet.blame(operation.target, operation.sample)))]
    for neuron in sheet.network.outputs:
        one = sheet.signal(neuron.id, operation.sample)
        terms.append(Term((share, one, sheet.blame(neuron.id, operation.sample)), -1.0))
    return Working(tuple(terms))


def delta_factors(sheet: Sheet, operation: Operation) -> tuple[Factor, ...]:
    """Return the factors of δ: blame and slope where it is their product, else δ itself."""
    if operation.form != "":
        return (sheet.of(operation),)
    name, sample = operation.target, operation.sample
    return sheet.blame(name, sample), sheet.found(Kind.SLOPE, name, sample)


def _delta_of(sheet: Sheet, neuron: str, sample: int | None) -> tuple[Factor, ...]:
    delta = sheet.operation(Kind.DELTA, neuron, sample)
    assert delta is not None, "every computed neuron has its delta"
    return delta_factors(sheet, delta)


def _pass_back(sheet: Sheet, operation: Operation) -> Working:
    delta = sheet.found(Kind.DELTA, pair(operation)[1], operation.sample)
    return Working((Term((sheet.parameter(operation.target), delta)),))


def _blame(sheet: Sheet, operation: Operation) -> Working:
    terms = []
    for operand in operands(sheet.tolerance.project, sheet.ledger, operation):
        if operand.kind is None:
            continue
        found = sheet.operation(operand.kind, operand.name, operand.sample)
        assert found is not None, "what comes back was found before"
        if found.kind is Kind.PASS_BACK:
            terms.append(Term(_pass_back(sheet, found).factors, whole=sheet.of(found)))
        else:
            terms.append(Term((sheet.of(found),)))
    return Working(tuple(terms))


def _weight_gradient(sheet: Sheet, operation: Operation) -> Working:
    source, target = pair(operation)
    delta = _delta_of(sheet, target, operation.sample)
    return Working((Term((*delta, sheet.signal(source, operation.sample))),))


def _bias_gradient(sheet: Sheet, operation: Operation) -> Working:
    return Working((Term(_delta_of(sheet, str(operation.subject), operation.sample)),))


def _batch_gradient(sheet: Sheet, operation: Operation) -> Working:
    reduction, regularised, _ = operation.form.partition("+")
    kind = gradient_kind(operation)
    rows = [row + 1 for row in sheet.ledger.rows]
    share = 1.0 / len(rows) if reduction == "mean" else 1.0
    terms = [Term((sheet.found(kind, operation.target, row),), share) for row in rows]
    if regularised:
        weight = sheet.parameter(operation.target)
        sign = float((weight.value > 0) - (weight.value < 0))
        terms.append(Term((sheet.setting("l1"),), sign))
        terms.append(Term((sheet.setting("l2"), weight)))
    return Working(tuple(terms))


def gradient_kind(operation: Operation) -> Kind:
    """Return the kind of a sample's gradient of the same parameter."""
    of_weight = isinstance(operation.subject, tuple)
    return Kind.WEIGHT_GRADIENT if of_weight else Kind.BIAS_GRADIENT


def gradient(sheet: Sheet, operation: Operation) -> Factor:
    """Return the gradient that an update uses; of one sample alone it is that sample's."""
    batch = sheet.operation(Kind.BATCH_GRADIENT, operation.target, None)
    assert batch is not None, "every parameter has its gradient"
    if len(batch.operands) == 1:
        return sheet.found(gradient_kind(operation), operation.target, sheet.ledger.rows[0] + 1)
    return sheet.of(batch)


def _velocity(sheet: Sheet, operation: Operation) -> Working:
    return Working(_steps(sheet, operation, operation.operands[1]))


def _steps(sheet: Sheet, operation: Operation, remembered: float) -> tuple[Term, ...]:
    """Return μ·v − η·g; without momentum there is nothing to keep of the last step."""
    against = Term((sheet.rate(), gradient(sheet, operation)), -1.0)
    momentum = sheet.setting("momentum", Part.MOMENTUM)
    if not momentum.value * remembered:
        return (against,)
    old = sheet.given(remembered, Part.VELOCITY, operation.target)
    return Term((momentum, old)), against


def _new_value(sheet: Sheet, operation: Operation) -> Working:
    old = Term((sheet.parameter(operation.target),))
    if operation.form in (Optimizer.RMSPROP, Optimizer.ADAM):
        direction, size, epsilon = operation.operands[2:]
        scaled = sheet.given(direction / (size**0.5 + epsilon), Part.SETTING, "step")
        return Working((old, Term((sheet.rate(), scaled), -1.0)))
    velocity = sheet.operation(Kind.VELOCITY, operation.target, None)
    assert velocity is not None, "the step was found before"
    if operation.form == "nesterov":
        momentum = sheet.setting("momentum", Part.MOMENTUM)
        ahead = Term((momentum, sheet.of(velocity)))
        return Working((old, ahead, Term((sheet.rate(), gradient(sheet, operation)), -1.0)))
    return Working((old, *_steps(sheet, velocity, velocity.operands[1])))

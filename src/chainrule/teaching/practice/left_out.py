"""Mistakes that leave something out, or put it in too often: slope, bias, ½, η, the count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.network.names import Loss, Reduction
from chainrule.session.operations import Kind
from chainrule.teaching.practice.guess import Change, Guess, replacing, worked
from chainrule.teaching.practice.working import Part
from chainrule.teaching.practice.workings import working

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.teaching.practice.guess import Case
    from chainrule.teaching.practice.working import Factor, Working

GRADIENTS = frozenset(
    {
        Kind.LOSS_SLOPE,
        Kind.DELTA,
        Kind.PASS_BACK,
        Kind.ACTIVATION_GRADIENT,
        Kind.WEIGHT_GRADIENT,
        Kind.BIAS_GRADIENT,
        Kind.BATCH_GRADIENT,
    }
)
"""kinds in which η has no place yet"""
STEPS = frozenset({Kind.VELOCITY, Kind.NEW_VALUE})
SQUARED = (Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR)


def forgot_slope(case: Case) -> Iterator[Guess]:
    """Leave f′ out."""
    slopes = [factor for factor in case.working.factors if factor.part is Part.SLOPE]
    if slopes:
        yield replacing(case, *(Change(slope, None) for slope in slopes))


def forgot_bias(case: Case) -> Iterator[Guess]:
    """Leave the bias out of the sum, also of the sum that an activation is taken of."""
    biases = [factor for factor in case.working.factors if factor.part is Part.BIAS]
    if biases and case.operation.kind in (Kind.SUM, Kind.ACTIVATE):
        terms = [term for term in case.working.terms if biases[0] not in term.factors]
        yield worked(case.working.with_terms(terms), Change(biases[0], None))
    elif case.operation.kind is Kind.ACTIVATE:
        neuron = case.sheet.network.by_id[case.operation.target]
        bias = case.sheet.parameter(neuron.bias_name)
        own = case.working.factors[_own_sum(case)]
        less = replace(own, value=own.value - bias.value, number=own.number - bias.number)
        yield replacing(case, Change(own, less))


def _own_sum(case: Case) -> int:
    """Return the place of the neuron's own sum; softmax has those of all outputs."""
    names = [factor.target for factor in case.working.factors]
    return names.index(case.operation.target)


def forgot_rate(case: Case) -> Iterator[Guess]:
    """Leave η out of the step."""
    if case.operation.kind in STEPS:
        rates = [factor for factor in case.working.factors if factor.part is Part.RATE]
        if rates:
            yield replacing(case, Change(rates[0], None))


def rate_too_early(case: Case) -> Iterator[Guess]:
    """Multiply by η where it has no place yet, use it as a factor, or use it twice."""
    rate = case.sheet.rate()
    if case.operation.kind in GRADIENTS:
        for sign in (1.0, -1.0):
            yield Guess(case.working.number * rate.number * sign)
        if case.working.is_product and len(case.working.factors) > 1:
            for factor in case.working.factors:
                yield replacing(case, Change(factor, rate))
    elif case.operation.kind in STEPS:
        terms = [
            replace(term, factors=(*term.factors, rate)) if rate in term.factors else term
            for term in case.working.terms
        ]
        yield worked(case.working.with_terms(terms))


def forgot_half(case: Case) -> Iterator[Guess]:
    """Leave the ½ of the half squared error out, so that its slope keeps the 2 of the square."""
    if _marks(case) == Loss.HALF_SQUARED_ERROR:
        yield worked(case.working.scaled(2.0))


def half_too_many(case: Case) -> Iterator[Guess]:
    """Put a ½ in that does not belong there."""
    if _marks(case) in SQUARED:
        yield worked(case.working.scaled(0.5))


def _marks(case: Case) -> str | None:
    """Return the loss whose formula the value comes from directly."""
    if case.operation.kind in (Kind.LOSS, Kind.LOSS_SLOPE):
        return case.operation.form
    if any(factor.kind is Kind.LOSS_SLOPE for factor in case.working.factors):
        return case.sheet.ledger.narrator.loss.value
    return None


def sum_for_mean(case: Case) -> Iterator[Guess]:
    """Forget to divide by how many samples or outputs there are."""
    samples = len(case.sheet.ledger.rows)
    if case.sheet.training.reduction is Reduction.MEAN and samples > 1:
        yield from _other_batch(case, float(samples), samples)
    outputs = len(case.sheet.network.outputs)
    if outputs > 1 and _marks(case) == Loss.MEAN_SQUARED_ERROR:
        yield worked(case.working.scaled(float(outputs)), count=outputs)


def mean_for_sum(case: Case) -> Iterator[Guess]:
    """Divide by how many samples or outputs there are where the sum is meant."""
    samples = len(case.sheet.ledger.rows)
    if case.sheet.training.reduction is Reduction.SUM and samples > 1:
        yield from _other_batch(case, 1.0 / samples, samples)
    outputs, marks = len(case.sheet.network.outputs), _marks(case)
    if outputs > 1 and marks is not None and marks != Loss.MEAN_SQUARED_ERROR:
        yield worked(case.working.scaled(1.0 / outputs), count=outputs)


def _other_batch(case: Case, by: float, count: int) -> Iterator[Guess]:
    """Yield the gradient of the batch, and the step, with the samples' part of it multiplied."""
    if case.operation.kind is Kind.BATCH_GRADIENT:
        yield worked(_of_samples(case.working, by), count=count)
    elif case.operation.kind in STEPS:
        for factor in case.working.factors:
            if factor.kind is Kind.BATCH_GRADIENT:
                other = _other_gradient(case, factor, by)
                changed = case.working.replaced(factor, other)
                yield worked(changed, Change(factor, other), count=count)


def _other_gradient(case: Case, gradient: Factor, by: float) -> Factor:
    batch = case.sheet.operation(Kind.BATCH_GRADIENT, gradient.target, None)
    assert batch is not None, "the factor is its value"
    changed = _of_samples(working(case.sheet, batch), by)
    value = sum(term.value for term in changed.terms)
    return replace(gradient, value=value, number=changed.number, kind=None)


def _of_samples(batch: Working, by: float) -> Working:
    """Return the working of a batch's gradient with the samples' gradients multiplied."""
    terms = [
        replace(term, scale=term.scale * by)
        if any(factor.part is Part.GRADIENT for factor in term.factors)
        else term
        for term in batch.terms
    ]
    return batch.with_terms(terms)

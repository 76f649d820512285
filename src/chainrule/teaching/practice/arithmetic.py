"""Mistakes in how numbers are put together: the sign, plus for minus, plus for times."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.session.operations import Kind
from chainrule.teaching.practice.guess import Change, Guess, replacing, worked
from chainrule.teaching.practice.interval import total
from chainrule.teaching.practice.left_out import SQUARED, STEPS
from chainrule.teaching.practice.working import Part
from chainrule.teaching.practice.workings import working

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.teaching.practice.guess import Case
    from chainrule.teaching.practice.interval import Interval
    from chainrule.teaching.practice.working import Factor, Term, Working

SUMS = (Kind.SUM, Kind.ACTIVATION_GRADIENT, Kind.BATCH_GRADIENT)


def wrong_sign(case: Case) -> Iterator[Guess]:
    """Turn the sign of the value, of one term of a sum, or of z before the activation."""
    if case.operation.kind is Kind.NEW_VALUE:
        return
    yield Guess(-case.working.number)
    if case.operation.kind is Kind.ACTIVATE and case.working.function is not None:
        own = next(one for one in case.working.factors if one.target == case.operation.target)
        turned = replace(own, value=-own.value, number=-own.number)
        yield replacing(case, Change(own, turned))
    elif len(case.working.terms) > 1 and _is_sum(case):
        for term in case.working.terms:
            yield _with_term(case, term, replace(term, scale=-term.scale))


def _is_sum(case: Case) -> bool:
    return case.operation.kind in (*SUMS, Kind.ACTIVATE) and case.working.function is None


def _with_term(case: Case, old: Term, new: Term) -> Guess:
    terms = [new if term is old else term for term in case.working.terms]
    named = old.whole or old.factors[0]
    turned = replace(named, value=-named.value, number=-named.number)
    return worked(case.working.with_terms(terms), Change(named, turned))


def added(case: Case) -> Iterator[Guess]:
    """Add where it should subtract: the step to the weight, the target to the output."""
    kind = case.operation.kind
    if kind is Kind.LOSS and case.operation.form in SQUARED:
        assert case.working.function is not None, "a loss is a function of its outputs"
        yield Guess(case.working.function(_turned_targets(case)))
    elif kind in STEPS:
        yield worked(_all_added(case))
        if kind is Kind.NEW_VALUE:
            old, *steps = case.working.terms
            back = [replace(step, scale=-step.scale) for step in steps]
            yield worked(case.working.with_terms([old, *back]))
    elif any(factor.part is Part.TARGET for factor in case.working.factors):
        if case.working.function is None:
            yield worked(_all_added(case))
    else:
        yield from _in_chain(case)


def _turned_targets(case: Case) -> list[Interval]:
    numbers = [factor.number for factor in case.working.factors]
    return [-one if index % 2 else one for index, one in enumerate(numbers)]


def _all_added(case: Case) -> Working:
    terms = [replace(term, scale=abs(term.scale)) for term in case.working.terms]
    return case.working.with_terms(terms)


def _in_chain(case: Case) -> Iterator[Guess]:
    """Yield a gradient whose first factor is output plus target."""
    for factor in case.working.factors:
        if factor.kind not in (Kind.LOSS_SLOPE, Kind.DELTA) or not _is_output(case, factor):
            continue
        operation = case.sheet.operation(factor.kind, factor.target, factor.sample)
        if operation is None or operation.form not in (*SQUARED, "difference"):
            continue
        inner = replace(case, operation=operation, working=working(case.sheet, operation))
        number = _all_added(inner).number
        value = sum(abs(term.scale) * term.value for term in inner.working.terms)
        yield replacing(case, Change(factor, replace(factor, value=value, number=number)))


def _is_output(case: Case, factor: Factor) -> bool:
    network = case.sheet.network
    return factor.target in {neuron.id for neuron in network.outputs}


def sum_for_product(case: Case) -> Iterator[Guess]:
    """Add the factors that are to be multiplied."""
    terms = case.working.terms
    if case.working.function is not None or all(len(term.factors) < 2 for term in terms):
        return
    if case.operation.kind in STEPS or case.operation.kind is Kind.BATCH_GRADIENT:
        return
    yield Guess(total(_added_up(term) for term in terms) * case.working.scale)
    if case.working.is_product and len(case.working.factors) == 3:
        first, second, third = (factor.number for factor in case.working.factors)
        yield Guess(first * second + third)


def _added_up(term: Term) -> Interval:
    return total(factor.number for factor in term.factors) * term.scale

"""Mistakes that take one number for another: z for a, w for a, another edge's or neuron's."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from chainrule.session.operations import Kind
from chainrule.teaching.practice import ranges
from chainrule.teaching.practice.guess import Change, Guess, replacing
from chainrule.teaching.practice.interval import total
from chainrule.teaching.practice.left_out import SQUARED
from chainrule.teaching.practice.working import Part
from chainrule.teaching.practice.workings import pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.teaching.practice.guess import Case
    from chainrule.teaching.practice.sheet import Sheet
    from chainrule.teaching.practice.working import Factor

SENT = (Part.SIGNAL, Part.OUTPUT)
THROUGH_WEIGHTS = (Kind.MULTIPLY, Kind.SUM, Kind.ACTIVATE)


def z_for_a(case: Case) -> Iterator[Guess]:
    """Take the sum for what the neuron sends."""
    if case.operation.kind is Kind.ACTIVATE and case.working.function is not None:
        own = next(one for one in case.working.factors if one.target == case.operation.target)
        yield Guess(own.number, (Change(case.sheet.of(case.operation), own),))
        return
    changes = []
    for factor in _sent(case):
        sums = case.sheet.sum_of(factor.target, factor.sample)
        if sums is not None and sums.value != factor.value and _can_stand(case, sums):
            changes.append(Change(factor, sums))
    yield from _one_or_all(case, changes)


def _can_stand(case: Case, sums: Factor) -> bool:
    """Return whether a sum can stand for an output: logarithms need one between 0 and 1."""
    marks = case.operation.kind in (Kind.LOSS, Kind.LOSS_SLOPE)
    return not marks or case.operation.form in SQUARED or 0.0 < sums.value < 1.0


def _sent(case: Case) -> list[Factor]:
    return [factor for factor in dict.fromkeys(case.working.factors) if factor.part in SENT]


def _one_or_all(case: Case, changes: list[Change]) -> Iterator[Guess]:
    for change in changes:
        yield replacing(case, change)
    if len(changes) > 1:
        yield replacing(case, *changes)


def a_for_z(case: Case) -> Iterator[Guess]:
    """Take what the neuron sends for its sum, also where the slope is found."""
    kind, sample = case.operation.kind, case.operation.sample
    if kind is Kind.SUM:
        sent = case.sheet.found(Kind.ACTIVATE, case.operation.target, sample)
        yield Guess(sent.number, (Change(case.sheet.of(case.operation), sent),))
    elif kind is Kind.SLOPE:
        slope = _slope_at_signal(case.sheet, case.sheet.of(case.operation))
        yield Guess(slope.number, (Change(case.sheet.of(case.operation), slope),))
    for factor in case.working.factors:
        if factor.part is Part.SLOPE:
            yield replacing(case, Change(factor, _slope_at_signal(case.sheet, factor)))


def _slope_at_signal(sheet: Sheet, slope: Factor) -> Factor:
    """Return f′(a), which should be f′(z)."""
    signal = sheet.found(Kind.ACTIVATE, slope.target, slope.sample)
    form = sheet.network.by_id[slope.target].activation.value
    number = ranges.slope(form, signal.number)
    value = ranges.slope(form, replace(number, low=signal.value, high=signal.value)).low
    return replace(slope, value=value, number=number, kind=None)


def wrong_slope(case: Case) -> Iterator[Guess]:
    """Take the slope of another neuron."""
    if case.operation.kind is Kind.SLOPE:
        own = case.sheet.of(case.operation)
        for other in _other_slopes(case.sheet, own):
            yield Guess(other.number, (Change(own, other),))
    for factor in case.working.factors:
        if factor.part is Part.SLOPE:
            for other in _other_slopes(case.sheet, factor):
                yield replacing(case, Change(factor, other))


def _other_slopes(sheet: Sheet, slope: Factor) -> Iterator[Factor]:
    """Yield the slopes of other neurons; one of 1 changes nothing and counts as left out."""
    for name in sheet.with_slope():
        if name != slope.target:
            other = sheet.found(Kind.SLOPE, name, slope.sample)
            if other.value != 1.0:
                yield other


def updated_weight(case: Case) -> Iterator[Guess]:
    """Send the blame back through weights that are updated already."""
    if case.operation.kind in (Kind.PASS_BACK, Kind.ACTIVATION_GRADIENT):
        changes = [
            Change(factor, updated)
            for factor in case.working.factors
            if factor.part is Part.WEIGHT
            and (updated := _updated(case.sheet, factor.target)) is not None
        ]
        yield from _one_or_all(case, changes)
        return
    for factor in case.working.factors:
        if factor.kind is Kind.ACTIVATION_GRADIENT:
            blame = _updated_blame(case.sheet, factor)
            if blame is not None:
                yield replacing(case, Change(factor, blame))


def _updated(sheet: Sheet, name: str) -> Factor | None:
    new = sheet.operation(Kind.NEW_VALUE, name, None)
    return None if new is None else sheet.of(new)


def _updated_blame(sheet: Sheet, blame: Factor) -> Factor | None:
    """Return what would have come back to a neuron through its updated weights."""
    links = sheet.network.outgoing[blame.target]
    parts = []
    for link in links:
        weight = _updated(sheet, link.name) or sheet.parameter(link.name)
        parts.append((weight, sheet.found(Kind.DELTA, link.target, blame.sample)))
    own = sheet.operation(Kind.LOSS_SLOPE, blame.target, blame.sample)
    start = [] if own is None else [sheet.of(own)]
    if not parts:
        return None
    value = sum(one.value for one in start) + sum(w.value * d.value for w, d in parts)
    number = total([*(one.number for one in start), *(w.number * d.number for w, d in parts)])
    return replace(blame, value=value, number=number, kind=None)


def weight_for_signal(case: Case) -> Iterator[Guess]:
    """Take the weight itself for the signal that came through it."""
    if case.operation.kind is Kind.WEIGHT_GRADIENT:
        weight = case.sheet.parameter(case.operation.target)
        yield replacing(case, Change(case.working.factors[-1], weight))


def other_signal(case: Case) -> Iterator[Guess]:
    """Take the signal of another edge."""
    if case.operation.kind is Kind.WEIGHT_GRADIENT:
        source, target = pair(case.operation)
        for other in _other_senders(case, {source, target}):
            yield replacing(case, Change(case.working.factors[-1], other))
    elif case.operation.kind in THROUGH_WEIGHTS:
        sent = [factor for factor in _sent(case) if factor.part is Part.SIGNAL]
        for factor in sent:
            for other in _other_senders(case, {factor.target}):
                yield replacing(case, Change(factor, other))
        for one, two in combinations(sent, 2):
            yield _exchanged(case, one, two)


def _other_senders(case: Case, apart_from: set[str]) -> Iterator[Factor]:
    """Yield what other neurons send; forward only those that have sent already."""
    network, level_of = case.sheet.network, case.sheet.network.level_of
    limit = len(network.levels)
    if case.operation.kind in THROUGH_WEIGHTS:
        subject = case.operation.subject
        limit = level_of[subject[1] if isinstance(subject, tuple) else str(subject)]
    for neuron in network.neurons:
        if neuron.id not in apart_from and level_of[neuron.id] < limit:
            yield case.sheet.signal(neuron.id, case.operation.sample)


def _exchanged(case: Case, one: Factor, two: Factor) -> Guess:
    swap = {one: two, two: one}
    terms = [
        replace(term, factors=tuple(swap.get(factor, factor) for factor in term.factors))
        for term in case.working.terms
    ]
    changed = case.working.with_terms(terms)
    return Guess(changed.number, (Change(one, two), Change(two, one)), changed)

"""Slips: a last digit rounded wrongly, two digits swapped, a point in the wrong place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.session.operations import Kind
from chainrule.teaching.practice.answer import Answer, read
from chainrule.teaching.practice.guess import Change, replacing
from chainrule.teaching.practice.interval import point
from chainrule.teaching.practice.left_out import STEPS
from chainrule.teaching.practice.tolerance import Fit, same
from chainrule.teaching.practice.working import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.teaching.practice.guess import Case, Guess
    from chainrule.teaching.practice.sheet import Sheet
    from chainrule.teaching.practice.working import Factor

OFF = 1.5
"""units of the last digit that a slip in rounding is off at most"""
FEWEST = 2
CUT = 1.0
"""the same for an answer of few digits, whose last digit was cut off rather than rounded"""
SHIFTS = (10.0, 0.1, 100.0, 0.01)
POWER_SIGNS = "eE×*·⋅"
SPOTTED = (".3f", ".2e", ".3e")
"""how a factor's digits may stand on the paper"""


def rounding_slip(case: Case, answer: Answer) -> bool:
    """Return whether the last digit typed is off, by more than rounding allows."""
    if answer.typed.digits is None or answer.typed.digits < FEWEST:
        return False
    room = CUT if answer.typed.digits == FEWEST else OFF
    lies = case.sheet.tolerance.worked(case.operation)
    target = point(case.operation.value) if case.sheet.exact else lies
    return target.widened(room * answer.typed.unit).holds(answer.value)


def point_slip(case: Case, answer: Answer) -> bool:
    """Return whether the answer is right but for the place of its decimal point."""
    return any(_fits(case, _shifted(answer, by)) for by in SHIFTS)


def _shifted(answer: Answer, by: float) -> Answer:
    typed = replace(answer.typed, value=answer.value * by, unit=answer.typed.unit * by)
    return replace(answer, typed=typed)


def _fits(case: Case, answer: Answer) -> bool:
    return case.sheet.tolerance.fit(case.operation, answer) is Fit.RIGHT


def swapped_answer(case: Case, answer: Answer) -> bool:
    """Return whether two neighbouring digits of the answer have changed places."""
    return any(_fits(case, one) for one in _swapped_texts(answer.text))


def _swapped_texts(text: str) -> Iterator[Answer]:
    original = read(text)
    for swapped in _swaps(text):
        answer = read(swapped)
        if not isinstance(answer, Answer) or not isinstance(original, Answer):
            continue
        if _as_large(answer.value, original.value):
            yield answer


def _swaps(text: str) -> Iterator[str]:
    """Yield the text with two neighbouring digits swapped; those of a power of ten stay."""
    end = min(text.find(sign) if sign in text else len(text) for sign in POWER_SIGNS)
    for place in range(end - 1):
        first, second = text[place], text[place + 1]
        if first.isdigit() and second.isdigit() and first != second:
            yield text[:place] + second + first + text[place + 2 :]


def _as_large(one: float, other: float) -> bool:
    """Return whether two numbers are of the same size: else it is the point that has moved."""
    return _parts(one)[1] == _parts(other)[1]


def _is_shifted(one: float, other: float) -> bool:
    """Return whether two numbers have the same digits, but for the place of the point."""
    return _parts(one)[0] == _parts(other)[0]


def _parts(value: float) -> tuple[str, str]:
    """Return the digits and the power of ten of a number."""
    digits, _, power = f"{value:.9e}".partition("e")
    return digits, power


def swapped_factor(case: Case) -> Iterator[Guess]:
    """Copy a factor with two neighbouring digits swapped."""
    for factor in dict.fromkeys(case.working.factors):
        for value in _miscopied(factor.value):
            yield replacing(case, Change(factor, replace(factor, value=value, number=point(value))))


def _miscopied(value: float) -> list[float]:
    found: set[float] = set()
    for form in SPOTTED:
        text = format(value, form)
        copies = (float(swapped) for swapped in _swaps(text))
        found.update(copy for copy in copies if not _is_shifted(copy, float(text)))
    return list(found)


def shifted_term(case: Case) -> Iterator[Guess]:
    """Put the decimal point of one factor in the wrong place."""
    for factor in dict.fromkeys(case.working.factors):
        for by in SHIFTS[:2]:
            moved = replace(factor, value=factor.value * by, number=factor.number * by)
            yield replacing(case, Change(factor, moved))


def other_number(case: Case) -> Iterator[Guess]:
    """Take a number from elsewhere in the network for a factor."""
    for factor in dict.fromkeys(case.working.factors):
        for other in elsewhere(case, factor):
            if not any(same(other.value, factor.value * by) for by in (1.0, *SHIFTS)):
                yield replacing(case, Change(factor, other))


def elsewhere(case: Case, factor: Factor) -> Iterator[Factor]:
    """Yield numbers of the same sort, and those that stand at the same neuron or edge."""
    sheet, sample = case.sheet, factor.sample or case.operation.sample
    if factor.part in (Part.WEIGHT, Part.BIAS):
        yield from (sheet.parameter(name) for name in sheet.ledger.narrator.before)
    elif factor.part in (Part.DELTA, Part.BLAME) and sample is not None:
        for name in sheet.computed():
            yield sheet.found(Kind.DELTA, name, sample)
            yield sheet.blame(name, sample)
    elif factor.part is Part.GRADIENT:
        yield from _other_gradients(sheet, factor)
    elif factor.part in (Part.OUTPUT, Part.TARGET) and sample is not None:
        for neuron in sheet.network.outputs:
            yield sheet.signal(neuron.id, sample)
            yield sheet.goal(neuron.id, sample)
    elif factor.part is Part.SUM:
        for name in sheet.computed():
            yield sheet.found(Kind.SUM, name, sample)
    elif factor.part is Part.RATE:
        yield sheet.setting("momentum", Part.MOMENTUM)
    if factor.part in (Part.SIGNAL, Part.SLOPE) and case.operation.kind not in STEPS:
        yield from _at_ends(case)


def _other_gradients(sheet: Sheet, factor: Factor) -> Iterator[Factor]:
    assert factor.kind is not None, "a gradient was found by an operation"
    for name in sheet.ledger.narrator.before:
        found = sheet.operation(factor.kind, name, factor.sample)
        if found is not None:
            yield sheet.of(found)


def _at_ends(case: Case) -> Iterator[Factor]:
    """Yield what stands at the neurons of a weight's two ends."""
    subject, sample = case.operation.subject, case.operation.sample
    ends = subject if isinstance(subject, tuple) else (str(subject),)
    for name in ends:
        neuron = case.sheet.network.by_id[name]
        if neuron.is_input:
            continue
        yield case.sheet.parameter(neuron.bias_name)
        yield case.sheet.found(Kind.SUM, name, sample)
        yield case.sheet.signal(name, sample)
        if case.operation.kind is Kind.WEIGHT_GRADIENT:
            yield case.sheet.found(Kind.DELTA, name, sample)

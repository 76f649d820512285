"""Where a number comes from, told step by step: its operation, and what went into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.names import Activation
from chainrule.session.formulas import formula
from chainrule.session.operations import Kind
from chainrule.teaching.cards.parts import NumberName, name_of
from chainrule.teaching.cards.words import function_sign
from chainrule.teaching.operation_sentences import operation_sentence
from chainrule.teaching.origin_words import leaf_sentence, words_of
from chainrule.teaching.origins import Operand, Source, operands

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.session.formulas import Number
    from chainrule.session.operations import Operation
    from chainrule.teaching.cards.facts import Facts

MOST_PARTS = 12
"""operands that are listed; of more, the largest"""
MOST_WRITTEN = 40
"""operands whose arithmetic is written out"""
DERIVED = frozenset({Kind.SLOPE, Kind.BATCH_GRADIENT, Kind.VELOCITY, Kind.NEW_VALUE})
"""kinds that the cards tell as soon as all that goes into them is known"""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An operand that no operation found; it went into the operation of the number it is with."""

    source: Source
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """A place on the way back: a number, or something that no operation found (`leaf`)."""

    number: NumberName
    leaf: Leaf | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One operand: its number, what it is in a few words, and the step that it leads to."""

    operand: Operand
    words: Message
    leads: Step


@dataclass(frozen=True, slots=True)
class Story:
    """Where a number comes from.

    `operation` is the one that found it, None for what no operation found; then `operand` says
    what it is. `parts` went into the operation; `more` of them are not listed.
    """

    step: Step
    value: float
    sentence: Message
    operation: Operation | None
    operand: Operand | None = None
    parts: tuple[Part, ...] = ()
    more: int = 0

    @property
    def written(self) -> bool:
        """Whether the arithmetic is short enough to be written out."""
        return self.operation is not None and len(self.operation.operands) <= MOST_WRITTEN


@dataclass(frozen=True, slots=True)
class Trail:
    """The way back so far: where it began, and every step that was followed."""

    steps: tuple[Step, ...]

    @classmethod
    def at(cls, number: NumberName) -> Trail:
        """Return the trail that begins at a number."""
        return cls((Step(number),))

    @property
    def here(self) -> Step:
        """Where the trail has come to."""
        return self.steps[-1]

    def to(self, step: Step) -> Trail:
        """Return the trail one step on."""
        return Trail((*self.steps, step))

    def back(self, count: int = 1) -> Trail:
        """Return the trail some steps back; its beginning stays."""
        return Trail(self.steps[: max(1, len(self.steps) - count)])


def story(facts: Facts, step: Step) -> Story | None:
    """Return where a number comes from; None while it is not known."""
    if step.leaf is not None and step.leaf.source is Source.PARAMETER:
        return _of_parameter(facts, step, step.leaf.name)
    operation = operation_of(facts, step.number)
    if operation is None or facts.ledger is None:
        return None
    found = operands(facts.moment.project, facts.ledger, operation)
    if step.leaf is not None:
        return _of_leaf(facts, step, found)
    parts = _parts(facts, operation, found)
    shown = _largest(parts)
    sentence, left = operation_sentence(operation), len(parts) - len(shown)
    return Story(step, operation.value, sentence, operation, None, shown, left)


def operation_of(facts: Facts, number: NumberName) -> Operation | None:
    """Return the operation that found a number, None while it may not be told.

    A row that is not of this batch stands for the row that is shown: as training goes on, the
    trail goes on with it.
    """
    ledger = facts.ledger
    if ledger is None:
        return None
    sample = number.sample
    if sample is not None and sample - 1 not in ledger.rows:
        sample = facts.sample
    found = ledger.find(number.kind, number.target, sample)
    if found is None or facts.revealed(found) is not None:
        return None if found is None else found[1]
    return found[1] if _is_due(facts, found[1]) else None


def _is_due(facts: Facts, operation: Operation) -> bool:
    """Return whether all that goes into a derived number is known."""
    if operation.kind not in DERIVED or facts.ledger is None:
        return False
    found = operands(facts.moment.project, facts.ledger, operation)
    numbers = [each for each in found if each.kind is not None]
    return all(_known(facts, each) for each in numbers)


def _known(facts: Facts, operand: Operand) -> bool:
    assert operand.kind is not None  # noqa: S101, RUF100
    return operation_of(facts, NumberName(operand.kind, operand.name, operand.sample)) is not None


def _parts(facts: Facts, operation: Operation, found: tuple[Operand, ...]) -> list[Part]:
    """Return the operands with their words; one that goes in twice is told once."""
    parts: dict[Step, Part] = {}
    for operand in found:
        leads = _step_of(operand, operation)
        if leads not in parts:
            parts[leads] = Part(operand, words_of(facts.network, operand), leads)
    return list(parts.values())


def _step_of(operand: Operand, operation: Operation) -> Step:
    """Return where an operand leads; the value of an input leads straight to its cell."""
    if operand.kind is Kind.INPUT:
        cell = NumberName(Kind.INPUT, operand.name, operand.sample)
        return Step(cell, Leaf(Source.INPUT, operand.name))
    if operand.kind is not None:
        return Step(NumberName(operand.kind, operand.name, operand.sample))
    return Step(name_of(operation), Leaf(operand.source, operand.name))


def _largest(parts: list[Part]) -> tuple[Part, ...]:
    if len(parts) <= MOST_PARTS:
        return tuple(parts)
    ranked = sorted(parts, key=lambda part: -abs(part.operand.value))[:MOST_PARTS]
    kept = {part.leads for part in ranked}
    return tuple(part for part in parts if part.leads in kept)


def _of_parameter(facts: Facts, step: Step, name: str) -> Story | None:
    """Return where a weight or bias has its value from, as it was before the update."""
    value = facts.before.get(name)
    if value is None:
        return None
    operand = Operand(value, Source.PARAMETER, name)
    return Story(step, value, leaf_sentence(facts, operand), None, operand)


def _of_leaf(facts: Facts, step: Step, found: tuple[Operand, ...]) -> Story | None:
    leaf = step.leaf
    for operand in found:
        if leaf is not None and (operand.source, operand.name) == (leaf.source, leaf.name):
            sentence = leaf_sentence(facts, operand)
            return Story(step, operand.value, sentence, None, operand)
    return None


def arithmetic(operation: Operation, number: Number) -> str:
    """Return the arithmetic of an operation as it is written by hand: σ(0.730), not sigmoid."""
    text = formula(operation, number)
    if operation.kind in (Kind.ACTIVATE, Kind.SLOPE):
        inside = text[len(operation.form) :]
        if operation.form == "linear" and operation.kind is Kind.ACTIVATE:
            return inside[1:-1]
        return function_sign(Activation(operation.form)) + inside
    return text.replace("+ −", "− ").replace("+ -", "- ")

"""What is on the way back to the data in symbols, in numbers as people write them, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.pieces import quantity
from chainrule.gui.symbols import DELTA, ETA, MU, Symbol
from chainrule.session.operations import Kind
from chainrule.teaching.origins import Source

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.gui.panels.inspector.pieces import Pieces
    from chainrule.gui.symbols import Symbols
    from chainrule.network.graph import Network
    from chainrule.session.operations import Operation
    from chainrule.teaching.origin_story import Step, Story
    from chainrule.teaching.origins import Operand

LAMBDA = "λ"
NAMED: dict[tuple[Source, str], Symbol] = {
    (Source.SETTING, "learning_rate"): ETA,
    (Source.SETTING, "momentum"): MU,
    (Source.SETTING, "l1"): Symbol(LAMBDA, "1"),
    (Source.SETTING, "l2"): Symbol(LAMBDA, "2"),
    (Source.COUNT, "outputs"): Symbol("K"),
    (Source.COUNT, "targets"): Symbol("Σy"),
    (Source.COUNT, "nothing"): Symbol("0", upright=True),
    (Source.RULE, "direction"): Symbol("m"),
    (Source.RULE, "size"): Symbol("s"),
    (Source.RULE, "epsilon"): Symbol("ε"),
}
SIGNALS = frozenset({Kind.INPUT, Kind.MULTIPLY, Kind.SUM, Kind.ACTIVATE})


def number_pieces(network: Network, symbols: Symbols, kind: Kind, target: str) -> Pieces:
    """Return the name of a number: `z of h₁`, `w₅ · h₁`, `∂L/∂w₅`, `ŷ`."""
    if kind in (Kind.MULTIPLY, Kind.PASS_BACK):
        link = next(link for link in network.connections if link.name == target)
        weight = symbols.parameter(target)
        sent = symbols.neuron(link.source) if kind is Kind.MULTIPLY else DELTA
        return weight, "·", sent
    return quantity(kind, target, symbols)


def operand_pieces(network: Network, symbols: Symbols, operand: Operand) -> Pieces:
    """Return the name of an operand."""
    if operand.kind is not None:
        return number_pieces(network, symbols, operand.kind, operand.name)
    if operand.source is Source.TARGET:
        return (Symbol("y", symbols.neuron(operand.name).sub),)
    if operand.source is Source.REMEMBERED:
        return (Symbol("v"),)
    found = symbols.find(operand.name) or NAMED.get((operand.source, operand.name))
    return (found or Symbol(operand.name, upright=True),)


def step_text(network: Network, symbols: Symbols, step: Step) -> str:
    """Return a step of the trail as plain text."""
    if step.leaf is None:
        pieces = number_pieces(network, symbols, step.number.kind, step.number.target)
    else:
        from chainrule.teaching.origins import Operand

        pieces = operand_pieces(network, symbols, Operand(0.0, step.leaf.source, step.leaf.name))
    return " ".join(piece if isinstance(piece, str) else piece.lowered for piece in pieces)


def operand_kind(operand: Operand) -> Shown:
    """Return how the number of an operand is written."""
    if operand.source in (Source.INPUT, Source.TARGET, Source.SETTING, Source.COUNT):
        return Shown.INPUT
    if operand.source is Source.PARAMETER:
        return Shown.PARAMETER
    return kind_of(operand.kind)


def kind_of(kind: Kind | None) -> Shown:
    """Return how the number of an operation is written."""
    if kind is Kind.NEW_VALUE:
        return Shown.NEW_WEIGHT
    if kind is Kind.INPUT:
        return Shown.INPUT
    return Shown.ACTIVATION if kind in SIGNALS else Shown.GRADIENT


def story_number(pen: Pen, story: Story) -> str:
    """Return the number that a story is about as text."""
    if story.operand is not None:
        return pen.show(story.value, operand_kind(story.operand))
    return pen.show(story.value, kind_of(story.step.number.kind))


def written(pen: Pen, operation: Operation, operands: tuple[Operand, ...]) -> str:
    """Return the arithmetic of an operation, each number as its own kind is written."""
    from chainrule.teaching.origin_story import arithmetic

    texts = {each.value: pen.show(each.value, operand_kind(each)) for each in operands}
    return arithmetic(operation, lambda value: texts.get(value) or pen.gradient(value))

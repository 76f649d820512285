"""The numbers that an answer needs and the canvas has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.gui.symbols import ETA, MU, Symbol, symbol_html
from chainrule.session.operations import Kind, Phase
from chainrule.teaching.practice.givens import given_parameters

if TYPE_CHECKING:
    from chainrule.gui.practice.drill import Drill
    from chainrule.gui.symbols import Symbols
    from chainrule.gui.theme import Theme
    from chainrule.teaching.practice.exercise import Question

PX = 14
GRADIENTS = (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT)


def known_numbers(drill: Drill, question: Question, symbols: Symbols, theme: Theme) -> str:
    """Return, as rich text, the numbers that are seen and needed; nothing where all are drawn.

    An update needs those of its parameter; others need the weights and biases that go into them,
    which are told where labels are short.
    """
    symbol = symbols.find(question.target)
    if question.phase is not Phase.UPDATE:
        shown = _parameters(drill, question, symbols, theme) if drill.labels_are_short else []
    elif symbol is not None:
        shown = _of_update(drill, question.target, symbol, theme)
    else:
        shown = []
    if not shown:
        return ""
    parts = (f"{symbol_html(sign, PX)}&nbsp;<b>{number}</b>" for sign, number in shown)
    told = translate("Practice", "You have: {numbers}")
    return told.format(numbers=" · ".join(parts))


def _parameters(
    drill: Drill, question: Question, symbols: Symbols, theme: Theme
) -> list[tuple[Symbol, str]]:
    """Return the weights and biases that go into an answer, with all their digits."""
    return [
        (symbol, show(each.value, NumberKind.PARAMETER, theme.notation, True))
        for each in given_parameters(drill.project, drill.ledger, question.operation)
        if (symbol := symbols.find(each.name)) is not None
    ]


def _of_update(drill: Drill, target: str, symbol: Symbol, theme: Theme) -> list[tuple[Symbol, str]]:
    training = drill.ledger.narrator.training
    old = drill.ledger.narrator.before[target]
    shown = [(symbol, show(old, NumberKind.PARAMETER, theme.notation, True))]
    shown += _gradients(drill, target, symbol, theme)
    shown.append((ETA, show(training.learning_rate, NumberKind.INPUT, theme.notation)))
    if training.momentum:
        shown.append((MU, show(training.momentum, NumberKind.INPUT, theme.notation)))
    return shown


def _gradients(drill: Drill, target: str, symbol: Symbol, theme: Theme) -> list[tuple[Symbol, str]]:
    """Return the gradients and the velocity of a parameter that are seen."""
    sign = Symbol("∂L/∂" + symbol.letter, symbol.sub)
    wanted = [(kind, row + 1) for kind in GRADIENTS for row in drill.ledger.rows]
    found = [(sign, drill.seen(kind, target, sample)) for kind, sample in wanted]
    found += [(sign, drill.seen(Kind.BATCH_GRADIENT, target, None))]
    found += [(Symbol("v"), drill.seen(Kind.VELOCITY, target, None))]
    return [
        (each, show(value, NumberKind.GRADIENT, theme.notation, True))
        for each, value in found
        if value is not None
    ]

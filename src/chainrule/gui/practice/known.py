"""The numbers of a parameter that its update needs and the canvas has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.gui.symbols import ETA, MU, Symbol, symbol_html
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from chainrule.gui.practice.drill import Drill
    from chainrule.gui.symbols import Symbols
    from chainrule.gui.theme import Theme
    from chainrule.teaching.practice.exercise import Question

PX = 14
GRADIENTS = (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT)


def known_numbers(drill: Drill, question: Question, symbols: Symbols, theme: Theme) -> str:
    """Return, as rich text, the seen numbers about a parameter in its update; else nothing."""
    symbol = symbols.find(question.target)
    if question.phase is not Phase.UPDATE or symbol is None:
        return ""
    training = drill.ledger.narrator.training
    old = drill.ledger.narrator.before[question.target]
    shown = [(symbol, show(old, NumberKind.PARAMETER, theme.notation, True))]
    shown += _gradients(drill, question.target, symbol, theme)
    shown.append((ETA, show(training.learning_rate, NumberKind.INPUT, theme.notation)))
    if training.momentum:
        shown.append((MU, show(training.momentum, NumberKind.INPUT, theme.notation)))
    parts = (f"{symbol_html(sign, PX)}&nbsp;<b>{number}</b>" for sign, number in shown)
    told = translate("Practice", "You have: {numbers}")
    return told.format(numbers=" · ".join(parts))


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

"""What is asked, in words and symbols: for the strip, the panel and a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.symbols import DELTA, LOSS, Symbol
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Role
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from chainrule.gui.practice.drill import Drill
    from chainrule.gui.symbols import Symbols
    from chainrule.network.message import Message
    from chainrule.session.frame import Shown

Pieces = tuple["str | Symbol", ...]

OF_PARAMETER = {Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT, Kind.BATCH_GRADIENT}


def name_of(shown: Shown, symbols: Symbols) -> Pieces:
    """Return what a number is called, as words and symbols: ∂L/∂w₅, z at h₁, new w₅."""
    kind, target = shown
    if kind is Kind.LOSS:
        return (LOSS,)
    symbol = symbols.find(target) or Symbol(target, upright=True)
    if kind in OF_PARAMETER:
        return (Symbol("∂L/∂" + symbol.letter, symbol.sub),)
    if kind is Kind.NEW_VALUE:
        return translate("Practice", "new"), symbol
    if kind is Kind.ACTIVATE and symbols.network.by_id[target].role is Role.OUTPUT:
        return (symbol,)
    if kind is Kind.VELOCITY:
        return Symbol("v"), translate("Practice", "of"), symbol
    letters = {Kind.SUM: Symbol("z"), Kind.ACTIVATE: Symbol("a"), Kind.DELTA: DELTA}
    letter = letters.get(kind, Symbol(kind.value.replace("_", " "), upright=True))
    return letter, translate("Practice", "at"), symbol


def plain_name(shown: Shown, symbols: Symbols) -> str:
    """Return what a number is called as plain text."""
    pieces = name_of(shown, symbols)
    return " ".join(piece if isinstance(piece, str) else piece.lowered for piece in pieces)


def finished_words(drill: Drill) -> Message:
    """Return the sentence at the end of a round."""
    score = drill.round.score()
    told = QT_TRANSLATE_NOOP(
        "Practice", "The round is done: {right} right, {hinted} right with a hint, {shown} shown."
    )
    return message(told, right=score.right, hinted=score.hinted, shown=score.shown)


def counted(drill: Drill) -> str:
    """Return how many answers are there, such as "6 of 9 answers"."""
    told = translate("Practice", "{count} of {total} answers")
    return told.format(count=drill.done, total=len(drill.round.questions))


def try_words(tries: int) -> str:
    """Return which try comes next."""
    named = {
        0: "",
        1: translate("Practice", "second try"),
        2: translate("Practice", "third try"),
        3: translate("Practice", "fourth try"),
    }
    return named.get(tries, translate("Practice", "try {count}").format(count=tries + 1))

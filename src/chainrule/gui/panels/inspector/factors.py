"""The factors of a weight's gradient, each with its number and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import line
from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.tiles import Fraction, Tile
from chainrule.gui.panels.inspector.words import loss_slope_words, slope_words
from chainrule.gui.selection import Selection
from chainrule.gui.symbols import LOSS, Symbol
from chainrule.network.names import Activation
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Line, Word
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.network.graph import Connection

Z = Symbol("z")


def gradient_fraction(facts: Facts, link: Connection) -> Fraction:
    """Return ∂L over ∂ of the weight."""
    return Fraction(LOSS, facts.symbols.parameter(link.name))


def factors(pen: Pen, facts: Facts, link: Connection) -> tuple[Tile, ...]:
    """Return the factors from the loss backwards; those still to come have no number.

    Softmax outputs depend on every sum at once: loss and activation are one factor, ∂L/∂z.
    """
    target = facts.network.by_id[link.target]
    own = Selection(frozenset({link.target}))
    if target.activation is Activation.SOFTMAX:
        told = facts.known(Kind.DELTA, link.target)
        exact = told is not None and told.form == "difference"
        words = _exact_words() if exact else _through_softmax()
        first = _tile(pen, Fraction(LOSS, Z), None if told is None else told.value, words, own)
        return first, _signal_tile(pen, facts, link)
    return (
        _blame_tile(pen, facts, link),
        _slope_tile(pen, facts, link),
        _signal_tile(pen, facts, link),
    )


def _blame_tile(pen: Pen, facts: Facts, link: Connection) -> Tile:
    """Return ∂L/∂a of the target: the slope of the loss, or what came back to it."""
    symbol = facts.symbols.neuron(link.target)
    is_output = any(neuron.id == link.target for neuron in facts.network.outputs)
    feeds = bool(facts.network.outgoing[link.target])
    kind = Kind.LOSS_SLOPE if is_output and not feeds else Kind.ACTIVATION_GRADIENT
    words = loss_slope_words(facts.moment.project.loss)
    if kind is Kind.ACTIVATION_GRADIENT:
        words = (translate("Inspector", "what comes"), translate("Inspector", "back to it"))
    told = facts.known(kind, link.target)
    value = None if told is None else told.value
    own = Selection(frozenset({link.target}))
    return _tile(pen, Fraction(LOSS, symbol), value, words, own)


def _slope_tile(pen: Pen, facts: Facts, link: Connection) -> Tile:
    target = facts.network.by_id[link.target]
    symbol = facts.symbols.neuron(link.target)
    is_output = any(neuron.id == link.target for neuron in facts.network.outputs)
    told = facts.known(Kind.SLOPE, link.target)
    if told is None and facts.value(Kind.ACTIVATE, link.target) is not None:
        told = facts.coming(Kind.SLOPE, link.target)
    value = None if told is None else told.value
    words = slope_words(target.activation, is_output)
    return _tile(pen, Fraction(symbol, Z), value, words, Selection(frozenset({link.target})))


def _signal_tile(pen: Pen, facts: Facts, link: Connection) -> Tile:
    """Return ∂z/∂w, which is the signal that the source sent."""
    weight = facts.symbols.parameter(link.name)
    source = facts.symbols.neuron(link.source)
    value = facts.signal(link.source)
    if value is None:
        words = _later(pen)
    else:
        who, sent = translate("Inspector", "{neuron} sent").split("{neuron}")
        words = (
            line(_small(pen, translate("Inspector", "signal that"))),
            line(
                *([_small(pen, who.strip())] if who.strip() else []),
                pen.sign(source, 12, pen.theme.text2),
                _small(pen, sent.strip()),
                gap=3.5,
            ),
        )
    target = Selection(frozenset({link.source}))
    return Tile(Fraction(Z, weight), value, *words, target)


def _tile(
    pen: Pen, fraction: Fraction, value: float | None, words: tuple[str, str], target: Selection
) -> Tile:
    lines = (line(_small(pen, words[0])), line(_small(pen, words[1])))
    return Tile(fraction, value, *(_later(pen) if value is None else lines), target)


def _later(pen: Pen) -> tuple[Line, Line]:
    return line(pen.word(translate("Inspector", "later"), 12, 400, pen.theme.text3)), line()


def _small(pen: Pen, text: str) -> Word:
    return pen.quiet(text, 12)


def _exact_words() -> tuple[str, str]:
    return translate("Inspector", "output minus"), translate("Inspector", "target")


def _through_softmax() -> tuple[str, str]:
    return translate("Inspector", "through all"), translate("Inspector", "softmax outputs")

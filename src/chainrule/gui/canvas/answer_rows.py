"""Where answers stand on edges and below neurons: the row of a pill, and the tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.answers import State, answer_at, box_item, found_items
from chainrule.gui.canvas.text import Sign, Word, line
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.gui.symbols import DELTA, Symbol
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from chainrule.gui.canvas.answers import Answer
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.text import Item, Line
    from chainrule.network.graph import Connection, Neuron
    from chainrule.session.frame import Shown
    from chainrule.teaching.notation import Notation

TONES = {
    Kind.SUM: ("accentText", "accentSoft"),
    Kind.MULTIPLY: ("accentText", "accentSoft"),
    Kind.DELTA: ("backText", "backSoft"),
    Kind.WEIGHT_GRADIENT: ("backText", "backSoft"),
    Kind.BIAS_GRADIENT: ("backText", "backSoft"),
}
"""roles of the symbol and of the ground; those of the update are grey"""
WRITTEN = {
    Kind.SUM: NumberKind.ACTIVATION,
    Kind.MULTIPLY: NumberKind.ACTIVATION,
    Kind.ACTIVATE: NumberKind.ACTIVATION,
    Kind.NEW_VALUE: NumberKind.NEW_WEIGHT,
}
"""how a number is written; all others have significant digits"""
UNSIGNED = frozenset({Kind.SUM, Kind.ACTIVATE, Kind.LOSS})
OF_UPDATE = (Kind.BATCH_GRADIENT, Kind.VELOCITY, Kind.NEW_VALUE)
ON_EDGE = {
    Phase.FORWARD: (Kind.MULTIPLY,),
    Phase.BACKWARD: (Kind.WEIGHT_GRADIENT,),
    Phase.UPDATE: OF_UPDATE,
}
"""what a phase asks for on an edge"""


def written(shown: Shown, value: float, notation: Notation) -> str:
    """Return a number that was asked for as it is written."""
    kind = shown[0]
    return show(value, WRITTEN.get(kind, NumberKind.GRADIENT), notation, kind not in UNSIGNED)


def answer_row(scene: Scene, link: Connection) -> tuple[Line, str, Shown] | None:
    """Return the second row of an edge's pill where something is asked for there."""
    kinds = ON_EDGE.get(scene.frame.phase or Phase.LOSS, ())
    shown = _open_or_last(scene, kinds, link.name)
    return None if shown is None else _row(scene, shown)


def answer_rows(scene: Scene, neuron: Neuron) -> list[tuple[Line, str | None, Shown]]:
    """Return what stands below a neuron of what is asked for there; lines, grounds, numbers."""
    bias = neuron.bias_name
    if scene.frame.phase is Phase.UPDATE:
        shown = _open_or_last(scene, OF_UPDATE, bias)
        return [] if shown is None else [_tag(scene, shown)]
    asked = ((Kind.SUM, neuron.id), (Kind.DELTA, neuron.id), (Kind.BIAS_GRADIENT, bias))
    return [_tag(scene, shown) for shown in asked if shown in scene.options.answers]


def _open_or_last(scene: Scene, kinds: tuple[Kind, ...], target: str) -> Shown | None:
    """Return the first number that is not found yet, else the last one."""
    asked = [(kind, target) for kind in kinds if (kind, target) in scene.options.answers]
    answers = scene.options.answers
    still = [shown for shown in asked if not answers[shown].done]
    return next(iter(still), asked[-1] if asked else None)


def _row(scene: Scene, shown: Shown) -> tuple[Line, str, Shown]:
    return line(*_items(scene, shown), gap=6.0), TONES.get(shown[0], ("", "sunken"))[1], shown


def _tag(scene: Scene, shown: Shown) -> tuple[Line, str | None, Shown]:
    words, ground, _ = _row(scene, shown)
    return words, None if scene.options.answers[shown].done else ground, shown


def _items(scene: Scene, shown: Shown) -> tuple[Item, ...]:
    answer = scene.options.answers[shown]
    value = scene.known(*shown)
    if not answer.done or value is None:
        return *head(scene, shown), box_item(scene.theme, answer)
    text = written(shown, value, scene.options.notation)
    return *head(scene, shown), *found_items(scene.theme, answer, text)


def head(scene: Scene, shown: Shown) -> tuple[Item, ...]:
    """Return the symbol of a number that is asked for."""
    kind, target = shown
    colour = scene.theme[TONES.get(kind, ("text2", ""))[0]]
    if kind is Kind.SUM:
        return (Sign(Symbol("z"), 14, colour),)
    if kind is Kind.DELTA:
        return (Sign(DELTA, 14, colour),)
    if kind is Kind.VELOCITY:
        return (Sign(Symbol("v"), 13, colour),)
    symbol = scene.symbols.find(target) or Symbol(target)
    if kind is Kind.NEW_VALUE:
        new = Word(translate("Practice", "new"), 13, 400, colour)
        return new, Sign(symbol, 13, colour)
    if kind is Kind.MULTIPLY:
        return (Sign(Symbol("w·a"), 13, colour),)
    return (Sign(Symbol("∂L/∂" + symbol.letter, symbol.sub), 13, colour),)


def is_asked(scene: Scene, link: Connection) -> bool:
    """Return whether a pill needs a second row for what is asked for on its edge.

    Where text is larger than usual, only for what is asked for now: there is no room for more.
    """
    kinds = ON_EDGE.get(scene.frame.phase or Phase.LOSS, ())
    found = (answer_at(scene, kind, link.name) for kind in kinds)
    states = {answer.state for answer in found if answer is not None}
    if scene.options.text_scale > 1:
        return bool(states & {State.CURRENT, State.WRONG})
    return bool(states)


def answer_of_disc(scene: Scene, neuron: Neuron) -> Answer | None:
    """Return the answer that a neuron's disc is the box of."""
    return answer_at(scene, Kind.ACTIVATE, neuron.id)

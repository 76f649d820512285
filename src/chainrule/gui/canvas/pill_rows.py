"""What the phases find on an edge: the second row of its pill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.answer_rows import answer_row
from chainrule.gui.canvas.pill_forms import Form
from chainrule.gui.canvas.text import Line, Sign, Word, line
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.gui.symbols import Symbol
from chainrule.session.operations import Kind, Phase
from chainrule.teaching.batch import BatchSum

if TYPE_CHECKING:
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Connection

VELOCITY = Symbol("v")
CONTRIBUTION, SLOPE = Symbol("w·a"), Symbol("g")
"""heads of the rows that have no room for more"""
FEW = 2
"""decimals beside a weight whose batch is being added up"""

Row = tuple[Line, str, tuple[Kind, str]]
"""a second row: its line, its fill and the number that it shows"""


def second_row(scene: Scene, link: Connection, form: Form = Form.USUAL) -> Row | None:
    """Return what the phase has found on an edge, None where there is nothing to tell.

    What is asked for is always told.
    """
    asked = answer_row(scene, link) if scene.options.answers else None
    if asked is not None:
        return asked
    row = None if form is Form.SINGLE else _found(scene, link, form)
    if row is None or form is not Form.BARE:
        return row
    return line(*(item for item in row[0].items if not isinstance(item, Sign))), row[1], row[2]


def _found(scene: Scene, link: Connection, form: Form) -> Row | None:
    phase = scene.frame.phase
    if phase is Phase.FORWARD and "contributions" in scene.options.parts:
        selected = link.key in scene.options.selection.connections
        if scene.active(link.key) or selected or scene.activity.levels is None:
            return _contribution(scene, link, form)
    if phase is Phase.BACKWARD and "gradients" in scene.options.parts:
        return _gradient(scene, link, form)
    return _velocity(scene, link, form) if phase is Phase.UPDATE else None


def _contribution(scene: Scene, link: Connection, form: Form) -> Row | None:
    value, signal = scene.known(Kind.MULTIPLY, link.name), scene.signal(link)
    if value is None or signal is None:
        return None
    theme, notation = scene.theme, scene.options.notation
    source = scene.layout.network.by_id[link.source]
    kind = NumberKind.INPUT if source.is_input else NumberKind.ACTIVATION
    factor: Word | Sign = Sign(CONTRIBUTION, 13, theme["accentText"])
    if form is Form.USUAL:
        factor = Word(f"× {show(signal, kind, notation)} =", 13, 500, theme["accentText"])
    product = show(value, NumberKind.ACTIVATION, notation, True)
    row = line(factor, Word(product, 13, 600, theme.sign(value)))
    return row, "accentSoft", (Kind.MULTIPLY, link.name)


def _gradient(scene: Scene, link: Connection, form: Form) -> Row | None:
    if scene.frame.is_fresh(Kind.PASS_BACK, link.name) and not scene.frame.is_fresh(
        Kind.WEIGHT_GRADIENT, link.name
    ):
        return _number_row(scene, Kind.PASS_BACK, link.name, Symbol("w·δ"), "back")
    if link.name in scene.options.gathered:
        return _gathered(scene, link)
    return _number_row(scene, Kind.WEIGHT_GRADIENT, link.name, _slope(scene, link, form), "back")


def _slope(scene: Scene, link: Connection, form: Form) -> Symbol:
    """Return what the gradient of an edge is called."""
    symbol = scene.symbols.parameter(link.name)
    return SLOPE if form > Form.USUAL else Symbol("∂L/∂" + symbol.letter, symbol.sub)


def _gathered(scene: Scene, link: Connection) -> Row:
    """Return what the gradients of a batch come to: so far, or in all once it is complete."""
    theme, notation, card = scene.theme, scene.options.notation, scene.options.card
    symbol, sigma = scene.symbols.parameter(link.name), ""
    if isinstance(card, BatchSum) and not card.complete:
        sigma = "Σ"
    head = Symbol(f"{sigma}∂L/∂{symbol.letter}", symbol.sub)
    if link.key not in scene.options.selection.connections:
        head, notation = Symbol(f"{sigma}g"), notation.at_most(FEW)
    value = scene.options.gathered[link.name]
    number = Word(show(value, NumberKind.GRADIENT, notation, True), 13, 600, theme.sign(value))
    return line(Sign(head, 13, theme["backText"]), number), "backSoft", (
        Kind.WEIGHT_GRADIENT, link.name,
    )  # fmt: skip


def _velocity(scene: Scene, link: Connection, form: Form) -> Row | None:
    row = _number_row(scene, Kind.VELOCITY, link.name, VELOCITY, "")
    if row is not None:
        return row
    return _number_row(scene, Kind.BATCH_GRADIENT, link.name, _slope(scene, link, form), "back")


def _number_row(scene: Scene, kind: Kind, name: str, head: Symbol, tone: str) -> Row | None:
    value = scene.known(kind, name)
    if value is None:
        return None
    theme = scene.theme
    sign = Sign(head, 13, theme["backText" if tone else "text2"])
    number = show(value, NumberKind.GRADIENT, scene.options.notation, True)
    row = line(sign, Word(number, 13, 600, theme.sign(value)))
    return row, "backSoft" if tone else "sunken", (kind, name)

"""How a weight is updated, in rows: what will come, and the arithmetic when it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.numbers import show_pair
from chainrule.gui.panels.inspector.arrows import Move
from chainrule.gui.panels.inspector.rows import Row
from chainrule.gui.panels.inspector.said import said
from chainrule.session.formulas import formula
from chainrule.session.operations import Kind
from chainrule.teaching.cards.parts import name_of
from chainrule.teaching.cards.weight import coming_update

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Item
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.network.graph import Connection
    from chainrule.session.operations import Operation
    from chainrule.session.probe import Pull
    from chainrule.teaching.cards.parts import NumberName

ARROW = "←"
FORMULA_LEFT = 28.0
MOST_ON_ONE_LINE = 4
"""decimals with which the arithmetic and its result fit one line"""
LEFT, NARROW_LEFT = 64.0, 56.0
"""where the arithmetic of a line begins"""
INNER = {LEFT: 304.0, NARROW_LEFT: 264.0}
"""the room of a line; arithmetic that does not fit beside its result is left out"""
GAP = 8.0


def update_rows(pen: Pen, facts: Facts, link: Connection, narrow: bool) -> list[Row]:
    """Return what the update will do with the weight, once its gradient is known."""
    told = (link.name, Kind.WEIGHT_GRADIENT, link.locked)
    return parameter_rows(pen, facts, told, narrow)


def parameter_rows(
    pen: Pen, facts: Facts, told: tuple[str, Kind, bool], narrow: bool
) -> list[Row]:
    """Return what the update will do with a parameter: its name, what its gradient is, frozen."""
    name = told[0]
    coming = coming_update(facts, *told)
    if coming.waits is not None:
        return [_sentence(pen, said(coming.waits))]
    rows = []
    if coming.velocity is not None:
        rows.append(_velocity_row(pen, facts, name, coming.velocity))
    if coming.new is not None:
        rows.extend(_new_rows(pen, facts, name, coming.new, narrow))
    return rows


def _sentence(pen: Pen, text: str) -> Row:
    return Row((pen.cell(pen.word(text, 13, 400, pen.theme.text3)),), 26)


def _velocity_row(pen: Pen, facts: Facts, name: str, velocity: Operation) -> Row:
    weight = facts.symbols.parameter(name)
    said = pen.cell(
        pen.word(f"{ARROW} "),
        pen.sign("μv"),
        pen.word(" − "),
        pen.sign("η∂L/∂"),
        pen.sign(weight),
        pen.word(" = "),
        pen.number(velocity.value, Shown.GRADIENT, signed=True),
        x=FORMULA_LEFT,
        value=velocity.value,
        origin=name_of(velocity),
        gap=0,
    )
    return Row((pen.cell(pen.sign("v")), said))


def _new_rows(pen: Pen, facts: Facts, name: str, new: Operation, narrow: bool) -> list[Row]:
    """Return the line of the new value; in two where the dock is narrow or the rule long."""
    weight = facts.symbols.parameter(name)
    value: list[Item] = [pen.word("="), pen.number(new.value, Shown.NEW_WEIGHT)]
    rule: list[Item] = [pen.word(ARROW)]
    if not new.form:
        rule += [pen.sign(weight), pen.word("+"), pen.sign("v"), pen.word("=")]
    numbers = pen.word(_numbers(pen, new))
    symbol, told = pen.cell(pen.sign(weight)), name_of(new)
    if narrow or new.form or pen.theme.notation.decimals > MOST_ON_ONE_LINE:
        first = pen.cell(*rule, numbers, x=FORMULA_LEFT, gap=3.5)
        second = pen.cell(*value, x=FORMULA_LEFT + 14, value=new.value, gap=3.5, origin=told)
        return [Row((symbol, first)), Row((second,), 26)]
    items = (*rule, numbers, *value)
    line = pen.cell(*items, x=FORMULA_LEFT, value=new.value, gap=3.5, origin=told)
    return [Row((symbol, line), 30)]


def _numbers(pen: Pen, operation: Operation) -> str:
    """Return the arithmetic of an operation with short numbers and real minus signs."""
    first = operation.operands[0]

    def short(value: float) -> str:
        kind = Shown.PARAMETER if value == first else Shown.GRADIENT
        return pen.show(value, kind)

    return formula(operation, short).replace(" - ", " − ").replace("+ −", "− ")


def number_rows(pen: Pen, facts: Facts, link: Connection, narrow: bool) -> list[Row]:
    """Return the update of the weight in numbers, line by line, as far as it has come."""
    gradient = facts.known(Kind.BATCH_GRADIENT, link.name, batch=True)
    velocity = facts.known(Kind.VELOCITY, link.name, batch=True)
    new = facts.known(Kind.NEW_VALUE, link.name, batch=True)
    pulled = pull_of(facts, link)
    left = NARROW_LEFT if narrow else LEFT
    text = _gradient_text(pen, facts, link, gradient)
    rows = [_line(pen, (pen.sign("g"),), text, gradient, left)]
    if pulled is not None and velocity is not None:
        momentum, old, rate, slope = velocity.operands
        asked = f"−{pen.show(rate, Shown.SETTING)} × {pen.show(slope, Shown.GRADIENT)}"
        kept = f"{pen.show(momentum, Shown.SETTING)} × {pen.show(old, Shown.GRADIENT)}"
        rows.append(_number_line(pen, (pen.sign("−ηg"),), asked, pulled.asked, left))
        if new is None or new.form != "nesterov":
            rows.append(_number_line(pen, (pen.sign("μv"),), kept, pulled.remembered, left))
    word = pen.word(translate("Inspector", "new"))
    if facts.coming(Kind.VELOCITY, link.name, batch=True) is not None:
        value, origin = (None, None) if velocity is None else (velocity.value, name_of(velocity))
        names = (word, pen.sign("v"))
        rows.append(_number_line(pen, names, "", value, left, rule=True, origin=origin))
    rows.extend(_new_line(pen, facts, link, new, left))
    return rows


def _new_line(
    pen: Pen, facts: Facts, link: Connection, new: Operation | None, left: float
) -> list[Row]:
    weight = facts.symbols.parameter(link.name)
    names = (pen.word(translate("Inspector", "new")), pen.sign(weight))
    if link.locked:
        value = facts.moment.frame.parameters[link.name]
        return [_number_line(pen, names, translate("Inspector", "frozen"), value, left)]
    if new is None:
        return [_number_line(pen, names, "", None, left)]
    old_text, _ = show_pair(new.operands[0], new.value, pen.theme.notation.finer(), signed=False)
    if new.form in ("rmsprop", "adam"):
        quiet = pen.cell(pen.quiet(_numbers(pen, new), 13), x=0.0)
        last = _number_line(pen, names, "", new.value, left, 16, origin=name_of(new))
        return [Row((quiet,), 26, rule=True), last]
    text = f"{old_text} + {pen.show(new.operands[-1], Shown.GRADIENT)}".replace("+ −", "− ")
    if new.form == "nesterov":
        text = f"{old_text} + μv − ηg"
    return [_number_line(pen, names, text, new.value, left, 16, origin=name_of(new))]


def _gradient_text(
    pen: Pen, facts: Facts, link: Connection, gradient: Operation | None
) -> str:
    if gradient is None:
        return ""
    place = facts.moment.place
    parts = facts.known(Kind.WEIGHT_GRADIENT, link.name)
    if place.samples == 1 and parts is not None and "+" not in gradient.form:
        delta, signal = parts.operands
        return f"{pen.show(delta, Shown.GRADIENT)} × {pen.show(signal, Shown.ACTIVATION)}"
    if gradient.form.startswith("mean"):
        return translate("Inspector", "mean of {count}").format(count=place.samples)
    return translate("Inspector", "sum of {count}").format(count=place.samples)


def _line(pen: Pen, names: tuple[Item, ...], text: str, told: Operation | None, left: float) -> Row:
    value, origin = (None, None) if told is None else (told.value, name_of(told))
    return _number_line(pen, names, text, value, left, origin=origin)


def _number_line(
    pen: Pen,
    names: tuple[Item, ...],
    text: str,
    value: float | None,
    left: float,
    px: float = 14,
    rule: bool = False,
    origin: NumberName | None = None,
) -> Row:
    kind, signed = (Shown.NEW_WEIGHT, False) if px > 14 else (Shown.GRADIENT, True)
    number = pen.number(value, kind, px, signed=signed)
    cells = [pen.cell(*names), pen.cell(number, right=0, value=value, origin=origin)]
    room = INNER[left] - left - number.width - GAP
    told = next((word for px in (14, 12) if (word := pen.quiet(text, px)).width <= room), None)
    if text and told is not None:
        cells.insert(1, pen.cell(told, x=left))
    return Row(tuple(cells), 30 if rule else 26, rule=rule)


def pull_of(facts: Facts, link: Connection) -> Pull | None:
    """Return the parts of the step once they are known; only gradient descent has them."""
    velocity = facts.known(Kind.VELOCITY, link.name, batch=True)
    if velocity is None:
        return None
    from chainrule.session.probe import pull

    new = facts.known(Kind.NEW_VALUE, link.name, batch=True)
    return pull(new if new is not None and new.form == "nesterov" else velocity)


def move_of(facts: Facts, link: Connection) -> Move:
    """Return how the weight moves, as far as it is known."""
    frame = facts.moment.frame
    old = facts.before[link.name]
    new = frame.parameters[link.name] if link.name in frame.old else None
    return Move(old, new, pull_of(facts, link))

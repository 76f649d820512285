"""How a weight is updated, in rows: what will come, and the arithmetic when it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.numbers import show_pair
from chainrule.gui.panels.inspector.arrows import Move
from chainrule.gui.panels.inspector.rows import Row
from chainrule.session.formulas import formula
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Item
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.network.graph import Connection
    from chainrule.session.operations import Operation
    from chainrule.session.probe import Pull

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
    if link.locked:
        return [_sentence(pen, translate("Inspector", "Frozen: the update leaves it as it is."))]
    if facts.known(Kind.WEIGHT_GRADIENT, link.name) is None:
        return [_sentence(pen, translate("Inspector", "Comes when the gradient is known."))]
    if not facts.last_sample:
        return [_sentence(pen, translate("Inspector", "Comes after the whole batch."))]
    velocity = facts.coming(Kind.VELOCITY, link.name, batch=True)
    new = facts.coming(Kind.NEW_VALUE, link.name, batch=True)
    rows = []
    if velocity is not None:
        rows.append(_velocity_row(pen, facts, link, velocity))
    if new is not None:
        rows.extend(_new_rows(pen, facts, link, new, narrow))
    return rows


def _sentence(pen: Pen, text: str) -> Row:
    return Row((pen.cell(pen.word(text, 13, 400, pen.theme.text3)),), 26)


def _velocity_row(pen: Pen, facts: Facts, link: Connection, velocity: Operation) -> Row:
    weight = facts.symbols.parameter(link.name)
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
        gap=0,
    )
    return Row((pen.cell(pen.sign("v")), said))


def _new_rows(pen: Pen, facts: Facts, link: Connection, new: Operation, narrow: bool) -> list[Row]:
    """Return the line of the new value; in two where the dock is narrow or the rule long."""
    weight = facts.symbols.parameter(link.name)
    value: list[Item] = [pen.word("="), pen.number(new.value, Shown.NEW_WEIGHT)]
    rule: list[Item] = [pen.word(ARROW)]
    if not new.form:
        rule += [pen.sign(weight), pen.word("+"), pen.sign("v"), pen.word("=")]
    numbers = pen.word(_numbers(pen, new))
    name = pen.cell(pen.sign(weight))
    if narrow or new.form or pen.theme.notation.decimals > MOST_ON_ONE_LINE:
        first = pen.cell(*rule, numbers, x=FORMULA_LEFT, gap=3.5)
        second = pen.cell(*value, x=FORMULA_LEFT + 14, value=new.value, gap=3.5)
        return [Row((name, first)), Row((second,), 26)]
    line = pen.cell(*rule, numbers, *value, x=FORMULA_LEFT, value=new.value, gap=3.5)
    return [Row((name, line), 30)]


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
        value = None if velocity is None else velocity.value
        rows.append(_number_line(pen, (word, pen.sign("v")), "", value, left, rule=True))
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
        return [Row((quiet,), 26, rule=True), _number_line(pen, names, "", new.value, left, 16)]
    text = f"{old_text} + {pen.show(new.operands[-1], Shown.GRADIENT)}".replace("+ −", "− ")
    if new.form == "nesterov":
        text = f"{old_text} + μv − ηg"
    return [_number_line(pen, names, text, new.value, left, 16)]


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
    return _number_line(pen, names, text, None if told is None else told.value, left)


def _number_line(
    pen: Pen,
    names: tuple[Item, ...],
    text: str,
    value: float | None,
    left: float,
    px: float = 14,
    rule: bool = False,
) -> Row:
    kind, signed = (Shown.NEW_WEIGHT, False) if px > 14 else (Shown.GRADIENT, True)
    number = pen.number(value, kind, px, signed=signed)
    cells = [pen.cell(*names), pen.cell(number, right=0, value=value)]
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

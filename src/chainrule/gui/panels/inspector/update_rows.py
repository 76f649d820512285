"""How a parameter is updated, in rows: what will come, and the arithmetic when it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.numbers import show_pair
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
    from chainrule.network.graph import Connection, Neuron
    from chainrule.session.operations import Operation
    from chainrule.teaching.cards.parts import NumberName

ARROW = "←"
FORMULA_LEFT = 28.0
MOST_ON_ONE_LINE = 4
"""decimals with which the arithmetic and its result fit one line"""
LEFT, NARROW_LEFT = 64.0, 56.0
"""where the arithmetic of a line begins"""
NARROW = 280.0
GAP = 8.0


@dataclass(frozen=True, slots=True)
class Parameter:
    """A weight or a bias, and the kind of operation that finds a sample's gradient of it."""

    name: str
    gradient: Kind
    locked: bool

    @classmethod
    def of_link(cls, link: Connection) -> Parameter:
        """Return the weight of a connection."""
        return cls(link.name, Kind.WEIGHT_GRADIENT, link.locked)

    @classmethod
    def of_neuron(cls, neuron: Neuron) -> Parameter:
        """Return the bias of a neuron."""
        return cls(neuron.bias_name, Kind.BIAS_GRADIENT, neuron.bias_locked)


def update_rows(pen: Pen, facts: Facts, own: Parameter, narrow: bool) -> list[Row]:
    """Return what the update will do with a parameter, once its gradient is known."""
    name = own.name
    coming = coming_update(facts, name, own.gradient, own.locked)
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


@dataclass(frozen=True, slots=True)
class Place:
    """The width of a line, and where its arithmetic begins."""

    width: float

    @property
    def left(self) -> float:
        """Where the arithmetic begins."""
        return NARROW_LEFT if self.width < NARROW else LEFT

    def room(self, number: float) -> float:
        """Return the room beside a number of this width; what is longer is left out."""
        return self.width - self.left - number - GAP


def number_rows(pen: Pen, facts: Facts, own: Parameter, width: float) -> list[Row]:
    """Return the update of a parameter in numbers, line by line, as far as it has come."""
    gradient = facts.known(Kind.BATCH_GRADIENT, own.name, batch=True)
    velocity = facts.known(Kind.VELOCITY, own.name, batch=True)
    new = facts.known(Kind.NEW_VALUE, own.name, batch=True)
    place = Place(width)
    text = _gradient_text(pen, facts, own, gradient)
    found, origin = (None, None) if gradient is None else (gradient.value, name_of(gradient))
    rows = [_number_line(pen, (pen.sign("g"),), text, found, place, origin=origin)]
    word = pen.word(translate("Inspector", "new"))
    coming = facts.coming(Kind.VELOCITY, own.name, batch=True)
    nesterov = new is not None and new.form == "nesterov"
    if velocity is not None:
        rows += _pull_rows(pen, velocity, place, kept=not nesterov)
    if coming is not None:
        value, origin = (None, None) if velocity is None else (velocity.value, name_of(velocity))
        told = _velocity_text(pen, velocity) if nesterov and velocity is not None else ""
        names = (word, pen.sign("v"))
        rows.append(_number_line(pen, names, told, value, place, rule=True, origin=origin))
    if nesterov and new is not None:
        rows.append(_ahead_row(pen, new, place))
    rows.extend(_new_line(pen, facts, own, new, place))
    return rows


def _pull_rows(pen: Pen, velocity: Operation, place: Place, kept: bool) -> list[Row]:
    """Return −ηg and, unless the rule looks ahead, μv: the parts of the velocity."""
    from chainrule.session.probe import pull

    pulled = pull(velocity)
    momentum, old, rate, slope = velocity.operands
    asked = f"−{pen.show(rate, Shown.SETTING)} × {pen.show(slope, Shown.GRADIENT)}"
    remembered = f"{pen.show(momentum, Shown.SETTING)} × {pen.show(old, Shown.GRADIENT)}"
    rows = [_number_line(pen, (pen.sign("−ηg"),), asked, pulled.asked, place)]
    if kept:
        rows.append(_number_line(pen, (pen.sign("μv"),), remembered, pulled.remembered, place))
    return rows


def _velocity_text(pen: Pen, velocity: Operation) -> str:
    momentum, old, _, _ = velocity.operands
    return f"{pen.show(momentum, Shown.SETTING)} × {pen.show(old, Shown.GRADIENT)} − ηg"


def _ahead_row(pen: Pen, new: Operation, place: Place) -> Row:
    """Return μ times the new v, which Nesterov's rule adds in place of the old one."""
    from chainrule.session.probe import pull

    _, momentum, velocity, _, _ = new.operands
    text = f"{pen.show(momentum, Shown.SETTING)} × {pen.show(velocity, Shown.GRADIENT)}"
    return _number_line(pen, (pen.sign("μv"),), text, pull(new).remembered, place)


def _new_line(
    pen: Pen, facts: Facts, own: Parameter, new: Operation | None, place: Place
) -> list[Row]:
    weight = facts.symbols.parameter(own.name)
    names = (pen.word(translate("Inspector", "new")), pen.sign(weight))
    if own.locked:
        value = facts.moment.frame.parameters[own.name]
        return [_number_line(pen, names, translate("Inspector", "frozen"), value, place)]
    if new is None:
        return [_number_line(pen, names, "", None, place)]
    old_text, _ = show_pair(new.operands[0], new.value, pen.theme.notation.finer(), signed=False)
    if new.form in ("rmsprop", "adam"):
        quiet = pen.cell(pen.quiet(_numbers(pen, new), 13), x=0.0)
        last = _number_line(pen, names, "", new.value, place, 16, origin=name_of(new))
        return [Row((quiet,), 26, rule=True), last]
    text = f"{old_text} + {pen.show(new.operands[-1], Shown.GRADIENT)}".replace("+ −", "− ")
    if new.form == "nesterov":
        text = f"{old_text} + μv − ηg"
    return [_number_line(pen, names, text, new.value, place, 16, origin=name_of(new))]


def _gradient_text(pen: Pen, facts: Facts, own: Parameter, gradient: Operation | None) -> str:
    if gradient is None:
        return ""
    place = facts.moment.place
    parts = facts.known(own.gradient, own.name)
    if place.samples == 1 and parts is not None and "+" not in gradient.form:
        delta, *signals = parts.operands
        if not signals:
            return translate("Inspector", "its own δ")
        signal = signals[0]
        return f"{pen.show(delta, Shown.GRADIENT)} × {pen.show(signal, Shown.ACTIVATION)}"
    told = translate("Inspector", "sum of {count}")
    if gradient.form.startswith("mean"):
        told = translate("Inspector", "mean of {count}")
    return told.format(count=pen.show(place.samples, Shown.COUNT))


def _number_line(
    pen: Pen,
    names: tuple[Item, ...],
    text: str,
    value: float | None,
    place: Place,
    px: float = 14,
    rule: bool = False,
    origin: NumberName | None = None,
) -> Row:
    kind, signed = (Shown.NEW_WEIGHT, False) if px > 14 else (Shown.GRADIENT, True)
    number = pen.number(value, kind, px, signed=signed)
    cells = [pen.cell(*names), pen.cell(number, right=0, value=value, origin=origin)]
    room = place.room(number.width)
    told = next((word for px in (14, 12) if (word := pen.quiet(text, px)).width <= room), None)
    if text and told is not None:
        cells.insert(1, pen.cell(told, x=place.left))
    return Row(tuple(cells), 30 if rule else 26, rule=rule)

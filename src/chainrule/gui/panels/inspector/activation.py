"""The section that shows what a neuron makes of its sum, on the curve of its activation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import LARGE
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.curve import LARGEST_TICK, Curve, Picture, nice_ticks
from chainrule.gui.panels.inspector.rows import Row, Rows
from chainrule.gui.panels.inspector.section import Section, Stage
from chainrule.gui.selection import Selection
from chainrule.network.names import Activation
from chainrule.session.operations import Kind
from chainrule.teaching.cards.neuron import slope_of
from chainrule.teaching.cards.words import function_sign

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Item
    from chainrule.gui.panels.inspector.curve import Point, Ticks
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Neuron

REACH = 6.0
"""how far the curve goes to both sides, while z is not further out"""
FURTHEST = 6.0 * 2**20
"""a sum further out has no place on the curve"""
POINTS = 121
TANGENT = 0.12
"""half the length of the tangent, as a share of the width of the plot"""


class ActivationSection(Section):
    """a = f(z), the curve with its point, the slope there."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__(theme, number)
        self.head.set_title(translate("Inspector", "Activation"))
        self.value_rows = Rows(theme)
        self.curve = Curve(theme)
        self.slope_rows = Rows(theme)
        self.add(self.value_rows)
        self.add(self.curve, above=8)
        self.add(self.slope_rows)
        self._curve_of: object = None
        self._points: tuple[Point, ...] = ()

    def show_neuron(self, facts: Facts, neuron: Neuron) -> None:
        """Show what the neuron makes of its sum, as far as it is known."""
        pen, kind = _pen(self.theme), neuron.activation
        z, a = facts.value(Kind.SUM, neuron.id), facts.value(Kind.ACTIVATE, neuron.id)
        own, sent = Selection(frozenset({neuron.id})), facts.sent(neuron.id)
        self.head.set_stage(Stage.KNOWN if a is not None else Stage.LATER)
        self.head.set_remark(_remark(facts, neuron, a))
        argument = pen.sign("z", 15) if z is None else pen.word(pen.show(z), 15, 600)
        result = (
            pen.word("?", 15, 500)
            if a is None
            else pen.word(
                pen.show(a, Shown.ACTIVATION), 20 if abs(a) < LARGE else 15, 600, self.theme.accent
            )
        )
        said = (pen.sign("a", 15), pen.word(" = ", 15), *_call(pen, kind, argument, 15))
        line = pen.cell(*said, pen.word(" = ", 15), result, gap=0, value=a, origin=sent.name)
        self.value_rows.set_rows([Row((line,), 32, target=own)])
        others = _others(facts, neuron)
        picture = self._picture(kind, z, a, others)
        self.curve.set_picture(_with_tangent(picture, facts, neuron), own)
        self._show_slope(pen, facts, neuron, own)

    def _show_slope(self, pen: Pen, facts: Facts, neuron: Neuron, own: Selection) -> None:
        found = slope_of(facts, neuron)
        rows = []
        if found is not None:
            z, slope = found
            argument = pen.word(pen.show(z, Shown.ACTIVATION), 13)
            said = (
                pen.quiet(translate("Inspector", "Slope here"), 13),
                pen.word("  ", 13),
                *_call(pen, neuron.activation, argument, 13, "′"),
                pen.word(" = ", 13),
                pen.number(slope.value, Shown.GRADIENT, 13, coloured=False),
            )
            cell = pen.cell(*said, gap=0, value=slope.value, origin=slope.name)
            rows = [Row((cell,), 26, target=own)]
        self.slope_rows.set_rows(rows or [Row((), 26)])

    def _picture(
        self, kind: Activation, z: float | None, a: float | None, others: tuple[float, ...]
    ) -> Picture:
        reach, pen = _reach(z), _pen(self.theme)
        if self._curve_of != (kind, reach, others):
            from chainrule.session.probe import activation_curve

            self._curve_of = (kind, reach, others)
            self._points = tuple(activation_curve(kind, -reach, reach, POINTS, others))
        heights = [height for _, height in self._points]
        y, ticks = _heights(min(heights), max(heights))
        words = ""
        ends: Ticks = (-reach, -reach / 2, 0.0, reach / 2, reach)
        if reach >= LARGEST_TICK:
            ends, ticks = (0.0,), (0.0,)
        if z is not None and a is not None:
            words = f"({pen.show(z)}{self.theme.notation.separator}{pen.show(a)})"
        elif z is not None:
            words = pen.show(z)
        return Picture(
            self._points,
            (-reach, reach),
            y,
            ends,
            ticks,
            None if z is None or abs(z) > reach else (z, y[0] if a is None else a),
            known=a is not None,
            across=True,
            zero_line=True,
            number=words,
            trimmed=True,
        )


def _with_tangent(picture: Picture, facts: Facts, neuron: Neuron) -> Picture:
    """Return the curve with its tangent at the point, once the slope there is known."""
    found = slope_of(facts, neuron)
    if found is None or picture.point is None or found[1].value is None:
        return picture
    from chainrule.session.probe import tangent

    reach = TANGENT * (picture.x[1] - picture.x[0])
    return replace(picture, tangent=tangent(picture.point, found[1].value, reach))


def _pen(theme: Theme) -> Pen:
    from chainrule.gui.panels.inspector.pen import Pen

    return Pen(theme)


def _others(facts: Facts, neuron: Neuron) -> tuple[float, ...]:
    """Return the sums of the other softmax outputs, 0 while they are not known."""
    if neuron.activation is not Activation.SOFTMAX:
        return ()
    names = [output.id for output in facts.network.outputs if output.id != neuron.id]
    return tuple(facts.value(Kind.SUM, name) or 0.0 for name in names)


def _reach(z: float | None) -> float:
    """Return how far the curve goes: twice as far as often as z asks for it."""
    reach = REACH
    while z is not None and abs(z) > reach and reach < FURTHEST:
        reach *= 2
    return reach


def _heights(low: float, high: float) -> tuple[Point, Ticks]:
    """Return the range of the values and its ticks."""
    if low >= 0.0 and high <= 1.0:
        return (0.0, 1.0), (0.0, 0.5, 1.0)
    if high - low <= 2.5:
        ticks = nice_ticks(low, high, 3, outer=True)
        return (ticks[0], ticks[-1]), ticks
    return (min(low, 0.0), high), (*((low, low / 2) if low < -1 else ()), 0.0, high / 2, high)


def _call(pen: Pen, kind: Activation, argument: Item, px: float, prime: str = "") -> list[Item]:
    """Return f(…) as pieces; the linear function is its argument."""
    if kind is Activation.LINEAR and not prime:
        return [argument]
    name = function_sign(kind)
    sign: Item = pen.sign(name, px) if len(name) == 1 else pen.word(name, px)
    marks = [pen.word(prime, px)] if prime else []
    return [sign, *marks, pen.word("(", px), argument, pen.word(")", px)]


def _remark(facts: Facts, neuron: Neuron, a: float | None) -> str:
    """Return which step computes the activation, while it is to come."""
    step = facts.step_of(Kind.ACTIVATE, neuron.id) if a is None else None
    if step is None:
        return ""
    if step == facts.moment.position + 1:
        return translate("Inspector", "step {number}, next").format(number=step)
    return translate("Inspector", "step {number}").format(number=step)

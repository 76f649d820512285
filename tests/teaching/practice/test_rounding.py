"""What rounding makes of a number, the same as on the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.numbers import parse_number, show
from chainrule.session.operations import Kind
from chainrule.teaching.notation import Notation
from chainrule.teaching.practice.interval import Interval, point
from chainrule.teaching.practice.rounding import rounded, shown, significant

SIZES = st.floats(-20_000, 20_000, allow_nan=False)


@given(SIZES, st.integers(1, 6))
def test_as_the_screen_shows_it(value: float, decimals: int) -> None:
    kinds = ((Kind.SUM, Shown.ACTIVATION), (None, Shown.PARAMETER), (Kind.DELTA, Shown.GRADIENT))
    for kind, on_screen in kinds:
        expected = parse_number(show(value, on_screen, Notation(decimals)))
        found = shown(value, kind, Notation(decimals))
        assert found == pytest.approx(expected, rel=1e-12), f"{value!r} as {kind}"


@given(SIZES, st.integers(3, 6))
def test_every_usual_rounding_lies_inside(value: float, digits: int) -> None:
    interval = rounded(point(value), Kind.SUM, Notation())
    assert interval.holds(value)
    assert interval.holds(significant(value, digits)), f"{digits} digits of {value!r} are outside"
    assert interval.holds(float(f"{value:.3f}")) or abs(value) < 0.0005 or abs(value) >= 10_000


def test_a_number_of_few_digits_stays_sharp() -> None:
    assert rounded(point(0.3), None, Notation()) == point(0.3), "nothing is rounded in 0.3"
    assert rounded(point(0.6748), Kind.SUM, Notation()) == Interval(0.6748, 0.675)
    assert rounded(Interval(0.6741, 0.6748), Kind.SUM, Notation()) == Interval(0.674, 0.675)

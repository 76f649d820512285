"""Intervals hold every result of numbers that lie in theirs."""

from hypothesis import given
from hypothesis import strategies as st

from chainrule.teaching.practice.interval import Interval, around, hull, point, total

NUMBERS = st.floats(-100, 100)
SHARES = st.floats(0, 1)


@st.composite
def inside(draw) -> tuple[Interval, float]:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    return Interval(low, high), low + draw(SHARES) * (high - low)


@given(inside(), inside())
def test_the_four_operations(one, other) -> None:
    (a, x), (b, y) = one, other
    assert (a + b).widened(1e-9).holds(x + y)
    assert (a - b).widened(1e-9).holds(x - y)
    assert (a * b).widened(1e-9).holds(x * y)
    assert (a * -3.0).widened(1e-9).holds(-3.0 * x)
    assert (-a).holds(-x)
    assert a.squared().widened(1e-9).holds(x * x)
    if b.low > 0.001:
        assert (a / b).widened(1e-6).holds(x / y)


@given(inside())
def test_through_a_function_that_turns(one) -> None:
    interval, x = one
    found = interval.through(lambda value: value * value - 4 * value, turns=(2.0,))
    assert found.widened(1e-9).holds(x * x - 4 * x), f"{x} in {interval} left {found}"


def test_putting_together() -> None:
    assert around(point(1.0), Interval(3.0, 4.0)) == Interval(1.0, 4.0)
    assert total([point(1.0), Interval(2.0, 3.0)]) == Interval(3.0, 4.0)
    assert hull([float("inf"), 2.0, float("nan")]) == point(2.0), "only finite numbers count"
    assert not Interval(1.0, 2.0).holds(2.1)

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.gui.widgets.knob_scale import BatchScale, LearningRateScale, MomentumScale
from chainrule.teaching.notation import POINT

RATE, MOMENTUM = LearningRateScale(), MomentumScale()


def climb(scale, value: float, direction: int = 1) -> list[float]:
    """Return the stops from a value on until nothing changes."""
    way = [value]
    while (after := scale.stop(way[-1], direction)) != way[-1]:
        way.append(after)
    return way


def test_the_learning_rate_is_even_in_its_logarithm() -> None:
    assert RATE.fraction(1e-4) == 0
    assert RATE.fraction(0.1) == pytest.approx(0.6)
    assert RATE.fraction(10) == 1
    assert RATE.value(0.6) == 0.1


def test_the_learning_rate_stops_at_round_numbers() -> None:
    assert climb(RATE, 0.1)[:8] == [0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5]
    assert climb(RATE, 0.0001, -1) == [0.0001]
    assert RATE.stop(0.12, 1) == 0.15
    assert RATE.stop(0.12, -1) == 0.1
    assert RATE.page(0.3, 1) == 3.0
    assert RATE.page(5.0, 1) == 10.0
    assert RATE.nudge(0.1, 1) == 0.101


def test_momentum_nine_tenths_is_half_way() -> None:
    assert MOMENTUM.fraction(0.9) == pytest.approx(0.5)
    assert MOMENTUM.value(1.0) == 0.99
    assert climb(MOMENTUM, 0.0) == [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99]
    assert MOMENTUM.nudge(0.9, -1) == 0.89
    assert MOMENTUM.nudge(0.99, 1) == 0.99


def test_batch_sizes_double_up_to_all() -> None:
    scale = BatchScale(10)
    assert climb(scale, 1.0) == [1, 2, 4, 8, 0], "the last stop is all, which is 0"
    assert climb(scale, 0.0, -1) == [0, 8, 4, 2, 1]
    assert scale.text(0.0, POINT) == "10", "all is shown as the number of rows"
    assert BatchScale(1438).text(0.0, POINT) == BatchScale(1438).ends[1] == "1,438"
    assert scale.nudge(9.0, 1) == 0
    assert scale.nudge(0.0, -1) == 9
    assert scale.typed(0.0) == (0.0, True)
    assert scale.typed(2.6) == (3.0, True)
    assert scale.typed(99.0) == (10.0, False)


def test_a_single_row_leaves_nothing_to_turn() -> None:
    scale = BatchScale(1)
    assert scale.least == scale.most == 1
    assert scale.fraction(1.0) == scale.fraction(0.0) == 0
    assert scale.text(1.0, POINT) == "1"


@pytest.mark.parametrize("scale", [RATE, MOMENTUM, BatchScale(1000)])
@given(share=st.floats(0, 1))
def test_a_turned_value_is_in_range_and_near_its_place(scale, share: float) -> None:
    value = scale.value(share)
    count = scale.most if value == 0 and isinstance(scale, BatchScale) else value
    assert scale.least <= count <= scale.most
    assert abs(scale.fraction(value) - share) < 0.15


@pytest.mark.parametrize("value", [0.0, 1e-9, 50.0, 1e9])
def test_a_value_out_of_range_stands_at_an_end_and_is_written_in_full(value: float) -> None:
    assert RATE.fraction(value) in (0.0, 1.0)
    assert RATE.stop(value, 1 if value > 1 else -1) == value, "a step outwards changes nothing"
    assert RATE.text(50.0, POINT) == "50"
    assert RATE.text(0.0, POINT) == "0"
    assert math.isclose(RATE.stop(50.0, -1), 10.0)

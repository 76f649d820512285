import math

import pytest

from chainrule.gui.canvas.geometry import Box, bowed, edge_width, segment_distance, straight, united


def test_straight_edge_shows_only_between_the_rims():
    curve = straight((0, 0), (200, 0), 40)
    assert curve.free(0) == pytest.approx((40, 0))
    assert curve.free(1) == pytest.approx((160, 0))
    assert curve.length == pytest.approx(120)


def test_neurons_that_overlap_leave_no_edge():
    curve = straight((0, 0), (30, 0), 40)
    assert curve.length == 0
    assert straight((5, 5), (5, 5), 40).direction(0.5) == (1.0, 0.0)


@pytest.mark.parametrize(("side", "height"), [(-1, -75), (1, 75)])
def test_bowed_edge_passes_above_or_below_by_half_of_three_eighths(side, height):
    curve = bowed((0, 0), (400, 0), 40, side)
    assert curve.at(0.5) == pytest.approx((200, height))
    assert math.dist(curve.free(0), (0, 0)) == pytest.approx(40, abs=0.5)
    assert math.dist(curve.free(1), (400, 0)) == pytest.approx(40, abs=0.5)


def test_bow_is_above_whichever_way_the_edge_runs():
    assert bowed((400, 0), (0, 0), 10, -1).at(0.5)[1] == pytest.approx(-75)


@pytest.mark.parametrize(
    ("weight", "width"),
    [(0, 1.0), (0.1, 1.5), (0.3, 2.3), (0.6, 3.3), (1, 4.4), (2, 6.2), (5, 7.8)],
)
def test_width_follows_the_size_of_the_weight(weight, width):
    assert edge_width(weight) == pytest.approx(width, abs=0.06)
    assert edge_width(-weight) == edge_width(weight)


@pytest.mark.parametrize("weight", [1e130, math.inf, math.nan])
def test_width_never_exceeds_eight(weight):
    assert edge_width(weight) <= 8


def test_distance_to_a_segment_ends_at_its_ends():
    assert segment_distance((5, 3), (0, 0), (10, 0)) == 3
    assert segment_distance((13, 4), (0, 0), (10, 0)) == 5


def test_boxes():
    box = Box(0, 0, 10, 10)
    assert box.contains((5, -5))
    assert not box.contains((5.1, 0))
    assert box.near(Box(11, 0, 10, 10), gap=2)
    assert not box.near(Box(11, 0, 10, 10))
    assert united([box, Box(20, 0, 10, 10)]) == Box(10, 0, 30, 10)
    assert united([]) is None

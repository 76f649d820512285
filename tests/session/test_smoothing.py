"""Smoothing: the mean of a window, in the middle of it, at any length."""

from __future__ import annotations

import numpy as np
import pytest

from chainrule.session.smoothing import Means, Smoothing, smoothed, width_of

BOTH = [Smoothing.LIGHT, Smoothing.STRONG]


def smooth(y: np.ndarray, smoothing: Smoothing) -> tuple[np.ndarray, np.ndarray]:
    means = Means()
    means.extend(y)
    return smoothed(np.arange(len(y), dtype=float), y, means, smoothing)


@pytest.mark.parametrize("smoothing", BOTH)
@pytest.mark.parametrize("count", [2, 17, 64, 65, 300, 1000])
def test_a_short_series_is_the_mean_of_the_values_round_each(
    smoothing: Smoothing, count: int
) -> None:
    y = np.random.default_rng(count).random(count)
    x, means = smooth(y, smoothing)
    half = width_of(count, smoothing) // 2
    if half <= 16:
        for at, mean in zip(x.astype(int), means, strict=True):
            reach = min(half, at, count - 1 - at)
            wanted = y[at - reach : at + reach + 1].mean()
            assert mean == pytest.approx(wanted, abs=1e-12), f"at {at} of {count}"


@pytest.mark.parametrize("smoothing", BOTH)
@pytest.mark.parametrize("count", [1, 2, 3, 100, 999, 4096, 77_777])
def test_the_ends_are_the_values_and_a_straight_line_stays(
    smoothing: Smoothing, count: int
) -> None:
    line = np.arange(count, dtype=float)
    x, y = smooth(line, smoothing)
    assert (x[0], x[-1], y[0], y[-1]) == (0, count - 1, 0, count - 1)
    assert (np.diff(x) > 0).all()
    assert y == pytest.approx(x), "nothing lags behind"
    assert len(x) <= max(count, 64 * 32 + 2), "no more points than can be seen"


def test_strong_is_smoother_than_light() -> None:
    y = np.random.default_rng(3).random(5000)
    spreads = [smooth(y, smoothing)[1][1:-1].std() for smoothing in BOTH]
    assert spreads[1] < spreads[0] < y.std() / 3


def test_nothing_is_smoothed_without_being_asked() -> None:
    y = np.random.default_rng(3).random(50)
    assert smooth(y, Smoothing.NONE)[1] is y


def test_a_huge_value_leaves_no_trace_far_away() -> None:
    y = np.full(40_000, 0.001)
    y[100] = 1e300
    x, means = smooth(y, Smoothing.LIGHT)
    assert means[x > 5000] == pytest.approx(0.001, rel=1e-12), "means are added up afresh"
    assert means.max() > 1e295


@pytest.mark.parametrize("step", [1, 7, 1000])
def test_means_that_grow_are_the_same(step: int) -> None:
    y = np.random.default_rng(9).random(3000)
    at_once, grown = Means(), Means()
    at_once.extend(y)
    for count in range(0, 3000, step):
        grown.extend(y[:count])
    grown.truncate(1500)
    grown.extend(y)
    for level in range(1, 11):
        assert (at_once.of(level) == grown.of(level)).all(), f"level {level}"

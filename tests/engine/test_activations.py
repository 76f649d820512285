"""Activations: right in the middle, precise in the tails, quiet at the ends of float64."""

import math

import numpy as np
import pytest

from chainrule.engine.activations import ACTIVATIONS, softmax, softmax_delta
from chainrule.network.names import Activation
from helpers.reference import FUNCTIONS

EACH = sorted(FUNCTIONS)
ENDS = [1.7e308, 1e200, 800.0, 36.0, 5e-324, 0.0]


def one(activation: Activation, z: float) -> tuple[float, float]:
    rule, column = ACTIVATIONS[activation], np.array([[z]])
    return float(rule.function(column)[0, 0]), float(rule.slope(column)[0, 0])


def test_every_activation_has_a_row() -> None:
    assert set(ACTIVATIONS) == set(Activation)


@pytest.mark.parametrize("activation", EACH)
def test_values_and_slopes_are_those_of_the_formulas(activation: Activation) -> None:
    function, slope = FUNCTIONS[activation]
    for z in (-6.0, -2.5, -0.3, 0.0, 0.3, 1.7, 6.0):
        assert one(activation, z) == pytest.approx((function(z), slope(z)), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("activation", EACH)
def test_the_slope_is_what_a_small_move_measures(activation: Activation) -> None:
    for z in (-3.1, -0.7, 0.4, 2.2):
        rise = one(activation, z + 1e-5)[0] - one(activation, z - 1e-5)[0]
        assert one(activation, z)[1] == pytest.approx(rise / 2e-5, abs=1e-9)


@pytest.mark.parametrize("activation", EACH)
@pytest.mark.parametrize("size", ENDS)
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_no_finite_z_overflows_or_warns(activation: Activation, size: float, sign: float) -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value, slope = one(activation, sign * size)
    assert math.isfinite(value)
    assert math.isfinite(slope)


@pytest.mark.parametrize(
    ("activation", "z", "wanted"),
    [
        (Activation.SIGMOID, 40.0, math.exp(-40)),
        (Activation.SIGMOID, -700.0, math.exp(-700)),
        (Activation.TANH, 20.0, 4 * math.exp(-40)),
        (Activation.TANH, -350.0, 4 * math.exp(-700)),
    ],
)
def test_slopes_keep_their_precision_in_the_tails(
    activation: Activation, z: float, wanted: float
) -> None:
    assert one(activation, z)[1] == pytest.approx(wanted, rel=1e-12, abs=0.0)


def test_values_keep_their_precision_in_the_tails() -> None:
    # Φ(−10) = 7.619853024160526e−24, a textbook number; ln(1 + e^−50) is e^−50
    gelu = one(Activation.GELU, -10.0)[0]
    assert gelu == pytest.approx(-7.619853024160526e-23, rel=1e-12, abs=0.0)
    assert one(Activation.SOFTPLUS, -50.0)[0] == pytest.approx(math.exp(-50), rel=1e-12, abs=0.0)
    assert one(Activation.ELU, -1e-20)[0] == -1e-20


def test_at_the_kink() -> None:
    assert one(Activation.RELU, 0.0) == (0.0, 0.0)
    assert one(Activation.LEAKY_RELU, 0.0) == (0.0, 0.01)
    assert one(Activation.LEAKY_RELU, -3.0) == (-0.03, 0.01)


def test_softmax_is_quiet_at_the_ends_of_float64() -> None:
    z = np.array([[1.7e308, 0.0, -1.7e308], [-1.7e308, 800.0, -1.7e308]])
    with np.errstate(over="raise", invalid="raise"):
        shares = softmax(z)
    assert shares.tolist() == [[1.0, 0.0, 0.5], [0.0, 1.0, 0.5]]


def test_softmax_has_a_jacobian_and_no_slope() -> None:
    z, blame = np.array([[0.3], [-1.2], [0.9]]), np.array([[0.7], [-0.4], [1.1]])
    delta = softmax_delta(softmax(z), blame)
    for row in range(3):
        move = np.zeros((3, 1))
        move[row] = 1e-5
        rise = float((blame * (softmax(z + move) - softmax(z - move))).sum())
        assert delta[row, 0] == pytest.approx(rise / 2e-5, abs=1e-10)
    assert np.isnan(ACTIVATIONS[Activation.SOFTMAX].slope(z)).all()

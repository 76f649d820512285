"""Losses: the formulas, their slopes, and what rounding would spoil."""

import math

import numpy as np
import pytest

from chainrule.engine.activations import sigmoid, softmax
from chainrule.engine.losses import LOSSES
from chainrule.engine.passes import exact_outputs
from chainrule.engine.plan import compile_plan
from chainrule.engine.trainer import Trainer, reduced
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Reduction, Role
from chainrule.network.project import Data, Project

Z = np.array([[0.4, -1.0], [1.3, 2.0], [-0.6, 0.1]])
Y = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]])


def column(*values: float) -> np.ndarray:
    return np.array(values)[:, np.newaxis]


def value(loss: Loss, z: np.ndarray, y: np.ndarray) -> float:
    a = softmax(z) if loss is Loss.CROSS_ENTROPY else sigmoid(z)
    return float(LOSSES[loss].function(a, z, y)[0])


def test_every_loss_has_a_row() -> None:
    assert set(LOSSES) == set(Loss)


def test_the_formulas_by_hand() -> None:
    a, y = column(0.9, 0.2), column(1.0, 0.5)
    z = np.log(a / (1 - a))
    # (−0.1)² + (−0.3)² = 0.1
    assert LOSSES[Loss.HALF_SQUARED_ERROR].function(a, z, y)[0] == pytest.approx(0.05, rel=1e-12)
    assert LOSSES[Loss.MEAN_SQUARED_ERROR].function(a, z, y)[0] == pytest.approx(0.05, rel=1e-12)
    wanted = -math.log(0.9) - 0.5 * math.log(0.2) - 0.5 * math.log(0.8)
    assert LOSSES[Loss.BINARY_CROSS_ENTROPY].function(a, z, y)[0] == pytest.approx(
        wanted, rel=1e-12
    )
    shares = softmax(Z)
    wanted_rows = [-math.log(shares[1, 0]), -math.log(shares[0, 1])]
    assert LOSSES[Loss.CROSS_ENTROPY].function(shares, Z, Y) == pytest.approx(
        wanted_rows, rel=1e-12
    )


@pytest.mark.parametrize("loss", list(Loss))
def test_the_slope_is_what_a_small_move_of_an_output_measures(loss: Loss) -> None:
    a = softmax(Z) if loss is Loss.CROSS_ENTROPY else sigmoid(Z)
    slope = LOSSES[loss].slope(a, Z, Y)
    for row in range(3):
        for sample in range(2):
            share, y = a[row, sample], Y[row, sample]
            wanted = {
                Loss.HALF_SQUARED_ERROR: share - y,
                Loss.MEAN_SQUARED_ERROR: 2 * (share - y) / 3,
                Loss.BINARY_CROSS_ENTROPY: -y / share + (1 - y) / (1 - share),
                Loss.CROSS_ENTROPY: -y / share,
            }[loss]
            assert slope[row, sample] == pytest.approx(wanted, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("z", [-800.0, -40.0, -1.0, 0.0, 1.0, 40.0, 800.0])
def test_cross_entropies_of_two_are_softplus_however_large_z(z: float) -> None:
    # both losses of the right answer are ln(1 + e^−z), e^−z for large z
    wanted = -z if z < -700 else math.log1p(math.exp(-z))
    two = value(Loss.CROSS_ENTROPY, column(z, 0.0), column(1.0, 0.0))
    assert value(Loss.BINARY_CROSS_ENTROPY, column(z), column(1.0)) == pytest.approx(
        wanted, rel=1e-12, abs=0.0
    )
    assert two == pytest.approx(wanted, rel=1e-12, abs=0.0)


def test_cross_entropy_is_quiet_at_the_ends_of_float64() -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        right = value(Loss.CROSS_ENTROPY, column(1.7e308, -1.7e308), column(1.0, 0.0))
    assert right == 0.0


@pytest.mark.parametrize("loss", list(Loss))
def test_a_network_without_outputs_loses_nothing(loss: Loss) -> None:
    network = Network((Neuron("x", Role.INPUT), Neuron("h")), (Connection("x", "h", 1.0),))
    trainer = Trainer.start(Project("", network, loss, Data(("x",), (), ((1.0,), (2.0,)))))
    assert trainer.evaluate().train_loss == 0.0
    assert trainer.update().batch_loss == 0.0


def test_a_batch_whose_losses_overflow_together_is_infinite() -> None:
    assert reduced(np.array([1e308, 1e308, 1e308]), Reduction.SUM) == math.inf
    assert math.isnan(reduced(np.array([math.inf, -math.inf]), Reduction.SUM))


def test_the_short_delta_holds_for_outputs_that_feed_the_loss_alone() -> None:
    neurons = (
        Neuron("x", Role.INPUT),
        Neuron("p", Role.OUTPUT, Activation.SIGMOID),
        Neuron("q", Role.OUTPUT, Activation.SIGMOID),
    )
    plan = compile_plan(Network(neurons, (Connection("x", "p", 1.0), Connection("p", "q", 1.0))))
    assert exact_outputs(plan, Loss.BINARY_CROSS_ENTROPY) == {"q"}, "p feeds q as well"
    assert exact_outputs(plan, Loss.HALF_SQUARED_ERROR) == frozenset()

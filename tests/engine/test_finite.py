"""Numbers that are not finite: the first bad one is named and nothing is committed."""

import dataclasses
import math

import pytest

from chainrule.engine.trainer import NonFinite, Trainer
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.network.project import Data, Project, Training


def chain(
    first: float = 1.0,
    second: float = 1.0,
    rows: tuple[tuple[float, float], ...] = ((1.0, 0.0),),
    activation: Activation = Activation.LINEAR,
    locked: bool = False,
    **settings: object,
) -> Project:
    network = Network(
        (
            Neuron("x", Role.INPUT),
            Neuron("h", Role.HIDDEN, activation, bias_locked=locked),
            Neuron("y", Role.OUTPUT, bias_locked=locked),
        ),
        (Connection("x", "h", first, locked), Connection("h", "y", second, locked)),
    )
    return Project("", network, data=Data(("x",), ("y",), rows), training=Training(**settings))


def stopped(project: Project) -> NonFinite:
    trainer = Trainer.start(project)
    before = trainer.snapshot()
    with pytest.raises(NonFinite) as caught:
        trainer.update()
    assert trainer.snapshot() is before, "nothing is committed"
    assert not math.isfinite(caught.value.value)
    return caught.value


@pytest.mark.parametrize(
    ("project", "quantity", "target", "row"),
    [
        pytest.param(chain(1e200, rows=((1e200, 0.0),)), "sum", "h", 0, id="forward"),
        pytest.param(
            chain(1e200, rows=((1.0, 0.0), (1e200, 0.0)), batch_size=0),
            "loss", "L", 0, id="a loss of the first sample comes before a sum of the second",
        ),
        pytest.param(chain(1e160), "loss", "L", 0, id="loss"),
        pytest.param(chain(1.2e154, rows=((1.0, 0.0),) * 3, batch_size=0, reduction=Reduction.SUM),
                     "loss", "L", None, id="the losses of a batch together"),
        pytest.param(chain(1e-160, 1e160, rows=((1.0, 1e153),)), "delta", "h", 0, id="backward"),
        pytest.param(chain(1e-250, 1.0, rows=((1e250, 1e100),)), "batch_gradient", "w[x->h]",
                     None, id="gradient"),
        pytest.param(chain(learning_rate=1.7e308, rows=((3.0, 0.0),)), "velocity", "w[x->h]",
                     None, id="update"),
    ],
)  # fmt: skip
def test_the_first_bad_quantity_is_named(
    project: Project, quantity: str, target: str, row: int | None
) -> None:
    bad = stopped(project)
    assert (bad.quantity, bad.target, bad.row) == (quantity, target, row)
    assert bad.update == 1
    assert target in str(bad), "the sentence says what it was"


def test_a_later_sample_is_named_by_its_row_of_the_data() -> None:
    rows = ((1.0, 1.0), (1e200, 0.0), (1.0, 1.0))
    assert stopped(chain(1e150, rows=rows, batch_size=0)).row == 1


def test_an_infinite_sum_that_a_flat_activation_hides_is_found() -> None:
    bad = stopped(chain(1e200, rows=((1e200, 0.0),), activation=Activation.SIGMOID))
    assert (bad.quantity, bad.target) == ("sum", "h")


def test_an_infinite_gradient_of_a_locked_parameter_is_found() -> None:
    bad = stopped(chain(1e-250, rows=((1e250, 1e100),), locked=True))
    assert (bad.quantity, bad.target) == ("batch_gradient", "w[x->h]")


@pytest.mark.parametrize("optimizer", [Optimizer.RMSPROP, Optimizer.ADAM])
def test_an_infinite_memory_is_never_kept(optimizer: Optimizer) -> None:
    # g is finite, g² is not; w − η·g/∞ would be finite too
    bad = stopped(chain(rows=((1e90, 0.0),), optimizer=optimizer))
    assert (bad.quantity, bad.target) == ("square", "w[x->h]")


def test_training_goes_on_when_the_cause_is_taken_away() -> None:
    trainer = Trainer.start(chain(learning_rate=1.7e308, rows=((3.0, 0.0),)))
    with pytest.raises(NonFinite):
        trainer.update()
    trainer.training = dataclasses.replace(trainer.training, learning_rate=1e-3)
    assert trainer.update().update == 1


def test_softmax_is_not_blamed_for_a_sum_of_another_output() -> None:
    neurons = (
        Neuron("x", Role.INPUT),
        Neuron("y1", Role.OUTPUT, Activation.SOFTMAX),
        Neuron("y2", Role.OUTPUT, Activation.SOFTMAX),
    )
    links = (Connection("x", "y1", 1.0), Connection("x", "y2", 1e200))
    data = Data(("x",), ("y1", "y2"), ((1e150, 1.0, 0.0),))
    project = Project("", Network(neurons, links), Loss.CROSS_ENTROPY, data)
    with pytest.raises(NonFinite) as caught:
        Trainer.start(project).update()
    assert (caught.value.quantity, caught.value.target) == ("sum", "y2")

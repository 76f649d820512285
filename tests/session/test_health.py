"""Health: saturated and dead neurons, and a loss that grows."""

from dataclasses import replace
from math import nan
from random import Random

import numpy as np
import pytest

from chainrule.engine.activations import ACTIVATIONS
from chainrule.engine.passes import forward
from chainrule.engine.trainer import Trainer
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Data, LogRow, Project
from chainrule.session.checkup import health_of
from chainrule.session.growth import STRIDE, GrowthWatch
from chainrule.session.health import Health
from chainrule.session.log import Log
from chainrule.storage.examples import load_example
from helpers.graphs import ANY, random_project
from helpers.tilted import session_of, stopped_session, tilted_plane


def neuron_on(
    activation: Activation, bias: float, samples: tuple[float, ...], loss: Loss | None = None
) -> Project:
    """Return x → h → y with weight 1, so that z of h is x + bias."""
    role = Role.HIDDEN if loss is None else Role.OUTPUT
    neurons = [Neuron("x", Role.INPUT), Neuron("h", role, activation, bias)]
    links = [Connection("x", "h", 1.0)]
    if loss is None:
        neurons.append(Neuron("y", Role.OUTPUT, Activation.LINEAR))
        links.append(Connection("h", "y", 1.0))
    rows = tuple((x, 0.5) for x in samples)
    target = "y" if loss is None else "h"
    data = Data(("x",), (target,), rows)
    return Project("", Network(tuple(neurons), tuple(links)), loss or Loss.MEAN_SQUARED_ERROR, data)


def health(project: Project) -> Health:
    trainer = Trainer.start(project)
    return health_of(trainer.plan, project.loss, trainer.evaluate().forward.z)


MANY = tuple(index / 100 for index in range(100))


@pytest.mark.parametrize("samples", [(0.0, 1.0), MANY])
def test_a_relu_that_is_0_on_every_sample_is_dead(samples: tuple[float, ...]) -> None:
    assert health(neuron_on(Activation.RELU, -1.0, samples)).dead == {"h"}
    assert health(neuron_on(Activation.RELU, -0.98, samples)).dead == set(), "one sample passes"
    assert health(neuron_on(Activation.RELU, -5.0, samples)).saturated == set(), "counted once"


@pytest.mark.parametrize(
    ("activation", "bias"),
    [
        (Activation.SIGMOID, 7.0),
        (Activation.SIGMOID, -8.0),
        (Activation.TANH, 4.2),
        (Activation.ELU, -9.0),
        (Activation.SOFTPLUS, -9.0),
        (Activation.GELU, -9.0),
        (Activation.SILU, -15.0),
    ],
)
@pytest.mark.parametrize("samples", [(0.0, 1.0), MANY])
def test_a_neuron_with_a_flat_slope_on_every_sample_is_saturated(
    activation: Activation, bias: float, samples: tuple[float, ...]
) -> None:
    assert health(neuron_on(activation, bias, samples)) == Health(frozenset({"h"}))
    one_is_steep = (*samples, -bias)
    assert health(neuron_on(activation, bias, one_is_steep)) == Health(), "one sample is enough"


@pytest.mark.parametrize("activation", [Activation.LINEAR, Activation.LEAKY_RELU])
def test_what_is_never_flat_is_always_well(activation: Activation) -> None:
    assert health(neuron_on(activation, -100.0, MANY)) == Health()


def test_an_output_whose_delta_needs_no_slope_is_not_saturated() -> None:
    """A classifier that is sure of all it has been shown is well."""
    sure = neuron_on(Activation.SIGMOID, 9.0, MANY, Loss.BINARY_CROSS_ENTROPY)
    assert health(sure) == Health()
    flat = replace(sure, loss=Loss.HALF_SQUARED_ERROR)
    assert health(flat).saturated == {"h"}


def test_without_samples_nothing_is_unwell() -> None:
    project = neuron_on(Activation.RELU, -1.0, ())
    assert health(project) == Health()


def test_numbers_that_are_not_finite_make_no_trouble() -> None:
    project = neuron_on(Activation.SIGMOID, 1.0, (1e308, 2.0))
    trainer = Trainer.start(project)
    z = trainer.evaluate().forward.z
    z[trainer.plan.row["h"]] = [np.inf, np.nan]
    assert health_of(trainer.plan, project.loss, z) == Health()


def test_it_is_what_slope_by_slope_tells() -> None:
    """Every neuron of random graphs, driven far out, beside its slopes one by one."""
    unwell = 0
    for seed in range(120):
        project = random_project(Random(seed), ANY)
        if not project.data.train or project.loss not in (
            Loss.HALF_SQUARED_ERROR,
            Loss.MEAN_SQUARED_ERROR,
        ):
            continue
        links = tuple(replace(link, weight=link.weight * 8) for link in project.network.connections)
        project = replace(project, network=Network(project.network.neurons, links))
        trainer = Trainer.start(project)
        z = forward(trainer.plan, trainer.parameters, trainer.setup.x_train).z
        found = health_of(trainer.plan, project.loss, z)
        for neuron in project.network.computed:
            if neuron.activation is Activation.SOFTMAX:
                continue
            slopes = ACTIVATIONS[neuron.activation].slope(z[trainer.plan.row[neuron.id]])
            flat = bool((np.abs(slopes) < 1e-3).all())
            is_relu = neuron.activation is Activation.RELU
            assert (neuron.id in found.dead) == (flat and is_relu), f"graph {seed}: {neuron.id}"
            assert (neuron.id in found.saturated) == (flat and not is_relu), f"graph {seed}"
            unwell += flat
    assert unwell > 20, "else nothing is tested"


# Growing


def log_of(losses: list[float]) -> Log:
    return Log(
        LogRow(at, at, 0.1, 0.0, None, None if loss != loss else loss, None)
        for at, loss in enumerate(losses)
    )


def growing(losses: list[float]) -> bool:
    found = GrowthWatch().at_end("line", log_of(losses))
    return found is not None and found.growing


def plainly_growing(losses: list[float]) -> bool:
    if losses[-1] > 1e6 * losses[0]:
        return True
    return len(losses) > 5 and min(losses[-5:]) > 10 * min(losses[:-5])


def test_a_loss_a_million_times_the_first_is_growing() -> None:
    assert growing([1.0, 1.1e6])
    assert not growing([1.0, 0.9e6]), "not yet"


def test_a_loss_ten_times_its_best_for_five_updates_is_growing() -> None:
    assert growing([1.0, 0.1, *[1.1] * 5])
    assert not growing([1.0, 0.1, *[1.1] * 4]), "four updates may be a bump"
    assert not growing([1.0, 0.1, 1.1, 1.1, 0.9, 1.1, 1.1]), "it came back"
    assert not growing([1.0] * 10)


def test_rounding_at_the_bottom_is_not_growing() -> None:
    assert not growing([1.0, 1e-30, *[1e-28] * 6])
    assert not growing([0.0, 0.0])


def test_a_loss_that_is_not_known_is_not_growing() -> None:
    assert not growing([])
    assert not growing([nan])
    assert not growing([1.0, 0.1, nan, *[1.1] * 3])


def test_it_is_told_at_any_row_of_a_long_log() -> None:
    random = Random(1)
    losses = [1.0]
    for _ in range(3 * STRIDE):
        losses.append(max(1e-9, losses[-1] * 10 ** random.uniform(-0.2, 0.2)))
    log, watch = log_of(losses), GrowthWatch()
    seen = set()
    for row in [len(losses), *(random.randrange(1, len(losses)) for _ in range(400))]:
        found = watch.at_end("line", log.until(row - 1))
        assert found is not None
        assert found.best == min(losses[:row]), f"at row {row}"
        assert found.growing == plainly_growing(losses[:row]), f"at row {row}"
        seen.add(found.growing)
    assert seen == {True, False}


def test_another_line_is_judged_by_its_own_losses() -> None:
    watch = GrowthWatch()
    low, high = [1e-3] * (STRIDE + 9), [1.0] * (STRIDE + 9)
    watch.at_end("one", log_of(low))
    found = watch.at_end("other", log_of(high))
    assert found is not None
    assert found.best == 1.0
    assert not found.growing


# In the session


def test_a_moment_tells_the_health_of_what_it_shows() -> None:
    neurons = list(tilted_plane().network.neurons)
    neurons[2] = replace(neurons[2], bias=-50.0)
    plain = tilted_plane(learning_rate=0.1)
    session = session_of(replace(plain, network=Network(tuple(neurons), plain.network.connections)))
    assert session.moment().health.dead == {"h1"}, "before the first step"
    session.step()
    assert session.moment().health.dead == {"h1"}
    session.step()
    session.look_at(1)
    assert session.moment().health.dead == {"h1"}, "looking back"


def test_the_warning_comes_before_the_stop() -> None:
    session = stopped_session(tilted_plane())
    end = session.run.update
    told = {}
    for update in range(end):
        session.look_at(update)
        told[update] = session.moment().health.growing
    assert not told[1], "the loss is near its best"
    assert told[end - 1], "just before the stop it runs away"
    session.look_at_end()
    moment = session.moment()
    assert moment.health.growing
    assert moment.health.loss == session.run.evaluation.train_loss
    assert moment.health.best_loss == min(row.train_loss for row in moment.log)


def test_a_run_that_settles_is_never_warned_of() -> None:
    session = session_of(load_example("xor"))
    for _ in range(300):
        session.step()
        assert not session.moment().health.growing

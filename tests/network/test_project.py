from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from typing import TYPE_CHECKING, Any

import pytest

from chainrule.network.graph import Connection, GraphError, Network, Neuron
from chainrule.network.names import Activation, Loss, Role
from chainrule.network.project import Data, Project, State, Training, with_parameters

if TYPE_CHECKING:
    from collections.abc import Callable

NEURONS = (Neuron("x1", Role.INPUT), Neuron("x2", Role.INPUT), Neuron("y1", Role.OUTPUT))
NETWORK = Network(NEURONS, (Connection("x1", "y1", 1.0), Connection("x2", "y1", 2.0)))


def refused(build: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(GraphError) as caught:
        build()
    return caught.value.place, str(caught.value)


def with_data(*parts: Any) -> Callable[[], Project]:
    return lambda: Project("", NETWORK, data=Data(*parts))


def outputs(*kinds: Activation) -> Network:
    return Network(tuple(Neuron(f"y{n}", Role.OUTPUT, kind) for n, kind in enumerate(kinds)))


def test_a_project_with_nothing_in_it_is_sound() -> None:
    project = Project()
    assert project.network == Network()
    assert project.loss is Loss.HALF_SQUARED_ERROR
    assert project.state is None


def test_projects_are_values() -> None:
    assert Project("a", NETWORK) == Project("a", replace(NETWORK))
    with pytest.raises(FrozenInstanceError):
        Project().title = "b"  # type: ignore[misc]


def test_a_network_needs_no_data() -> None:
    assert Project("", NETWORK).data == Data()


def test_columns_may_stand_in_any_order() -> None:
    project = with_data(("x2", "x1"), ("y1",), ((1.0, 2.0, 3.0),))()
    assert project.data.inputs == ("x2", "x1")


@pytest.mark.parametrize(
    ("data", "place", "told"),
    [
        ((("x1", "x1"), ("y1",)), "$.data.inputs[1]", "x1 is listed twice"),
        ((("x1", "x2"), ("y1", "y1")), "$.data.targets[1]", "y1 is listed twice"),
        ((("x1", "h9"), ("y1",)), "$.data.inputs[1]", "there is no input neuron h9"),
        ((("x1", "y1"), ("y1",)), "$.data.inputs[1]", "there is no input neuron y1"),
        ((("x1", "x2"), ("x1",)), "$.data.targets[0]", "there is no output neuron x1"),
        ((("x1",), ("y1",)), "$.data.inputs", "the neuron x2 is missing"),
        (((), (), ((1.0,),)), "$.data.inputs", "the neuron x1 is missing"),
        (
            (("x1", "x2"), ("y1",), ((1.0, 2.0, 3.0), (1.0, 2.0))),
            "$.data.train[1]",
            "expected 3 numbers, got 2",
        ),
        (
            (("x1", "x2"), ("y1",), (), ((1.0,) * 4,)),
            "$.data.test[0]",
            "expected 3 numbers, got 4",
        ),
        (
            (("x1", "x2"), ("y1",), ((1.0, float("nan"), 3.0),)),
            "$.data.train[0][1]",
            "expected a finite number",
        ),
        (
            (("x1", "x2"), ("y1",), (), ((1.0, 2.0, float("-inf")),)),
            "$.data.test[0][2]",
            "expected a finite number",
        ),
    ],
)
def test_data_that_does_not_fit_is_refused(data: tuple[Any, ...], place: str, told: str) -> None:
    assert refused(with_data(*data)) == (place, told)


@pytest.mark.parametrize("loss", [Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR])
@pytest.mark.parametrize("kind", Activation)
def test_a_squared_error_fits_any_output(loss: Loss, kind: Activation) -> None:
    assert Project("", outputs(kind, kind), loss).loss is loss


@pytest.mark.parametrize("kind", Activation)
def test_cross_entropies_fit_their_outputs_only(kind: Activation) -> None:
    for loss, fitting in (
        (Loss.BINARY_CROSS_ENTROPY, Activation.SIGMOID),
        (Loss.CROSS_ENTROPY, Activation.SOFTMAX),
    ):
        if kind is fitting:
            assert Project("", outputs(kind, kind), loss).loss is loss
            continue
        told = f"{loss.value} needs {fitting.value} outputs"
        assert refused(lambda loss=loss: Project("", outputs(kind), loss)) == ("$.loss", told)


def test_a_hidden_neuron_is_free_of_the_loss() -> None:
    neurons = (*outputs(Activation.SIGMOID).neurons, Neuron("h1", activation=Activation.TANH))
    assert Project("", Network(neurons), Loss.BINARY_CROSS_ENTROPY)


def test_softmax_is_for_all_the_outputs_or_for_none() -> None:
    mixed = outputs(Activation.SOFTMAX, Activation.LINEAR)
    told = "softmax takes all the outputs or none"
    assert refused(lambda: Project("", mixed)) == ("$.network.neurons", told)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("learning_rate", -0.1),
        ("learning_rate", float("nan")),
        ("learning_rate", float("inf")),
        ("momentum", -0.1),
        ("momentum", 1.0),
        ("momentum", float("nan")),
        ("batch_size", -1),
        ("seed", -1),
        ("l1", -1e-9),
        ("l2", float("inf")),
    ],
)
def test_a_setting_out_of_range_is_refused(name: str, value: float) -> None:
    place, told = refused(lambda: Project(training=Training(**{name: value})))
    assert place == f"$.training.{name}"
    assert repr(value) in told, "the value that was refused is not named"


@pytest.mark.parametrize(
    ("name", "value"),
    [("learning_rate", 0.0), ("momentum", 0.999), ("batch_size", 0), ("l1", 0.0), ("l2", 1e9)],
)
def test_a_setting_at_the_edge_is_taken(name: str, value: float) -> None:
    assert getattr(Project(training=Training(**{name: value})).training, name) == value


def test_new_parameters_make_a_new_project() -> None:
    project, state = Project("", NETWORK), State(update=3)
    values = {"w[x1->y1]": 5.0, "w[x2->y1]": 6.0, "b[y1]": 7.0}
    changed = with_parameters(project, values, state)
    assert changed.network.parameters == values
    assert changed.state is state
    assert project.network.parameters["b[y1]"] == 0.0, "the old project was changed"
    assert replace(changed, network=NETWORK, state=None) == project


def test_other_parameters_give_what_building_the_project_gives() -> None:
    project = Project("", NETWORK)
    values = {name: index / 8 for index, name in enumerate(project.network.parameter_names)}
    found = with_parameters(project, values, None)
    network = project.network
    built = replace(
        project,
        network=Network(
            tuple(
                neuron if neuron.is_input else replace(neuron, bias=values[neuron.bias_name])
                for neuron in network.neurons
            ),
            tuple(replace(link, weight=values[link.name]) for link in network.connections),
        ),
        state=None,
    )
    assert found == built
    assert found.network.parameters == values
    assert found.network.levels == built.network.levels
    assert project.network.parameters != values, "the project itself is as it was"


def test_a_parameter_that_is_no_number_is_refused() -> None:
    project = Project("", NETWORK)
    values = {**project.network.parameters, "b[y1]": float("nan")}
    with pytest.raises(GraphError):
        with_parameters(project, values, None)

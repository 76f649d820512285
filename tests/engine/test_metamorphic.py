"""What must hold between two runs, whatever the right numbers are."""

import dataclasses
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chainrule.engine.trainer import Trainer
from chainrule.network.graph import Connection, Network
from chainrule.network.names import Activation, Optimizer, Reduction, Role
from chainrule.network.project import Data, Project
from helpers.bits import bits_of, named
from helpers.graphs import graphs, projects, with_training
from helpers.reference import distance_to_kink, forward, samples_of

NOTHING = 1e-9
"""nearer to a kink than this, the side that rounding takes is chance (0 itself is not)"""

ANY_SIZE = st.one_of(projects(), graphs(), graphs())
RANDOM = st.randoms(use_true_random=False)


def whole_batch(project: Project, **settings: object) -> Project:
    """The plain case: the gradient of the whole set in its order, without penalties."""
    plain = {"batch_size": 0, "shuffle": False, "l1": 0.0, "l2": 0.0}
    return with_training(project, **plain, **settings)


def gradient(project: Project) -> dict[str, float]:
    trainer = Trainer.start(project)
    return named(trainer.plan, trainer.update().batch_gradient)


def values_after(project: Project, updates: int) -> dict[str, float]:
    trainer = Trainer.start(project)
    trainer.replay(updates)
    return named(trainer.plan, trainer.parameters)


def assume_on_one_side(project: Project) -> None:
    """Leave out what stands so near a kink that rounding decides the slope."""
    for inputs, _ in samples_of(project, range(len(project.data.train))):
        distance = distance_to_kink(project, forward(project.network, inputs))
        assume(distance == 0 or distance > NOTHING)


def same(one: dict[str, float], other: dict[str, float], within: float = 1e-11) -> None:
    assert set(one) == set(other)
    for name, value in one.items():
        assert abs(other[name] - value) <= within * max(1.0, abs(value)), name


# Names and order


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE, RANDOM)
def test_the_order_of_neurons_and_connections_does_not_matter(
    project: Project, random: Random
) -> None:
    assume_on_one_side(project)
    project = with_training(project, optimizer=Optimizer.SGD)
    neurons, connections = list(project.network.neurons), list(project.network.connections)
    random.shuffle(neurons)
    random.shuffle(connections)
    mixed = dataclasses.replace(project, network=Network(tuple(neurons), tuple(connections)))
    same(gradient(project), gradient(mixed))
    same(values_after(project, 3), values_after(mixed, 3))


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE, RANDOM)
def test_the_order_of_the_columns_does_not_matter(project: Project, random: Random) -> None:
    data, width = project.data, len(project.data.inputs)
    inputs = random.sample(range(width), width)
    targets = random.sample(range(len(data.targets)), len(data.targets))
    places = inputs + [width + index for index in targets]

    def moved(rows: tuple) -> tuple:
        return tuple(tuple(row[place] for place in places) for row in rows)

    mixed = Data(
        tuple(data.inputs[index] for index in inputs),
        tuple(data.targets[index] for index in targets),
        moved(data.train),
        moved(data.test),
    )
    one, other = Trainer.start(project), Trainer.start(dataclasses.replace(project, data=mixed))
    one.replay(4)
    other.replay(4)
    assert bits_of(one) == bits_of(other), "the same neurons get the same numbers"


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE, RANDOM)
def test_names_do_not_matter(project: Project, random: Random) -> None:
    old = [neuron.id for neuron in project.network.neurons]
    new = {name: f"{random.choice('αzA 9')}{index}" for index, name in enumerate(old)}
    network = Network(
        tuple(dataclasses.replace(one, id=new[one.id]) for one in project.network.neurons),
        tuple(
            dataclasses.replace(one, source=new[one.source], target=new[one.target])
            for one in project.network.connections
        ),
    )
    data = dataclasses.replace(
        project.data,
        inputs=tuple(new[name] for name in project.data.inputs),
        targets=tuple(new[name] for name in project.data.targets),
    )
    one = Trainer.start(project)
    other = Trainer.start(dataclasses.replace(project, network=network, data=data))
    one.replay(4)
    other.replay(4)
    assert bits_of(one) == bits_of(other)


# Batches


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE, st.integers(2, 4))
def test_rows_given_several_times(project: Project, times: int) -> None:
    data = dataclasses.replace(project.data, train=project.data.train * times)
    for reduction, factor in ((Reduction.MEAN, 1), (Reduction.SUM, times)):
        once = whole_batch(project, reduction=reduction)
        often = dataclasses.replace(once, data=data)
        one, other = Trainer.start(once).update(), Trainer.start(often).update()
        assert other.batch_loss == pytest.approx(factor * one.batch_loss, rel=1e-12)
        same({name: factor * g for name, g in gradient(once).items()}, gradient(often))


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE)
def test_a_batch_is_the_mean_or_the_sum_of_its_samples(project: Project) -> None:
    rows = project.data.train
    singles = [
        whole_batch(
            dataclasses.replace(project, data=dataclasses.replace(project.data, train=(row,)))
        )
        for row in rows
    ]
    total = dict.fromkeys(project.network.parameter_names, 0.0)
    for single in singles:
        for name, g in gradient(single).items():
            total[name] += g
    same(total, gradient(whole_batch(project, reduction=Reduction.SUM)))
    mean = {name: g / len(rows) for name, g in total.items()}
    same(mean, gradient(whole_batch(project, reduction=Reduction.MEAN)))


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE)
def test_the_sum_at_a_rate_shared_among_the_rows_is_the_mean(project: Project) -> None:
    assume_on_one_side(project)
    rate, count = 0.01, len(project.data.train)
    plain = {"optimizer": Optimizer.SGD, "momentum": 0.9}
    mean = whole_batch(project, reduction=Reduction.MEAN, learning_rate=rate, **plain)
    total = whole_batch(project, reduction=Reduction.SUM, learning_rate=rate / count, **plain)
    same(values_after(mean, 3), values_after(total, 3))


# Settings


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE)
def test_learning_rate_0_leaves_every_bit_of_the_parameters(project: Project) -> None:
    trainer = Trainer.start(with_training(project, learning_rate=0.0))
    before = bits_of(trainer)["parameters"]
    trainer.update()
    trainer.replay(6)
    assert bits_of(trainer)["parameters"] == before
    assert trainer.update_number == 7, "updates are counted all the same"


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE, st.booleans())
def test_momentum_0_is_plain_gradient_descent(project: Project, nesterov: bool) -> None:
    plain = {"optimizer": Optimizer.SGD, "momentum": 0.0, "learning_rate": 0.01}
    project = with_training(project, **plain, nesterov=nesterov)
    trainer = Trainer.start(project)
    for _ in range(4):
        update = trainer.update()
        before, g = named(trainer.plan, update.before), named(trainer.plan, update.batch_gradient)
        for name, after in named(trainer.plan, update.after).items():
            moved = 0.0 if name in project.network.locked else -0.01 * g[name]
            wanted = before[name] + moved
            assert abs(after - wanted) <= 4e-16 * max(1.0, abs(wanted)), name


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE, st.sampled_from(list(Optimizer)))
def test_locked_parameters_never_move(project: Project, optimizer: Optimizer) -> None:
    trainer = Trainer.start(with_training(project, optimizer=optimizer, l1=0.1, l2=0.1))
    trainer.update()
    trainer.replay(8)
    start, end = project.network.parameters, named(trainer.plan, trainer.parameters)
    for name in project.network.locked:
        assert end[name] == start[name]
    for slot, numbers in trainer.snapshot().slots.items():
        for name, value in named(trainer.plan, numbers).items():
            assert value == 0.0 or name not in project.network.locked, f"{slot} of {name}"


@settings(max_examples=50, deadline=None)
@given(graphs())
def test_with_all_locked_nothing_moves_and_the_gradient_is_the_same(project: Project) -> None:
    network = Network(
        tuple(
            one if one.is_input else dataclasses.replace(one, bias_locked=True)
            for one in project.network.neurons
        ),
        tuple(dataclasses.replace(one, locked=True) for one in project.network.connections),
    )
    still = dataclasses.replace(project, network=network)
    same(gradient(project), gradient(still))
    assert values_after(still, 5) == project.network.parameters


# The graph


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE, RANDOM)
def test_a_locked_connection_of_weight_0_adds_nothing(project: Project, random: Random) -> None:
    assume_on_one_side(project)
    project = with_training(project, optimizer=Optimizer.SGD)
    network = project.network
    free = [
        (source.id, target.id)
        for source in network.neurons
        for target in network.neurons
        if source is not target and network.why_not_connect(source.id, target.id) is None
    ]
    assume(free)
    added = Connection(*random.choice(free), 0.0, locked=True)
    wider = dataclasses.replace(
        project, network=Network(network.neurons, (*network.connections, added))
    )
    found, moved = gradient(wider), values_after(wider, 3)
    del found[added.name]
    assert moved.pop(added.name) == 0.0
    same(gradient(project), found)
    same(values_after(project, 3), moved)


@settings(max_examples=50, deadline=None)
@given(ANY_SIZE, RANDOM)
def test_a_linear_neuron_can_be_folded_into_its_targets(project: Project, random: Random) -> None:
    """h = Σ u_i·a_i + c, sent on with weight v, is the weights v·u_i and v·c more bias."""
    hidden = [one for one in project.network.neurons if one.role is Role.HIDDEN]
    assume(hidden)
    folded = random.choice(hidden)
    neurons = tuple(
        dataclasses.replace(one, activation=Activation.LINEAR) if one is folded else one
        for one in project.network.neurons
    )
    long = whole_batch(
        dataclasses.replace(project, network=Network(neurons, project.network.connections))
    )
    short = dataclasses.replace(long, network=without(long.network, folded.id))
    assume_on_one_side(long)
    assume_on_one_side(short)
    one, other = Trainer.start(long), Trainer.start(short)
    evaluated, again = one.evaluate(), other.evaluate()
    assert again.outputs == pytest.approx(evaluated.outputs, rel=1e-11, abs=1e-11)
    assert again.train_loss == pytest.approx(evaluated.train_loss, rel=1e-11, abs=1e-11)
    found, wanted = gradient(long), gradient(short)
    into = {target.target: target.weight for target in long.network.outgoing[folded.id]}
    delta = sum(weight * wanted[f"b[{target}]"] for target, weight in into.items())
    assert found[folded.bias_name] == pytest.approx(delta, rel=1e-10, abs=1e-11), (
        "δ of the neuron is what its targets pass back"
    )


def without(network: Network, folded: str) -> Network:
    """Return the network with a linear neuron multiplied out."""
    kept = {link.key: link.weight for link in network.connections if folded not in link.key}
    more = dict.fromkeys(network.by_id, 0.0)
    for out in network.outgoing[folded]:
        more[out.target] += out.weight * network.by_id[folded].bias
        for link in network.incoming[folded]:
            key = (link.source, out.target)
            kept[key] = kept.get(key, 0.0) + out.weight * link.weight
    neurons = tuple(
        one if one.is_input else dataclasses.replace(one, bias=one.bias + more[one.id])
        for one in network.neurons
        if one.id != folded
    )
    return Network(neurons, tuple(Connection(*key, weight) for key, weight in kept.items()))

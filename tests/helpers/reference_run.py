"""Whole updates by the reference engine: passes, gradient, penalty, optimizer, locks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chainrule.network.graph import Network
from chainrule.network.names import Reduction
from chainrule.network.project import Project, Training
from helpers.reference import (
    Passed,
    forward,
    gradients,
    loss_of,
    reduced,
    regularised,
    samples_of,
    stepped,
)


@dataclass
class Standing:
    """Where the reference stands: every parameter, and every slot by name and parameter."""

    values: dict[str, float]
    slots: dict[str, dict[str, float]]

    def memory(self, parameter: str) -> dict[str, float]:
        return {slot: values[parameter] for slot, values in self.slots.items()}


@dataclass
class Made:
    """One update: what the passes found for each sample, the batch's numbers, what came of them.

    `gradient` includes regularisation. The slots of a locked parameter stay as they were.
    """

    passed: list[Passed]
    deltas: list[dict[str, float]]
    losses: list[float]
    batch_loss: float
    gradient: dict[str, float]
    after: Standing

    def numbers(self) -> Iterator[float]:
        """Yield every number that must be finite for the update to count."""
        for passed in self.passed:
            yield from passed.z.values()
            yield from passed.a.values()
        yield self.batch_loss
        yield from self.gradient.values()
        yield from self.after.values.values()
        for slot in self.after.slots.values():
            yield from slot.values()


def made_update(
    project: Project, training: Training, before: Standing, rows: Sequence[int]
) -> Made:
    """Make one update of the batch `rows` from where training stands, number by number."""
    network, loss, batch = project.network, project.loss, samples_of(project, rows)
    mean = training.reduction is Reduction.MEAN
    passed = [forward(network, inputs, before.values) for inputs, _ in batch]
    each = [
        gradients(network, loss, *sample, before.values, one)
        for sample, one in zip(batch, passed, strict=True)
    ]
    losses = [
        loss_of(network, loss, one, targets)
        for (_, targets), one in zip(batch, passed, strict=True)
    ]
    pull = regularised(network, before.values, training)
    total = reduced(each, mean) if network.computed else {}
    gradient = {name: total[name] + pull[name] for name in network.parameter_names}
    return Made(
        passed,
        [{neuron.id: one[neuron.bias_name] for neuron in network.computed} for one in each],
        losses,
        sum(losses) / (len(losses) if mean else 1),
        gradient,
        after_step(network, training, before, gradient),
    )


def after_step(
    network: Network, training: Training, before: Standing, gradient: Mapping[str, float]
) -> Standing:
    """Return where one step of the optimizer leads; what is locked stays."""
    after = Standing(dict(before.values), {})
    for name, g in gradient.items():
        memory = before.memory(name)
        value, new = stepped(before.values[name], g, memory, training)
        if name in network.locked:
            value, new = before.values[name], {slot: memory.get(slot, 0.0) for slot in new}
        after.values[name] = value
        for slot, number in new.items():
            after.slots.setdefault(slot, {})[name] = number
    return after


def set_loss(project: Project, values: Mapping[str, float], rows: Sequence[int]) -> float:
    """Return the loss of some training rows under these parameters, by the reduction."""
    losses = [
        loss_of(project.network, project.loss, forward(project.network, inputs, values), targets)
        for inputs, targets in samples_of(project, rows)
    ]
    mean = project.training.reduction is Reduction.MEAN
    return sum(losses) / (len(losses) if mean else 1)

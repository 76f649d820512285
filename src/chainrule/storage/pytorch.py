"""A project as a Python module for PyTorch: the same graph, weights, loss and settings.

Every id stands in the module as a Python string literal in ASCII, never as code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.engine.optimizers import OPTIMIZERS
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.network.names import Activation, Loss, Optimizer, Reduction
from chainrule.storage.coming_orders import coming_orders
from chainrule.storage.module_text import block, memory_block, memory_of
from chainrule.storage.pytorch_text import (
    HEAD,
    MOMENTUM_NOTE,
    PENALTY,
    REMEMBER,
    REMEMBERED,
    TAIL,
)

if TYPE_CHECKING:
    from chainrule.network.graph import Network, Neuron
    from chainrule.network.project import Project, Training

FUNCTIONS = {
    Activation.LINEAR: "{z}",
    Activation.SIGMOID: "torch.sigmoid({z})",
    Activation.TANH: "torch.tanh({z})",
    Activation.RELU: "torch.relu({z})",
    Activation.LEAKY_RELU: "torch.nn.functional.leaky_relu({z}, 0.01)",
    Activation.ELU: "torch.nn.functional.elu({z})",
    Activation.SOFTPLUS: "torch.logaddexp({z}, torch.zeros_like({z}))",
    Activation.GELU: "torch.nn.functional.gelu({z})",
    Activation.SILU: "torch.nn.functional.silu({z})",
}
"""softmax is missing: it takes all the outputs at once"""

LOSSES = {
    Loss.HALF_SQUARED_ERROR: "0.5 * ((outputs - targets) ** 2).sum(dim=1)",
    Loss.MEAN_SQUARED_ERROR: "((outputs - targets) ** 2).mean(dim=1)",
    Loss.BINARY_CROSS_ENTROPY: (
        "torch.nn.functional.binary_cross_entropy_with_logits("
        'z, targets, reduction="none").sum(dim=1)'
    ),
    Loss.CROSS_ENTROPY: "-(targets * torch.nn.functional.log_softmax(z, dim=1)).sum(dim=1)",
}


def pytorch_source(project: Project) -> str:
    """Return the text of the module; a `ChainruleError` names what PyTorch has no words for."""
    _check(project)
    network, data, training = project.network, project.data, project.training
    inputs = data.inputs or tuple(neuron.id for neuron in network.inputs)
    targets = data.targets or tuple(neuron.id for neuron in network.outputs)
    slots = _slots(project)
    head = HEAD.format(
        start=block("{}", (f"{name!a}: {value!r}" for name, value in network.parameters.items())),
        locked=ascii(sorted(network.locked)),
        inputs=ascii(list(inputs)),
        targets=ascii(list(targets)),
        rows=block("[]", (repr(list(map(float, row))) for row in data.train)),
        width=len(inputs),
        batch=training.batch_size or max(1, len(data.train)),
        orders=block("[]", (f"({size}, {list(order)})" for size, order in coming_orders(project))),
        memory=memory_block(project, slots),
    )
    regular = bool(training.l1 or training.l2)
    tail = TAIL.format(
        loss=LOSSES[project.loss],
        reduction="mean" if training.reduction is Reduction.MEAN else "sum",
        penalty=PENALTY.format(l1=training.l1, l2=training.l2) if regular else "",
        note=MOMENTUM_NOTE if _has_velocity(training) else "",
        optimizer=_optimizer(training),
        remember=_remember(training) if slots else "",
        plus=" + penalty(network)" if regular else "",
        after="torch.randperm(len(ROWS)).tolist()" if training.shuffle else "range(len(ROWS))",
    )
    return head + _passes(network, inputs, targets) + tail


def _check(project: Project) -> None:
    """Refuse a velocity that goes on without a learning rate: PyTorch's has the rate outside."""
    training = project.training
    if not _has_velocity(training) or training.learning_rate:
        return
    if any(memory_of(project, ("velocity",))["velocity"].values()):
        told = QT_TRANSLATE_NOOP(
            "Export",
            "PyTorch cannot go on with a velocity at a learning rate of 0: its momentum is"
            " multiplied by the rate. Set a learning rate above 0, or reset the training.",
        )
        raise ChainruleError(message(told))


def _slots(project: Project) -> tuple[str, ...]:
    """Return what the optimizer remembers, if there has been an update with it."""
    training = project.training
    if project.state is None or not _remembers(training):
        return ()
    slots = OPTIMIZERS[training.optimizer].slots
    return slots if any(slot in project.state.slots for slot in slots) else ()


def _remember(training: Training) -> str:
    """Return the lines that give it to PyTorch's optimizer."""
    kept = REMEMBERED[training.optimizer].format(rate=training.learning_rate)
    return REMEMBER.format(remembered=kept)


def _remembers(training: Training) -> bool:
    return training.optimizer is not Optimizer.SGD or _has_velocity(training)


def _passes(network: Network, inputs: tuple[str, ...], targets: tuple[str, ...]) -> str:
    """Return the body of the method that goes through the graph, level by level."""
    lines = [f"a[{name!a}] = x[:, {index}]" for index, name in enumerate(inputs)]
    for name in (name for level in network.levels for name in level):
        if not network.by_id[name].is_input:
            lines.extend(_neuron(network, network.by_id[name]))
    lines.append(f"z_out = {_stacked('z', targets)}")
    if any(network.by_id[name].activation is Activation.SOFTMAX for name in targets):
        lines.append("return z_out, torch.softmax(z_out, dim=1)")
    else:
        lines.append(f"return z_out, {_stacked('a', targets)}")
    return "".join(f"        {text}\n" for text in lines)


def _stacked(values: str, names: tuple[str, ...]) -> str:
    if not names:
        return "x.new_zeros(len(x), 0)"
    columns = ", ".join(f"{values}[{name!a}]" for name in names)
    return f"torch.stack([{columns}], dim=1)"


def _neuron(network: Network, neuron: Neuron) -> list[str]:
    terms = [f"p[{link.name!a}] * a[{link.source!a}]" for link in network.incoming[neuron.id]]
    terms.append(f"p[{neuron.bias_name!a}] * one")
    z = f"z[{neuron.id!a}]"
    lines = [f"{z} = sum([", *(f"    {term}," for term in terms), "])"]
    if neuron.activation in FUNCTIONS:
        lines.append(f"a[{neuron.id!a}] = {FUNCTIONS[neuron.activation].format(z=z)}")
    return lines


def _has_velocity(training: Training) -> bool:
    return training.optimizer is Optimizer.SGD and training.momentum > 0


def _optimizer(training: Training) -> str:
    rate = f"free, lr={training.learning_rate!r}"
    if training.optimizer is Optimizer.RMSPROP:
        return f"torch.optim.RMSprop({rate}, alpha=0.9, eps=1e-08)"
    if training.optimizer is Optimizer.ADAM:
        return f"torch.optim.Adam({rate}, betas=(0.9, 0.999), eps=1e-08)"
    if not _has_velocity(training):
        return f"torch.optim.SGD({rate})"
    return f"torch.optim.SGD({rate}, momentum={training.momentum!r}, nesterov={training.nesterov})"

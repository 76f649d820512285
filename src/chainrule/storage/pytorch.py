"""A project as a Python module for PyTorch: the same graph, weights, loss and settings.

Every id stands in the module as a Python string literal in ASCII, never as code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.names import Activation, Loss, Optimizer, Reduction
from chainrule.storage.pytorch_text import EPOCH, HEAD, MOMENTUM_NOTE, PENALTY, SHUFFLED, TAIL

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    """Return the text of the module."""
    network, data, training = project.network, project.data, project.training
    inputs = data.inputs or tuple(neuron.id for neuron in network.inputs)
    targets = data.targets or tuple(neuron.id for neuron in network.outputs)
    head = HEAD.format(
        start=_block("{}", (f"{name!a}: {value!r}" for name, value in network.parameters.items())),
        locked=ascii(sorted(network.locked)),
        inputs=ascii(list(inputs)),
        targets=ascii(list(targets)),
        rows=_block("[]", (repr(list(map(float, row))) for row in data.train)),
        width=len(inputs),
        batch=training.batch_size or max(1, len(data.train)),
    )
    regular = bool(training.l1 or training.l2)
    tail = TAIL.format(
        loss=LOSSES[project.loss],
        reduction="mean" if training.reduction is Reduction.MEAN else "sum",
        penalty=PENALTY.format(l1=training.l1, l2=training.l2) if regular else "",
        note=MOMENTUM_NOTE if _has_velocity(training) else "",
        optimizer=_optimizer(training),
        plus=" + penalty(network)" if regular else "",
        epoch=SHUFFLED if training.shuffle else EPOCH,
    )
    return head + _passes(network, inputs, targets) + tail


def _block(brackets: str, entries: Iterable[str]) -> str:
    """Return a list or dictionary with an entry a line."""
    lines = "".join(f"    {entry},\n" for entry in entries)
    return f"{brackets[0]}\n{lines}{brackets[1]}" if lines else brackets


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

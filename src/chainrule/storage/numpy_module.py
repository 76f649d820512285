"""A project as a module in plain numpy: its passes written out neuron by neuron, to be read.

Every id stands in the module as a Python string literal in ASCII, never as code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.engine.optimizers import OPTIMIZERS
from chainrule.network.names import Activation, Loss, Optimizer, Reduction
from chainrule.storage.coming_orders import coming_orders
from chainrule.storage.module_text import block, memory_block
from chainrule.storage.numpy_text import (
    CALLS,
    FUNCTIONS,
    HEAD,
    LOSSES,
    NESTEROV,
    PENALTY,
    SIGMOID,
    STEPS,
)

if TYPE_CHECKING:
    from chainrule.network.graph import Network, Neuron
    from chainrule.network.project import Project, Training

EXACT = {
    Loss.BINARY_CROSS_ENTROPY: Activation.SIGMOID,
    Loss.CROSS_ENTROPY: Activation.SOFTMAX,
}
"""with which activation of an output that feeds no neuron delta is a − y"""


def numpy_source(project: Project) -> str:
    """Return the text of the module."""
    network, data, training = project.network, project.data, project.training
    inputs = data.inputs or tuple(neuron.id for neuron in network.inputs)
    targets = data.targets or tuple(neuron.id for neuron in network.outputs)
    regular = bool(training.l1 or training.l2)
    slots = OPTIMIZERS[training.optimizer].slots
    return HEAD.format(
        start=block("{}", (f"{name!a}: {value!r}" for name, value in network.parameters.items())),
        locked=ascii(sorted(network.locked)),
        memory=memory_block(project, slots),
        inputs=ascii(list(inputs)),
        targets=ascii(list(targets)),
        rows=block("[]", (repr(list(map(float, row))) for row in data.train)),
        width=len(inputs),
        batch=training.batch_size or max(1, len(data.train)),
        orders=block("[]", (f"({size}, {list(order)})" for size, order in coming_orders(project))),
        functions=_functions(network),
        forward=_forward(network, inputs, targets),
        outputs=_stacked("a", targets, "x"),
        losses=_losses(project, targets),
        backward=_backward(project, targets),
        mean=" / len(batch)" if training.reduction is Reduction.MEAN else "",
        penalty=PENALTY.format(l1=training.l1, l2=training.l2) if regular else "",
        step=_step(training),
        reduction="mean" if training.reduction is Reduction.MEAN else "sum",
        after="np.random.permutation(len(ROWS))" if training.shuffle else "range(len(ROWS))",
    )


def _functions(network: Network) -> str:
    """Return the activation functions that the network has, each once."""
    used = {neuron.activation for neuron in network.computed}
    texts = "".join(FUNCTIONS[each] for each in Activation if each in used)
    first, *others = texts.split(SIGMOID) if SIGMOID in texts else [texts]
    return first + (SIGMOID if others else "") + "".join(others)


def _lines(lines: list[str]) -> str:
    return "".join(f"    {line}\n" for line in lines)


def _stacked(values: str, names: tuple[str, ...], like: str) -> str:
    if not names:
        return f"np.zeros((len({like}), 0))"
    return f"np.stack([{', '.join(f'{values}[{name!a}]' for name in names)}], axis=1)"


def _forward(network: Network, inputs: tuple[str, ...], targets: tuple[str, ...]) -> str:
    lines = [f"z[{name!a}] = a[{name!a}] = x[:, {index}]" for index, name in enumerate(inputs)]
    for neuron in _in_order(network):
        terms = [f"p[{link.name!a}] * a[{link.source!a}]" for link in network.incoming[neuron.id]]
        terms.append(f"p[{neuron.bias_name!a}] * one")
        lines += [f"z[{neuron.id!a}] = sum([", *(f"    {term}," for term in terms), "])"]
        if neuron.activation is not Activation.SOFTMAX:
            function = CALLS[neuron.activation][0].format(z=f"z[{neuron.id!a}]")
            lines.append(f"a[{neuron.id!a}] = {function}")
    if _has_softmax(network):
        lines.append(f"shares = softmax({_stacked('z', targets, 'x')})")
        lines += [f"a[{name!a}] = shares[:, {index}]" for index, name in enumerate(targets)]
    return _lines(lines)


def _in_order(network: Network) -> list[Neuron]:
    """Return the neurons that are computed, sources before targets."""
    names = [name for level in network.levels for name in level]
    return [network.by_id[name] for name in names if not network.by_id[name].is_input]


def _has_softmax(network: Network) -> bool:
    return any(neuron.activation is Activation.SOFTMAX for neuron in network.outputs)


def _losses(project: Project, targets: tuple[str, ...]) -> str:
    if not targets:
        return "    return np.zeros(len(y))\n"
    columns = {name: _stacked(name, targets, "y") for name in ("z", "a")}
    return LOSSES[project.loss].format(**columns)


def _backward(project: Project, targets: tuple[str, ...]) -> str:
    """Return the lines that go back through the graph, from the outputs on."""
    network = project.network
    exact = EXACT.get(project.loss)
    lines = [
        f"back[{name!a}] += {_loss_slope(project.loss, name, index, len(targets))}"
        for index, name in enumerate(targets)
        if not _is_exact(network, name, exact)
    ]
    if _has_softmax(network) and exact is not Activation.SOFTMAX:
        total = " + ".join(f"a[{name!a}] * back[{name!a}]" for name in targets)
        lines.append(f"shared = {total}")
    for neuron in reversed(_in_order(network)):
        lines += _neuron_back(network, neuron, targets, exact)
    return _lines(lines)


def _is_exact(network: Network, name: str, exact: Activation | None) -> bool:
    return network.by_id[name].activation is exact and not network.outgoing[name]


def _loss_slope(loss: Loss, name: str, index: int, count: int) -> str:
    a, z, y = f"a[{name!a}]", f"z[{name!a}]", f"y[:, {index}]"
    if loss is Loss.HALF_SQUARED_ERROR:
        return f"{a} - {y}"
    if loss is Loss.MEAN_SQUARED_ERROR:
        return f"2.0 * ({a} - {y}) / {count}"
    return f"(1.0 - {y}) * (1.0 + np.exp({z})) - {y} * (1.0 + np.exp(-{z}))"


def _neuron_back(
    network: Network, neuron: Neuron, targets: tuple[str, ...], exact: Activation | None
) -> list[str]:
    """Return the lines of one neuron: its delta, its gradients, and what it passes back."""
    name = f"{neuron.id!a}"
    if neuron.id in targets and _is_exact(network, neuron.id, exact):
        index = targets.index(neuron.id)
        share = " * y.sum(axis=1)" if exact is Activation.SOFTMAX else ""
        lines = [f"delta[{name}] = a[{name}]{share} - y[:, {index}]"]
    elif neuron.activation is Activation.SOFTMAX:
        lines = [f"delta[{name}] = a[{name}] * (back[{name}] - shared)"]
    else:
        slope = CALLS[neuron.activation][1].format(z=f"z[{name}]")
        lines = [f"delta[{name}] = back[{name}] * {slope}"]
    lines.append(f"g[{neuron.bias_name!a}] = delta[{name}] * one")
    for link in network.incoming[neuron.id]:
        lines.append(f"g[{link.name!a}] = delta[{name}] * a[{link.source!a}]")
        lines.append(f"back[{link.source!a}] += delta[{name}] * p[{link.name!a}]")
    return lines


def _step(training: Training) -> str:
    text = STEPS[training.optimizer]
    if training.optimizer is Optimizer.SGD and training.nesterov:
        text = NESTEROV
    return text.format(rate=training.learning_rate, momentum=float(training.momentum))

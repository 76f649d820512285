"""A project as a Python module for PyTorch: the same graph, weights, loss and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.names import Activation, Loss, Optimizer, Reduction

if TYPE_CHECKING:
    from chainrule.network.graph import Neuron
    from chainrule.network.project import Project

FUNCTIONS = {
    Activation.LINEAR: "{z}",
    Activation.SIGMOID: "torch.sigmoid({z})",
    Activation.TANH: "torch.tanh({z})",
    Activation.RELU: "torch.relu({z})",
    Activation.LEAKY_RELU: "torch.nn.functional.leaky_relu({z}, 0.01)",
    Activation.ELU: "torch.nn.functional.elu({z})",
    Activation.SOFTPLUS: "torch.nn.functional.softplus({z}, threshold=1e9)",
    Activation.GELU: "torch.nn.functional.gelu({z})",
    Activation.SILU: "torch.nn.functional.silu({z})",
}
LOSSES = {
    Loss.HALF_SQUARED_ERROR: "0.5 * ((outputs - targets) ** 2).sum(dim=1)",
    Loss.MEAN_SQUARED_ERROR: "((outputs - targets) ** 2).mean(dim=1)",
    Loss.BINARY_CROSS_ENTROPY: (
        "torch.nn.functional.binary_cross_entropy(outputs, targets, reduction='none').sum(dim=1)"
    ),
    Loss.CROSS_ENTROPY: "-(targets * torch.log(outputs)).sum(dim=1)",
}

HEAD = '''"""A network made with Chainrule, for PyTorch in float64."""

import torch

torch.set_default_dtype(torch.float64)

# The parameters by their names in Chainrule.
START = {start}
LOCKED = {locked}

# Each row: the inputs {inputs}, then the targets {targets}.
ROWS = {rows}
INPUTS = {width}


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.values = torch.nn.ParameterList(
            torch.nn.Parameter(torch.tensor(value), requires_grad=name not in LOCKED)
            for name, value in START.items()
        )

    def forward(self, x):
        p = dict(zip(START, self.values))
        a = {{}}
'''

TAIL = """

def loss_of(outputs, targets):
    return ({loss}).{reduction}()


{note}
def optimizer_of(network):
    free = [value for value in network.values if value.requires_grad]
    return {optimizer}


def update(network, optimizer, rows):
    batch = torch.tensor(rows)
    optimizer.zero_grad()
    loss = loss_of(network(batch[:, :INPUTS]), batch[:, INPUTS:]){penalty}
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    network = Network()
    optimizer = optimizer_of(network)
    for _ in range(10):
        print(update(network, optimizer, ROWS))
"""

MOMENTUM_NOTE = """# PyTorch keeps v <- momentum * v + gradient and w <- w - rate * v.
# Chainrule keeps the rate inside v: both move alike while the rate stays the same.
"""
NO_NOTE = "# The optimizer with the settings of the project.\n"


def pytorch_source(project: Project) -> str:
    """Return the text of the module; every name is written as a Python string literal."""
    network = project.network
    data = project.data
    inputs = data.inputs or tuple(neuron.id for neuron in network.inputs)
    targets = data.targets or tuple(neuron.id for neuron in network.outputs)
    head = HEAD.format(
        start=_dictionary(network.parameters),
        locked=repr(sorted(network.locked)),
        inputs=ascii(list(inputs)),
        targets=ascii(list(targets)),
        rows=repr([list(row) for row in data.train]),
        width=len(inputs),
    )
    return head + _passes(project, inputs, targets) + _tail(project)


def _dictionary(values: dict[str, float]) -> str:
    lines = "".join(f"    {name!a}: {value!r},\n" for name, value in values.items())
    return f"{{\n{lines}}}"


def _passes(project: Project, inputs: tuple[str, ...], targets: tuple[str, ...]) -> str:
    lines = [f"a[{name!a}] = x[:, {index}]" for index, name in enumerate(inputs)]
    by_id = project.network.by_id
    for level in project.network.levels[1:]:
        for name in level:
            lines.extend(_neuron(project, by_id[name]))
    stacked = ", ".join(f"a[{name!a}]" for name in targets)
    softmax = any(by_id[name].activation is Activation.SOFTMAX for name in targets)
    outputs = f"torch.stack([{stacked}], dim=1)"
    lines.append(f"return torch.softmax({outputs}, dim=1)" if softmax else f"return {outputs}")
    return "".join(f"        {text}\n" for text in lines)


def _neuron(project: Project, neuron: Neuron) -> list[str]:
    terms = [
        f"p[{link.name!a}] * a[{link.source!a}]" for link in project.network.incoming[neuron.id]
    ]
    total = " + ".join([*terms, f"p[{neuron.bias_name!a}] * torch.ones(len(x))"])
    function = FUNCTIONS.get(neuron.activation, "{z}")
    return [f"z = {total}", f"a[{neuron.id!a}] = {function.format(z='z')}"]


def _tail(project: Project) -> str:
    training = project.training
    note = MOMENTUM_NOTE if training.momentum else NO_NOTE
    penalty = ""
    if training.l1 or training.l2:
        penalty = " + penalty(network)"
    text = TAIL.format(
        loss=LOSSES[project.loss],
        reduction="mean" if training.reduction is Reduction.MEAN else "sum",
        note=note.rstrip(),
        optimizer=_optimizer(project),
        penalty=penalty,
    )
    return _penalty(project) + text if penalty else text


def _penalty(project: Project) -> str:
    """Return the function of l1·Σ|w| + ½·l2·Σw² over the weights."""
    training = project.training
    return (
        "\n\ndef penalty(network):\n"
        "    weights = [p for name, p in zip(START, network.values) if name.startswith('w[')]\n"
        f"    l1, l2 = {training.l1!r}, {training.l2!r}\n"
        "    return sum(l1 * abs(w) + 0.5 * l2 * w**2 for w in weights)\n"
    )


def _optimizer(project: Project) -> str:
    training = project.training
    rate = f"free, lr={training.learning_rate!r}"
    if training.optimizer is Optimizer.RMSPROP:
        return f"torch.optim.RMSprop({rate}, alpha=0.9)"
    if training.optimizer is Optimizer.ADAM:
        return f"torch.optim.Adam({rate})"
    nesterov = training.nesterov and training.momentum > 0
    return f"torch.optim.SGD({rate}, momentum={training.momentum!r}, nesterov={nesterov})"

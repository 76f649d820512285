"""The fixed parts of the PyTorch module, with places for what a project puts in."""

from __future__ import annotations

from chainrule.network.names import Optimizer

HEAD = '''"""A network made with Chainrule, for PyTorch, in double precision."""

import torch

# The parameters by their names in Chainrule, and those that training leaves alone.
START = {start}
LOCKED = {locked}

# Each row: the inputs {inputs}, then the targets {targets}.
ROWS = {rows}
INPUTS = {width}
BATCH = {batch}

# The first epochs: their batch size, and their rows in the order that Chainrule drew. Later
# ones have an order of PyTorch's own where the rows are shuffled.
ORDERS = {orders}

# What the optimizer remembers of the updates so far, by parameter.
MEMORY = {memory}


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.values = torch.nn.ParameterList(
            torch.nn.Parameter(
                torch.tensor(value, dtype=torch.float64), requires_grad=name not in LOCKED
            )
            for name, value in START.items()
        )

    def forward(self, x):
        """Return the outputs (rows, outputs) for inputs (rows, inputs) in float64."""
        return self.sums_and_outputs(x)[1]

    def sums_and_outputs(self, x):
        """Return the outputs before and after their activation."""
        p = dict(zip(START, self.values))
        one = x.new_ones(len(x))
        z, a = {{}}, {{}}
'''

TAIL = '''

def loss_of(z, outputs, targets):
    """Return the loss of a batch; cross-entropy is taken from z, where it is exact."""
    losses = {loss}
    return losses.{reduction}()
{penalty}

def optimizer_of(network):
{note}    free = [value for value in network.values if value.requires_grad]
    optimizer = {optimizer}
{remember}    return optimizer


def update(network, optimizer, rows):
    """Make one update from a batch of rows; return the loss before it, without penalties."""
    batch = torch.tensor(rows, dtype=torch.float64)
    optimizer.zero_grad()
    z, outputs = network.sums_and_outputs(batch[:, :INPUTS])
    loss = loss_of(z, outputs, batch[:, INPUTS:])
    total = loss{plus}
    if total.requires_grad:
        total.backward()
        optimizer.step()
    return loss.item()


def epoch(network, optimizer, number=0):
    """Make the updates of one epoch, counted from 0; return their losses."""
    size, order = BATCH, {after}
    if number < len(ORDERS):
        size, order = ORDERS[number]
    starts = range(0, len(order), size)
    batches = [[ROWS[row] for row in order[at : at + size]] for at in starts]
    return [update(network, optimizer, rows) for rows in batches]


if __name__ == "__main__":
    network = Network()
    if ROWS and any(value.requires_grad for value in network.values):
        optimizer = optimizer_of(network)
        for number in range(10):
            print(*epoch(network, optimizer, number))
'''

PENALTY = '''

def penalty(network):
    """Return l1 * sum |w| + l2 / 2 * sum w^2 over the weights, not the biases."""
    weights = [value for name, value in zip(START, network.values) if name.startswith("w[")]
    return sum({l1!r} * abs(w) + 0.5 * {l2!r} * w**2 for w in weights)
'''

REMEMBER = """    for name, value in zip(START, network.values):
        if value.requires_grad:
            kept = {{
                slot: torch.tensor(values[name], dtype=torch.float64)
                for slot, values in MEMORY.items()
            }}
{remembered}"""

REMEMBERED = {
    Optimizer.SGD: """            # Chainrule's velocity is -rate times PyTorch's.
            optimizer.state[value]["momentum_buffer"] = kept["velocity"] / -{rate!r}
""",
    Optimizer.RMSPROP: """            optimizer.state[value].update(
                step=torch.tensor(0.0), square_avg=kept["square"]
            )
""",
    Optimizer.ADAM: """            optimizer.state[value].update(
                step=kept["steps"], exp_avg=kept["mean"], exp_avg_sq=kept["square"]
            )
""",
}

MOMENTUM_NOTE = """    # PyTorch keeps v <- momentum * v + gradient and w <- w - rate * v.
    # Chainrule keeps the rate inside v: both move alike for as long as the rate stays the same.
"""

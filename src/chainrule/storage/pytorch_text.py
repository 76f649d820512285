"""The fixed parts of the PyTorch module, with places for what a project puts in."""

HEAD = '''"""A network made with Chainrule, for PyTorch, in double precision."""

import torch

# The parameters by their names in Chainrule, and those that training leaves alone.
START = {start}
LOCKED = {locked}

# Each row: the inputs {inputs}, then the targets {targets}.
ROWS = {rows}
INPUTS = {width}
BATCH = {batch}


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
    return {optimizer}


def update(network, optimizer, rows):
    """Make one update from a batch of rows; return the loss before it."""
    batch = torch.tensor(rows, dtype=torch.float64)
    optimizer.zero_grad()
    z, outputs = network.sums_and_outputs(batch[:, :INPUTS])
    loss = loss_of(z, outputs, batch[:, INPUTS:]){plus}
    loss.backward()
    optimizer.step()
    return loss.item()


{epoch}

if __name__ == "__main__":
    network = Network()
    if ROWS and any(value.requires_grad for value in network.values):
        optimizer = optimizer_of(network)
        for _ in range(10):
            print(*epoch(network, optimizer))
'''

PENALTY = '''

def penalty(network):
    """Return l1 * sum |w| + l2 / 2 * sum w^2 over the weights, not the biases."""
    weights = [value for name, value in zip(START, network.values) if name.startswith("w[")]
    return sum({l1!r} * abs(w) + 0.5 * {l2!r} * w**2 for w in weights)
'''

EPOCH = '''def epoch(network, optimizer):
    """Make the updates of one epoch, the rows in their order; return the losses."""
    starts = range(0, len(ROWS), BATCH)
    return [update(network, optimizer, ROWS[start : start + BATCH]) for start in starts]
'''

SHUFFLED = '''def epoch(network, optimizer):
    """Make the updates of one epoch in an order of PyTorch's own; return the losses."""
    rows = [ROWS[index] for index in torch.randperm(len(ROWS)).tolist()]
    starts = range(0, len(rows), BATCH)
    return [update(network, optimizer, rows[start : start + BATCH]) for start in starts]
'''

MOMENTUM_NOTE = """    # PyTorch keeps v <- momentum * v + gradient and w <- w - rate * v.
    # Chainrule keeps the rate inside v: both move alike for as long as the rate stays the same.
"""

"""The fixed parts of the numpy module, with places for what a project puts in."""

from __future__ import annotations

from chainrule.network.names import Activation, Loss, Optimizer

HEAD = '''"""A network made with Chainrule, in plain numpy: forward, backward and update."""

import math

import numpy as np

# The parameters by their names in Chainrule, and those that training leaves alone.
START = {start}
LOCKED = {locked}

# What the optimizer remembers of the updates so far, by parameter.
MEMORY = {memory}

# Each row: the inputs {inputs}, then the targets {targets}.
ROWS = {rows}
INPUTS = {width}
BATCH = {batch}

# The first epochs: their batch size, and their rows in the order that Chainrule drew. Later
# ones have an order of numpy's own where the rows are shuffled.
ORDERS = {orders}

{functions}

def forward(p, x):
    """Return z and a of every neuron by name, for inputs x (rows, inputs)."""
    one = np.ones(len(x))
    z, a = {{}}, {{}}
{forward}    return z, a


def outputs_of(p, x):
    """Return the outputs (rows, outputs) for inputs (rows, inputs)."""
    z, a = forward(p, x)
    return {outputs}


def losses_of(z, a, y):
    """Return the loss of every row."""
{losses}

def backward(p, z, a, y):
    """Return the gradient of the sum of the losses, by parameter.

    delta is the slope of the loss along z, back that along a: what the neurons behind pass back.
    """
    one = np.ones(len(y))
    delta, g = {{}}, {{}}
    back = {{name: np.zeros(len(y)) for name in a}}
{backward}    return g


def update(p, memory, rows):
    """Make one update of p and memory from a batch of rows; return the loss before it."""
    batch = np.array(rows)
    x, y = batch[:, :INPUTS], batch[:, INPUTS:]
    z, a = forward(p, x)
    g = backward(p, z, a, y)
    for name, gradient in g.items():
        if name not in LOCKED:
            slope = gradient.sum(){mean}
{penalty}{step}    return losses_of(z, a, y).{reduction}()


def epoch(p, memory, number=0):
    """Make the updates of one epoch, counted from 0; return their losses."""
    size, order = BATCH, {after}
    if number < len(ORDERS):
        size, order = ORDERS[number]
    starts = range(0, len(order), size)
    return [update(p, memory, [ROWS[row] for row in order[at : at + size]]) for at in starts]


if __name__ == "__main__":
    p = dict(START)
    memory = {{name: dict(values) for name, values in MEMORY.items()}}
    if ROWS:
        for number in range(10):
            print(*epoch(p, memory, number))
'''

SIGMOID = '''
def sigmoid(z):
    """1 / (1 + e^-z), written so that nothing overflows."""
    small = np.exp(-abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def sigmoid_slope(z):
    return sigmoid(z) * sigmoid(-z)

'''
FUNCTIONS = {
    Activation.LINEAR: "",
    Activation.SIGMOID: SIGMOID,
    Activation.TANH: '''
def tanh_slope(z):
    """1 - tanh(z)^2, precise where tanh is nearly 1."""
    small = np.exp(-2.0 * np.minimum(abs(z), 400.0))
    return 4.0 * small / (1.0 + small) ** 2

''',
    Activation.RELU: '''
def relu(z):
    return np.maximum(z, 0.0)


def relu_slope(z):
    """1 for z > 0; at 0 it is taken as 0."""
    return (z > 0) * 1.0

''',
    Activation.LEAKY_RELU: """
def leaky_relu(z):
    return np.where(z > 0, z, 0.01 * z)


def leaky_relu_slope(z):
    return np.where(z > 0, 1.0, 0.01)

""",
    Activation.ELU: """
def elu(z):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))


def elu_slope(z):
    return np.where(z > 0, 1.0, np.exp(np.minimum(z, 0.0)))

""",
    Activation.SOFTPLUS: f'''{SIGMOID}
def softplus(z):
    """ln(1 + e^z), written so that nothing overflows."""
    return np.maximum(z, 0.0) + np.log1p(np.exp(-abs(z)))

''',
    Activation.GELU: '''
def normal(z):
    """The share of the normal distribution below z."""
    return 0.5 * np.array([math.erfc(one / -math.sqrt(2.0)) for one in z])


def gelu(z):
    return z * normal(z)


def gelu_slope(z):
    return normal(z) + z * np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)

''',
    Activation.SILU: f"""{SIGMOID}
def silu(z):
    return z * sigmoid(z)


def silu_slope(z):
    return sigmoid(z) + z * sigmoid(z) * sigmoid(-z)

""",
    Activation.SOFTMAX: '''
def softmax(z):
    """Shares of e^z in each row."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)

''',
}
CALLS = {
    Activation.LINEAR: ("{z}", "1.0"),
    Activation.SIGMOID: ("sigmoid({z})", "sigmoid_slope({z})"),
    Activation.TANH: ("np.tanh({z})", "tanh_slope({z})"),
    Activation.RELU: ("relu({z})", "relu_slope({z})"),
    Activation.LEAKY_RELU: ("leaky_relu({z})", "leaky_relu_slope({z})"),
    Activation.ELU: ("elu({z})", "elu_slope({z})"),
    Activation.SOFTPLUS: ("softplus({z})", "sigmoid({z})"),
    Activation.GELU: ("gelu({z})", "gelu_slope({z})"),
    Activation.SILU: ("silu({z})", "silu_slope({z})"),
}
"""function and slope; softmax takes all the outputs at once"""

LOSSES = {
    Loss.HALF_SQUARED_ERROR: """    a = {a}
    return 0.5 * ((a - y) ** 2).sum(axis=1)
""",
    Loss.MEAN_SQUARED_ERROR: """    a = {a}
    return ((a - y) ** 2).mean(axis=1)
""",
    Loss.BINARY_CROSS_ENTROPY: """    z = {z}
    return (np.maximum(z, 0.0) - z * y + np.log1p(np.exp(-abs(z)))).sum(axis=1)
""",
    Loss.CROSS_ENTROPY: """    z = {z}
    below = z - z.max(axis=1, keepdims=True)
    return (y * (np.log(np.exp(below).sum(axis=1, keepdims=True)) - below)).sum(axis=1)
""",
}

STEPS = {
    Optimizer.SGD: """            # classical momentum: the velocity keeps a part of itself
            memory["velocity"][name] = {momentum!r} * memory["velocity"][name] - {rate!r} * slope
            p[name] += memory["velocity"][name]
""",
    Optimizer.RMSPROP: """            square = 0.9 * memory["square"][name] + 0.1 * slope**2
            memory["square"][name] = square
            p[name] -= {rate!r} * slope / (math.sqrt(square) + 1e-08)
""",
    Optimizer.ADAM: """            steps = memory["steps"][name] + 1.0
            mean = 0.9 * memory["mean"][name] + 0.1 * slope
            square = 0.999 * memory["square"][name] + 0.001 * slope**2
            memory["steps"][name], memory["mean"][name] = steps, mean
            memory["square"][name] = square
            size = math.sqrt(square / (1.0 - 0.999**steps)) + 1e-08
            p[name] -= {rate!r} * mean / (1.0 - 0.9**steps) / size
""",
}
NESTEROV = """            # Nesterov's momentum: the step is taken with the new velocity
            velocity = {momentum!r} * memory["velocity"][name] - {rate!r} * slope
            memory["velocity"][name] = velocity
            p[name] += {momentum!r} * velocity - {rate!r} * slope
"""
PENALTY = """            if name.startswith("w["):
                slope += {l1!r} * np.sign(p[name]) + {l2!r} * p[name]
"""

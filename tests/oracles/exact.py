"""What an oracle's numbers are, in fifty digits: plain loops over `decimal`, nothing of the engine.

The values in oracles.toml are these, rounded to a float.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS = 50
NONE, HALF, ONE, TWO = Decimal(0), Decimal("0.5"), Decimal(1), Decimal(2)
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")
DECAY, BETA_1, BETA_2, EPSILON = map(Decimal, ("0.9", "0.9", "0.999", "1e-8"))
LEAK = Decimal("0.01")

Key = tuple[int, int, str, str]
Values = dict[str, Decimal]
Function = Callable[[Decimal], Decimal]


def sigmoid(z: Decimal) -> Decimal:
    return ONE / (ONE + (-z).exp())


def tanh(z: Decimal) -> Decimal:
    return TWO * sigmoid(TWO * z) - ONE


def softplus(z: Decimal) -> Decimal:
    return (ONE + z.exp()).ln()


def density(z: Decimal) -> Decimal:
    return (-z * z / TWO).exp() / (TWO * PI).sqrt()


def normal(z: Decimal) -> Decimal:
    """Return Φ(z) = ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …)."""
    term, total, odd = z, NONE, 1
    while abs(term) > Decimal("1e-60"):
        total += term
        odd += 2
        term *= z * z / odd
    return HALF + density(z) * total


FUNCTIONS: dict[str, tuple[Function, Function]] = {
    "linear": (lambda z: z, lambda z: ONE),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (tanh, lambda z: 4 * sigmoid(TWO * z) * sigmoid(-TWO * z)),
    "relu": (lambda z: max(z, NONE), lambda z: ONE if z > 0 else NONE),
    "leaky_relu": (lambda z: z if z > 0 else LEAK * z, lambda z: ONE if z > 0 else LEAK),
    "elu": (lambda z: z if z > 0 else z.exp() - ONE, lambda z: ONE if z > 0 else z.exp()),
    "softplus": (softplus, sigmoid),
    "gelu": (lambda z: z * normal(z), lambda z: normal(z) + z * density(z)),
    "silu": (
        lambda z: z * sigmoid(z),
        lambda z: sigmoid(z) + z * sigmoid(z) * sigmoid(-z),
    ),
}
"""f and f′ of every activation but softmax"""


class Exact:
    """A network of an oracle, where its training stands, and every number on the way there."""

    def __init__(self, oracle: dict[str, Any]) -> None:
        words = [neuron.split() for neuron in oracle["neurons"]]
        self.inputs = [word[0] for word in words if len(word) == 1]
        self.activations = {word[0]: word[1] for word in words if len(word) > 1}
        self.outputs: list[str] = oracle["outputs"]
        links = [connection.split() for connection in oracle["connections"]]
        self.links = [tuple(link[0].split("->")) for link in links]
        self.values: Values = {f"w[{link[0]}]": Decimal(link[1]) for link in links}
        biases = {f"b[{word[0]}]": Decimal([*word, "0"][2]) for word in words if len(word) > 1}
        self.values |= biases
        self.locked = set(oracle.get("locked", ()))
        self.loss = oracle.get("loss", "half_squared_error")
        self.rows = [[Decimal(str(number)) for number in row] for row in oracle["train"]]
        self.training = {"learning_rate": Decimal("0.1"), **oracle.get("training", {})}
        self.changes = {change["after"]: change for change in oracle.get("changes", ())}
        self.memory: dict[str, list[Decimal]] = {name: [NONE, NONE] for name in self.values}
        self.update, self.position = 0, 0
        self.found: dict[Key, Decimal] = {}

    def go_on(self, *, told: bool) -> None:
        """Make the next update; `told` keeps its numbers in `found`."""
        self.training |= self.changes.get(self.update, {})
        self.update += 1
        size = self.training.get("batch_size", 1) or len(self.rows)
        batch = range(self.position, min(self.position + size, len(self.rows)))
        passes = [self.passes(self.rows[index]) for index in batch]
        self.position = batch.stop % len(self.rows)
        gradients = {name: self.reduced([one["", name] for one in passes]) for name in self.values}
        for name in self.values:
            self.step(name, self.regularised(name, gradients[name]), told=told)
        if told:
            for index, one in zip(batch, passes, strict=True):
                for (kind, target), value in one.items():
                    self.found[self.update, index + 1, kind, target] = value
            self.tell("batch_loss", "", self.reduced([one["loss", "L"] for one in passes]))
            after = [self.passes(row)["loss", "L"] for row in self.rows]
            self.tell("train_loss", "", self.reduced(after))

    def tell(self, kind: str, target: str, value: Decimal) -> None:
        self.found[self.update, 0, kind, target] = value

    def reduced(self, numbers: Sequence[Decimal]) -> Decimal:
        total = sum(numbers, NONE)
        return total if self.training.get("reduction") == "sum" else total / len(numbers)

    def passes(self, row: Sequence[Decimal]) -> dict[tuple[str, str], Decimal]:
        """Return what one sample gives, by operation and target; ("", name) is a gradient."""
        told: dict[tuple[str, str], Decimal] = {}
        z, a = self.forward(row)
        wanted = dict(zip(self.outputs, row[len(self.inputs) :], strict=True))
        told["loss", "L"] = self.loss_of(z, a, wanted)
        blame, delta = self.backward(z, a, wanted)
        for neuron, value in z.items():
            told["sum", neuron], told["activate", neuron] = value, a[neuron]
            told["delta", neuron] = told["bias_gradient", f"b[{neuron}]"] = delta[neuron]
            told["", f"b[{neuron}]"] = delta[neuron]
            told["activation_gradient", neuron] = told["loss_slope", neuron] = blame[neuron]
            if self.activations[neuron] != "softmax":
                told["slope", neuron] = FUNCTIONS[self.activations[neuron]][1](value)
        for neuron in self.inputs:
            told["input_gradient", neuron] = blame[neuron]
        for source, target in self.links:
            name = f"w[{source}->{target}]"
            told["multiply", name] = self.values[name] * a[source]
            told["pass_back", name] = self.values[name] * delta[target]
            told["weight_gradient", name] = told["", name] = delta[target] * a[source]
        return told

    def forward(self, row: Sequence[Decimal]) -> tuple[Values, Values]:
        a = dict(zip(self.inputs, row, strict=False))
        z: Values = {}
        for neuron, activation in self.activations.items():
            sent = (self.values[f"w[{s}->{t}]"] * a[s] for s, t in self.links if t == neuron)
            z[neuron] = sum(sent, self.values[f"b[{neuron}]"])
            if activation != "softmax":
                a[neuron] = FUNCTIONS[activation][0](z[neuron])
        group = [neuron for neuron, kind in self.activations.items() if kind == "softmax"]
        whole = sum((z[neuron].exp() for neuron in group), NONE)
        return z, a | {neuron: z[neuron].exp() / whole for neuron in group}

    def loss_of(self, z: Values, a: Values, wanted: Values) -> Decimal:
        if self.loss == "binary_cross_entropy":
            parts = (y * softplus(-z[n]) + (ONE - y) * softplus(z[n]) for n, y in wanted.items())
        elif self.loss == "cross_entropy":
            parts = (-y * a[n].ln() for n, y in wanted.items())
        else:
            parts = ((a[n] - y) ** 2 for n, y in wanted.items())
        share = {"half_squared_error": HALF, "mean_squared_error": ONE / len(wanted)}
        return sum(parts, NONE) * share.get(self.loss, ONE)

    def slope_of(self, z: Decimal, a: Decimal, y: Decimal) -> Decimal:
        """Return ∂L/∂a of an output."""
        if self.loss == "binary_cross_entropy":
            return (ONE - y) / sigmoid(-z) - y / a
        if self.loss == "cross_entropy":
            return -y / a
        return (a - y) * (ONE if self.loss == "half_squared_error" else TWO / len(self.outputs))

    def backward(self, z: Values, a: Values, wanted: Values) -> tuple[Values, Values]:
        """Return ∂L/∂a of every neuron, and δ of those that are not inputs."""
        blame = {n: self.slope_of(z[n], a[n], y) for n, y in wanted.items()}
        mixed = sum((a[n] * blame[n] for n in wanted), NONE)
        delta: Values = {}
        for neuron in [*reversed(self.activations), *self.inputs]:
            back = (self.values[f"w[{s}->{t}]"] * delta[t] for s, t in self.links if s == neuron)
            blame[neuron] = sum(back, blame.get(neuron, NONE))
            kind = self.activations.get(neuron, "")
            if kind == "softmax":
                delta[neuron] = a[neuron] * (blame[neuron] - mixed)
            elif kind:
                delta[neuron] = blame[neuron] * FUNCTIONS[kind][1](z[neuron])
        return blame, delta

    def regularised(self, name: str, gradient: Decimal) -> Decimal:
        if name.startswith("b["):
            return gradient
        value = self.values[name]
        sign = (value > 0) - (value < 0)
        l1, l2 = self.training.get("l1", NONE), self.training.get("l2", NONE)
        return gradient + Decimal(str(l1)) * sign + Decimal(str(l2)) * value

    def step(self, name: str, g: Decimal, *, told: bool) -> None:
        """Change one parameter, unless it is locked."""
        rule = {"rmsprop": self.rmsprop, "adam": self.adam}.get(self.training.get("optimizer", ""))
        move = (rule or partial(self.sgd, name))(g, self.memory[name])
        if name in self.locked:
            move, self.memory[name] = NONE, [NONE, NONE]
        self.values[name] += move
        if told:
            self.tell("batch_gradient", name, g)
            self.tell("new_value", name, self.values[name])
            self.tell("velocity", name, self.memory[name][0])

    def rate(self) -> Decimal:
        return Decimal(str(self.training["learning_rate"]))

    def sgd(self, name: str, g: Decimal, memory: list[Decimal]) -> Decimal:
        momentum = Decimal(str(self.training.get("momentum", 0)))
        memory[0] = momentum * memory[0] - self.rate() * g
        ahead = momentum * memory[0] - self.rate() * g
        return ahead if self.training.get("nesterov") else memory[0]

    def rmsprop(self, g: Decimal, memory: list[Decimal]) -> Decimal:
        memory[1] = DECAY * memory[1] + (ONE - DECAY) * g * g
        return -self.rate() * g / (memory[1].sqrt() + EPSILON)

    def adam(self, g: Decimal, memory: list[Decimal]) -> Decimal:
        memory[0] = BETA_1 * memory[0] + (ONE - BETA_1) * g
        memory[1] = BETA_2 * memory[1] + (ONE - BETA_2) * g * g
        mean = memory[0] / (ONE - BETA_1**self.update)
        size = memory[1] / (ONE - BETA_2**self.update)
        return -self.rate() * mean / (size.sqrt() + EPSILON)


def exact_numbers(oracle: dict[str, Any]) -> dict[Key, Decimal]:
    """Return the numbers of every update that the oracle speaks of."""
    told = {number[0] for number in oracle["numbers"]}
    with localcontext(prec=DIGITS):
        exact = Exact(oracle)
        while exact.update < max(told):
            exact.go_on(told=exact.update + 1 in told)
    return exact.found

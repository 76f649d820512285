"""The words of the Inspector: names of roles, functions, losses and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.network.graph import Network
    from chainrule.session.operations import Kind


def activation_title(activation: Activation) -> str:
    """Return an activation's name as it stands in a list."""
    return {
        Activation.LINEAR: translate("Inspector", "Linear"),
        Activation.SIGMOID: translate("Inspector", "Sigmoid"),
        Activation.TANH: translate("Inspector", "Tanh"),
        Activation.RELU: translate("Inspector", "ReLU"),
        Activation.LEAKY_RELU: translate("Inspector", "Leaky ReLU"),
        Activation.ELU: translate("Inspector", "ELU"),
        Activation.SOFTPLUS: translate("Inspector", "Softplus"),
        Activation.GELU: translate("Inspector", "GELU"),
        Activation.SILU: translate("Inspector", "SiLU"),
        Activation.SOFTMAX: translate("Inspector", "Softmax"),
    }[activation]


def loss_title(loss: Loss) -> str:
    """Return a loss's name as it stands in a list."""
    return {
        Loss.HALF_SQUARED_ERROR: translate("Inspector", "Half squared error"),
        Loss.MEAN_SQUARED_ERROR: translate("Inspector", "Mean squared error"),
        Loss.BINARY_CROSS_ENTROPY: translate("Inspector", "Binary cross-entropy"),
        Loss.CROSS_ENTROPY: translate("Inspector", "Cross-entropy"),
    }[loss]


def reduction_title(reduction: Reduction) -> str:
    """Return how the losses of a batch become one."""
    if reduction is Reduction.MEAN:
        return translate("Inspector", "Mean of samples")
    return translate("Inspector", "Sum of samples")


def optimizer_title(optimizer: Optimizer) -> str:
    """Return an optimizer's name."""
    return {
        Optimizer.SGD: translate("Inspector", "Gradient descent"),
        Optimizer.RMSPROP: translate("Inspector", "RMSprop"),
        Optimizer.ADAM: translate("Inspector", "Adam"),
    }[optimizer]


def initializer_title(name: str) -> str:
    """Return an initialiser's name as it stands in a list."""
    return {
        "zeros": translate("Inspector", "Zeros"),
        "uniform": translate("Inspector", "Uniform, −1 to 1"),
        "normal": translate("Inspector", "Normal"),
        "glorot": translate("Inspector", "Glorot"),
        "he": translate("Inspector", "He"),
    }[name]


def initializer_formula(name: str) -> str:
    """Return in a line how an initialiser draws a weight."""
    return {
        "zeros": translate("Inspector", "Every weight is 0: the hidden neurons then stay alike."),
        "uniform": translate("Inspector", "From −1 to 1, all equally likely."),
        "normal": translate("Inspector", "Normal with standard deviation 1."),
        "glorot": translate("Inspector", "From −r to r with r = √(6 / (fan-in + fan-out))."),
        "he": translate("Inspector", "Normal with standard deviation √(2 / fan-in)."),
    }[name]


def role_line(network: Network, neuron: str, counted: bool = False) -> str:
    """Return what a neuron is for and where it stands; of a hidden one its edges can be counted."""
    role = network.by_id[neuron].role
    if role is Role.INPUT:
        return translate("Inspector", "input")
    if role is Role.OUTPUT:
        return translate("Inspector", "output")
    hidden = [level for level in network.levels[1:] if _hidden(network, level)]
    name = translate("Inspector", "hidden layer")
    if len(hidden) > 1:
        number = network.level_of[neuron]
        name = translate("Inspector", "hidden layer {number}").format(number=number)
    if not counted:
        return name
    told = translate("Inspector", "{role}, {inward} in, {outward} out")
    inward, outward = len(network.incoming[neuron]), len(network.outgoing[neuron])
    return told.format(role=name, inward=inward, outward=outward)


def _hidden(network: Network, level: tuple[str, ...]) -> bool:
    return any(network.by_id[name].role is Role.HIDDEN for name in level)


def when(facts: Facts, kind: Kind, target: str) -> str:
    """Return when a number of the forward pass comes."""
    step = facts.step_of(kind, target)
    if step is None:
        return translate("Inspector", "in the forward pass")
    if step == facts.moment.position + 1:
        return translate("Inspector", "step {number}, next").format(number=step)
    return translate("Inspector", "step {number}").format(number=step)

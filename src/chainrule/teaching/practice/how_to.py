"""How each kind of value is found, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Loss
from chainrule.session.operations import Kind
from chainrule.teaching.practice.naming import source_of

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.network.project import Project
    from chainrule.session.operations import Operation

SIMPLE = {
    Kind.MULTIPLY: QT_TRANSLATE_NOOP(
        "Practice", "Multiply the weight by the signal that comes through it."
    ),
    Kind.SUM: QT_TRANSLATE_NOOP(
        "Practice",
        "Multiply each weight into {neuron} by the signal that comes through it. "
        "Add the products and the bias.",
    ),
    Kind.PASS_BACK: QT_TRANSLATE_NOOP(
        "Practice", "Multiply the weight by the delta of the neuron it leads to."
    ),
    Kind.ACTIVATION_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice",
        "For each connection that leaves {neuron} multiply the weight by the delta where it "
        "leads. Add these products.",
    ),
    Kind.WEIGHT_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice",
        "Multiply the delta of the neuron that {weight} leads to by the signal that came "
        "through {weight}.",
    ),
    Kind.BIAS_GRADIENT: QT_TRANSLATE_NOOP(
        "Practice", "The signal of a bias is 1: its gradient is the delta of its neuron."
    ),
    Kind.VELOCITY: QT_TRANSLATE_NOOP(
        "Practice", "μ times the last step, minus η times the gradient."
    ),
}
ACTIVATIONS = {
    Activation.LINEAR: QT_TRANSLATE_NOOP(
        "Practice",
        "{neuron} is linear: it sends its sum. Multiply each weight by the signal that comes "
        "through it, and add the products and the bias.",
    ),
    Activation.SIGMOID: QT_TRANSLATE_NOOP("Practice", "Put z into the sigmoid: 1 ÷ (1 + e^−z)."),
    Activation.TANH: QT_TRANSLATE_NOOP("Practice", "Put z into the function tanh."),
    Activation.RELU: QT_TRANSLATE_NOOP("Practice", "Take z where it is positive, else 0."),
    Activation.LEAKY_RELU: QT_TRANSLATE_NOOP(
        "Practice", "Take z where it is positive, else 0.01 × z."
    ),
    Activation.ELU: QT_TRANSLATE_NOOP("Practice", "Take z where it is positive, else e^z − 1."),
    Activation.SOFTPLUS: QT_TRANSLATE_NOOP(
        "Practice", "Put z into softplus: the natural logarithm of 1 + e^z."
    ),
    Activation.GELU: QT_TRANSLATE_NOOP(
        "Practice", "Multiply z by Φ(z), the share of a normal distribution below z."
    ),
    Activation.SILU: QT_TRANSLATE_NOOP("Practice", "Multiply z by its sigmoid: z ÷ (1 + e^−z)."),
    Activation.SOFTMAX: QT_TRANSLATE_NOOP(
        "Practice", "Divide e^z of {neuron} by the sum of e^z of all the outputs."
    ),
}
SLOPES = {
    Activation.LINEAR: QT_TRANSLATE_NOOP(
        "Practice", "A straight line is equally steep everywhere: 1."
    ),
    Activation.SIGMOID: QT_TRANSLATE_NOOP("Practice", "The slope of the sigmoid is a × (1 − a)."),
    Activation.TANH: QT_TRANSLATE_NOOP("Practice", "The slope of tanh is 1 − a²."),
    Activation.RELU: QT_TRANSLATE_NOOP("Practice", "The slope is 1 where z is positive, else 0."),
    Activation.LEAKY_RELU: QT_TRANSLATE_NOOP(
        "Practice", "The slope is 1 where z is positive, else 0.01."
    ),
    Activation.ELU: QT_TRANSLATE_NOOP("Practice", "The slope is 1 where z is positive, else e^z."),
    Activation.SOFTPLUS: QT_TRANSLATE_NOOP(
        "Practice", "The slope of softplus is the sigmoid: 1 ÷ (1 + e^−z)."
    ),
    Activation.GELU: QT_TRANSLATE_NOOP(
        "Practice", "The slope is Φ(z) + z × φ(z), of the normal distribution and its density."
    ),
    Activation.SILU: QT_TRANSLATE_NOOP(
        "Practice", "With the sigmoid σ the slope is σ(z) + z × σ(z) × (1 − σ(z))."
    ),
}
LOSSES = {
    Loss.HALF_SQUARED_ERROR: QT_TRANSLATE_NOOP(
        "Practice", "Square output minus target, add this up over the outputs, and take half."
    ),
    Loss.MEAN_SQUARED_ERROR: QT_TRANSLATE_NOOP(
        "Practice", "Square output minus target, and take the mean over the outputs."
    ),
    Loss.BINARY_CROSS_ENTROPY: QT_TRANSLATE_NOOP(
        "Practice",
        "For each output ŷ and its target y: −y × ln ŷ − (1 − y) × ln(1 − ŷ). Add them up.",
    ),
    Loss.CROSS_ENTROPY: QT_TRANSLATE_NOOP(
        "Practice", "For each output ŷ and its target y: −y × ln ŷ. Add them up."
    ),
}
LOSS_SLOPES = {
    Loss.HALF_SQUARED_ERROR: QT_TRANSLATE_NOOP("Practice", "It is output minus target."),
    Loss.MEAN_SQUARED_ERROR: QT_TRANSLATE_NOOP(
        "Practice", "It is 2 × (output minus target), divided by how many outputs there are."
    ),
    Loss.BINARY_CROSS_ENTROPY: QT_TRANSLATE_NOOP(
        "Practice", "It is (ŷ − y) ÷ (ŷ × (1 − ŷ)), with the output ŷ and the target y."
    ),
    Loss.CROSS_ENTROPY: QT_TRANSLATE_NOOP(
        "Practice", "It is −y ÷ ŷ, with the output ŷ and the target y."
    ),
}
DELTAS = {
    "": QT_TRANSLATE_NOOP(
        "Practice",
        "Multiply what the loss changes with the output of {neuron} by the slope f′(z).",
    ),
    "difference": QT_TRANSLATE_NOOP(
        "Practice", "With this loss and this activation it is output minus target."
    ),
    "scaled_difference": QT_TRANSLATE_NOOP(
        "Practice", "It is the output times the sum of all targets, minus its own target."
    ),
    "jacobian": QT_TRANSLATE_NOOP(
        "Practice",
        "Take its own blame less the sum of all outputs times their blame, times its output.",
    ),
}


def how_to(project: Project, operation: Operation) -> Message:
    """Return how the value of an operation is found."""
    name = operation.target
    return message(_marked(project, operation), neuron=name, weight=name, source=source_of(name))


def _marked(project: Project, operation: Operation) -> tuple[str, str]:
    kind = operation.kind
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind is Kind.ACTIVATE:
        return ACTIVATIONS[Activation(operation.form)]
    if kind is Kind.SLOPE:
        return SLOPES[Activation(operation.form)]
    if kind is Kind.LOSS:
        return LOSSES[Loss(operation.form)]
    if kind is Kind.LOSS_SLOPE:
        return LOSS_SLOPES[Loss(operation.form)]
    if kind is Kind.DELTA:
        return _delta(project, operation)
    if kind is Kind.BATCH_GRADIENT:
        return _batch_gradient(operation)
    return _new_value(project, operation)


def _delta(project: Project, operation: Operation) -> tuple[str, str]:
    outgoing = project.network.outgoing[operation.target]
    if operation.form == "" and outgoing:
        return QT_TRANSLATE_NOOP(
            "Practice",
            "First what comes back: each weight out of {neuron} times the delta where it leads, "
            "added up. Then multiply by the slope f′(z) of {neuron}.",
        )
    return DELTAS[operation.form]


def _batch_gradient(operation: Operation) -> tuple[str, str]:
    if operation.form.endswith("+"):
        return QT_TRANSLATE_NOOP(
            "Practice",
            "Put the samples' gradients together, and add what keeping the weights small adds.",
        )
    if operation.form == "sum":
        return QT_TRANSLATE_NOOP("Practice", "Add up the gradients of the samples.")
    return QT_TRANSLATE_NOOP("Practice", "Take the mean of the gradients of the samples.")


def _new_value(project: Project, operation: Operation) -> tuple[str, str]:
    if operation.form == "nesterov":
        return QT_TRANSLATE_NOOP(
            "Practice", "The old value plus μ times the new step, minus η times the gradient."
        )
    if operation.form:
        return QT_TRANSLATE_NOOP(
            "Practice", "The old value minus η times the direction, divided by √size + ε."
        )
    if not project.training.momentum:
        return QT_TRANSLATE_NOOP("Practice", "The old value minus η times the gradient.")
    return QT_TRANSLATE_NOOP(
        "Practice",
        "The old value minus η times the gradient, plus μ times the last step.",
    )

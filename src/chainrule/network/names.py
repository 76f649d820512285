"""The words of the format: roles, activations, losses, optimizers and reductions."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a neuron is for."""

    INPUT = "input"
    HIDDEN = "hidden"
    OUTPUT = "output"


class Activation(StrEnum):
    """The function a neuron applies to its weighted sum."""

    LINEAR = "linear"
    SIGMOID = "sigmoid"
    TANH = "tanh"
    RELU = "relu"
    LEAKY_RELU = "leaky_relu"
    ELU = "elu"
    SOFTPLUS = "softplus"
    GELU = "gelu"
    SILU = "silu"
    SOFTMAX = "softmax"


class Loss(StrEnum):
    """How the outputs are marked against their targets."""

    HALF_SQUARED_ERROR = "half_squared_error"
    MEAN_SQUARED_ERROR = "mean_squared_error"
    BINARY_CROSS_ENTROPY = "binary_cross_entropy"
    CROSS_ENTROPY = "cross_entropy"


class Optimizer(StrEnum):
    """The rule that turns a gradient into a change of the parameters."""

    SGD = "sgd"
    RMSPROP = "rmsprop"
    ADAM = "adam"


class Reduction(StrEnum):
    """How the losses of a batch become one."""

    MEAN = "mean"
    SUM = "sum"


def weight_name(source: str, target: str) -> str:
    """Return the name of a connection's weight, the same in file, CSV and command line."""
    return f"w[{source}->{target}]"


def bias_name(neuron: str) -> str:
    """Return the name of a neuron's bias."""
    return f"b[{neuron}]"

"""As much of PyTorch, over numpy, as the forward pass and the loss of an exported module need."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np

_erf = np.vectorize(math.erf, otypes=[float])


class Tensor(np.ndarray):
    def new_ones(self, *shape: int) -> Tensor:
        return np.ones(shape).view(Tensor)

    def new_zeros(self, *shape: int) -> Tensor:
        return np.zeros(shape).view(Tensor)

    def sum(self, dim: int | None = None, **_: object) -> Tensor:
        return np.add.reduce(self.view(np.ndarray), axis=dim).view(Tensor)

    def mean(self, dim: int | None = None, **_: object) -> Tensor:
        return np.mean(self.view(np.ndarray), axis=dim).view(Tensor)


class Module:
    def __call__(self, *arguments: object) -> object:
        return self.forward(*arguments)


def tensor(value: object, dtype: object) -> Tensor:
    assert dtype == "float64", "a tensor of the module is not in double precision"
    return np.array(value, dtype=np.float64).view(Tensor)


def sigmoid(z: Tensor) -> Tensor:
    return 1.0 / (1.0 + np.exp(-z))


def log_softmax(z: Tensor, dim: int) -> Tensor:
    return z - np.log(np.exp(z).sum(dim=dim))[:, np.newaxis]


def binary_cross_entropy_with_logits(z: Tensor, targets: Tensor, reduction: str) -> Tensor:
    assert reduction == "none"
    return np.logaddexp(0.0, z) - targets * z


def stand_in() -> SimpleNamespace:
    """Return what stands for the module `torch`."""
    functional = SimpleNamespace(
        leaky_relu=lambda z, slope: np.where(z > 0, z, slope * z).view(Tensor),
        elu=lambda z: np.where(z > 0, z, np.expm1(z)).view(Tensor),
        gelu=lambda z: z * 0.5 * (1.0 + _erf(z / math.sqrt(2.0))),
        silu=lambda z: z * sigmoid(z),
        log_softmax=log_softmax,
        binary_cross_entropy_with_logits=binary_cross_entropy_with_logits,
    )
    nn = SimpleNamespace(
        Module=Module,
        Parameter=lambda value, requires_grad: value,
        ParameterList=list,
        functional=functional,
    )
    return SimpleNamespace(
        nn=nn,
        float64="float64",
        tensor=tensor,
        sigmoid=sigmoid,
        tanh=np.tanh,
        relu=lambda z: np.maximum(z, 0.0),
        logaddexp=np.logaddexp,
        zeros_like=np.zeros_like,
        stack=lambda columns, dim: np.stack(columns, axis=dim).view(Tensor),
        softmax=lambda z, dim: np.exp(log_softmax(z, dim)),
    )

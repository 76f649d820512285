"""What a formula on a worksheet is made of: words, signs that name a quantity, and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Quantity(Enum):
    """What a sign stands for; its name is a neuron's or a parameter's."""

    SUM = auto()
    """z of a neuron"""
    SENT = auto()
    """what a neuron sends: its input, or its activation"""
    TARGET = auto()
    """what an output should be"""
    LOSS = auto()
    DELTA = auto()
    SLOPE = auto()
    """f′(z) of a neuron"""
    BLAME = auto()
    """∂L/∂a of a neuron"""
    PARAMETER = auto()
    """a weight or a bias before the update"""
    GRADIENT = auto()
    """∂L/∂w of one sample"""
    BATCH_GRADIENT = auto()
    """what the samples of the batch give together"""
    RATE = auto()
    MOMENTUM = auto()
    OLD_VELOCITY = auto()
    OLD_MEAN = auto()
    OLD_SQUARE = auto()
    STEPS = auto()
    """how many updates an adaptive rule has made"""
    VELOCITY = auto()
    NEW_VALUE = auto()
    """a weight or a bias after the update"""
    DIRECTION = auto()
    """what an adaptive rule moves along"""
    SIZE = auto()
    """what an adaptive rule divides by, before the root"""


class Style(Enum):
    """With how many digits a number is written."""

    GIVEN = auto()
    """as it was typed"""
    VALUE = auto()
    """with the decimals asked for"""
    SIGNIFICANT = auto()
    """with one significant digit more than these decimals"""
    NEW = auto()
    """with one decimal more"""


@dataclass(frozen=True, slots=True)
class Sign:
    """A quantity by its symbol; `sample` (from 1) where several samples have one each."""

    quantity: Quantity
    name: str = ""
    sample: int = 0


@dataclass(frozen=True, slots=True)
class Number:
    """A number; in brackets where it is negative and follows another sign."""

    value: float
    style: Style
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """An exponent."""

    pieces: tuple[Piece, ...]


Piece = str | Sign | Number | Raised
Formula = tuple[Piece, ...]

"""The shape of a project file.

A field that is left out is UNSET, so that what the format allows only for some neurons is noticed.
"""

from typing import Annotated, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.session.operations import Kind, Phase
from chainrule.storage.plain_words import read_error

Whole = Annotated[int, Meta(ge=0, le=2**63 - 1)]
"""a whole number from 0 on that every part of the program can hold"""

Shape = TypeVar("Shape")


class Strict(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A struct that refuses fields it does not know."""


class NeuronFile(Strict, frozen=True):
    """A neuron of the file."""

    id: str
    role: Role
    activation: Activation | UnsetType = UNSET
    bias: float | UnsetType = UNSET
    bias_locked: bool | UnsetType = UNSET
    label: str | None = None
    x: float | None = None
    y: float | None = None


class ConnectionFile(Strict, frozen=True):
    """A connection of the file."""

    source: str
    target: str
    weight: float
    locked: bool = False


class NetworkFile(Strict, frozen=True):
    """The network of the file."""

    neurons: list[NeuronFile]
    connections: list[ConnectionFile]


class DataFile(Strict, frozen=True):
    """The data of the file."""

    inputs: list[str] = []
    targets: list[str] = []
    train: list[list[float]] = []
    test: list[list[float]] = []


class TrainingFile(Strict, frozen=True):
    """The settings of training in the file."""

    optimizer: Optimizer = Optimizer.SGD
    learning_rate: float = 0.1
    momentum: float = 0.0
    nesterov: bool = False
    batch_size: Whole = 1
    shuffle: bool = False
    seed: Whole = 0
    reduction: Reduction = Reduction.MEAN
    l1: float = 0.0
    l2: float = 0.0


class RandomFile(Strict, frozen=True):
    """The randomness of the file."""

    seed: Whole
    order: list[Whole]


LogRowFile = tuple[Whole, Whole, float, float, float | None, float | None, float | None]


class StateFile(Strict, frozen=True):
    """Where training stands, in the file; values by parameter name are checked one by one."""

    update: Whole = 0
    epoch: Whole = 0
    position: Whole = 0
    batch_size: Whole = 1
    slots: dict[str, object] = {}
    random: RandomFile | None = None
    initial: dict[str, object] = {}
    log: list[LogRowFile] = []


class RowFile(Strict, frozen=True):
    """A marked row of the step list, named as in the ledger."""

    operation: Kind
    target: str


class StopsFile(Strict, frozen=True):
    """Where playing halts, in the file."""

    rows: list[RowFile] = []
    neurons: list[str] = []
    phases: list[Phase] = []


class ProjectFile(Strict, frozen=True):
    """The whole file."""

    format: str
    version: int
    network: NetworkFile
    title: str = ""
    loss: Loss = Loss.HALF_SQUARED_ERROR
    data: DataFile = DataFile()
    training: TrainingFile = TrainingFile()
    state: StateFile | None = None
    stops: StopsFile | None = None


def converted(plain: object, shape: type[Shape], place: str = "$") -> Shape:
    """Return a value of the file, which stands at `place`, in its shape, or raise a `ReadError`."""
    try:
        return msgspec.convert(plain, shape)
    except msgspec.ValidationError as error:
        raise read_error(str(error), place) from None

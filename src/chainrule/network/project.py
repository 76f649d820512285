"""A project: the network, its data, how it is trained, and where training stands."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from chainrule.network.about import About
from chainrule.network.graph import GraphError, Network
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Loss, Optimizer, Reduction
from chainrule.network.stops import Stops

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chainrule.network.message import Message

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """Samples: each row the input values in the order of `inputs`, then the target values.

    What is known `about` the columns makes no difference to what the data is.
    """

    inputs: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    train: tuple[Row, ...] = ()
    test: tuple[Row, ...] = ()
    about: About = field(default_factory=About, compare=False)


@dataclass(frozen=True, slots=True)
class Training:
    """How the network is trained. `batch_size` 0 means the whole training set."""

    optimizer: Optimizer = Optimizer.SGD
    learning_rate: float = 0.1
    momentum: float = 0.0
    nesterov: bool = False
    batch_size: int = 1
    shuffle: bool = False
    seed: int = 0
    reduction: Reduction = Reduction.MEAN
    l1: float = 0.0
    l2: float = 0.0


class LogRow(NamedTuple):
    """One row of the log; losses are None where they do not apply.

    `epoch` counts the epochs completed; row 0 is the state before training.
    """

    update: int
    epoch: int
    learning_rate: float
    momentum: float
    batch_loss: float | None
    train_loss: float | None
    test_loss: float | None


@dataclass(frozen=True, slots=True)
class Randomness:
    """What chance has decided: the seed that the current epoch's order was drawn from, and it."""

    seed: int
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class State:
    """Where training stands; what a run needs to go on bit for bit.

    `position` counts the samples of the current epoch that have been used, `batch_size` is the one
    in force until the epoch ends, `slots` holds the optimizer's memory by slot and parameter name,
    `initial` the parameters that a reset returns to.
    """

    update: int = 0
    epoch: int = 0
    position: int = 0
    batch_size: int = 1
    slots: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    random: Randomness | None = None
    initial: Mapping[str, float] = field(default_factory=dict)
    log: Sequence[LogRow] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """All that a project file holds. Always sound: a `GraphError` says what does not fit.

    Stop marks of what is no longer there are let go of.
    """

    title: str = ""
    network: Network = field(default_factory=Network)
    loss: Loss = Loss.HALF_SQUARED_ERROR
    data: Data = field(default_factory=Data)
    training: Training = field(default_factory=Training)
    state: State | None = None
    stops: Stops = field(default_factory=Stops)

    def __post_init__(self) -> None:
        _check_columns(self.network, self.data)
        _check_rows(self.data)
        _check_loss(self.network, self.loss)
        _check_training(self.training)
        if self.stops:
            object.__setattr__(self, "stops", self.stops.within(self.network))


def with_parameters(project: Project, values: Mapping[str, float], state: State | None) -> Project:
    """Return the project with these parameter values and this state of training.

    Neither changes what was checked of the project, so nothing is checked again.
    """
    changed = {"network": project.network.with_parameters(values), "state": state}
    made = object.__new__(Project)
    for each in fields(Project):
        object.__setattr__(made, each.name, changed.get(each.name, getattr(project, each.name)))
    return made


def with_rows(project: Project, train: tuple[Row, ...], test: tuple[Row, ...]) -> Project:
    """Return the project with the same rows in another form; nothing is checked again."""
    data = replace(project.data, train=train, test=test)
    made = object.__new__(Project)
    for each in fields(Project):
        value = data if each.name == "data" else getattr(project, each.name)
        object.__setattr__(made, each.name, value)
    return made


def _check_columns(network: Network, data: Data) -> None:
    wanted = {
        "inputs": (data.inputs, [neuron.id for neuron in network.inputs]),
        "targets": (data.targets, [neuron.id for neuron in network.outputs]),
    }
    for side, (given, needed) in wanted.items():
        known, seen = set(needed), set[str]()
        for index, neuron in enumerate(given):
            place = f"$.data.{side}[{index}]"
            if neuron in seen:
                told = QT_TRANSLATE_NOOP("Project", "{id} is listed twice")
                raise GraphError(message(told, id=neuron), place)
            if neuron not in known:
                raise GraphError(_no_such_column(side, neuron), place)
            seen.add(neuron)
        missing = [neuron for neuron in needed if neuron not in seen]
        if missing and (given or data.train or data.test):
            told = QT_TRANSLATE_NOOP("Project", "the neuron {id} is missing")
            raise GraphError(message(told, id=missing[0]), f"$.data.{side}")


def _no_such_column(side: str, neuron: str) -> Message:
    if side == "inputs":
        return message(QT_TRANSLATE_NOOP("Project", "there is no input neuron {id}"), id=neuron)
    return message(QT_TRANSLATE_NOOP("Project", "there is no output neuron {id}"), id=neuron)


def _check_rows(data: Data) -> None:
    width = len(data.inputs) + len(data.targets)
    for name, rows in (("train", data.train), ("test", data.test)):
        whole = set(map(len, rows)) <= {width}
        if whole and all(map(math.isfinite, chain.from_iterable(rows))):
            continue
        for index, row in enumerate(rows):
            place = f"$.data.{name}[{index}]"
            if len(row) != width:
                told = QT_TRANSLATE_NOOP("Project", "expected {wanted} numbers, got {count}")
                raise GraphError(message(told, wanted=width, count=len(row)), place)
            for column, value in enumerate(row):
                if not math.isfinite(value):
                    told = QT_TRANSLATE_NOOP("Project", "expected a finite number")
                    raise GraphError(message(told), f"{place}[{column}]")


def _check_loss(network: Network, loss: Loss) -> None:
    used = {neuron.activation for neuron in network.outputs}
    if loss is Loss.BINARY_CROSS_ENTROPY and used - {Activation.SIGMOID}:
        told = QT_TRANSLATE_NOOP("Project", "{loss} needs sigmoid outputs")
        raise GraphError(message(told, loss=loss.value), "$.loss")
    if loss is Loss.CROSS_ENTROPY and used - {Activation.SOFTMAX}:
        told = QT_TRANSLATE_NOOP("Project", "{loss} needs softmax outputs")
        raise GraphError(message(told, loss=loss.value), "$.loss")
    if Activation.SOFTMAX in used and len(used) > 1:
        told = QT_TRANSLATE_NOOP("Project", "softmax takes all the outputs or none")
        raise GraphError(message(told), "$.network.neurons")


def _check_training(training: Training) -> None:
    limits = {
        "learning_rate": (0.0, math.inf),
        "momentum": (0.0, math.nextafter(1.0, 0.0)),
        "batch_size": (0, math.inf),
        "seed": (0, math.inf),
        "l1": (0.0, math.inf),
        "l2": (0.0, math.inf),
    }
    for name, (least, most) in limits.items():
        value = getattr(training, name)
        if not math.isfinite(value) or not least <= value <= most:
            raise GraphError(_out_of_range(name, value), f"$.training.{name}")


def _out_of_range(name: str, value: float) -> Message:
    if name == "momentum":
        told = QT_TRANSLATE_NOOP("Project", "momentum is at least 0 and below 1, got {value}")
        return message(told, value=repr(value))
    return message(
        QT_TRANSLATE_NOOP("Project", "expected 0 or more, got {value}"), value=repr(value)
    )

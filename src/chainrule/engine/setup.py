"""The setup of a trainer: the loss and the samples as arrays, in the network's order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from chainrule.network.names import Loss
    from chainrule.network.project import Project, Row

    Array = NDArray[np.float64]


class KnownRows(tuple["Row", ...]):
    """Rows like any others, with their numbers in an array already, (rows, cells)."""

    numbers: Array

    @classmethod
    def of(cls, rows: tuple[Row, ...], numbers: Array) -> KnownRows:
        """Return rows with the array that was made of them."""
        made = cls(rows)
        made.numbers = numbers
        return made


def numbers_of(rows: Sequence[Row]) -> Array:
    """Return the numbers of rows that are equally long, (rows, cells)."""
    if isinstance(rows, KnownRows):
        return rows.numbers
    cells = len(rows[0]) if rows else 0
    flat = np.fromiter(chain.from_iterable(rows), np.float64, len(rows) * cells)
    return flat.reshape(len(rows), cells)


@dataclass(frozen=True)
class Setup:
    """Loss and samples; x has the shape (inputs, samples), y (outputs, samples)."""

    loss: Loss
    x_train: Array
    y_train: Array
    x_test: Array
    y_test: Array

    @property
    def samples(self) -> int:
        """How many training samples there are."""
        return int(self.x_train.shape[1])

    @cached_property
    def targets_add_to_1(self) -> bool:
        """Whether the targets of every training sample add up to 1, as shares of classes do."""
        return bool((self.y_train.sum(axis=0) == 1.0).all())

    @classmethod
    def of(cls, project: Project) -> Setup:
        """Return the setup of a project: its columns put into the order of the network."""
        data = project.data
        return cls(project.loss, *_arrays(project, data.train), *_arrays(project, data.test))


def _arrays(project: Project, rows: tuple[Row, ...]) -> tuple[Array, Array]:
    """Return x and y of some rows."""
    network, data = project.network, project.data
    if not rows:
        return np.empty((len(network.inputs), 0)), np.empty((len(network.outputs), 0))
    columns, width = numbers_of(rows).T, len(data.inputs)
    inputs = [data.inputs.index(neuron.id) for neuron in network.inputs]
    targets = [width + data.targets.index(neuron.id) for neuron in network.outputs]
    return np.ascontiguousarray(columns[inputs]), np.ascontiguousarray(columns[targets])

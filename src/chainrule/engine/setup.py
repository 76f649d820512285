"""The setup of a trainer: the loss and the samples as arrays, in the network's order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from chainrule.network.names import Loss
    from chainrule.network.project import Project, Row

    Array = NDArray[np.float64]


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
    columns = np.array(rows, dtype=np.float64).T.reshape(-1, len(rows))
    width = len(data.inputs)
    inputs = [data.inputs.index(neuron.id) for neuron in network.inputs]
    targets = [width + data.targets.index(neuron.id) for neuron in network.outputs]
    return np.ascontiguousarray(columns[inputs]), np.ascontiguousarray(columns[targets])

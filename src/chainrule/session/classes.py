"""Whether the outputs of a network tell classes, or are numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network.names import Activation

if TYPE_CHECKING:
    from chainrule.network.project import Project

LOOKED_AT = 50
"""rows that tell whether several targets are those of classes"""


def tells_classes(project: Project) -> bool:
    """Whether the outputs tell classes: a target each, of 0 and 1, or one with two values."""
    data, outputs = project.data, project.network.outputs
    if not data.train or not outputs:
        return False
    start = len(data.inputs)
    if len(outputs) > 1:
        softmax = all(each.activation is Activation.SOFTMAX for each in outputs)
        few = data.train[:LOOKED_AT]
        return softmax or all(sorted(row[start:])[-2:] == [0.0, 1.0] for row in few)
    return {row[start] for row in data.train} in ({0.0, 1.0}, {-1.0, 1.0})

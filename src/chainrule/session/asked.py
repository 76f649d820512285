"""What a person asks the network about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.network.project import Project


class AskedKind(Enum):
    """Where the inputs come from."""

    POINT = auto()
    """a place in the plane, or on the line, of the inputs"""
    DRAWING = auto()
    TEST = auto()
    """a row that is kept aside for testing"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Inputs that the network is asked about; `row` is that of a test sample, from 0."""

    kind: AskedKind
    inputs: Mapping[str, float]
    row: int | None = None


def asked_of_test(project: Project, row: int) -> Asked:
    """Return what asks about a test sample (from 0)."""
    data = project.data
    return Asked(AskedKind.TEST, dict(zip(data.inputs, data.test[row], strict=False)), row)

"""A frame: what is to be shown at one position of the cursor, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.network.project import Project
    from chainrule.session.operations import Phase

Shown = tuple[Kind, str]
"""a kind of operation and its target's name, which together name one number"""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the canvas and the panels show.

    `values` holds every number revealed once the step in progress is complete, `fresh` those of
    them that this step reveals; while `progress` is below 1 the step is on its way and the fresh
    numbers appear in their order. `parameters` are the weights and biases as they now are to be
    shown, `old` those before the update while the update phase is shown. `stopped` names the
    number that was not finite, when training has stopped at one.
    """

    phase: Phase | None = None
    values: Mapping[Shown, float] = field(default_factory=dict)
    fresh: frozenset[Shown] = frozenset()
    parameters: Mapping[str, float] = field(default_factory=dict)
    old: Mapping[str, float] = field(default_factory=dict)
    inputs: Mapping[str, float] = field(default_factory=dict)
    targets: Mapping[str, float] = field(default_factory=dict)
    progress: float = 1.0
    stopped: Shown | None = None

    def value(self, kind: Kind, target: str) -> float | None:
        """Return a revealed number, or None while it is not known."""
        return self.values.get((kind, target))

    def is_fresh(self, kind: Kind, target: str) -> bool:
        """Return whether the step in progress reveals this number."""
        return (kind, target) in self.fresh

    @property
    def complete(self) -> bool:
        """Whether no animation is under way."""
        return self.progress >= 1.0

    def same_numbers(self, other: Frame) -> bool:
        """Return whether another frame differs in its progress only, if at all.

        Large frames are told apart by their size or phase, without comparing every number.
        """
        if self is other:
            return True
        if len(self.values) != len(other.values) or self.phase is not other.phase:
            return False
        return replace(self, progress=other.progress) == other


def ready_frame(project: Project, row: int = 0) -> Frame:
    """Return the frame before the first step: the sample's inputs and targets, nothing computed."""
    data = project.data
    inputs: dict[str, float] = {}
    targets: dict[str, float] = {}
    if row < len(data.train):
        cells = data.train[row]
        inputs = dict(zip(data.inputs, cells, strict=False))
        targets = dict(zip(data.targets, cells[len(data.inputs) :], strict=True))
    return Frame(parameters=project.network.parameters, inputs=inputs, targets=targets)

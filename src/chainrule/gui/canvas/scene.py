"""What is to be drawn, gathered: project, frame, theme, level of detail and what is pointed at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.timeline import activity
from chainrule.gui.selection import Selection
from chainrule.gui.symbols import Symbols
from chainrule.session.operations import LOSS_TARGET, Kind, Phase

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from chainrule.gui.canvas.layout import Key, Layout
    from chainrule.gui.canvas.timeline import Activity
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Connection, Neuron
    from chainrule.network.project import Project
    from chainrule.session.frame import Frame

DIMMED = 0.28
"""how much is left of the colour of a layer that is not in progress"""
LEGIBLE = 12 / 13
"""the zoom at which letters of 13 px are 12 px high on the screen"""
MOST_ENLARGED = 1.5
FADED = 0.35
"""how much is left of a neuron that cannot be connected to"""
PARTS = frozenset({"weights", "contributions", "gradients", "z", "biases", "legend", "grid"})
"""what the context menu can show and hide"""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person has chosen to see, has selected and is doing."""

    selection: Selection = field(default_factory=Selection)
    parts: frozenset[str] = PARTS
    decimals: int = 3
    legal: frozenset[str] = frozenset()
    """neurons that the connection in the making may end at"""
    illegal: frozenset[str] = frozenset()
    dead: frozenset[str] = frozenset()
    saturated: frozenset[str] = frozenset()
    """neurons to be marked as unwell"""


@dataclass(frozen=True)
class Scene:
    """One moment of the canvas. `level` and `zoom` say how much can be written."""

    project: Project
    layout: Layout
    frame: Frame
    theme: Theme
    level: Level = Level.FULL
    zoom: float = 1.0
    options: Options = field(default_factory=Options)

    @cached_property
    def symbols(self) -> Symbols:
        """The symbols of the network."""
        return Symbols(self.project.network)

    @cached_property
    def activity(self) -> Activity:
        """What the frame's step is about."""
        return activity(self.layout, self.frame)

    @property
    def label_scale(self) -> float:
        """The size of labels in canvas units.

        From a zoom of 200% on they no longer grow, and they do not become smaller than legible
        before the level of detail changes.
        """
        if self.zoom >= 1 or not self.level.has_pills:
            return min(1.0, 2.0 / self.zoom)
        return min(MOST_ENLARGED, max(1.0, LEGIBLE / self.zoom))

    @property
    def forced_scale(self) -> float:
        """The size of labels that must be legible: at least 12 px on the screen."""
        return max(self.label_scale, LEGIBLE / self.zoom)

    def known(self, kind: Kind, target: str) -> float | None:
        """Return a number of the frame, revealed or being revealed."""
        return self.frame.values.get((kind, target))

    def reveal(self, kind: Kind, target: str, progress: float) -> float:
        """Return how far a number has appeared: 0 while not known, 1 once it is not fresh."""
        shown = (kind, target)
        if shown not in self.frame.values:
            return 0.0
        if shown not in self.frame.fresh:
            return 1.0
        return self.activity.reveal(shown, self._level_of(target), progress)

    def _level_of(self, target: str) -> int:
        layout = self.layout
        level_of = layout.network.level_of
        if target in layout.by_weight:
            return level_of[layout.by_weight[target][1]]
        return level_of.get(layout.by_bias.get(target, target), 0)

    def parameter(self, name: str, otherwise: float) -> float:
        """Return the value of a parameter as it is to be shown."""
        return self.frame.parameters.get(name, otherwise)

    def rolled(self, name: str, otherwise: float, progress: float) -> float:
        """Return a parameter on its way from the old value to the new one."""
        new = self.parameter(name, otherwise)
        old = self.frame.old.get(name)
        if old is None or not self.frame.is_fresh(Kind.NEW_VALUE, name):
            return new
        return old + (new - old) * self.reveal(Kind.NEW_VALUE, name, progress)

    def rolls(self, name: str) -> bool:
        """Return whether the step in progress changes the parameter."""
        return name in self.frame.old and self.frame.is_fresh(Kind.NEW_VALUE, name)

    def dimmed(self, key: Key) -> bool:
        """Return whether the edge belongs to a layer that is not in progress."""
        levels = self.activity.levels
        return levels is not None and self.layout.network.level_of[key[1]] not in levels

    def active(self, key: Key) -> bool:
        """Return whether the edge belongs to the layer in progress."""
        levels = self.activity.levels
        return levels is not None and self.layout.network.level_of[key[1]] in levels

    def signal(self, link: Connection) -> float | None:
        """Return what the source of an edge sends, None while it is not known."""
        return self.output(self.layout.network.by_id[link.source])

    def output(self, neuron: Neuron) -> float | None:
        """Return what a neuron sends, None while it is not known."""
        if neuron.is_input:
            return self.frame.inputs.get(neuron.id)
        return self.known(Kind.ACTIVATE, neuron.id)

    @property
    def loss(self) -> float | None:
        """The loss, None while it is not known."""
        return self.known(Kind.LOSS, LOSS_TARGET)

    @property
    def phase_colour(self) -> QColor:
        """The colour of the phase: teal forwards, violet backwards, ink else."""
        return {
            Phase.FORWARD: self.theme["accent"],
            Phase.BACKWARD: self.theme["back"],
        }.get(self.frame.phase or Phase.LOSS, self.theme["ink"])

    def stopped_at(self, target: str) -> bool:
        """Return whether training stopped at a number of this neuron, weight or loss."""
        return self.frame.stopped is not None and self.frame.stopped[1] == target

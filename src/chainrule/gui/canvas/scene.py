"""What is to be drawn, gathered: project, frame, theme, level of detail and what is pointed at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from chainrule.gui.canvas.curves import edges_of
from chainrule.gui.canvas.detail import Level
from chainrule.gui.canvas.memo import Memo
from chainrule.gui.canvas.options import Options
from chainrule.gui.canvas.timeline import Activity, activity
from chainrule.session.operations import LOSS_TARGET, Kind, Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.layout import Key, Layout
    from chainrule.gui.canvas.path_marks import PathMarks
    from chainrule.gui.canvas.pixel_grid import PixelGrid
    from chainrule.gui.canvas.stamps import Mark, Stamps
    from chainrule.gui.canvas.strengths import Strengths
    from chainrule.gui.canvas.viewport import Viewport
    from chainrule.gui.symbols import Symbols
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Connection, Neuron
    from chainrule.network.project import Project
    from chainrule.session.frame import Frame

DIMMED = 0.28
"""how much is left of the colour of a layer that is not in progress"""
LEGIBLE = 12 / 13
"""the zoom at which letters of 13 px are 12 px high on the screen"""
MOST_ENLARGED = 1.5
SHADES = 48
"""fills of neurons on either side of 0"""
FADED = 0.35
"""how much is left of a neuron that cannot be connected to"""


@dataclass(frozen=True)
class Scene:
    """One moment of the canvas. `level` and `zoom` say how much can be written.

    `stamps` are there in the window only. `fills` are the values by which neurons are coloured,
    where these follow slowly. Of a large network only what is in `view` is drawn. `dragged`
    neurons stand elsewhere than in the project.
    """

    project: Project
    layout: Layout
    frame: Frame
    theme: Theme
    level: Level = Level.FULL
    zoom: float = 1.0
    options: Options = field(default_factory=Options)
    stamps: Stamps | None = None
    memo: Memo = field(default_factory=Memo)
    fills: Mapping[str, float] = field(default_factory=dict)
    view: Viewport | None = None
    dragged: frozenset[str] = frozenset()

    @property
    def symbols(self) -> Symbols:
        """The symbols of the network."""
        return self.layout.symbols

    @property
    def paths(self) -> PathMarks | None:
        """The paths to the loss that are lit."""
        return self.options.paths

    @cached_property
    def activity(self) -> Activity:
        """What the frame's step is about; while paths are lit it is over."""
        if self.paths is not None:
            return Activity(self.frame.phase, (), None, frozenset(), {})
        parts = (self.frame.fresh, self.frame.phase, self.layout.network)
        return self.memo.latest("activity", parts, lambda: activity(self.layout, self.frame))

    @cached_property
    def label_scale(self) -> float:
        """The size of labels in canvas units.

        From a zoom of 200% on they no longer grow, and they do not become smaller than legible
        before the level of detail changes.
        """
        return self.options.text_scale * self._usual_scale

    @cached_property
    def _usual_scale(self) -> float:
        if self.zoom >= 1 or not self.level.has_pills:
            return min(1.0, 2.0 / self.zoom)
        return min(MOST_ENLARGED, max(1.0, LEGIBLE / self.zoom))

    @cached_property
    def forced_scale(self) -> float:
        """The size of labels that must be legible: at least 12 px on the screen."""
        return max(self.label_scale, self.options.text_scale * LEGIBLE / self.zoom)

    def stamp(
        self,
        painter: QPainter,
        key: Hashable,
        reach: tuple[float, float],
        draw: Callable[[QPainter], None],
    ) -> None:
        """Paint about the painter's origin, from a stamp where there are stamps; see `Stamps`."""
        if self.stamps is None:
            painter.save()
            draw(painter)
            painter.restore()
        else:
            self.stamps.put(painter, key, reach, draw)

    @cached_property
    def lifted(self) -> frozenset[Key]:
        """The edges of dragged neurons."""
        network, dragged = self.layout.network, self.dragged
        return self.memo.latest("lifted", (network, dragged), lambda: edges_of(network, dragged))

    @property
    def pixels(self) -> PixelGrid | None:
        """The inputs as a picture, where they are one and are to be seen as one."""
        return self.layout.pixels if "pixels" in self.options.parts else None

    @property
    def massed(self) -> bool:
        """Whether the edges are too many to be told apart."""
        return self.level is Level.MASS and self.layout.many

    @cached_property
    def strengths(self) -> Strengths:
        """How strong every edge is beside the strongest of its layer."""
        from chainrule.gui.canvas.strengths import strengths

        frame = self.frame
        parts = (frame.parameters, frame.values, frame.inputs, self.layout.network)
        return self.memo.latest("strengths", parts, lambda: strengths(self))

    @cached_property
    def hidden(self) -> frozenset[Key]:
        """The edges that are too weak to be shown."""
        if not self.options.weakest:
            return frozenset()
        from chainrule.gui.canvas.strengths import weaker_than

        return weaker_than(self, self.options.weakest)

    def stamp_all(self, painter: QPainter, marks: Iterable[Mark]) -> None:
        """Paint many marks in canvas units, from stamps where there are stamps."""
        if self.stamps is not None:
            self.stamps.put_all(painter, marks)
            return
        for x, y, _, _, draw in marks:
            painter.save()
            painter.translate(x, y)
            draw(painter)
            painter.restore()

    def known(self, kind: Kind, target: str) -> float | None:
        """Return a number of the frame, revealed or being revealed."""
        return self.frame.values.get((kind, target))

    def reveal(self, kind: Kind, target: str, progress: float) -> float:
        """Return how far a number has appeared: 0 while not known, 1 once it is not fresh."""
        shown = (kind, target)
        if shown in self.options.answers:
            return 1.0
        if shown not in self.frame.values:
            return 0.0
        if shown not in self.frame.fresh or self.options.still:
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

    @property
    def fading(self) -> bool:
        """Whether some edges are paler than others."""
        apart = self.options.hovered is not None or self.paths is not None
        return apart or self.activity.levels is not None

    @cached_property
    def calm(self) -> bool:
        """Whether all values are merely shown: nothing is in progress, paler or amiss."""
        frame = self.frame
        return not self.fading and frame.stopped is None and frame.phase is not Phase.UPDATE

    def dimmed(self, key: Key) -> bool:
        """Return whether the edge is none of the layer in progress, or of the hovered neuron."""
        if self.options.hovered is not None and self.options.hovered not in key:
            return True
        if self.paths is not None:
            return key not in self.paths.users
        levels = self.activity.levels
        return levels is not None and self.layout.network.level_of[key[1]] not in levels

    def pale(self, key: Key) -> bool:
        """Return whether an edge stands back: it is dimmed, or under the lines of lit paths."""
        return self.paths is not None or self.dimmed(key)

    def chosen(self, key: Key) -> bool:
        """Return whether an edge is selected, or is the one whose paths are lit."""
        own = self.paths is not None and self.paths.own == key
        return own or key in self.options.selection.connections

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

    def node_fill(self, neuron: Neuron) -> QColor:
        """Return the fill of a neuron whose value is known."""
        value = self.fills.get(neuron.id)
        if value is None:
            value = self.output(neuron) or 0.0
        return self._fills[round(SHADES * min(1.0, max(-1.0, value))) + SHADES]

    @cached_property
    def _fills(self) -> tuple[QColor, ...]:
        """The fills from −1 to 1: as many as an eye tells apart."""
        if self.level is Level.MASS:
            return self.memo.latest("strong fills", (self.theme,), self._strong_fills)
        return self.memo.latest("fills", (self.theme,), self._pale_fills)

    def _pale_fills(self) -> tuple[QColor, ...]:
        """Return fills that numbers can be read on."""
        fill = self.theme.node_fill
        return tuple(fill(step / SHADES) for step in range(-SHADES, SHADES + 1))

    def _strong_fills(self) -> tuple[QColor, ...]:
        """Return fills that alone tell a value."""
        fill = self.theme.strong_fill
        return tuple(fill(step / SHADES) for step in range(-SHADES, SHADES + 1))

    @cached_property
    def beside(self) -> frozenset[Key]:
        """The edges that show what their batch comes to, beside the selected one."""
        if self.frame.phase is not Phase.BACKWARD or not self.level.has_pills:
            return frozenset()
        if "weights" not in self.options.parts:
            return frozenset()
        by_weight = self.layout.by_weight
        return frozenset(by_weight[name] for name in self.options.gathered if name in by_weight)

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

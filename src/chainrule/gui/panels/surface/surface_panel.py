"""The Loss surface panel: which two weights, the view, its legend, two cuts and a foot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.choice import Choice
from chainrule.gui.panels.inspector.curve import Curve, Picture, nice_ticks
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.surface.legend import SurfaceLegend
from chainrule.gui.panels.surface.surface_view import SurfaceView
from chainrule.gui.symbols import Symbols
from chainrule.gui.widgets.segmented import Segmented
from chainrule.network.edits import set_locked, set_parameters
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.document import Edit

if TYPE_CHECKING:
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Network
    from chainrule.network.project import Project
    from chainrule.session.landscape import Landscape
    from chainrule.session.moment import Moment
    from chainrule.teaching.ball import Push

CUT = 116
MOST_NAMES = 500
"""weights that are offered in a list"""
TANGENT = 0.12
CUT_LEFT, MORE_LEFT = 46.0, 16.0
"""px for the numbers beside a cut, and how many more where they have many digits"""
NARROW = 0.8
"""the part of its height above which all of a cut lies where its axis does not begin at 0"""


class SurfacePanel(QWidget):
    """Shows a landscape; asks for edits and for other weights."""

    edit_requested = Signal(object)
    names_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.names: tuple[str, str] | None = None
        self._network: Network | None = None
        self._symbols: Symbols | None = None
        self._land: Landscape | None = None
        self._free = True
        self.setObjectName("surface")
        self.setAccessibleName(translate("Surface", "Loss surface"))
        self.across = Choice("surface_across", translate("Surface", "across"))
        self.up = Choice("surface_up", translate("Surface", "up"))
        for choice in (self.across, self.up):
            choice.chosen.connect(lambda _: self._choose())
            choice.setMinimumWidth(74)
        self.view = SurfaceView(theme)
        self.view.moved.connect(self._move)
        self.look = Segmented(
            "surface_look",
            translate("Surface", "How it is shown"),
            {"contours": translate("Surface", "Contours"), "relief": translate("Surface", "3-D")},
        )
        self.look.current_changed.connect(lambda key: self.view.set_relief(key == "relief"))
        self.legend = SurfaceLegend(theme)
        self.cuts = (Curve(theme), Curve(theme))
        self.titles = (QLabel(), QLabel())
        self.foot = QLabel()
        self.foot.setObjectName("surface_foot")
        self.foot.setProperty("look", "caption")
        self.foot.setWordWrap(True)
        self.lock = QPushButton(translate("Surface", "Lock the others"))
        self.lock.setObjectName("surface_lock")
        self.lock.clicked.connect(self._lock)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for choice in (self.across, self.up):
            label = QLabel(choice.accessibleName())
            label.setProperty("look", "second")
            label.setBuddy(choice)
            top.addWidget(label)
            top.addWidget(choice)
        top.addStretch(1)
        top.addWidget(self.look)
        inside = QWidget()
        inside.setProperty("look", "panel")
        column = QVBoxLayout(inside)
        pad = Metrics.DOCK_PADDING
        column.setContentsMargins(pad, 10, pad, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(self.legend)
        column.addLayout(self._cut_row())
        column.addStretch(0)
        scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(pad, 8, pad, 8)
        foot.addWidget(self.foot, 1)
        foot.addWidget(self.lock)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)

    def _cut_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for title, cut in zip(self.titles, self.cuts, strict=True):
            title.setProperty("look", "section")
            cut.setFixedHeight(CUT)
            side = QVBoxLayout()
            side.setSpacing(2)
            side.addWidget(title)
            side.addWidget(cut)
            row.addLayout(side, 1)
        return row

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        for part in (self.view, self.legend, *self.cuts):
            part.set_theme(theme)
        self._show_cuts()

    # Which weights

    def show_network(self, network: Network) -> None:
        """Offer the network's weights; the two that were chosen stay so while they are there."""
        if network is self._network:
            return
        same = self._network is not None and _names(network) == _names(self._network)
        self._network, self._symbols = network, Symbols(network)
        if same:
            return
        known = set(network.parameter_names)
        if self.names is None or not known.issuperset(self.names):
            self.names = _first_pair(network)
        offered = dict.fromkeys((*network.parameter_names[:MOST_NAMES], *(self.names or ())))
        options = [(name, self._word(name)) for name in offered]
        for choice, index in ((self.across, 0), (self.up, 1)):
            choice.set_options(options)
            choice.show_value(None if self.names is None else self.names[index])

    def _word(self, name: str) -> str:
        assert self._symbols is not None  # noqa: S101, RUF100
        symbol = self._symbols.find(name)
        return name if symbol is None else symbol.lowered

    def _choose(self) -> None:
        """Take the chosen weights; one that is chosen twice changes places with the other."""
        if self.names is None or self._network is None:
            return
        offered = list(dict.fromkeys((*self._network.parameter_names[:MOST_NAMES], *self.names)))
        first, second = (offered[choice.currentIndex()] for choice in (self.across, self.up))
        if first == second:
            first, second = (self.names[1], self.names[0])
        self.names = (first, second)
        self.across.show_value(first)
        self.up.show_value(second)
        self.names_changed.emit()

    # Showing

    def show_land(
        self, land: Landscape | None, pushes: tuple[Push, ...], moment: Moment, *, held: bool
    ) -> None:
        """Show a landscape; None shows none. While something is `held` the ball stays."""
        self._land = land
        self._free = not (moment.looking_back or moment.playing or held)
        self.view.show_land(land, pushes, free=self._free)
        if self._symbols is not None:
            self.legend.show_land(land, pushes, self.view.factor(), self._symbols)
        self._show_cuts()
        self._show_foot()

    def _show_cuts(self) -> None:
        land = self._land
        for title, cut in zip(self.titles, self.cuts, strict=True):
            title.setVisible(land is not None)
            cut.setVisible(land is not None)
        if land is None:
            return
        box = land.box
        ranges = ((box.left, box.right), (box.bottom, box.top))
        for index, cut in enumerate(self.cuts):
            word = self._word(land.names[index])
            told = translate("Surface", "Cut along {weight}").format(weight=word)
            self.titles[index].setText(told)
            cut.set_picture(_cut(land, index, ranges[index]))

    def _show_foot(self) -> None:
        land = self._land
        self.lock.setVisible(land is not None and not land.exact)
        self.lock.setEnabled(self._free)
        if land is None:
            self.foot.setText("")
            return
        if land.exact:
            told = translate(
                "Surface",
                "The other weights are locked: the ball stays on this surface. Drag it to start"
                " from another place.",
            )
        else:
            told = translate("Surface", "A slice at update {update}: other weights move too.")
        update = Pen(self.theme).show(land.update, Kind.COUNT)
        self.foot.setText(told.format(update=update))

    # Edits

    def _move(self, first: float, second: float, by_key: bool) -> None:
        if self.names is None:
            return
        values = dict(zip(self.names, (first, second), strict=True))

        def change(project: Project) -> Project:
            return set_parameters(replace(project, state=None), values)

        label = message(QT_TRANSLATE_NOOP("Undo", "Move the ball"))
        merge = ("ball", self.names) if by_key else None
        self.edit_requested.emit(Edit(label, change, merge))

    def _lock(self) -> None:
        if self.names is None or self._network is None:
            return
        others = set(self._network.parameter_names) - set(self.names)
        label = message(QT_TRANSLATE_NOOP("Undo", "Lock the other weights"))
        self.edit_requested.emit(Edit(label, lambda project: set_locked(project, others, True)))


def _names(network: Network) -> tuple[object, ...]:
    return network.parameter_names, [neuron.label for neuron in network.neurons]


def _first_pair(network: Network) -> tuple[str, str] | None:
    """Return the first and the last weight that is trained; biases where there are too few."""
    weights = [link.name for link in network.connections]
    free = [name for name in weights if name not in network.locked]
    for names in (free, weights, list(network.parameter_names)):
        if len(names) > 1:
            return names[0], names[-1]
    return None


def _cut(land: Landscape, index: int, x: tuple[float, float]) -> Picture:
    """Return the loss along one weight, with the ball and the tangent there."""
    heights = land.cuts[index]
    places = np.linspace(*x, len(heights))
    finite = np.isfinite(heights)
    top = float(heights[finite].max()) if finite.any() else 1.0
    top = min(top, max(4 * land.loss, float(np.median(heights[finite]))) or 1.0)
    low = float(heights[finite].min()) if finite.any() else 0.0
    if low >= 0 and low < NARROW * top:
        low = 0.0
    ticks = nice_ticks(low, top, 2, outer=True) or (0.0, 1.0)
    reach = TANGENT * (x[1] - x[0])
    at, slope = land.ball[index], land.slopes[index]
    ends = tuple((at + way * reach, land.loss + way * reach * slope) for way in (-1, 1))
    points = zip(places[finite].tolist(), heights[finite].tolist(), strict=True)
    return Picture(
        tuple(points), x, (ticks[0], ticks[-1]), nice_ticks(*x, 3), ticks, (at, land.loss),
        tangent=(ends[0], ends[1]), colour="back", trimmed=True, dot="accent",
        left=CUT_LEFT + MORE_LEFT * (ticks[0] > 0),
    )  # fmt: skip

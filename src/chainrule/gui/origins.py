"""Where numbers come from, all over the window: the Inspector, the canvas and the data together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from chainrule.gui.selection import Selection
from chainrule.session.operations import OF_PARAMETER, Kind
from chainrule.teaching.origin_story import Step
from chainrule.teaching.origins import Source

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.panels.inspector import Inspector
    from chainrule.network.graph import Network
    from chainrule.teaching.cards.parts import NumberName
    from chainrule.teaching.origin_story import Story

OF_LINK = frozenset({Kind.MULTIPLY, Kind.PASS_BACK, Kind.WEIGHT_GRADIENT})
CELLS = frozenset({Source.INPUT, Source.TARGET})


class Origins(QObject):
    """Opens the origin of a number, and selects and rings what the way back comes to."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.canvas.origin_wanted.connect(self.open)
        window.selected.connect(self._selected)
        self._home = self._own = Selection()
        self._walking = False

    def join(self, inspector: Inspector) -> None:
        """Follow the way back that is shown in the Inspector."""
        inspector.origin_changed.connect(self._changed)
        inspector.step_pointed.connect(self._pointed)

    @property
    def shown(self) -> bool:
        """Whether the origin of a number is shown."""
        window = self._window
        return "inspector" in window.__dict__ and window.inspector.origin.trail is not None

    def open(self, number: NumberName | Step | None, by_key: bool = False) -> None:
        """Show where a number comes from and select what it belongs to; None closes.

        While a person practises it is theirs to find.
        """
        window = self._window
        if number is None or window.practice.on:
            self.close()
            return
        self.close()
        window.docks.inspector.show()
        window.docks.inspector.raise_()
        step = number if isinstance(number, Step) else Step(number)
        chosen = selection_of(step, window.document.project.network)
        if chosen is not None:
            window.select(chosen)
        window.inspector.open_origin(step)
        if by_key:
            window.inspector.origin.take_focus()

    def close(self) -> bool:
        """Close what is shown; return whether there was anything."""
        shown = self.shown
        if shown:
            self._window.inspector.origin.leave()
        return shown

    def _changed(self, told: Story | None) -> None:
        """Follow the trail: select what it comes to, at its beginning what was selected then."""
        window = self._window
        trail = window.inspector.origin.trail
        window.canvas.tracing = trail is not None
        window.canvas.ring(None)
        window.data.table.unmark()
        if trail is None:
            self._leave()
            return
        if len(trail.steps) == 1:
            self._home = self._own = self._home if self._walking else window.selection
        self._walking = True
        chosen = selection_of(trail.here, window.document.project.network)
        if len(trail.steps) == 1:
            window.select(self._home)
            window.canvas.ring(None if chosen == self._home else chosen)
        elif chosen is not None:
            self._own = chosen
            window.select(chosen)
        self._mark(told)

    def _leave(self) -> None:
        self._walking = False
        if not self._window.canvas.hasFocus():
            self._window.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, told: Story | None) -> None:
        """Ring the cell of the data that the trail has come to."""
        leaf = None if told is None else told.step.leaf
        if told is None or told.operand is None or leaf is None or leaf.source not in CELLS:
            return
        data = self._window.document.project.data
        cell = (*data.inputs, *data.targets).index(leaf.name)
        self._window.data.table.mark((told.operand.sample or 1) - 1, cell)

    def _pointed(self, step: Step | None) -> None:
        network = self._window.document.project.network
        self._window.canvas.ring(None if step is None else selection_of(step, network))

    def _selected(self, selection: Selection) -> None:
        """Close when a person selects something else."""
        if self.shown and selection != self._own:
            self.close()


def selection_of(step: Step, network: Network) -> Selection | None:
    """Return what on the canvas a step belongs to; None for what has no place there."""
    if step.leaf is not None and step.leaf.source in CELLS:
        return Selection(frozenset({step.leaf.name}))
    if step.leaf is not None and step.leaf.source is not Source.PARAMETER:
        return None
    name = step.number.target if step.leaf is None else step.leaf.name
    kind = step.number.kind if step.leaf is None else Kind.NEW_VALUE
    return _place_of(kind, name, network)


def _place_of(kind: Kind, name: str, network: Network) -> Selection | None:
    if kind is Kind.LOSS:
        return Selection(loss=True)
    if kind in OF_LINK or kind in OF_PARAMETER:
        link = next((link for link in network.connections if link.name == name), None)
        if link is not None:
            return Selection(connections=frozenset({link.key}))
        owners = (neuron.id for neuron in network.computed if neuron.bias_name == name)
        found = next(owners, None)
        return None if found is None else Selection(frozenset({found}))
    return Selection(frozenset({name})) if name in network.by_id else None

"""The layers of a network, one below the other, each with its activation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.choice import Choice
from chainrule.gui.panels.inspector.said import filled_message
from chainrule.gui.panels.inspector.words import activation_title
from chainrule.network.names import Activation, Role
from chainrule.teaching.cards.network import layers

if TYPE_CHECKING:
    from chainrule.network.graph import Network
    from chainrule.teaching.cards.network import Layer

ROW = 34
COUNT_LEFT = 96


class LayerRows(QWidget):
    """A row per layer; the rows are kept and filled, new ones made only for more layers."""

    activation_chosen = Signal(object, object)
    """the neurons of a layer, and the activation chosen for them"""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnMinimumWidth(0, COUNT_LEFT)
        self._grid.setColumnStretch(1, 1)
        self._layers: tuple[Layer, ...] = ()
        self.rows: list[tuple[QLabel, QLabel, Choice]] = []

    def show_network(self, network: Network, enabled: bool) -> None:
        """Show the layers of a network."""
        self._layers = layers(network)
        while len(self.rows) < len(self._layers):
            self._add_row()
        for index, (title, count, choice) in enumerate(self.rows):
            here = index < len(self._layers)
            for widget in (title, count, choice):
                widget.setVisible(here)
            self._grid.setRowMinimumHeight(index, ROW if here else 0)
            if here:
                self._fill(self._layers[index], network, title, count, choice)
                choice.setEnabled(enabled)

    def _fill(
        self, layer: Layer, network: Network, title: QLabel, count: QLabel, choice: Choice
    ) -> None:
        name = filled_message(layer.title)
        title.setText(name)
        count.setText(str(len(layer.neurons)))
        choice.setVisible(layer.role is not Role.INPUT)
        choice.setAccessibleName(translate("Inspector", "Activation of {layer}").format(layer=name))
        options = [kind for kind in Activation if _fits(kind, layer)]
        choice.set_options([(kind, activation_title(kind)) for kind in options])
        kinds = {network.by_id[name].activation for name in layer.neurons}
        one = next(iter(kinds)) if len(kinds) == 1 else None
        choice.show_value(one, translate("Inspector", "Mixed"))

    def _add_row(self) -> None:
        index = len(self.rows)
        title, count = QLabel(self), QLabel(self)
        title.setProperty("look", "body")
        count.setProperty("look", "value")
        choice = Choice(f"inspector_layer_{index}", "")
        choice.setParent(self)
        choice.chosen.connect(lambda value, index=index: self._choose(index, value))
        self._grid.addWidget(title, index, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(count, index, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(choice, index, 2, Qt.AlignmentFlag.AlignVCenter)
        self.rows.append((title, count, choice))

    def _choose(self, index: int, value: object) -> None:
        self.activation_chosen.emit(self._layers[index].neurons, value)


def _fits(kind: Activation, layer: Layer) -> bool:
    return kind is not Activation.SOFTMAX or layer.role is Role.OUTPUT

"""Buttons that bring the selected neurons in line or put them at equal distances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from chainrule.gui.canvas.standing import standing_places
from chainrule.gui.icons import MENU
from chainrule.gui.language import translate
from chainrule.gui.structure_possible import placeable
from chainrule.gui.widgets.icon_button import icon_button
from chainrule.network.placing import Line, Way

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QToolButton

    from chainrule.gui.icons import Icons
    from chainrule.network.graph import Network

SIDE = 28
GAP = 10
"""between the groups of buttons"""


class PlaceButtons(QWidget):
    """A row of small buttons: three lines down, three across, two distances."""

    aligned = Signal(object)
    distributed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QToolButton] = {}
        self._shown: object = None
        self._can: dict[str, bool] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        tips = _tips()
        for line in Line:
            button = self._add(f"align_{line}", tips)
            button.clicked.connect(lambda _=False, line=line: self.aligned.emit(line))
            if line in (Line.RIGHT, Line.BOTTOM):
                row.addSpacing(GAP)
        for way in Way:
            button = self._add(f"distribute_{way}", tips)
            button.clicked.connect(lambda _=False, way=way: self.distributed.emit(way))
        row.addStretch(1)

    def _add(self, name: str, tips: dict[str, str]) -> QToolButton:
        button = icon_button(f"inspector_{name}", tips[name], MENU, self, side=SIDE)
        self.buttons[name] = button
        layout = self.layout()
        assert layout is not None
        layout.addWidget(button)
        return button

    def set_icons(self, icons: Icons) -> None:
        """Paint with a theme's icons."""
        for name, button in self.buttons.items():
            button.setIcon(icons.icon(name.replace("_", "-")))

    def show_neurons(self, network: Network, neurons: Collection[str], *, free: bool) -> None:
        """Enable what moves one of these neurons; nothing unless `free`."""
        shown = [(name, network.by_id[name].x, network.by_id[name].y) for name in sorted(neurons)]
        if shown != self._shown:
            self._shown = shown
            self._can = placeable(standing_places(network), neurons)
        for name, button in self.buttons.items():
            button.setEnabled(free and self._can[name])


def _tips() -> dict[str, str]:
    return {
        "align_left": translate("Inspector", "Align left"),
        "align_center": translate("Inspector", "Align centres"),
        "align_right": translate("Inspector", "Align right"),
        "align_top": translate("Inspector", "Align top"),
        "align_middle": translate("Inspector", "Align middles"),
        "align_bottom": translate("Inspector", "Align bottom"),
        "distribute_horizontally": translate("Inspector", "Distribute horizontally"),
        "distribute_vertically": translate("Inspector", "Distribute vertically"),
    }

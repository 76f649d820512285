"""What a person may choose about a data set: only what it heeds is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSpinBox, QWidget

from chainrule.datasets.catalogue import FEWEST_CLASSES, MOST_CLASSES
from chainrule.datasets.recipe import Recipe
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.widgets.number_box import NumberBox

if TYPE_CHECKING:
    from chainrule.datasets.catalogue import Entry
    from chainrule.gui.numbers import Notation

FEWEST, MOST = 4, 5_000
"""samples that can be chosen here: a set is made anew at every change"""
MOST_NOISE = 1.0
LARGEST_SEED = 999_999
BOX = 92
LARGEST_SHARE = 90
"""percent that can be kept for testing"""


class RecipeForm(QWidget):
    """One control for each choice; `changed` tells that something is chosen otherwise."""

    changed = Signal()

    def __init__(self, notation: Notation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._labels: dict[str, QLabel] = {}
        self._noise = 0.0
        self.size_box = self._number("size", translate("Data", "S&amples"), FEWEST, MOST)
        self.noise = NumberBox(
            self, _setting, Qt.AlignmentFlag.AlignLeft, notation=notation, stays=True
        )
        self.noise.setFixedWidth(BOX)
        self.noise.committed.connect(self._take_noise)
        self._add("noise", translate("Data", "&Noise"), self.noise)
        self.classes = self._number(
            "classes", translate("Data", "C&lasses"), FEWEST_CLASSES, MOST_CLASSES
        )
        self.seed = self._number("seed", translate("Data", "S&eed"), 0, LARGEST_SEED)
        self.test_share = self._number("test_share", translate("Data", "For &testing"), 0,
                                       LARGEST_SHARE)  # fmt: skip
        self.test_share.setSuffix(" %")
        self.test_share.setSingleStep(5)
        self.standardise = QCheckBox(translate("Data", "St&andardise the inputs"), self)
        self.standardise.setToolTip(
            translate("Data", "Every input shifted and scaled to mean 0 and deviation 1.")
        )
        self.standardise.toggled.connect(self.changed)
        self._name("standardise", self.standardise, self.standardise.text())

    def settle(self) -> bool:
        """Take over what is typed; go there and return False where it cannot be used."""
        if self.noise.isHidden():
            return True
        if not self.noise.settle():
            return False
        if self.noise.marked:
            self.noise.refuse(self.noise.toolTip())
        return not self.noise.marked

    def recipe(self) -> Recipe:
        """Return what is chosen."""
        return Recipe(
            self.size_box.value(),
            self._noise,
            self.seed.value(),
            self.classes.value(),
            self.test_share.value() / 100,
            self.standardise.isChecked(),
        )

    def show_entry(self, entry: Entry) -> None:
        """Show what a data set heeds, as it is usually made; emits nothing."""
        usual = entry.usual
        self.blockSignals(True)
        self.size_box.setValue(usual.size)
        self._noise = usual.noise
        self.noise.revert()
        self.noise.set_value(usual.noise)
        self.seed.setValue(usual.seed)
        self.classes.setValue(usual.classes)
        self.test_share.setValue(round(100 * usual.test_share))
        self.standardise.setChecked(usual.standardise)
        self.blockSignals(False)
        self._lay_out(entry.heeds)

    def _lay_out(self, heeds: frozenset[str]) -> None:
        """Put what is heeded into two columns, and hide the rest."""
        shown = [name for name in self._labels if name in heeds]
        for name, label in self._labels.items():
            for widget in (label, self._controls()[name]):
                self._grid.removeWidget(widget)
                widget.setVisible(name in heeds)
        for place, name in enumerate(shown):
            row, side = divmod(place, 2)
            self._grid.addWidget(self._labels[name], row, 3 * side)
            self._grid.addWidget(self._controls()[name], row, 3 * side + 1)
        self._grid.removeWidget(self.standardise)
        self.standardise.setVisible("standardise" in heeds)
        self._grid.addWidget(self.standardise, len(shown), 0, 1, 5)
        self._grid.setColumnMinimumWidth(2, 8)
        self._grid.setColumnStretch(5, 1)

    def _controls(self) -> dict[str, QWidget]:
        return {
            "size": self.size_box,
            "noise": self.noise,
            "classes": self.classes,
            "seed": self.seed,
            "test_share": self.test_share,
            "standardise": self.standardise,
        }

    def _take_noise(self, value: float) -> None:
        """Take a noise that makes a picture; any other is marked."""
        if not 0 <= value <= MOST_NOISE:
            self.noise.mark(translate("Data", "From 0 to 1"))
        elif value != self._noise:
            self._noise = value
            self.changed.emit()

    def _number(self, name: str, label: str, least: int, most: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        box.setFixedWidth(BOX)
        box.valueChanged.connect(self.changed)
        self._add(name, label, box)
        return box

    def _add(self, name: str, label: str, control: QWidget) -> None:
        self._name(name, control, label)
        control.setParent(self)
        words = QLabel(label, self)
        words.setBuddy(control)
        self._labels[name] = words

    def _name(self, name: str, control: QWidget, label: str) -> None:
        control.setObjectName(f"data_{name}")
        control.setAccessibleName(label.replace("&", ""))


def _setting(value: float, notation: Notation) -> str:
    return show(value, Kind.SETTING, notation)

"""The preferences: how the window looks and moves, and how much the canvas says; live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout

from chainrule.gui.canvas.options import Labels
from chainrule.gui.choices import TEXT_SIZES, Scheme, Wish
from chainrule.gui.language import translate
from chainrule.teaching.notation import FEWEST_DECIMALS, MOST_DECIMALS, DecimalSign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from chainrule.gui.choices import Choices

SPACE = 20


class PreferencesDialog(QDialog):
    """One combo box a preference; what is chosen is worn at once, and remembered."""

    def __init__(self, parent: QWidget, choices: Choices) -> None:
        super().__init__(parent)
        self._choices = choices
        self.boxes: dict[str, QComboBox] = {}
        self._values: dict[str, list[object]] = {}
        self.setObjectName("preferences_dialog")
        self.setWindowTitle(translate("Preferences", "Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(SPACE)
        self._form.setVerticalSpacing(SPACE // 2)
        self._fill()
        self._later = QLabel()
        self._later.setObjectName("restart_note")
        self._later.setProperty("look", "second")
        self._later.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(self._form)
        column.addWidget(self._later)
        column.addWidget(buttons)
        self._choices.changed.connect(self._show)
        self._first_size = choices.now.text_size
        self._show()

    def _fill(self) -> None:
        self._add("theme", translate("Preferences", "&Theme"), _themes())
        self._add("contrast", translate("Preferences", "High &contrast"), _wishes())
        self._add("text_size", translate("Preferences", "Te&xt size"), _sizes())
        self._add("motion", translate("Preferences", "Reduced &motion"), _wishes())
        self._add("decimals", translate("Preferences", "&Digits"), _digits())
        self._add("decimal_sign", translate("Preferences", "Decimal &sign"), _signs())
        self._add("labels", translate("Preferences", "&Labels on the canvas"), _labels())

    def _add(self, name: str, label: str, options: Mapping[object, str]) -> None:
        box = QComboBox(self)
        box.setObjectName(f"preference.{name}")
        box.setAccessibleName(label.replace("&", ""))
        values = self._values[name] = list(options)
        box.addItems(list(options.values()))
        box.activated.connect(lambda index: self._choices.choose(**{name: values[index]}))
        words = QLabel(label)
        words.setBuddy(box)
        self._form.addRow(words, box)
        self.boxes[name] = box

    def _show(self) -> None:
        now = self._choices.now
        for name, box in self.boxes.items():
            box.setCurrentIndex(self._values[name].index(getattr(now, name)))
        told = translate("Preferences", "The text size changes when Chainrule is started again.")
        self._later.setText(told)
        self._later.setVisible(now.text_size != self._first_size)


def show_preferences(parent: QWidget, choices: Choices) -> PreferencesDialog:
    """Open the preferences beside the window, which stays free and shows each change at once."""
    dialog = parent.findChild(PreferencesDialog) or PreferencesDialog(parent, choices)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog


def _themes() -> dict[object, str]:
    return {
        Scheme.SYSTEM: translate("Preferences", "As the system"),
        Scheme.LIGHT: translate("Preferences", "Light"),
        Scheme.DARK: translate("Preferences", "Dark"),
    }


def _wishes() -> dict[object, str]:
    return {
        Wish.SYSTEM: translate("Preferences", "As the system"),
        Wish.ON: translate("Preferences", "On"),
        Wish.OFF: translate("Preferences", "Off"),
    }


def _sizes() -> dict[object, str]:
    percent = translate("Preferences", "{percent}%")
    return {
        0: translate("Preferences", "As the system"),
        **{size: percent.format(percent=size) for size in TEXT_SIZES},
    }


def _digits() -> dict[object, str]:
    return {count: str(count) for count in range(FEWEST_DECIMALS, MOST_DECIMALS + 1)}


def _signs() -> dict[object, str]:
    return {
        DecimalSign.POINT: translate("Preferences", "Point, 0.5"),
        DecimalSign.COMMA: translate("Preferences", "Comma, 0,5"),
    }


def _labels() -> dict[object, str]:
    return {
        Labels.AUTOMATIC: translate("Preferences", "Automatic"),
        Labels.ALL: translate("Preferences", "All"),
        Labels.NEAR: translate("Preferences", "Near the selection"),
        Labels.DEMAND: translate("Preferences", "On demand"),
    }

"""A segmented control: one of a few options, all of them in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping


class Segmented(QWidget):
    """One of several options; as a row of buttons, or as a combo box where space is short.

    Parameters
    ----------
    name
        The `objectName`.
    label
        The translated name for screen readers.
    options
        The translated text of each option by its key.
    """

    current_changed = Signal(str)
    """the key of the option a person has chosen"""

    def __init__(
        self, name: str, label: str, options: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys = list(options)
        self._current = self._keys[0]
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.row = self._make_row(options)
        self.combo = self._make_combo(label, options)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.row)
        layout.addWidget(self.combo)
        self.set_compact(False)
        self._show()

    def _make_row(self, options: Mapping[str, str]) -> QFrame:
        row = QFrame(self)
        row.setProperty("look", "segments")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        for index, text in enumerate(options.values()):
            button = QPushButton(text, row)
            button.setCheckable(True)
            button.setProperty("look", "segment")
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, index)
            layout.addWidget(button)
        self._group.idClicked.connect(self._chosen)
        return row

    def _make_combo(self, label: str, options: Mapping[str, str]) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(label)
        combo.addItems(list(options.values()))
        combo.activated.connect(self._chosen)
        return combo

    def current(self) -> str:
        """Return the key of the chosen option."""
        return self._current

    def set_current(self, key: str) -> None:
        """Choose an option by its key; emits nothing."""
        if key != self._current:
            self._current = key
            self._show()

    def set_texts(self, options: Mapping[str, str]) -> None:
        """Set the texts anew, as for another language."""
        for index, key in enumerate(self._keys):
            self.button(key).setText(options[key])
            self.combo.setItemText(index, options[key])

    def button(self, key: str) -> QPushButton:
        """Return the button of an option."""
        button = self._group.button(self._keys.index(key))
        assert isinstance(button, QPushButton)
        return button

    def is_compact(self) -> bool:
        """Return whether the combo box stands in for the row."""
        return self.row.isHidden()

    def set_compact(self, compact: bool) -> None:
        """Show the combo box in place of the row, or the row again."""
        self.row.setVisible(not compact)
        self.combo.setVisible(compact)
        self.setFocusProxy(self.combo if compact else self.button(self._current))
        measure_anew(self)

    def _chosen(self, index: int) -> None:
        key = self._keys[index]
        if key != self._current:
            self._current = key
            self._show()
            self.current_changed.emit(key)

    def _show(self) -> None:
        index = self._keys.index(self._current)
        self.button(self._current).setChecked(True)
        self.combo.setCurrentIndex(index)
        if not self.is_compact():
            self.setFocusProxy(self.button(self._current))


def measure_anew(widget: QWidget) -> None:
    """Have a widget measured again also while the toolbar has no room to show it."""
    layout = widget.layout()
    if layout is not None:
        layout.invalidate()
    widget.updateGeometry()

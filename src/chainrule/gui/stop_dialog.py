"""Asks for the epoch, or the loss, at which Play is to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, parse_number, show
from chainrule.session.halting import When

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.numbers import Notation


class StopDialog(QDialog):
    """A box for one number; it is taken once it can be reached."""

    def __init__(
        self, parent: QWidget, when: When, start: float, reached: float, notation: Notation
    ) -> None:
        super().__init__(parent)
        self._when, self._reached, self._notation = when, reached, notation
        self.setObjectName("stop_at_dialog")
        self.setWindowTitle(translate("Dialogs", "Stop at"))
        label = translate("Dialogs", "Stop after epoch")
        if when is When.LOSS:
            label = translate("Dialogs", "Stop once the training loss is below")
        self.box = QLineEdit(show(start, Kind.INPUT, notation))
        self.box.setObjectName("stop_at_limit")
        self.box.setAccessibleName(label)
        self.box.selectAll()
        self.note = QLabel()
        self.note.setProperty("look", "caption")
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(label, self.box)
        form.addRow(self.note)
        form.addRow(self._buttons)
        self.box.textChanged.connect(lambda _: self._check())
        self._check()

    @property
    def limit(self) -> float | None:
        """The number that is typed, None while it is none that can be reached."""
        value = parse_number(self.box.text())
        if value is None or value <= 0:
            return None
        if self._when is When.EPOCH:
            return value if value == int(value) and value > self._reached else None
        return value

    def _check(self) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self.limit is not None)
        note = translate("Dialogs", "A number above 0.")
        if self._when is When.EPOCH:
            note = translate("Dialogs", "A whole number above {epoch}, the epochs done so far.")
        self.note.setText(note.format(epoch=show(self._reached, Kind.COUNT, self._notation)))


def ask_limit(
    parent: QWidget, when: When, start: float, reached: float, notation: Notation
) -> float | None:
    """Ask for the epoch or the loss to stop at; None when it is cancelled."""
    dialog = StopDialog(parent, when, start, reached, notation)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    limit = dialog.limit
    dialog.deleteLater()
    return limit if accepted else None

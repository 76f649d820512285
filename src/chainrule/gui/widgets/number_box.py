"""A box for one number: understands what people type and says when it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QToolTip

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, full, parse_number, show
from chainrule.teaching.notation import POINT, Notation

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

RIGHT = Qt.AlignmentFlag.AlignRight
Shown = Callable[[float, Notation], str]
"""how a box writes its number"""


def show_parameter(value: float, notation: Notation) -> str:
    """Return a weight or bias as a box shows it."""
    return show(value, Kind.PARAMETER, notation)


def show_input(value: float, notation: Notation) -> str:
    """Return an input or a target as a box shows it."""
    return show(value, Kind.INPUT, notation)


def show_setting(value: float, notation: Notation) -> str:
    """Return a learning rate and the like as a box shows it."""
    return show(value, Kind.SETTING, notation)


class NumberBox(QLineEdit):
    """One number. Enter commits, Esc reverts; text that is no number stays, marked.

    While it has the focus and nothing was typed it shows the number's full digits, so that
    committing an untouched box never rounds the value.
    """

    committed = Signal(float)
    """a person's new number; also when it equals the old one"""
    cancelled = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        shown: Shown = show_parameter,
        align: Qt.AlignmentFlag = RIGHT,
        coloured: bool = False,
        notation: Notation = POINT,
    ) -> None:
        super().__init__(parent)
        self._value = 0.0
        self._shown, self._notation = shown, notation
        self._coloured = coloured
        self._hint = ""
        self.setAlignment(align)
        self.setFont(ui_font(13, 600))
        self.textEdited.connect(self._unmark)
        self.set_value(0.0)

    def value(self) -> float:
        """Return the number last set or committed."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a number, unless a person is typing another; emits nothing."""
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self._refresh()

    def set_shown(self, shown: Shown) -> None:
        """Change how the number is written."""
        self._shown = shown
        self.set_value(self._value)

    def set_notation(self, notation: Notation) -> None:
        """Change digits and decimal sign."""
        if notation != self._notation:
            self._notation = notation
            self.set_value(self._value)

    def set_error(self, wrong: bool) -> None:
        """Mark the number itself as the cause of an error, or no longer."""
        self._set_look("alarm", wrong)

    def begin(self, text: str) -> None:
        """Start typing with `text` in place of the number."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(text)
        self.setModified(True)

    def commit(self) -> bool:
        """Take over what was typed; return False, with the box marked, when it is no number."""
        if not self.isModified():
            self.committed.emit(self._value)
            return True
        value = parse_number(self.text())
        if value is None:
            self._mark()
            return False
        self._value = value
        self.setModified(False)
        self.committed.emit(value)
        self._refresh()
        return True

    def revert(self) -> None:
        """Forget what was typed."""
        self.setModified(False)
        self._refresh()
        self.cancelled.emit()

    def tell(self, text: str) -> None:
        """Show a short remark at the box."""
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), text, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter commits, Esc reverts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.commit():
                self.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.revert()
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the full digits, selected."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self.isModified():
            self._refresh()
            if event.reason() != Qt.FocusReason.MouseFocusReason:
                self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit what was typed; what is no number is forgotten."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        if self.isModified() and not self.commit():
            self.revert()
        self._refresh()

    def _refresh(self) -> None:
        text = self._shown(self._value, self._notation)
        if self.hasFocus() and parse_number(text) != self._value:
            text = full(self._value, self._notation)
        if self.text() != text:
            self.setText(text)
        self.setModified(False)
        self._unmark()
        if self._coloured:
            self._set_look("sign", (self._value > 0) - (self._value < 0))

    def _mark(self) -> None:
        if not self.property("invalid"):
            self._hint = self.toolTip()
        self._set_look("invalid", True)
        self.setToolTip(translate("NumberBox", "Not a number"))
        self.tell(self.toolTip())

    def _unmark(self) -> None:
        if self.property("invalid"):
            self._set_look("invalid", False)
            self.setToolTip(self._hint)

    def _set_look(self, name: str, value: bool | int) -> None:
        """Set a property that the style sheet looks at."""
        if self.property(name) != value:
            self.setProperty(name, value)
            self.style().unpolish(self)
            self.style().polish(self)

"""A box for one number: understands what people type and says when it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QStyle, QStyleOptionFrame

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, full, parse_number, show
from chainrule.gui.widgets.marked_box import MarkedBox
from chainrule.teaching.notation import POINT, Notation

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

RIGHT = Qt.AlignmentFlag.AlignRight
SIZES = (13, 12, 11, 10)
"""px of the digits, the largest that fit"""
MARGIN = 2
"""px that Qt leaves free at each side of the text"""
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


class NumberBox(MarkedBox):
    """One number. Enter commits, Esc reverts; text that is no number stays, marked.

    While it has the focus and nothing was typed it shows the number's full digits, so that
    committing an untouched box never rounds the value. A number that has no room is written
    smaller, and ends with dots where that is not enough: its first digits are always seen.

    In a form, whose button takes the number, text that is no number `stays` also when the box is
    left; the button asks `settle`. Elsewhere it is forgotten then.
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
        stays: bool = False,
    ) -> None:
        super().__init__(parent)
        self._value = 0.0
        self._stays = stays
        self._shown, self._notation = shown, notation
        self._coloured = coloured
        self.setAlignment(align)
        self.setFont(ui_font(SIZES[0], 600))
        self.set_value(0.0)

    @property
    def notation(self) -> Notation:
        """Digits and decimal sign."""
        return self._notation

    def value(self) -> float:
        """Return the number last set or committed."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a number, unless a person is typing another; emits nothing."""
        waits = self.isModified() and (self.hasFocus() or value == self._value)
        if value != self._value:
            self._value = value
            if not waits:
                self.unmark()
        if not waits:
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
        self.set_look("alarm", wrong)

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
            self.mark(translate("NumberBox", "Not a number"))
            return False
        self._value = value
        self.setModified(False)
        self.unmark()
        self.committed.emit(value)
        self._refresh()
        return True

    def settle(self) -> bool:
        """Take over what was typed; go there and return False when it is no number."""
        if not self.isModified():
            return True
        if self.commit():
            return True
        self.refuse(self.toolTip())
        return False

    def revert(self) -> None:
        """Forget what was typed."""
        self.setModified(False)
        self.unmark()
        self._refresh()
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter commits, Esc reverts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.commit():
                self._select()
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.revert()
            self._select()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the full digits, selected."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self.isModified():
            self._refresh()
            if event.reason() != Qt.FocusReason.MouseFocusReason:
                self._select()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit what was typed; what is no number is forgotten."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        if self.isModified() and not self.commit():
            if self._stays:
                return
            self.revert()
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the number to the room."""
        super().resizeEvent(event)
        if not self.isModified():
            self._refresh()

    def _select(self) -> None:
        """Select all, with the cursor before it: the first digits of a long number are seen."""
        length = len(self.text())
        self.setSelection(length, -length)

    def changeEvent(self, event: QEvent) -> None:
        """Fit the number again: a style that is taken anew brings back the first font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and not self.isModified():
            self._refresh()

    def set_look(self, name: str, value: bool | int) -> None:
        """Set a property that the style sheet looks at, and fit the number again."""
        if self.property(name) != value:
            super().set_look(name, value)
            if not self.isModified():
                self._refresh()

    def _refresh(self) -> None:
        if self._coloured:
            self.set_look("sign", (self._value > 0) - (self._value < 0))
        text = self._shown(self._value, self._notation)
        if self.hasFocus():
            self._set_size(SIZES[0])
            if parse_number(text) != self._value:
                text = full(self._value, self._notation)
        else:
            text = self._fitted(text)
        if self.text() != text:
            self.setText(text)
        self.setModified(False)

    def _fitted(self, text: str) -> str:
        """Take a size in which the text has room, and return what of it can be shown."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        contents = QStyle.SubElement.SE_LineEditContents
        room = self.style().subElementRect(contents, option, self).width() - 2 * MARGIN
        for size in SIZES:
            metrics = QFontMetricsF(ui_font(size, 600))
            if metrics.horizontalAdvance(text) <= room:
                break
        self._set_size(size)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _set_size(self, size: int) -> None:
        font = ui_font(size, 600)
        if self.font() != font:
            self.setFont(font)

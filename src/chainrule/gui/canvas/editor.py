"""The number box that opens over a value: Enter commits, Tab goes on to the next, Esc reverts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.numbers import full, parse_number

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.theme import Theme

LEAST_WIDTH, HEIGHT = 84, 28
PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""reasons for which the focus goes away only for a while"""


class ValueEditor(QLineEdit):
    """Edits one number in place."""

    committed = Signal(float, int)
    """the number, and whether to go on: 1 to the next value, −1 to the one before, 0 to stay"""
    closed = Signal()

    def __init__(self, parent: QWidget, theme: Theme, number: float, box: QRect) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("canvas_value")
        self.setAccessibleName(translate("Canvas", "Value"))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFont(ui_font(14, 600))
        self.setText(full(number, theme.notation))
        written = self.fontMetrics().horizontalAdvance(self.text()) + 28
        width = max(LEAST_WIDTH, box.width(), written)
        centre = box.center()
        self.setGeometry(centre.x() - width // 2, centre.y() - HEIGHT // 2, width, HEIGHT)
        self._mark(False)
        self.textEdited.connect(lambda: self._mark(False))
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Take Tab for going on to the next value."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            onwards = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if onwards is not None:
                self._commit(onwards)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commit with Enter, give up with Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit(0)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit what is a number when the person goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() in PASSING:
            return
        if parse_number(self.text()) is None:
            self.closed.emit()
        else:
            self._commit(0)

    def _commit(self, onwards: int) -> None:
        number = parse_number(self.text())
        if number is None:
            self._mark(True)
            place = self.mapToGlobal(QPoint(0, self.height()))
            QToolTip.showText(place, translate("Canvas", "Not a number"), self)
        else:
            self.committed.emit(number, onwards)

    def _mark(self, wrong: bool) -> None:
        theme = self._theme
        edge = theme["err" if wrong else "focus"].name()
        self.setProperty("wrong", wrong)
        self.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {edge}; border-radius: 6px; padding: 0 6px;"
            f" background: {theme['panel'].name()}; color: {theme['text'].name()}; }}"
        )

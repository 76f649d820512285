"""The head of the step list: which update this is, the search, and the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from chainrule.gui.language import translate
from chainrule.gui.widgets.icon_button import icon_button

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QIcon

    from chainrule.gui.icons import Icons

HEIGHT, ICON = 44, 16


class StepHead(QWidget):
    """Names the update; the search opens below it."""

    typed = Signal(str)
    left = Signal()
    text_wanted = Signal()
    csv_wanted = Signal()
    clear_wanted = Signal()
    collapse_wanted = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._title, self._place = QLabel(), QLabel()
        self._title.setProperty("look", "section")
        self._place.setProperty("look", "caption")
        self.search_button = self._button("steps_search_button", translate("Steps", "Search"))
        self.search_button.setCheckable(True)
        self.search_button.toggled.connect(self._toggle_search)
        self.menu_button = self._button("steps_menu", translate("Steps", "More"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = self._menu()
        self.menu_button.setMenu(self.menu)
        self.box = QLineEdit()
        self.box.setObjectName("steps_search")
        self.box.setAccessibleName(translate("Steps", "Search the steps"))
        self.box.setPlaceholderText(translate("Steps", "Search, such as h1 or gradient"))
        self.box.setClearButtonEnabled(False)
        self.box.textChanged.connect(self.typed)
        self.box.installEventFilter(self)
        self._lay_out()
        self.set_icons(icons)

    def _lay_out(self) -> None:
        above = QWidget()
        above.setFixedHeight(HEIGHT)
        row = QHBoxLayout(above)
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._place)
        row.addStretch(1)
        row.addWidget(self.search_button)
        row.addWidget(self.menu_button)
        self._below = QWidget()
        inner = QHBoxLayout(self._below)
        inner.setContentsMargins(16, 0, 16, 8)
        inner.addWidget(self.box)
        self._below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self._below)

    def _button(self, name: str, text: str) -> QToolButton:
        button = icon_button(name, text, ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("look", "plain")
        return button

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        entries = (
            ("steps.copy_text", translate("Steps", "Copy as text"), self.text_wanted),
            ("steps.copy_csv", translate("Steps", "Copy as CSV"), self.csv_wanted),
            ("steps.clear", translate("Steps", "Clear stop marks"), self.clear_wanted),
            ("steps.collapse", translate("Steps", "Collapse all"), self.collapse_wanted),
        )
        for name, text, signal in entries:
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(lambda _=False, signal=signal: signal.emit())
        return menu

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        made: dict[QToolButton, QIcon] = {
            self.search_button: icons.icon("magnifier"),
            self.menu_button: icons.icon("ellipsis"),
        }
        for button, icon in made.items():
            button.setIcon(icon)

    def show_place(self, title: str, place: str) -> None:
        """Show which update this is, and the sample in hand."""
        for label, text in ((self._title, title), (self._place, place)):
            if label.text() != text:
                label.setText(text)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.box.text().strip() if self.search_button.isChecked() else ""

    def open_search(self) -> None:
        """Open the search and go there."""
        self.search_button.setChecked(True)
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _toggle_search(self, opened: bool) -> None:
        self._below.setVisible(opened)
        if opened:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.emit(self.box.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the search with Esc, and go to what it found with ↓ or Enter."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.box.clear()
            self.search_button.setChecked(False)
        elif event.key() not in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self.left.emit()
        return True

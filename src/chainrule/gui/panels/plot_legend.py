"""The legend of the plot: a sample of each line with its name; what has no room is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from chainrule.gui.language import translate
from chainrule.gui.popup import open_menu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPen, QResizeEvent

SAMPLE = QSize(26, 12)
LINE = 22
"""px of the sample of a line, and of the line in it"""
SPACING = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its pen, its name, and for a ghost its letter and what it was."""

    pen: QPen
    name: str
    letter: str = ""
    about: str = ""

    @property
    def text(self) -> str:
        """The letter, if any, and the name."""
        return f"{self.letter}  {self.name}" if self.letter else self.name


class Legend(QWidget):
    """Entries in a row; `chosen` carries the letter of a ghost and where its menu may open."""

    chosen = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._buttons: list[QToolButton] = []
        self._more = self._button("legend.more")
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._more.clicked.connect(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACING)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self._more.hide()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("look", "legend")
        button.setIconSize(SAMPLE)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def text(self) -> str:
        """Return all that the legend says."""
        return "   ".join(entry.text for entry in self._entries)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these lines."""
        if tuple(entries) == self._entries:
            return
        self._entries = tuple(entries)
        while len(self._buttons) < len(entries):
            button = self._button("")
            button.clicked.connect(lambda _=False, button=button: self._choose(button))
            self._row.insertWidget(len(self._buttons), button)
            self._buttons.append(button)
        for index, button in enumerate(self._buttons):
            if index < len(entries):
                self._fill(button, entries[index])
        self._fit()

    def _fill(self, button: QToolButton, entry: Entry) -> None:
        button.setObjectName(f"legend.{entry.letter}" if entry.letter else "legend.line")
        button.setIcon(self._sample(entry.pen))
        button.setText(entry.text)
        button.setAccessibleName(entry.text)
        button.setToolTip(entry.about)
        is_ghost = bool(entry.letter)
        policy = Qt.FocusPolicy.TabFocus if is_ghost else Qt.FocusPolicy.NoFocus
        button.setFocusPolicy(policy)
        button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not is_ghost)

    def _sample(self, pen: QPen) -> QIcon:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(SAMPLE * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawLine(1, SAMPLE.height() // 2, LINE, SAMPLE.height() // 2)
        painter.end()
        return QIcon(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many entries as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        count = len(self._entries)
        widths = [button.sizeHint().width() + SPACING for button in self._buttons[:count]]
        shown = count
        if sum(widths) > self.width():
            self._more.setText("+99")
            room = self.width() - self._more.sizeHint().width()
            shown = next((n for n in range(count, 0, -1) if sum(widths[:n]) <= room), 0)
        for index, button in enumerate(self._buttons):
            button.setVisible(index < shown)
        left = count - shown
        self._more.setVisible(left > 0)
        self._more.setText(f"+{left}")
        told = translate("Plot", "{count} more lines").format(count=left)
        self._more.setToolTip(told)
        self._more.setAccessibleName(told)

    def _choose(self, button: QToolButton) -> None:
        letter = self._entries[self._buttons.index(button)].letter
        if letter:
            self.chosen.emit(letter, button.mapToGlobal(button.rect().bottomLeft()))

    def _list(self) -> None:
        """List the entries that have no room."""
        menu = QMenu(self)
        place = self._more.mapToGlobal(self._more.rect().bottomLeft())
        for button, entry in zip(self._buttons, self._entries, strict=False):
            if button.isHidden():
                action = menu.addAction(button.icon(), entry.text)
                action.setEnabled(bool(entry.letter))
                action.triggered.connect(
                    lambda _=False, letter=entry.letter: self.chosen.emit(letter, place)
                )
        open_menu(menu, place)

"""A window in which a person practises with the keyboard alone, and everything it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from chainrule.gui.practice.box import AnswerBox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.practice.drill import Drill
    from chainrule.teaching.practice.exercise import Question

K = Qt.Key


class Pupil:
    """Acts on what has the focus."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def drill(self) -> Drill:
        return self.window.practice.desk.drill

    @property
    def asked(self) -> Question:
        current = self.drill.current
        assert current is not None, "a number is asked for"
        return current

    @property
    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "something has the focus"
        return found

    @property
    def panel(self) -> QWidget:
        return self.window.practice.desk.panel

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.focused, key)
        QApplication.processEvents()

    def begin(self) -> None:
        self.key(K.Key_P)

    def type(self, text: str, end: Qt.Key = K.Key_Return) -> None:
        """Type an answer into the box that has the focus."""
        assert isinstance(self.focused, AnswerBox), f"the box has the focus, not {self.focused}"
        QTest.keyClicks(self.focused, text)
        self.key(end)

    def right(self, digits: int = 3, comma: bool = False) -> str:
        """Return the right answer as a person types it: some digits, a point or a comma."""
        value = self.asked.operation.value
        text = f"{value:#.{digits}g}"
        return text.replace(".", ",") if comma else text

    def tab_to(self, name: str) -> None:
        """Press Tab until what is called so has the focus."""
        for _ in range(60):
            if self.focused.objectName() == name:
                return
            self.key(K.Key_Tab)
        pytest.fail(f"Tab comes to {name}")

    def words(self, name: str) -> str:
        """Return what a part of the panel says."""
        found = self.panel.findChild(QWidget, name)
        assert found is not None, f"the panel has {name}"
        return found.text()


def told(window: MainWindow) -> str:
    """Return every text that the window shows, or tells a screen reader."""
    return "\n".join((*_widgets(window), *_canvas(window)))


def _widgets(window: MainWindow) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()


def _canvas(window: MainWindow) -> Iterator[str]:
    tree = QAccessible.queryAccessibleInterface(window.canvas)
    for at in range(tree.childCount()):
        child = tree.child(at)
        yield from (child.text(text) for text in QAccessible.Text if text.name != "UserText")


@pytest.fixture
def pupil(window, qtbot) -> Pupil:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.canvas.set_animated(False)
    window.canvas.setFocus()
    return Pupil(window)

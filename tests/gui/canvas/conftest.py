"""A canvas wired to a document, acted on as a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from chainrule.gui.canvas.view import Canvas
from chainrule.gui.fonts import load_fonts
from chainrule.gui.theme import LIGHT
from chainrule.network.edits import EditError
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Data, Project
from chainrule.session.document import Document
from chainrule.session.frame import ready_frame

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def article_project() -> Project:
    neurons = (
        Neuron("x1", Role.INPUT, x=0, y=-106),
        Neuron("x2", Role.INPUT, x=0, y=106),
        Neuron("h1", Role.HIDDEN, Activation.SIGMOID, 0.1, x=264, y=0),
        Neuron("y1", Role.OUTPUT, Activation.LINEAR, 0.2, x=528, y=0),
    )
    links = (
        Connection("x1", "h1", 0.3),
        Connection("x2", "h1", 0.6),
        Connection("h1", "y1", 0.4),
    )
    data = Data(("x1", "x2"), ("y1",), ((0.5, 0.8, 0.8),))
    return Project("One step by hand", Network(neurons, links), data=data)


class Desk:
    """The canvas, the document behind it, and what was said on the way."""

    def __init__(self, qtbot, project: Project) -> None:
        self.document = Document(project)
        self.canvas = Canvas(LIGHT)
        self.selections, self.said, self.refused = [], [], []
        self.ended = 0
        qtbot.addWidget(self.canvas)
        self.canvas.resize(840, 486)
        self.canvas.set_animated(False)
        self.canvas.edit_requested.connect(self._apply)
        self.canvas.merge_ended.connect(self._end)
        self.canvas.selection_changed.connect(self.selections.append)
        self.canvas.said.connect(self.said.append)
        self.document.listen(lambda changed, _: self.show(changed))
        self.show(project)
        with qtbot.waitActive(self.canvas):
            self.canvas.show()
            self.canvas.activateWindow()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def show(self, project: Project) -> None:
        self.canvas.set_project(project)
        self.canvas.set_frame(ready_frame(project))

    def _apply(self, edit) -> None:
        try:
            self.document.apply(edit)
        except EditError as error:
            self.refused.append(str(error))

    def _end(self) -> None:
        self.ended += 1
        self.document.close_merge()

    @property
    def network(self) -> Network:
        return self.document.project.network

    def neuron(self, name: str) -> QPoint:
        return self.canvas.neuron_point(name).toPoint()

    def pill(self, source: str, target: str) -> QPoint:
        return self.canvas.connection_point((source, target)).toPoint()

    def press(self, at: QPoint, keys=NONE, button=LEFT) -> None:
        QTest.mouseMove(self.canvas, at)
        QTest.mousePress(self.canvas, button, keys, at)

    def drag(self, start: QPoint, end: QPoint, keys=NONE, button=LEFT, let_go=True) -> None:
        self.press(start, keys, button)
        for step in range(1, 6):
            _move(self.canvas, start + (end - start) * (step / 5), button, keys)
        if let_go:
            QTest.mouseRelease(self.canvas, button, keys, end)

    def pull(self, at: QPoint, keys=NONE, button=LEFT) -> None:
        """Move on with the button held."""
        _move(self.canvas, at, button, keys)

    def let_go(self, at: QPoint, keys=NONE, button=LEFT) -> None:
        QTest.mouseRelease(self.canvas, button, keys, at)

    def click(self, at: QPoint, keys=NONE) -> None:
        QTest.mouseMove(self.canvas, at)
        QTest.mouseClick(self.canvas, LEFT, keys, at)

    def double_click(self, at: QPoint) -> None:
        QTest.mouseDClick(self.canvas, LEFT, NONE, at)

    def key(self, key: Qt.Key, keys=NONE) -> None:
        QTest.keyClick(self.canvas, key, keys)

    def hover(self, at: QPoint) -> None:
        _move(self.canvas, at, Qt.MouseButton.NoButton, NONE)


def _move(canvas: Canvas, at: QPoint, button, keys) -> None:
    """Send a move with the button and keys held, which QTest.mouseMove cannot."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    place = QPointF(at)
    none, moved = Qt.MouseButton.NoButton, QEvent.Type.MouseMove
    event = QMouseEvent(moved, place, canvas.mapToGlobal(place), none, button, keys)
    QApplication.sendEvent(canvas, event)


@pytest.fixture(autouse=True)
def _fonts(qapp):
    load_fonts()


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot, article_project())


@pytest.fixture
def make_desk(qtbot):
    return lambda project: Desk(qtbot, project)


@pytest.fixture
def article():
    return article_project()

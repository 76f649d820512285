"""A monkey: it clicks, drags, types and resizes at random, and looks at what is left."""

from __future__ import annotations

import math
from collections import Counter, deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from chainrule.gui.canvas.picking import ports
from chainrule.gui.ways import BACK, SETTLE
from chainrule.session.speed import Speed
from helpers.hands import Hands

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QAction

    from chainrule.gui.main_window import MainWindow

K, M, B = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
MODIFIERS = (M.NoModifier,) * 6 + (M.ShiftModifier, M.ControlModifier, M.AltModifier)
KEYS = (
    K.Key_Left, K.Key_Right, K.Key_Up, K.Key_Down, K.Key_Home, K.Key_End, K.Key_Return, K.Key_Tab,
    K.Key_Backtab, K.Key_Escape, K.Key_Delete, K.Key_Space, K.Key_F2, K.Key_F5, K.Key_F6,
    K.Key_BracketLeft, K.Key_BracketRight, K.Key_V, K.Key_N, K.Key_C, K.Key_1, K.Key_2, K.Key_3,
    K.Key_4, K.Key_5, K.Key_Plus, K.Key_Minus, K.Key_Period, K.Key_Comma, K.Key_PageUp,
)  # fmt: skip
TYPED = ("0.5", "-1e-3", "1/3", "nonsense", "1e400", "", "7")
LEFT_OUT = {"file.quit"}
"""actions that would end the run"""
LARGEST, MOST_EDGES = 60, 500
"""neurons and edges; a larger network is left for another one"""
DIVERGE = ("article", "momentum", "sine")
"""examples that diverge within a few updates at the largest learning rate"""
MOST_TICKS = 100
EAGERNESS = 0.3
"""how likely an action that was never taken is taken as soon as it can be"""
EXAMPLES = ("", "", "article", "momentum", "xor", "shortcut", "blobs", "sine")
MOST_ROWS = 400


class Monkey(Hands):
    """Acts on a window; `hits` counts what was done, `recent` is what was done last."""

    def __init__(self, window: MainWindow, seed: int, folder: Path) -> None:
        super().__init__(window, seed)
        self.folder = folder
        self.hits: Counter[str] = Counter()
        self.recent: deque[str] = deque(maxlen=40)
        self.gestures: set[str] = set()
        self.largest = 0
        self._kinds: dict[Callable[[], None], float] = {
            self.drag: 5, self.click: 4, self.key: 4, self.act: 4, self.add: 3, self.connect: 3,
            self.wheel: 1, self.menu: 1, self.type: 1, self.panel: 2, self.resize: 0.2,
            self.undo: 2, self.wait: 3, self.gather: 0.3, self.strain: 0.03, self.practise: 0.03,
            self.begin_anew: 0.05,
        }  # fmt: skip

    def step(self) -> None:
        """Do one thing."""
        network = self.window.document.project.network
        if len(network.neurons) > LARGEST or len(network.connections) > MOST_EDGES:
            self.begin_anew()
        kinds, weights = zip(*self._kinds.items(), strict=True)
        eager = self.chance.random() < EAGERNESS and self.untaken()
        act = self.act if eager else self.chance.choices(kinds, weights)[0]
        self.note(act.__name__)
        act()
        self._tidy()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as a loop does
        self.largest = max(self.largest, len(self.window.document.project.network.neurons))

    def note(self, *what: object) -> None:
        self.recent.append(" ".join(map(str, what)))
        self.hits[str(what[0])] += 1

    def untaken(self) -> list[QAction]:
        """Return the actions that can be taken and never were."""
        return [one for one in self._possible() if not self.hits[one.objectName()]]

    def _possible(self) -> list[QAction]:
        actions = [one for one in self.window.actions_by_name if one.isEnabled()]
        return [one for one in actions if one.objectName() not in LEFT_OUT]

    # what it does

    def drag(self) -> None:
        start, keys = self.target(), self.chance.choice(MODIFIERS)
        button = self.chance.choice((B.LeftButton,) * 6 + (B.MiddleButton,))
        self.mouse(QEvent.Type.MouseMove, start, B.NoButton, M.NoModifier)
        self.mouse(QEvent.Type.MouseButtonPress, start, button, keys)
        end = self.target() if self.chance.random() < 0.5 else self.anywhere()
        for share in (0.2, 0.6, 1.0):
            self.mouse(QEvent.Type.MouseMove, start + (end - start) * share, button, keys)
        gesture = self.window.canvas.mouse.gesture
        self.gestures.add(type(gesture).__name__)
        if self.chance.random() < 0.1:
            self.press(K.Key_Escape)
        if self.chance.random() < 0.05:
            self.window.actions_by_name["edit.undo"].trigger()
        self.mouse(QEvent.Type.MouseButtonRelease, end, button, keys)

    def click(self) -> None:
        at, keys = self.target(), self.chance.choice(MODIFIERS)
        self.mouse(QEvent.Type.MouseMove, at, B.NoButton, M.NoModifier)
        self.mouse(QEvent.Type.MouseButtonPress, at, B.LeftButton, keys)
        self.mouse(QEvent.Type.MouseButtonRelease, at, B.LeftButton, keys)
        if self.chance.random() < 0.3:
            self.mouse(QEvent.Type.MouseButtonDblClick, at, B.LeftButton, keys)
            self.mouse(QEvent.Type.MouseButtonRelease, at, B.LeftButton, keys)

    def key(self) -> None:
        self.window.canvas.setFocus()
        modifiers = (M.NoModifier,) * 8 + (M.ControlModifier, M.AltModifier, M.ShiftModifier)
        self.press(self.chance.choice(KEYS), self.chance.choice(modifiers))

    def type(self) -> None:
        target = QApplication.focusWidget() or self.window.canvas
        for letter in self.chance.choice(TYPED):
            self.send_key(target, K.Key_unknown, M.NoModifier, letter)
        self.send_key(target, self.chance.choice((K.Key_Return, K.Key_Tab, K.Key_Escape)))

    def act(self) -> None:
        """Take an action, those that were seldom taken rather than the others."""
        actions = self.untaken() or self._possible()
        seldom = [1 / (1 + self.hits[one.objectName()]) for one in actions]
        self.take(self.chance.choices(actions, seldom)[0])

    def take(self, action: QAction) -> None:
        self.note(action.objectName())
        action.trigger()

    def add(self) -> None:
        """Add a neuron with the tool, as a person who builds something large."""
        self.window.canvas.set_tool("neuron")
        at = self.anywhere()
        for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
            self.mouse(kind, at, B.LeftButton, M.NoModifier)
        self.mouse(QEvent.Type.MouseButtonRelease, at, B.LeftButton, M.NoModifier)
        self.window.canvas.set_tool(self.chance.choice(("select", "select", "neuron", "connect")))

    def connect(self) -> None:
        """Drag from a port to a neuron."""
        canvas = self.window.canvas
        names = list(canvas.layout_now.places)
        if len(names) < 2:
            return
        one, other = self.chance.sample(names, 2)
        self.mouse(QEvent.Type.MouseMove, self.pixel(canvas.layout_now.places[one]), B.NoButton)
        start = self.pixel(ports(canvas.prepared(), one)[-1])
        end = self.pixel(canvas.layout_now.places[other])
        self.mouse(QEvent.Type.MouseButtonPress, start, B.LeftButton)
        self.mouse(QEvent.Type.MouseMove, (start + end) / 2, B.LeftButton)
        self.mouse(QEvent.Type.MouseMove, end, B.LeftButton)
        self.gestures.add(type(canvas.mouse.gesture).__name__)
        self.mouse(QEvent.Type.MouseButtonRelease, end, B.LeftButton)

    def wheel(self) -> None:
        self.turn(
            self.anywhere(), self.chance.choice((-360, -120, 120)), self.chance.choice(MODIFIERS)
        )

    def menu(self) -> None:
        canvas, at = self.window.canvas, self.target()
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(canvas, QContextMenuEvent(reason, at, canvas.mapToGlobal(at)))
        self.choose(canvas.menus.current)

    def panel(self) -> None:
        """Click, drag or turn the wheel on a widget somewhere in the window."""
        widgets = [one for one in self.window.findChildren(QWidget) if one.isVisible()]
        widget = self.chance.choice(widgets)
        if widget.isWindow() or isinstance(widget, QMenu):
            return
        self.note("panel", widget.metaObject().className(), widget.objectName())
        if isinstance(widget, QToolButton | QPushButton) and widget.menu() is not None:
            self.choose(widget.menu())
            return
        at = QPoint(
            self.chance.randrange(max(1, widget.width())),
            self.chance.randrange(max(1, widget.height())),
        )
        self.mouse(QEvent.Type.MouseButtonPress, at, B.LeftButton, on=widget)
        off = QPoint(self.chance.randint(-30, 30), self.chance.randint(-60, 60))
        self.mouse(QEvent.Type.MouseMove, at + off, B.LeftButton, on=widget)
        self.mouse(QEvent.Type.MouseButtonRelease, at + off, B.LeftButton, on=widget)

    def resize(self) -> None:
        self.window.resize(self.chance.randint(900, 1600), self.chance.randint(600, 1000))

    def undo(self) -> None:
        name = self.chance.choice(("edit.undo", "edit.undo", "edit.redo"))
        self.take(self.window.actions_by_name[name])

    def wait(self) -> None:
        """Let time go on, as the timer does."""
        driver = self.window.driver
        if driver.running:
            driver._tick()
        QApplication.processEvents()

    def gather(self) -> None:
        """Select some neurons, or some outputs, and do something with them."""
        network = self.window.document.project.network
        neurons = self.chance.choice((network.neurons, network.outputs))
        keys = M.NoModifier
        for neuron in self.chance.sample(neurons, min(len(neurons), self.chance.randint(1, 6))):
            at = self.pixel(self.window.canvas.layout_now.places[neuron.id])
            self.mouse(QEvent.Type.MouseButtonPress, at, B.LeftButton, keys)
            self.mouse(QEvent.Type.MouseButtonRelease, at, B.LeftButton, keys)
            keys = M.ControlModifier
        self.act()

    def strain(self) -> None:
        """Train an example with the largest learning rate until the run stops, and go back."""
        self.window.files.open_example(self.chance.choice(DIVERGE))
        self.send_key(self.window.training.learning_rate.dial, K.Key_End)
        self.window.driver.set_speed(Speed(0.0, math.inf))
        play = self.window.actions_by_name["run.play"]
        for _ in range(MOST_TICKS):
            if not play.isEnabled():
                break
            if not self.window.driver.running:
                play.trigger()
            self.wait()
        ways = [one for one in self._possible() if one.objectName() in (BACK, SETTLE)]
        if ways:
            self.take(min(ways, key=lambda way: self.hits[way.objectName()]))

    def practise(self) -> None:
        """Practise, or stop practising, with an example."""
        self.window.files.open_example(self.chance.choice(DIVERGE))
        self.window.actions_by_name["run.practice"].trigger()
        self.act()

    def begin_anew(self) -> None:
        """Leave the network for an empty one, or for one with data to train on."""
        name = self.chance.choice(EXAMPLES)
        self.note("anew", name)
        if name:
            self.window.files.open_example(name)
        else:
            self.window.actions_by_name["file.new"].trigger()

    # what holds after each

    def check(self) -> None:
        """Assert what must hold whatever was done."""
        window = self.window
        project, canvas = window.document.project, window.canvas
        told = f"after: {list(self.recent)}"
        assert canvas.project is project, f"the canvas shows the document's project, {told}"
        assert set(canvas.layout_now.places) == set(project.network.by_id), told
        assert set(canvas.layout_now.curves) == set(project.network.by_key), told
        chosen = window.selection
        assert chosen == chosen.within(project.network), f"only what is there is selected, {told}"
        assert canvas.selection == chosen, f"one selection, seen everywhere, {told}"

    def choose(self, menu: QMenu | None) -> None:
        """Choose something that can be chosen in a menu, or in a menu of that menu."""
        if menu is None:
            return
        entries = [one for one in menu.actions() if one.isEnabled() and not one.isSeparator()]
        entries = [one for one in entries if one.objectName() not in LEFT_OUT]
        if entries:
            entry = self.chance.choice(entries)
            self.note("menu", entry.text())
            inner = entry.menu()
            if isinstance(inner, QMenu):
                self.choose(inner)
            else:
                entry.trigger()
        menu.close()

    def _tidy(self) -> None:
        """Close what lies over the window."""
        for _ in range(5):
            popup = QApplication.activePopupWidget()
            if popup is None:
                break
            popup.close()
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.close()
        if len(self.window.document.project.data.train) > MOST_ROWS:
            self.begin_anew()

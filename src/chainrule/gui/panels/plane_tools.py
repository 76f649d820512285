"""The tools above the plane: choose samples, draw some of a class, rub some out, clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from chainrule.gui.datasets.marks import paint_mark
from chainrule.gui.icons import Icons
from chainrule.gui.language import translate
from chainrule.gui.widgets.icon_button import icon_button
from chainrule.gui.widgets.number_box import NumberBox, show_input

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QToolButton

    from chainrule.gui.panels.data_samples import Samples
    from chainrule.gui.theme import Theme

ICON = 18
MARK = 5.5
MOST_CLASSES = 5
POINTER, ERASER = -1, -2
"""tools beside the classes, which are told by their place"""


class PlaneTools(QWidget):
    """A row of buttons; `tool` is the place of a class, `POINTER` or `ERASER`."""

    tool_changed = Signal(int)
    clear_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._samples: Samples | None = None
        self.tool = POINTER
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.pointer = self._button(
            "plane_pointer", translate("Data", "Choose samples (0)"), POINTER
        )
        self.classes = [self._class_button(place) for place in range(MOST_CLASSES)]
        self.number = NumberBox(self, show_input, notation=theme.notation, stays=True)
        self.number.setObjectName("plane_target")
        self.number.setAccessibleName(translate("Data", "Target of new samples"))
        self.number.setToolTip(self.number.accessibleName())
        self.number.setFixedWidth(56)
        self.number.set_value(1.0)
        self._row.addWidget(self.number)
        self.eraser = self._button("plane_eraser", translate("Data", "Erase samples (E)"), ERASER)
        self._row.addStretch(1)
        self.clear = self._small("plane_clear", translate("Data", "Remove all rows"))
        self._row.addWidget(self.clear)
        self.clear.clicked.connect(self.clear_requested)
        self._group.idClicked.connect(lambda number: self.choose(number - 2))
        self.pointer.setChecked(True)
        for hidden in (self.number, *self.classes[2:]):
            hidden.hide()  # a dock never gives back the width that was once needed
        self.set_theme(theme)

    def _button(self, name: str, label: str, tool: int) -> QToolButton:
        button = self._small(name, label)
        button.setCheckable(True)
        self._group.addButton(button, tool + 2)
        self._row.addWidget(button)
        return button

    def _class_button(self, place: int) -> QToolButton:
        told = translate("Data", "Draw samples of class {number} ({number})")
        return self._button(f"plane_class_{place}", told.format(number=place + 1), place)

    def _small(self, name: str, label: str) -> QToolButton:
        button = icon_button(name, label, ICON, self)
        button.setProperty("look", "small")
        return button

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        icons = Icons(theme)
        self.pointer.setIcon(icons.icon("pointer", sizes=(ICON,)))
        self.eraser.setIcon(icons.icon("eraser", sizes=(ICON,)))
        self.clear.setIcon(icons.icon("bin", sizes=(ICON,)))
        self.number.set_notation(theme.notation)
        for place, button in enumerate(self.classes):
            button.setIcon(self._mark(place))

    def _mark(self, place: int) -> QIcon:
        """Return the mark of a class as an icon, the same in every state."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(QSize(ICON, ICON) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QPointF(ICON / 2, ICON / 2)
        paint_mark(painter, self._theme, at, place, MARK, self._theme.panel)
        painter.end()
        icon = QIcon(pixmap)
        for state in (QIcon.State.On, QIcon.State.Off):
            icon.addPixmap(pixmap, QIcon.Mode.Normal, state)
        return icon

    def show_samples(self, samples: Samples, free: bool) -> None:
        """Offer the classes there are; nothing can be drawn unless it is `free`."""
        self._samples = samples
        count = 1 if samples.numbers else min(MOST_CLASSES, len(samples.classes) or 2)
        for place, button in enumerate(self.classes):
            button.setVisible(place < count)
            button.setEnabled(free)
        self._name_classes(samples)
        self.number.setVisible(samples.numbers)
        self.number.setEnabled(free)
        self.eraser.setEnabled(free and bool(samples.rows))
        self.clear.setEnabled(free and bool(samples.rows))
        if not free or self.tool >= count:
            self.choose(POINTER)

    def _name_classes(self, samples: Samples) -> None:
        told = translate("Data", "Draw samples of class {name} ({key})")
        names = [str(name) for name in samples.classes] or ["0", "1"]
        if samples.low < 0 and not samples.classes:
            names = ["−1", "1"]
        for place, (name, button) in enumerate(zip(names, self.classes, strict=False)):
            label = told.format(name=name, key=place + 1)
            if samples.numbers:
                label = translate("Data", "Draw samples (1)")
            button.setToolTip(label)
            button.setAccessibleName(label)

    def settle(self) -> bool:
        """Take over the target that is typed; go there and return False when it is no number."""
        return self.number.isHidden() or self.number.settle()

    def target(self, place: int) -> float:
        """Return the target of new samples of a class: its number, or its place among several."""
        samples = self._samples
        if samples is None or samples.classes:
            return float(place)
        if samples.numbers:
            return self.number.value()
        return 1.0 if place else samples.low

    def mark_of(self, place: int) -> int:
        """Return the mark that new samples get."""
        samples = self._samples
        if samples is None or not samples.numbers:
            return place
        return int(self.number.value() >= samples.middle)

    def choose(self, tool: int) -> None:
        """Choose a tool."""
        button = self._group.button(tool + 2)
        if button is None or not (button.isEnabled() or tool == POINTER) or button.isHidden():
            return
        button.setChecked(True)
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the tools while the plane has the focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            return False
        keys = Qt.Key
        tools = {keys.Key_1 + place: place for place in range(MOST_CLASSES)}
        tools |= {keys.Key_0: POINTER, keys.Key_E: ERASER}
        if self.tool != POINTER:
            tools[keys.Key_Escape] = POINTER
        if event.key() not in tools:
            return False
        self.choose(tools[event.key()])
        return True

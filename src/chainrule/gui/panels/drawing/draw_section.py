"""The part of the data dock for networks that see pictures: draw one, or pick one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from chainrule.gui.canvas.pixel_grid import picture_side
from chainrule.gui.icons import Icons
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.data_edits import add_rows
from chainrule.gui.panels.drawing.pad import Pad
from chainrule.gui.panels.drawing.thumbnails import Thumbnails
from chainrule.gui.symbols import Symbols
from chainrule.gui.widgets.icon_button import icon_button
from chainrule.session.asked import Asked, AskedKind, asked_of_test

if TYPE_CHECKING:
    from PySide6.QtWidgets import QToolButton

    from chainrule.gui.theme import Theme
    from chainrule.network.project import Project
    from chainrule.session.drawing import Array
    from chainrule.session.moment import Moment

ICON = 18


class DrawSection(QWidget):
    """The pad with its tools, and digits of the test set below it.

    `asked` carries what the network is to be asked, None when the pad has been cleared.
    """

    asked = Signal(object)
    edit_requested = Signal(object)
    said = Signal(str)
    """what has been added"""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moment: Moment | None = None
        self._known: tuple[object, ...] = ()
        self._low = False
        self._ink_rows: Array | None = None
        self.pad = Pad(theme, self)
        self.title = _label(translate("Drawing", "Draw a digit"), "section")
        self.pen = self._tool("drawing_pen", translate("Drawing", "Pen"))
        self.eraser = self._tool("drawing_eraser", translate("Drawing", "Eraser"))
        self.clear = QPushButton(translate("Drawing", "Clear"), self)
        self.clear.setObjectName("drawing_clear")
        self.add = QPushButton(translate("Drawing", "Add to data"), self)
        self.add.setObjectName("drawing_add")
        self.classes = QMenu(self)
        self.add.setMenu(self.classes)
        self.pick_title = _label(translate("Drawing", "Or pick a test digit"), "section")
        self.tested = _label("", "caption")
        self.thumbnails = Thumbnails(theme, Icons(theme), self)
        self.kept = _label("", "caption")
        self.kept.setWordWrap(True)
        self._lay_out()
        self._connect()
        self._choose_tool(False)
        self.set_theme(theme)

    def _tool(self, name: str, label: str) -> QToolButton:
        button = icon_button(name, label, ICON, self)
        button.setCheckable(True)
        return button

    def _lay_out(self) -> None:
        head, below, pick = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.pen)
        head.addWidget(self.eraser)
        below.addWidget(self.clear, 3)
        below.addWidget(self.add, 4)
        pick.addWidget(self.pick_title)
        pick.addStretch(1)
        pick.addWidget(self.tested)
        pick.addWidget(self.thumbnails.others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.pad)
        column.addLayout(below)
        column.addSpacing(8)
        column.addLayout(pick)
        column.addWidget(self.thumbnails)
        column.addWidget(self.kept)

    def _connect(self) -> None:
        self.pen.clicked.connect(lambda: self._choose_tool(False))
        self.eraser.clicked.connect(lambda: self._choose_tool(True))
        self.clear.clicked.connect(self.pad.clear)
        self.pad.drawn.connect(self._ask)
        self.thumbnails.picked.connect(self._ask_of_test)
        self.classes.aboutToShow.connect(self._list_classes)

    def _choose_tool(self, erasing: bool) -> None:
        self.pad.erasing = erasing
        self.pen.setChecked(not erasing)
        self.eraser.setChecked(erasing)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        icons = Icons(theme)
        self.pen.setIcon(icons.icon("pencil", sizes=(ICON,)))
        self.eraser.setIcon(icons.icon("eraser", sizes=(ICON,)))
        self.pad.set_theme(theme)
        self.thumbnails.set_theme(theme, icons)

    # Showing

    def make_room(self, moment: Moment) -> None:
        """Go, where the network of a moment sees no pictures."""
        if picture_side(moment.project.network) is None:
            self.hide()

    def show_moment(self, moment: Moment) -> None:
        """Be there for a network that sees pictures."""
        self._moment = moment
        shown = picture_side(moment.project.network) is not None
        self.setVisible(shown)
        if not shown:
            return
        data = moment.project.data
        several = len(moment.project.network.outputs) > 1
        asked = moment.asked
        self.pad.set_shown(asked is not None and asked.kind is AskedKind.DRAWING)
        self.add.setEnabled(several and bool(self.pad.strokes) and not moment.looking_back)
        self.clear.setEnabled(bool(self.pad.strokes))
        for widget in (self.pick_title, self.tested, self.thumbnails, self.thumbnails.others):
            widget.setVisible(bool(data.test))
        self.kept.setVisible(bool(data.test) and not self._low)
        train, test = (self._count(len(rows)) for rows in (data.train, data.test))
        self.tested.setText(test)
        told = translate("Drawing", "{train} digits for training, {test} kept aside for testing.")
        self.kept.setText(told.format(train=train, test=test))
        if data.test:
            self.thumbnails.show_project(moment.project)

    def _count(self, number: int) -> str:
        return show(number, Kind.COUNT, self._theme.notation)

    def set_low(self, low: bool) -> None:
        """Say less where there is little room."""
        self._low = low
        if low != self._low:
            self._low = low
            self.kept.setHidden(low or self.pick_title.isHidden())

    # Asking

    def _inputs(self) -> dict[str, float]:
        """Return the drawing in the numbers of the data."""
        from chainrule.session.drawing import as_inputs, pixels

        assert self._moment is not None
        network = self._moment.project.network
        ink = pixels(self.pad.strokes, picture_side(network) or 1)
        found = as_inputs(ink, self._rows(self._moment.project))
        return dict(zip((neuron.id for neuron in network.inputs), found, strict=True))

    def _rows(self, project: Project) -> Array:
        """Return the inputs of the data in the network's order, picked once for the same data."""
        from chainrule.session.drawing import input_rows

        names = tuple(neuron.id for neuron in project.network.inputs)
        if self._ink_rows is None or not (
            self._known and self._known[0] is project.data and self._known[1] == names
        ):
            self._known = project.data, names
            self._ink_rows = input_rows(project.data, names)
        return self._ink_rows

    def _ask(self) -> None:
        moment = self._moment
        if moment is None or picture_side(moment.project.network) is None:
            return
        empty = not any(not stroke.rubs for stroke in self.pad.strokes)
        self.asked.emit(None if empty else Asked(AskedKind.DRAWING, self._inputs()))

    def _ask_of_test(self, row: int) -> None:
        assert self._moment is not None
        self.asked.emit(asked_of_test(self._moment.project, row))

    def _list_classes(self) -> None:
        """Offer the classes that the drawing may be."""
        self.classes.clear()
        if self._moment is None:
            return
        network = self._moment.project.network
        symbols = Symbols(network)
        for neuron in network.outputs:
            told = translate("Drawing", "It is {name}").format(
                name=symbols.neuron(neuron.id).lowered
            )
            action = self.classes.addAction(told)
            action.setObjectName(f"drawing_is.{neuron.id}")
            action.triggered.connect(lambda _=False, name=neuron.id: self._add(name))

    def _add(self, name: str) -> None:
        assert self._moment is not None
        outputs = self._moment.project.network.outputs
        values = self._inputs() | {each.id: float(each.id == name) for each in outputs}
        data = self._moment.project.data
        row = tuple(values[each] for each in (*data.inputs, *data.targets))
        rows = len(data.train)
        self.edit_requested.emit(add_rows([row]))
        if len(self._moment.project.data.train) > rows:
            self._tell_added(name, rows + 1)

    def _tell_added(self, name: str, row: int) -> None:
        assert self._moment is not None
        label = Symbols(self._moment.project.network).neuron(name).lowered
        told = translate("Drawing", "Your drawing is now row {row} of the data, as {name}.")
        self.said.emit(told.format(row=self._count(row), name=label))


def _label(text: str, look: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("look", look)
    return label

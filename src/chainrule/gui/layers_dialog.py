"""The dialog that asks for the layers of a network, such as 2-4-4-1."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
)

from chainrule.gui.canvas.wording import activation_name, say
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.structure_edits import loses_data
from chainrule.network.edits import EditError
from chainrule.network.names import Activation, Role
from chainrule.network.sizes import layer_sizes, sizes_text
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from chainrule.network.project import Project
    from chainrule.teaching.notation import Notation

WIDTH = 440
FIRST = "2-4-1"
"""what an empty project is offered"""


class LayersDialog(QDialog):
    """Sizes and activation; what is wrong with them or comes of them is said at once."""

    def __init__(
        self, project: Project, parent: QWidget | None = None, notation: Notation = POINT
    ) -> None:
        super().__init__(parent)
        self._notation = notation
        self._project = project
        self.sizes: tuple[int, ...] = ()
        self.setObjectName("layers_dialog")
        self.setWindowTitle(translate("Layers", "Layers"))
        self._make_controls()
        self._lay_out()
        self.text.textChanged.connect(self._check)
        self.kinds.currentIndexChanged.connect(self._check)
        self._check()

    @property
    def activation(self) -> Activation:
        """The activation of the hidden neurons."""
        return Activation(self.kinds.currentData())

    def sizeHint(self) -> QSize:
        """Return a width at which no sentence takes more than two lines."""
        return QSize(WIDTH, super().sizeHint().height())

    def _make_controls(self) -> None:
        network = self._project.network
        self.text = QLineEdit(sizes_text(network) if len(network.neurons) > 1 else FIRST)
        self.text.setObjectName("layers_text")
        self.text.setAccessibleName(translate("Layers", "Neurons in each layer"))
        self.text.selectAll()
        self.kinds = QComboBox()
        self.kinds.setObjectName("layers_activation")
        self.kinds.setAccessibleName(translate("Layers", "Activation of hidden neurons"))
        for kind in Activation:
            if kind is not Activation.SOFTMAX:
                self.kinds.addItem(activation_name(kind), kind.value)
        self.kinds.setCurrentIndex(self.kinds.findData(_usual(self._project).value))
        self.told, self.note = _line("layers_told", "body"), _line("layers_note", "second")
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        for button, text in (
            (standard.Ok, translate("Layers", "Set layers")),
            (standard.Cancel, translate("Layers", "Cancel")),
        ):
            self.buttons.button(button).setText(text)
            self.buttons.button(button).setIcon(QIcon())
        self.buttons.button(standard.Ok).setProperty("look", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        form = QFormLayout()
        for control in (self.text, self.kinds):
            label = QLabel(control.accessibleName())
            label.setMinimumHeight(control.sizeHint().height())
            label.setBuddy(control)
            form.addRow(label, control)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.told)
        column.addWidget(self.note)
        column.addStretch(1)
        column.addWidget(self.buttons)

    def _check(self) -> None:
        """Take the text where it names layers, and say what comes of it or what is wrong."""
        try:
            self.sizes = layer_sizes(self.text.text())
            told, note = _counted(self.sizes, self._notation), self._about_data()
        except EditError as error:
            self.sizes, told, note = (), say(error.message), ""
        _set_look(self.text, "invalid", not self.sizes)
        _set_look(self.told, "look", "body" if self.sizes else "error")
        self.told.setText(told)
        self.note.setText(note)
        self.kinds.setEnabled(len(self.sizes) != 2)  # noqa: PLR2004, RUF100
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.sizes))

    def _about_data(self) -> str:
        weights = translate("Layers", "All weights are drawn anew.")
        data = self._project.data
        if loses_data(self._project, self.sizes):
            told = translate(
                "Layers",
                "All weights are drawn anew. The {count} rows of data go: they have other columns.",
            )
            return told.format(count=len(data.train) + len(data.test))
        return weights


def _counted(sizes: tuple[int, ...], notation: Notation) -> str:
    """Return how many neurons and parameters layers of these sizes have."""
    weights = sum(left * right for left, right in pairwise(sizes))
    told = translate("Layers", "{neurons} neurons, {parameters} parameters")
    return told.format(
        neurons=show(sum(sizes), Kind.COUNT, notation),
        parameters=show(weights + sum(sizes[1:]), Kind.COUNT, notation),
    )


def _usual(project: Project) -> Activation:
    """Return the activation of all the hidden neurons; sigmoid where there are several or none."""
    found = {neuron.activation for neuron in project.network.neurons if neuron.role is Role.HIDDEN}
    return found.pop() if len(found) == 1 else Activation.SIGMOID


def _line(name: str, look: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("look", look)
    label.setWordWrap(True)
    return label


def _set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)

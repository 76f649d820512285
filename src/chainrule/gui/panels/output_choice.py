"""Which of several outputs the plane or the curve shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.choice import Choice
from chainrule.gui.symbols import Symbols

if TYPE_CHECKING:
    from chainrule.network.project import Project

LETTERS = 7
"""that the box has room for at least: it grows with the room that there is"""


class OutputChoice(Choice):
    """A box with the outputs; there only where there are several.

    `output` is the id of the one that is shown, None for the likeliest class of all.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, translate("Data", "Which output is shown"))
        self.setToolTip(self.accessibleName())
        self.output: str | None = None
        self.chosen.connect(self._keep)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LETTERS)
        self.hide()

    def show_project(self, project: Project, classes: bool) -> None:
        """Offer the outputs of a project, all classes together first where they are `classes`."""
        outputs, symbols = project.network.outputs, Symbols(project.network)
        self.setVisible(len(outputs) > 1)
        if self.isHidden():
            self.output = outputs[0].id if outputs else None
            return
        told = translate("Data", "Class {name}") if classes else translate("Data", "Output {name}")
        options: list[tuple[str | None, str]] = [
            (each.id, told.format(name=symbols.neuron(each.id).lowered)) for each in outputs
        ]
        if classes:
            options.insert(0, (None, translate("Data", "All classes")))
        self.set_options(options)
        if self.output not in [output for output, _ in options]:
            self.output = options[0][0]
        self.show_value(self.output)

    def _keep(self, output: object) -> None:
        self.output = None if output is None else str(output)

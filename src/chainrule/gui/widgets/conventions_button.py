"""The button that says in short which conventions are on: ½ · mean · 3 digits · 0.5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton

from chainrule.gui.canvas.wording import say
from chainrule.gui.language import translate
from chainrule.teaching.conventions import in_short
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from chainrule.network.project import Project
    from chainrule.teaching.notation import Notation

BETWEEN = " · "


class ConventionsButton(QToolButton):
    """Opens the conventions."""

    def __init__(self) -> None:
        super().__init__()
        self._project: Project | None = None
        self._notation = POINT
        self._compact = False
        self.setObjectName("conventions")
        self.setProperty("look", "status")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setToolTip(translate("Conventions", "Conventions: where textbooks differ"))

    def show_project(self, project: Project) -> None:
        """Say the conventions of a project."""
        if project is not self._project:
            self._project = project
            self._say()

    def set_notation(self, notation: Notation) -> None:
        """Say digits and decimal sign."""
        if notation != self._notation:
            self._notation = notation
            self._say()

    def set_compact(self, compact: bool) -> None:
        """Leave out how numbers are written, which can be seen everywhere."""
        if compact != self._compact:
            self._compact = compact
            self._say()

    def _say(self) -> None:
        if self._project is None:
            return
        digits = translate("Conventions", "{count} digits").format(count=self._notation.decimals)
        words = [*map(say, in_short(self._project))]
        written = [digits, self._notation.write("0.5")]
        self.setText(BETWEEN.join(words if self._compact else [*words, *written]))
        told = translate("Conventions", "Conventions: {which}")
        self.setAccessibleName(told.format(which=BETWEEN.join([*words, *written])))

"""One convention: its title, and its forms below one another, the one that is on marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from chainrule.gui.canvas.wording import say
from chainrule.gui.language import translate
from chainrule.gui.widgets.form_button import FormButton, FormLine
from chainrule.gui.widgets.segmented import Segmented
from chainrule.teaching.conventions import Topic

if TYPE_CHECKING:
    from chainrule.gui.theme import Theme
    from chainrule.teaching.conventions import Convention, Form

TITLE = 124
HEIGHT = 32
RING = 5
"""room for the ring of the keyboard"""


class ConventionRow(QWidget):
    """Shows a convention; `chosen` carries the key of the form that a person wants."""

    chosen = Signal(str)

    def __init__(self, convention: Convention, theme: Theme) -> None:
        super().__init__()
        self.convention = convention
        self._theme = theme
        self.forms: dict[str, FormButton | FormLine] = {}
        self.digits: Segmented | None = None
        title = QLabel(say(convention.title))
        title.setProperty("look", "body")
        title.setFixedWidth(TITLE)
        title.setFixedHeight(HEIGHT)
        title.setWordWrap(True)
        self._example = QLabel()
        self._example.setProperty("look", "second")
        self._column = QVBoxLayout()
        self._column.setSpacing(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, RING, RING, RING)
        row.setSpacing(16)
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column, 1)
        self._fill()

    def show_convention(self, convention: Convention, possible: bool) -> None:
        """Mark what is on; nothing can be chosen unless it is `possible`."""
        before, self.convention = self.convention, convention
        if convention.topic is not Topic.DIGITS and not _same(before, convention):
            self._fill()
        for key, form in self.forms.items():
            if isinstance(form, FormButton):
                form.setChecked(key == convention.on)
                form.setEnabled(possible)
        self._show_digits()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        for form in self.forms.values():
            form.set_theme(theme)

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if self.convention.topic is Topic.DIGITS:
            self._add_digits()
            return
        self._group = QButtonGroup(self)
        self.forms = {form.key: self._made(form) for form in self.convention.forms}
        for made in self.forms.values():
            self._column.addWidget(made)

    def _made(self, form: Form) -> FormButton | FormLine:
        convention = self.convention
        words = "" if form.words is None else say(form.words)
        name = f"convention.{convention.topic}.{form.key}"
        if not convention.free:
            told = FormLine(form.formula, words, form.key == convention.on, self._theme, self)
            told.setObjectName(name)
            return told
        button = FormButton(form.formula, words, self._theme, self)
        button.setObjectName(name)
        button.setChecked(form.key == convention.on)
        button.clicked.connect(partial(self._choose, form.key))
        self._group.addButton(button)
        return button

    def _choose(self, key: str, _checked: bool = True) -> None:
        self.chosen.emit(key)

    def _add_digits(self) -> None:
        options = {form.key: form.key for form in self.convention.forms}
        name = f"convention.{self.convention.topic}"
        self.digits = Segmented(name, say(self.convention.title), options)
        for key in options:
            self.digits.button(key).setObjectName(f"{name}.{key}")
            self.digits.button(key).setAccessibleName(f"{say(self.convention.title)}: {key}")
        self.digits.current_changed.connect(self.chosen)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.digits)
        row.addWidget(self._example, 1)
        line.setFixedHeight(HEIGHT)
        self._column.addWidget(line)
        self._show_digits()

    def _show_digits(self) -> None:
        """Show how many digits are on, and what a number looks like with so many."""
        if self.digits is None:
            return
        self.digits.set_current(self.convention.on)
        formula = next(f.formula for f in self.convention.forms if f.key == self.convention.on)
        told = translate("Conventions", "1 ÷ 3 is {number}")
        self._example.setText(told.format(number=formula))


def _same(one: Convention, other: Convention) -> bool:
    """Return whether the same rows show both: the same forms, and what is told alike."""
    fixed = one.free or one.on == other.on
    return one.forms == other.forms and one.free == other.free and fixed

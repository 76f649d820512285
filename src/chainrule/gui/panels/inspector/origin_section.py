"""Where a number comes from: its operation, what went into it, and the way back."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from chainrule.gui.icons import Icons
from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.formula_rows import led_rows
from chainrule.gui.panels.inspector.origin_part import OriginPart
from chainrule.gui.panels.inspector.origin_symbols import (
    number_pieces,
    operand_pieces,
    step_text,
    story_number,
    written,
)
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import Rows
from chainrule.gui.panels.inspector.section import Section
from chainrule.gui.sentences import render_message
from chainrule.gui.widgets.icon_button import icon_button
from chainrule.teaching.origin_story import Trail, story

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QToolButton

    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.rows import Row
    from chainrule.gui.theme import Theme
    from chainrule.teaching.origin_story import Step, Story

BODY = 13
BUTTON, ICON = 24, 16
MOST_CRUMBS = 4
BETWEEN = " › "
KEYS = (Qt.Key.Key_Backspace, Qt.Key.Key_Escape)


class OriginSection(Section):
    """The trail of a number; hidden while there is none.

    `stepped` tells the `Story` that is now shown, None when the section has been closed.
    """

    stepped = Signal(object)
    pointed = Signal(object)
    """the `Step` under the pointer or the keyboard, None when there is none"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.trail: Trail | None = None
        self.story: Story | None = None
        self._facts: Facts | None = None
        self._look: object = None
        self.parts: list[OriginPart] = []
        self.setObjectName("origin")
        self.setAccessibleName(translate("Origin", "Where a number comes from"))
        self.close_button = self._button("origin_close", translate("Origin", "Close"))
        self.close_button.clicked.connect(self.leave)
        self.back = self._button("origin_back", translate("Origin", "Back"))
        self.back.clicked.connect(self.go_back)
        self._lay_out(theme)
        self._set_icons()
        self.hide()

    def _button(self, name: str, label: str) -> QToolButton:
        return icon_button(name, label, ICON, self, side=BUTTON)

    def _lay_out(self, theme: Theme) -> None:
        self.column.removeWidget(self.head)
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.close_button)
        self.column.insertLayout(0, top)
        self.crumbs = QLabel(self)
        self.crumbs.setObjectName("origin_trail")
        self.crumbs.setProperty("look", "caption")
        self.crumbs.setTextFormat(Qt.TextFormat.RichText)
        self.crumbs.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.crumbs.linkActivated.connect(lambda place: self.go_back_to(int(place)))
        self._way = QWidget(self)
        way = QHBoxLayout(self._way)
        way.setContentsMargins(5, 4, 0, 6)
        way.addWidget(self.back)
        way.addWidget(self.crumbs, 1)
        self.column.addWidget(self._way)
        self.words = QLabel(self)
        self.words.setObjectName("origin_words")
        self.words.setProperty("look", "second")
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.formula = Rows(theme)
        self.add(self.formula)
        self.column.addWidget(self.words)
        self.more = QLabel(self)
        self.more.setProperty("look", "caption")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 10, 0, 0)
        self._list.setSpacing(6)
        self.column.addLayout(self._list)
        self.column.addWidget(self.more)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        for part in self.parts:
            part.theme = theme
        self._set_icons()
        self.refresh()

    def _set_icons(self) -> None:
        icons = Icons(self.theme)
        self.close_button.setIcon(icons.icon("cross", sizes=(ICON,)))
        self.back.setIcon(icons.icon("chevron-left", sizes=(ICON,)))

    # The trail

    def open(self, step: Step, facts: Facts) -> None:
        """Begin a trail."""
        self._walk(Trail((step,)), facts)

    def follow(self, step: Step) -> None:
        """Go one step on."""
        if self.trail is not None and self._facts is not None:
            self._walk(self.trail.to(step), self._facts)

    def go_back(self) -> None:
        """Go one step back."""
        if self.trail is not None and self._facts is not None and len(self.trail.steps) > 1:
            self._walk(self.trail.back(), self._facts)

    def go_back_to(self, place: int) -> None:
        """Go back to a step of the trail, from 0."""
        if self.trail is not None and self._facts is not None:
            count = len(self.trail.steps) - 1 - place
            self._walk(self.trail.back(count), self._facts)

    def leave(self) -> None:
        """Close the section."""
        if self.trail is not None:
            self.trail, self.story = None, None
            self.hide()
            self.stepped.emit(None)

    def _walk(self, trail: Trail, facts: Facts) -> None:
        had_focus = self._holds_focus()
        self.trail = trail
        self.show_facts(facts)
        self.show()
        self.stepped.emit(self.story)
        if had_focus:
            self.take_focus()

    def _holds_focus(self) -> bool:
        return any(part.hasFocus() for part in [*self.parts, self.back, self.close_button])

    def take_focus(self) -> None:
        """Give the keyboard to the first operand, or else to the way back."""
        shown = [part for part in self.parts if not part.isHidden()]
        back = self.back if not self._way.isHidden() else self.close_button
        (shown[0] if shown else back).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Showing

    def show_facts(self, facts: Facts) -> None:
        """Show the same trail with the numbers of another moment."""
        self._facts = facts
        if self.trail is None:
            return
        self.story = story(facts, self.trail.here)
        look = (self.trail, self.story, facts.symbols, self.theme, self.width())
        if look == self._look:
            return
        self._look = look
        self._fill_way(facts)
        if self.story is None:
            self.head.set_title(translate("Origin", "Not known yet"))
            self._say(translate("Origin", "This number has not been computed yet."))
            self.formula.set_rows([])
        else:
            self._fill(facts, self.story)
        self._fill_parts(facts)

    def refresh(self) -> None:
        """Show the same again, as after a change of size or theme."""
        if self._facts is not None:
            self.show_facts(self._facts)

    def _fill(self, facts: Facts, told: Story) -> None:
        pen = Pen(self.theme)
        before, after = translate("Origin", "Where {number} comes from").split("{number}")
        number = story_number(pen, told)
        self.head.set_title(*(part for part in (before.strip(), number, after.strip()) if part))
        text = render_message(told.sentence, self.theme, facts.symbols, BODY)
        self._say(text)
        self.formula.set_rows(self._formula(pen, facts, told))

    def _say(self, text: str) -> None:
        """Show a sentence; a label that wraps its text must be told its height."""
        if text != self.words.text():
            self.words.setText(text)
        inner = self.width() - 2 * self.column.contentsMargins().left()
        self.words.setMinimumHeight(0)
        height = self.words.heightForWidth(inner)
        if height > 0:
            self.words.setFixedHeight(height)

    def _formula(self, pen: Pen, facts: Facts, told: Story) -> list[Row]:
        """Return the formula with its numbers: `a = σ(0.730) = 0.675`."""
        if told.operand is not None:
            pieces = operand_pieces(facts.network, facts.symbols, told.operand)
        else:
            number = told.step.number
            pieces = number_pieces(facts.network, facts.symbols, number.kind, number.target)
        text = story_number(pen, told)
        if told.operation is not None and told.written:
            operands = tuple(part.operand for part in told.parts)
            text = f"{written(pen, told.operation, operands)} = {text}"
        items = [
            pen.quiet(each, 13) if isinstance(each, str) else pen.sign(each, 15) for each in pieces
        ]
        inner = self.width() - 2 * self.column.contentsMargins().left()
        return led_rows(pen, tuple(items), text, facts.symbols, max(160.0, inner))

    def _fill_way(self, facts: Facts) -> None:
        assert self.trail is not None  # noqa: S101, RUF100
        steps = self.trail.steps
        self._way.setVisible(len(steps) > 1)
        texts = [step_text(facts.network, facts.symbols, step) for step in steps]
        self.crumbs.setAccessibleName(BETWEEN.join(texts))
        style = f"color:{self.theme.accentText.name()}; text-decoration:none"
        links = [
            f'<a href="{index}" style="{style}">{escape(text)}</a>'
            for index, text in enumerate(texts[:-1])
        ]
        shown = [*links, escape(texts[-1])]
        left_out = ["…"] if len(shown) > MOST_CRUMBS else []
        self.crumbs.setText(BETWEEN.join([*left_out, *shown[-MOST_CRUMBS:]]))

    def _fill_parts(self, facts: Facts) -> None:
        shown = () if self.story is None else self.story.parts
        while len(self.parts) < len(shown):
            self._add_part()
        for index, button in enumerate(self.parts):
            button.setVisible(index < len(shown))
            if index < len(shown):
                button.show_part(facts, shown[index])
        more = 0 if self.story is None else self.story.more
        self.more.setVisible(more > 0)
        self.more.setText(translate("Inspector", "and {count} more").format(count=more))

    def _add_part(self) -> None:
        button = OriginPart(self.theme, self)
        button.clicked.connect(lambda: self._follow(button))
        button.pointed.connect(lambda on: self.pointed.emit(self._step_of(button) if on else None))
        self._list.addWidget(button)
        self.parts.append(button)

    def _step_of(self, button: OriginPart) -> Step | None:
        return None if button.part is None else button.part.leads

    def _follow(self, button: OriginPart) -> None:
        step = self._step_of(button)
        if step is not None:
            self.follow(step)

    def resizeEvent(self, event: object) -> None:
        """Fit the formula to the width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys of the section that are also shortcuts of the window."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in KEYS:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Backspace, close with Esc."""
        if event.key() == Qt.Key.Key_Backspace:
            self.go_back()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

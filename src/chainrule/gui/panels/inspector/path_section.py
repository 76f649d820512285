"""The section of path sums: a block for each path, the arrows that add up, the gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton

from chainrule.gui.canvas.path_marks import letter
from chainrule.gui.icons import Icons
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.path_arrows import Addend, SumArrows
from chainrule.gui.panels.inspector.path_block import PathBlock
from chainrule.gui.panels.inspector.path_words import (
    first_factor_words,
    rest_words,
    together_words,
)
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.section import Section
from chainrule.gui.panels.inspector.tiles import Band, Fraction
from chainrule.gui.symbols import LOSS, Symbol
from chainrule.teaching.cards.parts import NumberName
from chainrule.teaching.paths.path_sum import MOST_TOLD, number_of

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.theme import Theme
    from chainrule.teaching.paths.path_sum import PathSum

TURN_MS = 1400
"""how long each path is lit when they are lit in turn"""


class PathSection(Section):
    """Shows the paths of what is selected; `path_lit` tells which one is lit alone, or None."""

    path_lit = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.found: PathSum | None = None
        self.lit: int | None = None
        self._pointed: int | None = None
        self._focused: int | None = None
        self._turn: int | None = None
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self.next_turn)
        self.setObjectName("path_sums")
        self.head.set_title(translate("Inspector", "Path sums"))
        self._make_button()
        self.blocks = [PathBlock(theme, number) for number in range(MOST_TOLD)]
        for block in self.blocks:
            self.add(block)
            block.hide()
            block.entered.connect(lambda on, one=block: self._point(one.number if on else None))
            block.focused.connect(lambda on, one=block: self._focus(one.number if on else None))
            block.stepped.connect(lambda step, one=block: self._step(one.number + step))
        self.rest, self.first = self._words("second"), self._words("caption")
        self.arrows, self.band = SumArrows(theme), Band(theme, signed=True)
        self.together = self._words("caption")
        for part, above in ((self.rest, 0), (self.first, 4), (self.arrows, 6), (self.band, 4)):
            self.add(part, above)
        self.add(self.together, above=8)

    def _words(self, look: str) -> QLabel:
        label = QLabel()
        label.setProperty("look", look)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _make_button(self) -> None:
        self.button = QToolButton()
        self.button.setObjectName("paths_in_turn")
        self.button.setCheckable(True)
        self.button.setIconSize(QSize(12, 12))
        self.button.setFixedSize(24, 20)
        self.button.setStyleSheet("padding: 1px;")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setAccessibleName(translate("Inspector", "Light the paths in turn"))
        self.button.setToolTip(translate("Inspector", "Light the paths in turn"))
        self.button.clicked.connect(self._play)
        self.column.removeWidget(self.head)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.head, 1)
        row.addWidget(self.button)
        self.column.insertLayout(0, row)
        self._dress_button()

    def _dress_button(self) -> None:
        playing = self.button.isChecked()
        self.button.setIcon(Icons(self.theme).icon("pause" if playing else "play"))

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self._dress_button()

    # Showing

    def show_paths(self, facts: Facts, found: PathSum | None, width: int) -> None:
        """Show some paths in a column of this width; None hides the section."""
        self.setVisible(found is not None)
        if found is not self.found:
            self._stop()
        self.found = found
        if found is None:
            return
        count = translate("Inspector", "{count} paths to the loss")
        self.head.set_remark(count.format(count=Pen(self.theme).show(found.count, Shown.COUNT)))
        for block in self.blocks:
            block.setVisible(block.number < len(found.told))
        for block, path in zip(self.blocks, found.told, strict=False):
            block.show_path(facts, path, width)
        self._show_sum(facts, found, width)

    def _show_sum(self, facts: Facts, found: PathSum, width: int) -> None:
        theme = self.theme
        addends = [Addend(letter(at), path.product) for at, path in enumerate(found.told)]
        if found.untold:
            addends.append(Addend("…", found.rest))
        self.arrows.set_sum(tuple(addends), found.gradient)
        subject = Symbol("z")
        if isinstance(found.start, tuple):
            subject = facts.symbols.parameter(facts.network.by_key[found.start].name)
        origin = NumberName(*number_of(found.start), found.sample)
        self.band.set_result(Fraction(LOSS, subject), found.gradient, origin)
        for label, text in (
            (self.rest, rest_words(theme, found)),
            (self.first, first_factor_words(facts, found)),
            (self.together, together_words(theme, facts, found)),
        ):
            label.setVisible(bool(text))
            if text:
                label.setText(text)
                label.setFixedHeight(label.heightForWidth(width))

    # Lighting

    def _point(self, number: int | None) -> None:
        self._pointed = number
        self._light()

    def _focus(self, number: int | None) -> None:
        self._focused = number
        self._light()

    def _light(self) -> None:
        """Light the path that is pointed at, has the keyboard or has its turn, else all."""
        wanted = next(
            (one for one in (self._pointed, self._focused, self._turn) if one is not None), None
        )
        if wanted == self.lit:
            return
        self.lit = wanted
        for block in self.blocks:
            block.stand_back(wanted not in (None, block.number))
        self.arrows.light(wanted)
        self.path_lit.emit(wanted)

    def _step(self, number: int) -> None:
        """Give the keyboard to another block."""
        if self.found is not None and 0 <= number < len(self.found.told):
            self.blocks[number].setFocus(Qt.FocusReason.TabFocusReason)

    def _play(self, on: bool) -> None:
        """Light the paths one after the other; where motion is reduced, one at each press."""
        window = self.window()
        animated = bool(getattr(window, "isAnimated", lambda: True)())
        self._dress_button()
        if not animated:
            self.button.setChecked(False)
            self._dress_button()
            self.next_turn()
        elif on:
            self.next_turn()
            self._timer.start()
        else:
            self._stop()

    def next_turn(self) -> None:
        """Light the next path; after the last one all together."""
        if self.found is None:
            return
        following = 0 if self._turn is None else self._turn + 1
        if following >= len(self.found.told):
            self._stop()
            return
        self._turn = following
        self._light()

    def _stop(self) -> None:
        self._timer.stop()
        self._turn = None
        self.button.setChecked(False)
        self._dress_button()
        self._light()

    def hideEvent(self, event: object) -> None:
        """Light nothing alone when the section is gone."""
        self._pointed = self._focused = None
        self._stop()
        super().hideEvent(event)  # type: ignore[arg-type]

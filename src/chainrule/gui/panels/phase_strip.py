"""The phase strip: the four phases, and a plain sentence that says what has just happened."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from chainrule.gui.asked_words import no_target
from chainrule.gui.counted import counted
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.notice import Notice
from chainrule.gui.panels.phase_chip import Connector, PhaseChip
from chainrule.gui.panels.sentence_label import SentenceLabel
from chainrule.gui.panels.ways_back import WaysBack
from chainrule.gui.sentences import render_message
from chainrule.gui.symbols import Symbols
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Network
    from chainrule.network.message import Message
    from chainrule.session.moment import Moment

SAID_MS = 6000
HINT_MS = 3000
"""ms for which a hint stands, when no step takes its place before"""
TIP = 12
"""px of a tooltip"""
NARROW = 760
"""px of width below which the lines between the phases are short"""
TIGHT = 620
"""px of width below which the phases themselves take less room"""


class PhaseStrip(QFrame):
    """Chips above, the sentence below, a counter at the right.

    When training has stopped the ways back stand beside the sentence; `way_chosen` carries the
    name of the action that leads back.
    """

    phase_chosen = Signal(object)
    way_chosen = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.icons = icons
        self.setObjectName("phase_strip")
        self.setFixedHeight(Metrics.STRIP)
        self._message: Message | None = None
        self._parameter: str | None = None
        self._moment: Moment | None = None
        self._instead: Message | None = None
        self._said = ""
        self._hinting = False
        self._count = ""
        self._network: Network | None = None
        self._symbols: Symbols | None = None
        self._alarm = False
        self._scale = 1.0
        self.chips = {phase: PhaseChip(number, phase, text) for number, (phase, text)
                      in enumerate(_words().items(), 1)}  # fmt: skip
        self.counter = QLabel()
        self.counter.setProperty("look", "second")
        self.sentence = SentenceLabel()
        self.sentence.setObjectName("sentence")
        self.warning = QLabel()
        self.warning.hide()
        self.growing = Notice("growing_notice")
        self.ways = WaysBack(theme, icons)
        self.ways.chosen.connect(self.way_chosen)
        self.ways.hide()
        self._quiet = QTimer(self, singleShot=True, interval=SAID_MS)
        self._quiet.timeout.connect(self._unsay)
        self._lay_out()
        self.set_theme(theme, icons)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(0)
        for index, (phase, chip) in enumerate(self.chips.items()):
            if index:
                above.addWidget(Connector(self))
            above.addWidget(chip)
            chip.clicked.connect(lambda _=False, phase=phase: self.phase_chosen.emit(phase))
        above.addStretch(1)
        above.addWidget(self.counter)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.warning)
        below.addWidget(self.sentence, 1)
        for part in (self.growing, self.ways):
            below.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(Metrics.LESSON_PADDING, 8, Metrics.LESSON_PADDING, 5)
        column.setSpacing(2)
        column.addLayout(above)
        column.addLayout(below, 1)

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme."""
        self.theme, self.icons = theme, icons
        for chip in self.chips.values():
            chip.set_theme(theme, icons)
        for connector in self.findChildren(Connector):
            connector.set_theme(theme)
        self.warning.setPixmap(icons.pixmap("warning", 20, self.devicePixelRatioF(), "err"))
        self.growing.set_theme(theme, icons)
        self.ways.set_theme(theme, icons)
        self._dress()
        self._show_sentence()

    def set_scale(self, scale: float) -> None:
        """Be this much larger than usual, as while presenting."""
        self._scale = scale
        self.setFixedHeight(round(Metrics.STRIP * scale))
        for chip in self.chips.values():
            chip.set_scale(scale)
        for connector in self.findChildren(Connector):
            connector.set_scale(scale)
        self.sentence.set_scale(scale)
        self._suit_width(self.width())

    def _dress(self) -> None:
        ground = self.theme["errSoft" if self._alarm else "panel"].name()
        self.setStyleSheet(
            f"#phase_strip {{ background: {ground};"
            f" border-bottom: 1px solid {self.theme['border'].name()}; }}"
        )

    def show_moment(self, moment: Moment) -> None:
        """Show the phase, the sentence and the counter of a moment."""
        from chainrule.teaching.health_sentences import stop_sentence
        from chainrule.teaching.sentences import counter, sentence

        self._moment = moment
        self._show_phases(moment)
        count = counter(moment)
        self.counter.setText(
            self._count or ("" if count is None else counted(count, self.theme.notation))
        )
        if (moment.stopped is not None) != self._alarm:
            self._alarm = moment.stopped is not None
            self.warning.setVisible(self._alarm)
            self._dress()
        if self._network is not moment.project.network:
            self._network = moment.project.network
            self._symbols = Symbols(self._network)
        self._show_ways(moment)
        found = moment.divergence
        told = sentence(moment, self._parameter) if found is None else stop_sentence(found)
        if told != self._message:
            self._message = told
            self.end_hint()
            self._show_sentence()

    def set_parameter(self, name: str | None) -> None:
        """Speak of this parameter, which is selected, where there is something to say of it."""
        if name != self._parameter:
            self._parameter = name
            if self._moment is not None:
                self.show_moment(self._moment)

    def set_count(self, count: str) -> None:
        """Show another count than that of the steps, "" for none."""
        self._count = count
        self.counter.setText(count)

    def _show_phases(self, moment: Moment) -> None:
        """Show the phases; after a stop, up to the one that met the bad number."""
        order = list(self.chips)
        failed = None if moment.divergence is None else moment.divergence.phase
        done = moment.phases_done if failed is None else order[: order.index(failed)]
        for phase, chip in self.chips.items():
            current = failed is None and phase is moment.phase
            chip.show_state(current, phase in done, phase is failed)
            barred = moment.asked is not None and phase is not Phase.FORWARD
            chip.bar(no_target(moment.asked) if barred and moment.asked is not None else "")
            chip.setEnabled(moment.can_step and not moment.looking_back and not barred)

    def _show_ways(self, moment: Moment) -> None:
        """Offer the ways back from a stop; warn of a loss that grows."""
        from chainrule.teaching.health_sentences import growing_sentence

        if moment.divergence is not None:
            self.ways.show_divergence(moment.divergence)
        self.ways.setVisible(moment.divergence is not None)
        growing = moment.stopped is None and not moment.looking_back
        told = growing_sentence(moment.health) if growing else None
        self.growing.setVisible(told is not None)
        if told is not None and self._symbols is not None:
            self.growing.setToolTip(render_message(told, self.theme, self._symbols, TIP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the phases together where there is little room."""
        super().resizeEvent(event)
        self._suit_width(event.size().width())

    def _suit_width(self, width: int) -> None:
        for connector in self.findChildren(Connector):
            connector.set_short(width < NARROW * self._scale)
        for chip in self.chips.values():
            chip.set_snug(width < TIGHT * self._scale)

    def say(self, text: str) -> None:
        """Say something else for a few seconds, such as why an edit was not made."""
        self._said, self._hinting = text, False
        self._quiet.start(SAID_MS)
        self._show_sentence()

    def hint(self, text: str) -> None:
        """Say something else for a moment, at most until there is another sentence."""
        self.say(text)
        self._hinting = True
        self._quiet.start(HINT_MS)

    def end_hint(self) -> None:
        """Say no more what was hinted at; anything else that is being said stays."""
        if self._hinting:
            self._unsay()

    def tell(self, told: Message | None) -> None:
        """Tell something else than what the step has done, until None is told."""
        if told != self._instead:
            self._instead = told
            self._show_sentence()

    def _unsay(self) -> None:
        self._said, self._hinting = "", False
        self._quiet.stop()
        self._show_sentence()

    def _show_sentence(self) -> None:
        said, symbols = self._said, self._symbols
        told = self._instead or self._message
        if said:
            self.sentence.write(lambda _: html.escape(said, quote=False))
        elif told is not None and symbols is not None:
            theme = self.theme
            self.sentence.write(lambda px: render_message(told, theme, symbols, px))


def _words() -> dict[Phase, str]:
    return {
        Phase.FORWARD: translate("Strip", "Forward"),
        Phase.LOSS: translate("Strip", "Loss"),
        Phase.BACKWARD: translate("Strip", "Backward"),
        Phase.UPDATE: translate("Strip", "Update"),
    }

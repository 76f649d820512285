"""The phase strip: the four phases, and a plain sentence that says what has just happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from chainrule.gui.fonts import style_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.phase_chip import Connector, PhaseChip
from chainrule.gui.sentences import render_message
from chainrule.gui.symbols import Symbols
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Network
    from chainrule.network.message import Message
    from chainrule.session.moment import Moment

SAID_MS = 6000
SMALLER = 14
"""px of a sentence that does not fit at its usual size"""


class PhaseStrip(QFrame):
    """Chips above, the sentence below, a counter at the right."""

    phase_chosen = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.icons = icons
        self.setObjectName("phase_strip")
        self.setFixedHeight(Metrics.STRIP)
        self._message: Message | None = None
        self._said = ""
        self._network: Network | None = None
        self._symbols: Symbols | None = None
        self._alarm = False
        self.chips = {phase: PhaseChip(number, phase, text) for number, (phase, text)
                      in enumerate(_words().items(), 1)}  # fmt: skip
        self.counter = QLabel()
        self.counter.setProperty("look", "second")
        self.sentence = QLabel()
        self.sentence.setObjectName("sentence")
        self.sentence.setTextFormat(Qt.TextFormat.RichText)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.warning = QLabel()
        self.warning.hide()
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
        column = QVBoxLayout(self)
        column.setContentsMargins(Metrics.LESSON_PADDING, 8, Metrics.LESSON_PADDING, 8)
        column.setSpacing(4)
        column.addLayout(above)
        column.addLayout(below)

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme."""
        self.theme, self.icons = theme, icons
        for chip in self.chips.values():
            chip.set_theme(theme, icons)
        for connector in self.findChildren(Connector):
            connector.set_theme(theme)
        self.warning.setPixmap(icons.pixmap("warning", 20, self.devicePixelRatioF(), "err"))
        self._dress()
        self._show_sentence()

    def _dress(self) -> None:
        ground = self.theme["errSoft" if self._alarm else "panel"].name()
        self.setStyleSheet(
            f"#phase_strip {{ background: {ground};"
            f" border-bottom: 1px solid {self.theme['border'].name()}; }}"
        )

    def show_moment(self, moment: Moment) -> None:
        """Show the phase, the sentence and the counter of a moment."""
        from chainrule.teaching.sentences import counter, sentence

        for phase, chip in self.chips.items():
            chip.show_state(phase is moment.phase, phase in moment.phases_done)
            chip.setEnabled(moment.can_step and not moment.looking_back)
        count = counter(moment)
        self.counter.setText("" if count is None else _plain(count))
        if (moment.stopped is not None) != self._alarm:
            self._alarm = moment.stopped is not None
            self.warning.setVisible(self._alarm)
            self._dress()
        if self._network is not moment.project.network:
            self._network = moment.project.network
            self._symbols = Symbols(self._network)
        told = sentence(moment)
        if told != self._message:
            self._message = told
            self._show_sentence()

    def say(self, text: str) -> None:
        """Say something else for a few seconds, such as why an edit was not made."""
        self._said = text
        self._quiet.start()
        self._show_sentence()

    def _unsay(self) -> None:
        self._said = ""
        self._show_sentence()

    def _show_sentence(self) -> None:
        if self._said:
            self.sentence.setText(self._said)
            self.sentence.setToolTip(self._said)
        elif self._message is not None and self._symbols is not None:
            self.sentence.setFont(style_font("say"))
            self.sentence.setText(render_message(self._message, self.theme, self._symbols))
            if self.sentence.sizeHint().width() > self.sentence.width() > 0:
                font = style_font("say")
                font.setPixelSize(SMALLER)
                self.sentence.setFont(font)
                shown = render_message(self._message, self.theme, self._symbols, SMALLER)
                self.sentence.setText(shown)
            self.sentence.setToolTip(self.sentence.text())


def _words() -> dict[Phase, str]:
    return {
        Phase.FORWARD: translate("Strip", "Forward"),
        Phase.LOSS: translate("Strip", "Loss"),
        Phase.BACKWARD: translate("Strip", "Backward"),
        Phase.UPDATE: translate("Strip", "Update"),
    }


def _plain(told: Message) -> str:
    return translate(told.context, told.template).format_map(told.values)

"""Steps told to a screen reader: the sentence of the strip, when a step has come to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from chainrule.gui.spoken import spoken

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.network.message import Message
    from chainrule.session.moment import Moment

LEAST_MS = 500
"""between two announcements: more than two a second cannot be listened to"""


class Narration(QObject):
    """Announces each step that is revealed; silent at speeds that are not animated."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._told: Message | None = None
        self._place: object = None
        self._waiting: Moment | None = None
        self._since = QElapsedTimer()
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._say_waiting)
        window.driver.moment_changed.connect(self.show_moment)

    def show_moment(self, moment: Moment) -> None:
        """Announce a moment if a step has just come to its end."""
        if not moment.frame.complete:
            return
        before, self._place = self._place, (moment.place, moment.position, moment.phase)
        unanimated = moment.playing and not moment.animated
        silent = unanimated or self._window.practice.on
        if before in (None, self._place) or silent or not QAccessible.isActive():
            return
        self._waiting = moment
        if not self._later.isActive():
            passed = self._since.elapsed() if self._since.isValid() else LEAST_MS
            if passed >= LEAST_MS:
                self._say_waiting()
            else:
                self._later.start(LEAST_MS - passed)

    def _say_waiting(self) -> None:
        from chainrule.teaching.sentences import sentence

        moment, self._waiting = self._waiting, None
        if moment is None:
            return
        told = sentence(moment)
        if told != self._told:
            self._told = told
            self._since.start()
            self._announce(spoken(told, self._window.theme, moment.project.network))

    def _announce(self, text: str) -> None:
        event = QAccessibleAnnouncementEvent(self._window.canvas, text)
        QAccessible.updateAccessibility(event)

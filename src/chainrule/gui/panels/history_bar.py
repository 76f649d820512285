"""The bar that says that an earlier moment is looked at, and leads back from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

ICON = 18


class HistoryBar(QFrame):
    """Shown while looking back."""

    train_from_here = Signal()
    back_to_end = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_bar")
        self.setFixedHeight(Metrics.HISTORY_BAR)
        self._icon = QLabel()
        self._place = QLabel()
        self._place.setProperty("look", "body")
        note = QLabel(translate("HistoryBar", "Looking back: nothing can be changed here."))
        note.setProperty("look", "caption")
        self._train = QPushButton(translate("HistoryBar", "Train from here"))
        self._train.setObjectName("train_from_here")
        self._back = QPushButton(translate("HistoryBar", "Back to the end"))
        self._back.setObjectName("back_to_end")
        self._back.setProperty("look", "primary")
        self._train.clicked.connect(self.train_from_here)
        self._back.clicked.connect(self.back_to_end)
        row = QHBoxLayout(self)
        row.setContentsMargins(Metrics.LESSON_PADDING, 0, 12, 0)
        row.setSpacing(12)
        for widget in (self._icon, self._place, note):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._train)
        row.addWidget(self._back)
        self.set_theme(theme, icons)

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme."""
        self.setStyleSheet(
            f"#history_bar {{ background: {theme['sunken'].name()};"
            f" border-bottom: 1px solid {theme['border'].name()}; }}"
        )
        self._icon.setPixmap(icons.pixmap("history", ICON, self.devicePixelRatioF()))
        self._train.setIcon(icons.icon("branch"))
        self._back.setIcon(icons.icon("skip-end", "onAccent"))

    def show_moment(self, moment: Moment) -> None:
        """Say which moment is looked at."""
        template = translate("HistoryBar", "<b>Update {update}</b> of {last}")
        text = template.format(update=moment.place.update, last=moment.last_update)
        if self._place.text() != text:
            self._place.setText(text)

"""The bar that says that an earlier moment is looked at, and leads back from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
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
        self._note = QLabel()
        self._note.setProperty("look", "caption")
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
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
        for widget in (self._icon, self._place):
            row.addWidget(widget)
        row.addWidget(self._note, 1)
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
            self._place.updateGeometry()
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say that nothing can be changed, in the longest words that fit whole."""
        others = (self._icon, self._place, self._train, self._back)
        row = self.layout()
        assert row is not None
        margins = row.contentsMargins()
        taken = sum(widget.sizeHint().width() + row.spacing() for widget in others)
        room = self.width() - margins.left() - margins.right() - taken - 2
        metrics = self._note.fontMetrics()
        words = (
            translate("HistoryBar", "Looking back: nothing can be changed here."),
            translate("HistoryBar", "Nothing can be changed."),
        )
        fitting = [text for text in words if metrics.horizontalAdvance(text) <= room]
        self._note.setText(fitting[0] if fitting else "")
        self._note.setToolTip("" if words[0] in fitting else words[0])

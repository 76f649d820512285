"""The status bar: where training stands, and what was last said."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, show
from chainrule.gui.widgets.conventions_button import ConventionsButton
from chainrule.session.asked import AskedKind

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from chainrule.gui.theme import Theme
    from chainrule.session.asked import Asked
    from chainrule.session.moment import Moment

SAID_MS = 6000
NOTHING = "–"
ROOMY = 1000
"""a narrower bar has the conventions in fewer words"""


class StatusBar(QWidget):
    """Counts at the left, the state of the file at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName("status")
        self.counts = QLabel()
        self.said = QLabel()
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.rate = QLabel()
        self.state = QLabel()
        self.file = QLabel()
        self.conventions = ConventionsButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(Metrics.DOCK_PADDING - 2, 0, Metrics.DOCK_PADDING, 0)
        row.setSpacing(20)
        row.addWidget(self.counts)
        row.addWidget(self.said, 1)
        for part in (self.rate, self.state, self.file, self.conventions):
            row.addWidget(part)
        self.conventions.set_notation(theme.notation)
        self._quiet = QTimer(self, singleShot=True, interval=SAID_MS)
        self._quiet.timeout.connect(lambda: self._write(""))
        self._words = ""
        _set(self.rate, "")
        _set(self.state, "")
        self.set_modified(False)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self.conventions.set_notation(theme.notation)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is little room."""
        super().resizeEvent(event)
        self.conventions.set_compact(self.width() < ROOMY)

    def show_moment(self, moment: Moment) -> None:
        """Show the counts of a moment."""
        spaced = "&nbsp;" * 5
        _set(self.counts, spaced.join(self._counts(moment)))
        state = ""
        if moment.stopped is not None:
            state = translate("Status", "Training stopped")
        elif moment.looking_back:
            state = translate("Status", "Looking back")
        if self.state.property("look") != ("error" if moment.stopped else ""):
            self.state.setProperty("look", "error" if moment.stopped else "")
            self.state.style().polish(self.state)
        _set(self.state, state)
        self.conventions.show_project(moment.project)

    def _counts(self, moment: Moment) -> list[str]:
        place = moment.place
        counts = [
            translate("Status", "Epoch {count}").format(count=self._bold(place.epoch)),
        ]
        if place.batch and place.batches > 1:
            template = translate("Status", "Batch {count}")
            counts.append(template.format(count=self._of(place.batch, place.batches)))
        template = translate("Status", "Sample {count}")
        if moment.asked is not None:
            counts.append(template.format(count=f"<b>{_asked(moment.asked)}</b>"))
        elif place.samples:
            counts.append(template.format(count=self._of(place.sample, place.samples)))
        counts.append(translate("Status", "Update {count}").format(count=self._bold(place.update)))
        if place.steps:
            template = translate("Status", "Step {count}")
            counts.append(template.format(count=self._of(place.step, place.steps)))
        counts.append(self._loss(moment))
        return counts

    def _loss(self, moment: Moment) -> str:
        shown = NOTHING
        if moment.loss is not None:
            shown = show(moment.loss, Kind.GRADIENT, self.theme.notation)
            if not math.isfinite(moment.loss):
                shown = f'<span style="color:{self.theme["errText"].name()}">{shown}</span>'
        template = (
            translate("Status", "Mean loss {loss}")
            if moment.loss_is_mean and moment.project.training.reduction == "mean"
            else translate("Status", "Loss {loss}")
        )
        return template.format(loss=f"<b>{shown}</b>")

    def _bold(self, count: int) -> str:
        return f"<b>{show(count, Kind.COUNT, self.theme.notation)}</b>"

    def _of(self, count: int, total: int) -> str:
        template = translate("Status", "{count} of {total}")
        shown, of = (show(number, Kind.COUNT, self.theme.notation) for number in (count, total))
        return f"<b>{template.format(count=shown, total=of)}</b>"

    def set_modified(self, modified: bool) -> None:
        """Say whether there are unsaved changes."""
        saved, unsaved = translate("Status", "Saved"), translate("Status", "Unsaved changes")
        _set(self.file, unsaved if modified else saved)

    def set_rate(self, updates: float) -> None:
        """Say how many updates a second are made; 0 says nothing."""
        text = ""
        if updates > 0:
            template = translate("Status", "{count} updates/s")
            text = template.format(count=show(round(updates), Kind.COUNT, self.theme.notation))
        _set(self.rate, text)

    def say(self, text: str) -> None:
        """Say something for a few seconds, also to a screen reader."""
        self._write(text)
        self._quiet.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.said, text))

    def correct(self, before: str, now: str) -> None:
        """Where it still says what is no longer so, say what is, for the time that is left."""
        if before and before == self._words:
            self._write(now)

    def _write(self, text: str) -> None:
        self._words = shown = text
        if self.isVisible():
            metrics, right = self.said.fontMetrics(), Qt.TextElideMode.ElideRight
            shown = metrics.elidedText(text, right, self.said.width())
        self.said.setText(shown)
        self.said.setToolTip(text if shown != text else "")


def _asked(asked: Asked) -> str:
    """Return what stands in the place of a sample's number."""
    return {
        AskedKind.POINT: translate("Status", "your point"),
        AskedKind.DRAWING: translate("Status", "your drawing"),
        AskedKind.TEST: translate("Status", "from the test set"),
    }[asked.kind]


def _set(label: QLabel, text: str) -> None:
    """Set a text; where there is none the label takes no room."""
    if label.text() != text:
        label.setText(text)
    label.setHidden(not text)

"""The Training panel: knobs for learning rate, momentum and batch size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.symbols import ETA, MU
from chainrule.gui.widgets.knob import Knob
from chainrule.gui.widgets.knob_scale import BatchScale, LearningRateScale, MomentumScale
from chainrule.gui.widgets.section import SectionHeader
from chainrule.network.edits import set_training
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.project import Training
from chainrule.session.document import Edit

if TYPE_CHECKING:
    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme
    from chainrule.network.message import Message
    from chainrule.network.project import Project
    from chainrule.session.moment import Moment

ICON = 16
USUAL = Training()


class TrainingPanel(QWidget):
    """Three knobs; a turn is an edit, live while the network trains."""

    edit_requested = Signal(object)
    merge_ended = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(Metrics.TRAINING - 24)
        self._rows = 1
        self.learning_rate = Knob(
            "learning_rate", translate("Training", "Learning rate"), LearningRateScale(),
            USUAL.learning_rate, theme, ETA,
        )  # fmt: skip
        self.momentum = Knob(
            "momentum", translate("Training", "Momentum"), MomentumScale(), USUAL.momentum,
            theme, MU,
        )  # fmt: skip
        self.batch_size = Knob(
            "batch_size", translate("Training", "Batch size"), BatchScale(1),
            USUAL.batch_size, theme,
        )  # fmt: skip
        self._reset = QToolButton()
        self._reset.setIconSize(QSize(ICON, ICON))
        tip = translate("Training", "Set the knobs to their usual places")
        self._reset.setToolTip(tip)
        self._reset.setAccessibleName(tip)
        self._reset.clicked.connect(self._reset_all)
        self._lay_out()
        self._bind()
        self.set_theme(theme, icons)

    def _knobs(self) -> tuple[Knob, Knob, Knob]:
        return self.learning_rate, self.momentum, self.batch_size

    def _lay_out(self) -> None:
        self._header = SectionHeader(translate("Training", "Training"))
        self._header.add(self._reset)
        knobs = QHBoxLayout()
        knobs.setSpacing(0)
        for knob in self._knobs():
            knobs.addWidget(knob, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Metrics.DOCK_PADDING, 4, Metrics.DOCK_PADDING, 8)
        column.setSpacing(4)
        column.addWidget(self._header)
        column.addLayout(knobs)
        column.addStretch(1)

    def set_compact(self, compact: bool) -> None:
        """Put each knob's box beside its dial where height is short."""
        self._header.setHidden(compact)
        for knob in self._knobs():
            knob.set_compact(compact)

    def _bind(self) -> None:
        self.learning_rate.value_changed.connect(
            lambda value: self._change(
                "learning_rate",
                message(QT_TRANSLATE_NOOP("Undo", "Change the learning rate")),
                value,
            )
        )
        self.momentum.value_changed.connect(
            lambda value: self._change(
                "momentum", message(QT_TRANSLATE_NOOP("Undo", "Change the momentum")), value
            )
        )
        self.batch_size.value_changed.connect(
            lambda value: self._change(
                "batch_size",
                message(QT_TRANSLATE_NOOP("Undo", "Change the batch size")),
                int(value),
            )
        )
        for knob in self._knobs():
            knob.turn_finished.connect(self.merge_ended)

    def _change(self, name: str, label: Message, value: float) -> None:
        def change(project: Project) -> Project:
            return set_training(project, **{name: value})

        self.edit_requested.emit(Edit(label, change, ("knob", name)))

    def _reset_all(self) -> None:
        def change(project: Project) -> Project:
            return set_training(
                project,
                learning_rate=USUAL.learning_rate,
                momentum=USUAL.momentum,
                batch_size=USUAL.batch_size,
            )

        label = message(QT_TRANSLATE_NOOP("Undo", "Set the knobs to their usual places"))
        self.edit_requested.emit(Edit(label, change))

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme."""
        for knob in self._knobs():
            knob.set_theme(theme)
        self._reset.setIcon(icons.icon("restart"))

    def show_moment(self, moment: Moment) -> None:
        """Show the settings; while looking back they cannot be turned."""
        training = moment.project.training
        rows = len(moment.project.data.train)
        if rows != self._rows:
            self._rows = rows
            self.batch_size.set_scale(BatchScale(max(1, rows)))
        self.learning_rate.set_value(training.learning_rate)
        self.momentum.set_value(training.momentum)
        self.batch_size.set_value(training.batch_size)
        here = not moment.looking_back
        self.learning_rate.setEnabled(here)
        self.momentum.setEnabled(here)
        self.batch_size.setEnabled(here and rows > 1)
        self._reset.setEnabled(here)
        self.learning_rate.set_error(moment.stopped is not None)

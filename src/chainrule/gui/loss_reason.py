"""Tells at the loss box of the canvas why there is no loss, while there can be none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from chainrule.gui.asked_words import no_target

if TYPE_CHECKING:
    from chainrule.gui.canvas.view import Canvas
    from chainrule.gui.driver import Driver
    from chainrule.session.moment import Moment


class LossReason(QObject):
    """Answers for the loss box when a person lets the pointer rest on it."""

    def __init__(self, canvas: Canvas, driver: Driver) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._reason = ""
        driver.moment_changed.connect(self.show_moment)
        canvas.installEventFilter(self)

    def show_moment(self, moment: Moment) -> None:
        """Know why a moment has no loss; most have one."""
        self._reason = "" if moment.asked is None else no_target(moment.asked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say it beside the pointer."""
        if not self._reason or not isinstance(event, QHelpEvent):
            return False
        if event.type() != QEvent.Type.ToolTip:
            return False
        canvas, point = self._canvas, event.pos()
        box = canvas.layout_now.loss
        if box is None or not box.contains(canvas.viewport.to_canvas((point.x(), point.y()))):
            return False
        QToolTip.showText(event.globalPos(), self._reason, canvas)
        return True

"""What the painted parts of the docks share: a theme, hovering over numbers, their full digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from chainrule.gui.language import translate
from chainrule.gui.numbers import exact

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QPointF
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent

    from chainrule.gui.selection import Selection
    from chainrule.gui.theme import Theme
    from chainrule.teaching.cards.parts import NumberName


class Painted(QWidget):
    """A widget that paints itself in a theme; its numbers ring their source and tell all digits."""

    hovered = Signal(object)
    """the `Selection` that the number under the pointer comes from; None when there is none"""
    origin_wanted = Signal(object)
    """the name of the number that was clicked"""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._target: Selection | None = None
        self.setMouseTracking(True)
        self.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        if theme is not self.theme:
            self.theme = theme
            self.setAccessibleName(self.told())
            self.update()

    def told(self) -> str:
        """Return what a screen reader says, its numbers in the notation that is on."""
        return self.accessibleName()

    def number_at(self, point: QPointF) -> float | None:
        """Return the number at a point, None where there is none."""
        return None

    def target_at(self, point: QPointF) -> Selection | None:
        """Return what the number at a point comes from."""
        return None

    def origin_at(self, point: QPointF) -> NumberName | None:
        """Return the name of the number at a point that can be traced to its origin."""
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ring the source of the number under the pointer."""
        self._point_to(self.target_at(event.position()))
        self._show_hand(self.origin_at(event.position()) is not None)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the origin of the number that was clicked."""
        origin = self.origin_at(event.position())
        if origin is not None and event.button() == Qt.MouseButton.LeftButton:
            self.origin_wanted.emit(origin)
        super().mouseReleaseEvent(event)

    def _show_hand(self, hand: bool) -> None:
        if hand:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the ring away."""
        self._point_to(None)
        super().leaveEvent(event)

    def _point_to(self, target: Selection | None) -> None:
        if target != self._target:
            self._target = target
            self.hovered.emit(target)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show all the digits of the number under the pointer.

        A filter, not an override of `event`: painting never goes through it.
        """
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.number_at(event.pos().toPointF())
            told = "" if number is None else exact(number, self.theme.notation)
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().eventFilter(watched, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the number under the pointer."""
        number = self.number_at(event.pos().toPointF())
        if number is None:
            event.ignore()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(translate("Inspector", "Copy value"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(repr(number)))
        menu.popup(event.globalPos())

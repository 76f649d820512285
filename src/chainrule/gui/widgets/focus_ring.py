"""The ring round what has the keyboard focus: 2 px wide, 2 px away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QWidget
from shiboken6 import isValid

from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from chainrule.gui.theme import Theme

REACH = Metrics.FOCUS_RING + Metrics.FOCUS_GAP
RINGED = (QAbstractButton, QComboBox)
"""what gets a ring, and what has the property `ringed`; boxes and lists show focus themselves"""
FOLLOWED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show})


class _Ring(QWidget):
    """The ring itself, in the nearest widget round its own that has room for all of it."""

    def __init__(self, widget: QWidget, theme: Theme) -> None:
        host = _host(widget)
        super().__init__(host)
        self._widget, self._host = widget, host
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        followed: QWidget | None = widget
        while followed is not None and followed is not host:
            followed.installEventFilter(self)
            followed = followed.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide or not isValid(self._widget):
            self.hide()
        elif event.type() in FOLLOWED:
            self._place()
        return False

    def _place(self) -> None:
        self.setGeometry(_box(self._widget, self._host))
        self.setVisible(self._widget.isVisibleTo(self._host))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.focus, Metrics.FOCUS_RING))
        radius = Metrics.RADIUS + Metrics.FOCUS_GAP
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


def _box(widget: QWidget, host: QWidget) -> QRect:
    """Return the box of a widget's ring in the widget that has the ring."""
    corner = widget.mapTo(host, QPoint(0, 0))
    return QRect(corner, widget.size()).adjusted(-REACH, -REACH, REACH, REACH)


def _host(widget: QWidget) -> QWidget:
    """Return the nearest widget round another one in which its whole ring can be seen.

    What scrolls keeps the rings of what is in it.
    """
    first = widget.parentWidget()
    assert first is not None
    host = first
    while not host.rect().contains(_box(widget, host)):
        above = host.parentWidget()
        if host.isWindow() or above is None:
            return first
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            return first
        host = above
    return host


class FocusRing(QObject):
    """Shows the ring wherever the keyboard, not the mouse, has taken the focus."""

    def __init__(self, app: QApplication, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(app if parent is None else parent)
        self._theme = theme
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._moved)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme from the next focus on."""
        self._theme = theme

    def ringed(self) -> QWidget | None:
        """Return the widget the ring is shown round."""
        if self._ring is None or not isValid(self._ring) or not isValid(self._ring._widget):
            return None
        return self._ring._widget

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        ringed = new is not None and (isinstance(new, RINGED) or bool(new.property("ringed")))
        if new is not None and ringed and new.parentWidget() is not None and not by_mouse:
            self._ring = _Ring(new, self._theme)

"""The icons, drawn from SVG in a theme's colours at whatever size and scale the screen asks for.

QtSvg paints `currentColor` black, so the colour is put in before rendering. QtSvg itself is
imported when the first icon is painted, and an icon is rendered only when it is seen.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from chainrule.resources import resource

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QColor

    from chainrule.gui.theme import Theme

MARK = "mark"
MARK_ACCENT = "#0B7A75"
"""the second ring's colour in the drawing, which becomes the theme's accent"""
TOOLBAR = 20
"""logical px of an icon in the toolbar; 18 and 16 elsewhere"""


class Icons:
    """All icons in one theme; make another when the theme changes.

    `icon("play", "onAccent")` has the role's colour; disabled icons are `idle`, those of a checked
    or selected thing `accentText`.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._drawings: dict[str, str] = {}
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int, int], QPixmap] = {}

    def icon(self, name: str, role: str = "text2") -> QIcon:
        """Return an icon by name in the colour of a role."""
        key = (name, role)
        if key not in self._icons:
            self._icons[key] = QIcon(_Engine(self, name, role))
        return self._icons[key]

    def pixmap(
        self, name: str, size: int = TOOLBAR, ratio: float = 1.0, role: str = "text2"
    ) -> QPixmap:
        """Return the picture of an icon, `size` logical px wide, for a device pixel ratio."""
        pixmap = self.rendered(name, self.theme[role], round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def rendered(self, name: str, colour: QColor, width: int, height: int) -> QPixmap:
        """Return an icon rendered in a colour at so many device pixels."""
        key = (name, colour.name(), width, height)
        if key not in self._pixmaps:
            pixmap = QPixmap(width, height)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.paint(painter, name, QRectF(0, 0, width, height), colour)
            painter.end()
            self._pixmaps[key] = pixmap
        return QPixmap(self._pixmaps[key])

    def paint(self, painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
        """Paint an icon into a box."""
        from PySide6.QtSvg import QSvgRenderer

        drawing = self._drawing(name).replace("currentColor", colour.name())
        renderer = QSvgRenderer(QByteArray(drawing.encode()))
        renderer.render(painter, box)

    def colour(self, mode: QIcon.Mode, state: QIcon.State, role: str) -> QColor:
        """Return the colour of an icon that is used in a mode and state."""
        if mode == QIcon.Mode.Disabled:
            return self.theme.idle
        marked = state == QIcon.State.On or mode == QIcon.Mode.Selected
        return self.theme.accentText if marked and role == "text2" else self.theme[role]

    def _drawing(self, name: str) -> str:
        if name not in self._drawings:
            path = resource("icons", f"{name}.svg")
            drawing = path.read_text(encoding="utf-8")
            self._drawings[name] = drawing.replace(MARK_ACCENT, self.theme.accent.name())
        return self._drawings[name]

    def mark(self, size: int, ratio: float = 1.0) -> QPixmap:
        """Return the two rings of the application in the colours of the theme."""
        return self.pixmap(MARK, size, ratio, "text")

    @cached_property
    def app(self) -> QIcon:
        """The mark of the application, in its own colours."""
        return QIcon(str(resource("icons", "chainrule.svg")))


def icon(name: str, theme: Theme, size: int = TOOLBAR) -> QIcon:
    """Return one icon; `Icons` keeps what many of them share."""
    made = Icons(theme).icon(name)
    made.actualSize(QSize(size, size))
    return made


class _Engine(QIconEngine):
    """Renders one icon when it is seen, as large as it is seen."""

    def __init__(self, icons: Icons, name: str, role: str) -> None:
        super().__init__()
        self._icons, self._name, self._role = icons, name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._icons.colour(mode, state, self._role)
        self._icons.paint(painter, self._name, QRectF(rect), colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return the icon `size` logical px large, for a device pixel ratio of `scale`."""
        colour = self._icons.colour(mode, state, self._role)
        device = size * scale
        pixmap = self._icons.rendered(self._name, colour, device.width(), device.height())
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    def clone(self) -> QIconEngine:
        return _Engine(self._icons, self._name, self._role)

"""The icons, drawn from SVG in a theme's colours at the sizes and scales the screens ask for.

QtSvg paints `currentColor` black, so the colour is put in before rendering. QtSvg itself is
imported when the first icon is made. An icon is a QIcon filled with pixmaps: it belongs to Qt
alone, and lives on when the set that made it is gone.
"""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap

from chainrule.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor
    from PySide6.QtSvg import QSvgRenderer

    from chainrule.gui.theme import Theme

MARK = "mark"
MARK_ACCENT = "#0B7A75"
"""the second ring's colour in the drawing, which becomes the theme's accent"""
TOOLBAR = 20
"""logical px of an icon in the toolbar"""
PANEL = 18
"""logical px of an icon in the head of a panel"""
MENU = 16
"""logical px of an icon in a menu and in a small button"""
USUAL_SIZES = (MENU, TOOLBAR)


class Icons:
    """All icons in one theme; make another when the theme or the screens' scale changes.

    `icon("play", "onAccent")` has the role's colour; disabled icons are `idle`, those of a checked
    or selected thing `accentText`. `ratios` are the device pixel ratios that icons are made for,
    by default those of the screens there are; with a `scale` they are also made that much larger.
    """

    def __init__(
        self, theme: Theme, ratios: Iterable[float] | None = None, scale: float = 1.0
    ) -> None:
        self.theme = theme
        self._scale = scale
        self.ratios = screen_ratios() if ratios is None else tuple(sorted(set(ratios)))
        self._renderers: dict[tuple[str, str], QSvgRenderer] = {}
        self._icons: dict[tuple[str, str, tuple[int, ...]], QIcon] = {}

    def icon(self, name: str, role: str = "text2", sizes: tuple[int, ...] = USUAL_SIZES) -> QIcon:
        """Return an icon by name in the colour of a role, crisp at these sizes in logical px."""
        key = (name, role, sizes)
        if key not in self._icons:
            self._icons[key] = self._made(name, role, sizes)
        return QIcon(self._icons[key])

    def _made(self, name: str, role: str, sizes: tuple[int, ...]) -> QIcon:
        icon = QIcon()
        for size in sorted({*sizes, *(round(size * self._scale) for size in sizes)}):
            for ratio in self.ratios:
                plain = self.pixmap(name, size, ratio, role)
                off = self._tinted(plain, self.theme.idle)
                marked = self._tinted(plain, self.theme.accentText) if role == "text2" else plain
                for state in QIcon.State:
                    on = state == QIcon.State.On
                    icon.addPixmap(marked if on else plain, QIcon.Mode.Normal, state)
                    icon.addPixmap(marked, QIcon.Mode.Selected, state)
                    icon.addPixmap(off, QIcon.Mode.Disabled, state)
        return icon

    def _tinted(self, pixmap: QPixmap, colour: QColor) -> QPixmap:
        """Return a pixmap with its ink in another colour."""
        tinted = QPixmap(pixmap)
        painter = QPainter(tinted)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(QRectF(0, 0, tinted.width(), tinted.height()), colour)
        painter.end()
        return tinted

    def pixmap(
        self, name: str, size: int = TOOLBAR, ratio: float = 1.0, role: str = "text2"
    ) -> QPixmap:
        """Return the picture of an icon, `size` logical px wide, for a device pixel ratio."""
        ink, accent = self.theme[role].name(), self.theme.accent.name()
        pixmap = QPixmap.fromImage(_rendered(name, ink, accent, device_px(size, ratio)))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def paint(self, painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
        """Paint an icon into a box."""
        key = (name, colour.name())
        if key not in self._renderers:
            self._renderers[key] = _renderer(*key, self.theme.accent.name())
        self._renderers[key].render(painter, box)

    def mark(self, size: int, ratio: float = 1.0) -> QPixmap:
        """Return the two rings of the application in the colours of the theme."""
        return self.pixmap(MARK, size, ratio, "text")

    @cached_property
    def app(self) -> QIcon:
        """The mark of the application, in its own colours."""
        return QIcon(str(resource("icons", "chainrule.svg")))


@lru_cache(maxsize=4096)
def _rendered(name: str, ink: str, accent: str, width: int) -> QImage:
    """Return an icon rendered at so many device pixels; an image outlives the application."""
    image = QImage(width, width, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _renderer(name, ink, accent).render(painter, QRectF(0, 0, width, width))
    painter.end()
    return image


def _renderer(name: str, ink: str, accent: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer

    drawing = _drawing(name).replace(MARK_ACCENT, accent).replace("currentColor", ink)
    return QSvgRenderer(QByteArray(drawing.encode()))


@lru_cache(maxsize=512)
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def device_px(size: int, ratio: float) -> int:
    """Return a size in device pixels, rounded as Qt does."""
    return math.floor(size * ratio + 0.5)


def screen_ratios() -> tuple[float, ...]:
    """Return the device pixel ratios of the screens there are."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}))

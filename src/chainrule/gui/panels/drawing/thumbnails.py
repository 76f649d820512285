"""Samples of the test set as little pictures to be picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGridLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.symbols import Symbols
from chainrule.gui.widgets.icon_button import icon_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QToolButton

    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme
    from chainrule.network.project import Project

ACROSS = 5
PICTURE, BUTTON, INSET = 38, 40, 4
"""px of a picture with its frame, of its button, and from the frame to the pixels"""
OTHERS, ICON = 28, 18
MOST = 10
"""pictures, in two rows"""


class Thumbnails(QWidget):
    """A test sample of each class; `others` is a button that brings others, placed by the owner."""

    picked = Signal(int)
    """a row of the test set, from 0"""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._project: Project | None = None
        self._turn = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(2)
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1)
        self.buttons: list[QToolButton] = []
        label = translate("Drawing", "Show other digits")
        self.others = icon_button("pick_others", label, ICON, self, side=OTHERS)
        self.others.setProperty("look", "small")
        self.others.clicked.connect(self._go_on)

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme."""
        self._theme, self._icons = theme, icons
        self._fill()

    def show_project(self, project: Project) -> None:
        """Show samples of another test set."""
        old, self._project = self._project, project
        if old is None or old.data is not project.data:
            self._fill()

    def _go_on(self) -> None:
        self._turn += 1
        self._fill()

    def _fill(self) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        if self._project is None:
            return
        for place, (row, name) in enumerate(self._chosen(self._project)):
            label = translate("Drawing", "Test digit: {name}").format(name=name)
            button = icon_button(f"pick_{row}", label, PICTURE, self, side=BUTTON)
            button.setIcon(QIcon(self._picture(self._project, row)))
            button.clicked.connect(lambda _=False, row=row: self.picked.emit(row))
            self._grid.addWidget(button, *divmod(place, ACROSS), _alignment(place))
            self.buttons.append(button)
        self.others.setIcon(self._icons.icon("shuffle", sizes=(ICON,)))

    def _chosen(self, project: Project) -> list[tuple[int, str]]:
        """Return a row of every class, others at each turn, with the names of the classes."""
        data, names = project.data, Symbols(project.network)
        rows: dict[int, list[int]] = {}
        for number, row in enumerate(data.test):
            targets = row[len(data.inputs) :]
            rows.setdefault(targets.index(max(targets)), []).append(number)
        return [
            (found[self._turn % len(found)], names.neuron(data.targets[place]).lowered)
            for place, found in sorted(rows.items())[:MOST]
        ]

    def _picture(self, project: Project, row: int) -> QPixmap:
        data, theme = project.data, self._theme
        by_name = dict(zip(data.inputs, data.test[row], strict=False))
        values = [by_name[neuron.id] for neuron in project.network.inputs]
        image = pixel_image(values, [theme.mix("sunken", "ink", step / 15) for step in range(16)])
        ratio = self.devicePixelRatioF()
        tile = QPixmap(QSize(PICTURE, PICTURE) * ratio)
        tile.setDevicePixelRatio(ratio)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border, 1.0))
        painter.setBrush(theme.sunken)
        ground = QRectF(0.5, 0.5, PICTURE - 1, PICTURE - 1)
        painter.drawRoundedRect(ground, Metrics.RADIUS_MINI, Metrics.RADIUS_MINI)
        painter.drawImage(ground.adjusted(INSET, INSET, -INSET, -INSET), image)
        painter.end()
        return tile


def _alignment(place: int) -> Qt.AlignmentFlag:
    """Return how a picture stands in its column, so that the outer ones reach the edges."""
    column, sides = place % ACROSS, Qt.AlignmentFlag
    if column == 0:
        return sides.AlignLeft
    return sides.AlignRight if column == ACROSS - 1 else sides.AlignHCenter


def pixel_image(values: Sequence[float], shades: Sequence[QColor]) -> QImage:
    """Return a square picture with a pixel per value, from the least to the largest of them."""
    side = round(len(values) ** 0.5)
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    most = len(shades) - 1
    image = QImage(side, side, QImage.Format.Format_RGB32)
    for place, value in enumerate(values):
        down, across = divmod(place, side)
        image.setPixelColor(across, down, shades[round(most * (value - low) / span)])
    return image

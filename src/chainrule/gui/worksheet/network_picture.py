"""The network on a sheet: its names and given numbers; what is to be found is left open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from chainrule.gui.canvas.detail import Level, fitting_level
from chainrule.gui.canvas.layout import build_layout
from chainrule.gui.canvas.options import PARTS, Labels, Options
from chainrule.gui.canvas.painter import paint_picture
from chainrule.gui.canvas.viewport import Viewport
from chainrule.gui.worksheet.blocks import Block
from chainrule.gui.worksheet.print_theme import print_theme
from chainrule.session.frame import ready_frame

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from chainrule.gui.canvas.layout import Layout
    from chainrule.network.project import Project
    from chainrule.teaching.notation import Notation

SHOWN = PARTS - {"grid", "legend", "gradients", "contributions"}
LEAST, MOST = 190.0, 330.0
"""height on the page"""
ABOUT = 100.0
"""canvas units above and below the network that are painted too"""
ENLARGED = 0.8
"""a small network is drawn larger: so many of its pixels are as wide as the page"""
MOST_DECIMALS = 6


@dataclass(frozen=True)
class NetworkPicture:
    """The picture of a project's network, as wide as the page.

    It is painted in pixels of the canvas, as many as its layout needs, and made smaller.
    """

    project: Project
    width: float
    notation: Notation

    @property
    def block(self) -> Block:
        """The picture as a block."""
        return Block(self._height, self._paint)

    @property
    def names_weights(self) -> bool:
        """Whether there is room to name the weights."""
        view = Viewport(self._across, self._height * self._across / self.width)
        fitted = view.fitted(self._layout.bounds)
        return fitting_level(self._layout, fitted, self._options) is Level.FULL

    @cached_property
    def _layout(self) -> Layout:
        return build_layout(self.project)

    @property
    def _across(self) -> float:
        """How many pixels of the canvas are as wide as the page."""
        bounds = self._layout.bounds
        if bounds is None:
            return self.width
        return max(ENLARGED * self.width, bounds.width + ABOUT)

    @property
    def _height(self) -> float:
        bounds = self._layout.bounds
        wanted = 0.0 if bounds is None else (bounds.height + ABOUT) * self.width / self._across
        return min(MOST, max(LEAST, wanted))

    @cached_property
    def _options(self) -> Options:
        notation = self.notation.digits(_decimals(self.project))
        return Options(parts=SHOWN, notation=notation, labels=Labels.ALL, still=True)

    def _paint(self, painter: QPainter, x: float, y: float) -> None:
        scale = self.width / self._across
        area = QRectF(0, 0, self._across, self._height / scale)
        frame, theme = ready_frame(self.project), print_theme(self.notation)
        painter.save()
        painter.translate(x, y)
        painter.scale(scale, scale)
        paint_picture(painter, area, self.project, frame, theme, self._options)
        painter.restore()


def _decimals(project: Project) -> int:
    """Return how many decimals write every weight and bias as it is."""
    values = project.network.parameters.values()
    behind = [len(f"{value:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2]) for value in values]
    return max([1, *behind])

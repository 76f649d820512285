"""The network on a sheet: its names and given numbers; what is to be found is left open."""

from __future__ import annotations

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

    from chainrule.network.project import Project

SHOWN = PARTS - {"grid", "legend", "gradients", "contributions"}
LEAST, MOST = 190.0, 330.0
"""height on the page"""
ABOUT = 100.0
"""canvas units above and below the network that are painted too"""
ENLARGED = 0.8
"""a small network is drawn larger: so many of its pixels are as wide as the page"""
MOST_DECIMALS = 6


def network_block(project: Project, width: float) -> Block:
    """Return the picture of the network, as wide as the page.

    It is painted in pixels of the canvas, as many as its layout needs, and made smaller.
    """
    across, height = _size(project, width)
    scale = width / across
    options = _options(project)
    frame, theme = ready_frame(project), print_theme()

    def paint(painter: QPainter, x: float, y: float) -> None:
        painter.save()
        painter.translate(x, y)
        painter.scale(scale, scale)
        area = QRectF(0, 0, across, height / scale)
        paint_picture(painter, area, project, frame, theme, options)
        painter.restore()

    return Block(height, paint)


def names_weights(project: Project, width: float) -> bool:
    """Return whether the picture has room to name the weights."""
    across, height = _size(project, width)
    layout = build_layout(project)
    view = Viewport(across, height * across / width).fitted(layout.bounds)
    return fitting_level(layout, view, _options(project)) is Level.FULL


def _size(project: Project, width: float) -> tuple[float, float]:
    """Return how many pixels of the canvas are as wide as the page, and the height on the page."""
    bounds = build_layout(project).bounds
    if bounds is None:
        return width, LEAST
    across = max(ENLARGED * width, bounds.width + ABOUT)
    return across, min(MOST, max(LEAST, (bounds.height + ABOUT) * width / across))


def _options(project: Project) -> Options:
    return Options(parts=SHOWN, decimals=_decimals(project), labels=Labels.ALL, still=True)


def _decimals(project: Project) -> int:
    """Return how many decimals write every weight and bias as it is."""
    values = project.network.parameters.values()
    behind = [len(f"{value:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2]) for value in values]
    return max([1, *behind])

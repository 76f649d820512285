"""The surface: a project shown at one frame in a view that can be zoomed, panned and fitted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QPointF, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from chainrule.gui.canvas.layout import build_layout, relabelled
from chainrule.gui.canvas.painter import (
    enter,
    fitting_level,
    paint_background,
    paint_step,
    prepare,
    smooth,
)
from chainrule.gui.canvas.scene import Options, Scene
from chainrule.gui.canvas.viewport import NOTCH, Viewport
from chainrule.gui.canvas.zoom_control import MARGIN, ZoomControl
from chainrule.network.project import Project
from chainrule.session.frame import ready_frame

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent

    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.selection import Selection
    from chainrule.gui.theme import Theme
    from chainrule.session.frame import Frame

FIT_MS, BUTTON_MS = 360, 180
SETTLE_MS = 120
"""how long after the last move of the view a large network is drawn anew"""
MANY_EDGES = 2000
"""with more edges the picture is moved along while the view moves"""


class Surface(QWidget):
    """Draws; what a person does on it is the business of the canvas made from it.

    What stands still is kept as a picture, with the view that it was painted for; only what the
    step in progress is about is painted every frame.
    """

    zoom_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.project = Project()
        self.frame: Frame = ready_frame(self.project)
        self.layout_now = build_layout(self.project)
        self.viewport = Viewport()
        self.options = Options()
        self.animated = True
        self._shown = False
        self._fitted = True
        self._level = fitting_level(self.layout_now, self.viewport)
        self._prepared: Prepared | None = None
        self._picture: tuple[QPixmap, Viewport] | None = None
        self._control = ZoomControl(self, theme)
        self._control.chosen.connect(self._zoom_chosen)
        self._ends: tuple[Viewport, Viewport] = (self.viewport, self.viewport)
        self._glide = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._glided)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._settled)

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self.options.selection

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.theme = theme
        self._control.set_theme(theme)
        self.forget()

    def set_project(self, project: Project) -> None:
        """Show another state of the project; the view stays where it is."""
        if project is self.project:
            return
        before, self.project = self.project, project
        same = relabelled(self.layout_now, before, project)
        self.layout_now = same or build_layout(project)
        self.set_selection(self.selection.within(project.network))
        if not before.network.neurons and len(project.network.neurons) > 1:
            self.zoom_fit(animated=False)
        self._update_level()
        self.forget()

    def set_frame(self, frame: Frame) -> None:
        """Show another frame; while only its progress changes, little is painted anew."""
        same = frame is self.frame or replace(frame, progress=self.frame.progress) == self.frame
        self.frame = frame
        if same:
            self.update()
        else:
            self.forget()

    def set_selection(self, selection: Selection) -> None:
        """Select; tells nobody."""
        if selection != self.options.selection:
            self.options = replace(self.options, selection=selection)
            self.forget()

    def set_decimals(self, decimals: int) -> None:
        """Say how many decimals weights and values get."""
        self.options = replace(self.options, decimals=decimals)
        self.forget()

    def set_parts(self, parts: frozenset[str]) -> None:
        """Say which parts are shown, of `scene.PARTS`."""
        self.options = replace(self.options, parts=parts)
        self.forget()

    def set_animated(self, animated: bool) -> None:
        """Say whether the view may glide; off for reduced motion."""
        self.animated = animated

    def mark_targets(self, legal: frozenset[str], illegal: frozenset[str]) -> None:
        """Ring the neurons that a connection may end at and fade the others."""
        self.options = replace(self.options, legal=legal, illegal=illegal)
        self.forget()

    # the view

    def zoom_in(self) -> None:
        """Zoom in by one notch about the middle."""
        self.zoom_to(self._destination().zoom * NOTCH)

    def zoom_out(self) -> None:
        """Zoom out by one notch about the middle."""
        self.zoom_to(self._destination().zoom / NOTCH)

    def zoom_to(self, factor: float) -> None:
        """Zoom about the middle; 1.0 is 100%."""
        self._fitted = False
        self._go(self._destination().zoomed(factor), BUTTON_MS)

    def zoom_fit(self, animated: bool = True) -> None:
        """Show the whole network, also when the size changes, until the view is moved."""
        self._fitted = True
        self._go(self.viewport.fitted(self.layout_now.bounds), FIT_MS if animated else 0)

    def set_viewport(self, view: Viewport) -> None:
        """Show this part of the plane at once."""
        self._fitted = False
        self._glide.stop()
        self._show_view(view)

    def neuron_point(self, neuron: str) -> QPointF:
        """Return where a neuron's centre is, in pixels of the widget."""
        return QPointF(*self.viewport.to_screen(self.layout_now.places[neuron]))

    def connection_point(self, key: Key) -> QPointF:
        """Return where a connection's pill is (its middle when it has none), in pixels."""
        pill = self.prepared().pills.get(key)
        place = (pill.box.x, pill.box.y) if pill else self.layout_now.curves[key].at(0.5)
        return QPointF(*self.viewport.to_screen(place))

    def _zoom_chosen(self, name: str) -> None:
        if name == "fit":
            self.zoom_fit()
        elif name == "percent":
            self.zoom_to(1.0)
        elif name == "plus":
            self.zoom_in()
        else:
            self.zoom_out()

    def _destination(self) -> Viewport:
        gliding = self._glide.state() == QVariantAnimation.State.Running
        return self._ends[1] if gliding else self.viewport

    def _go(self, view: Viewport, duration: int) -> None:
        self._glide.stop()
        if not duration or not self.animated or not self.isVisible():
            self._show_view(view)
            return
        self._ends = (self.viewport, view)
        self._glide.setDuration(duration)
        self._glide.start()

    def _glided(self, share: float) -> None:
        start, end = self._ends
        self._show_view(end if share >= 1 else start.between(end, share))

    def _show_view(self, view: Viewport) -> None:
        zoomed = view.zoom != self.viewport.zoom
        self.viewport = view
        if zoomed:
            self._control.set_zoom(view.zoom)
            self.zoom_changed.emit(view.zoom)
        if len(self.project.network.connections) > MANY_EDGES:
            self._settle.start()
        else:
            self._update_level()
            self._picture = None
            self._prepared = None if zoomed else self._prepared
        self.update()

    def _settled(self) -> None:
        """Draw a large network anew, now that the view has come to rest."""
        self._update_level()
        self.forget()

    def _update_level(self) -> None:
        level = fitting_level(self.layout_now, self.viewport, self._level)
        if level is not self._level:
            self._level = level
            self.forget()

    # painting

    def forget(self) -> None:
        """Have everything prepared and painted anew."""
        self._prepared = None
        self._picture = None
        self.update()

    def prepared(self) -> Prepared:
        """Return the present scene with everything placed."""
        if self._prepared is None:
            zoom = self.viewport.zoom
            parts = (self.project, self.layout_now, self.frame, self.theme, self._level, zoom)
            self._prepared = prepare(Scene(*parts, self.options))
        return self._prepared

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture of what stands still, then what moves, then what is pointed at."""
        prepared = self.prepared()
        picture, view = self._still(prepared)
        painter = QPainter(self)
        if view == self.viewport:
            painter.drawPixmap(0, 0, picture)
        else:
            self._paint_moved(painter, picture, view)
        paint_step(painter, prepared, self.viewport, self.frame.progress)
        smooth(painter)
        self.paint_over(painter, prepared)
        painter.end()

    def paint_over(self, painter: QPainter, prepared: Prepared) -> None:
        """Paint what lies over the network, in pixels."""

    def _still(self, prepared: Prepared) -> tuple[QPixmap, Viewport]:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture[0].devicePixelRatioF() != ratio:
            picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(self.theme["canvas"])
            painter = QPainter(picture)
            paint_background(painter, prepared, self.viewport)
            painter.end()
            self._picture = (picture, self.viewport)
        return self._picture

    def _paint_moved(self, painter: QPainter, picture: QPixmap, view: Viewport) -> None:
        """Paint a picture of another view where it now belongs."""
        painter.fillRect(self.rect(), self.theme["canvas"])
        scale = self.viewport.zoom / view.zoom
        painter.save()
        painter.translate(self.viewport.dx - scale * view.dx, self.viewport.dy - scale * view.dy)
        painter.scale(scale, scale)
        painter.drawPixmap(0, 0, picture)
        painter.restore()

    def enter(self, painter: QPainter) -> None:
        """Let the painter draw in canvas units."""
        enter(painter, self.viewport)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again what was fitted, else keep the middle; the zoom control stays in its corner."""
        width, height = float(self.width()), float(self.height())
        self.viewport = self.viewport.resized(width, height)
        if self._fitted or not self._shown:
            self._glide.stop()
            self.viewport = self.viewport.fitted(self.layout_now.bounds)
            self._control.set_zoom(self.viewport.zoom)
        control = self._control
        control.move(
            self.width() - control.width() - MARGIN, self.height() - control.height() - MARGIN
        )
        self._update_level()
        self.forget()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the network when it is first seen."""
        if not self._shown:
            self._shown = True
            self.zoom_fit(animated=False)

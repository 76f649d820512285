"""The surface: a project shown at one frame in a view that can be zoomed, panned and fitted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QPainter

from chainrule.gui.canvas.detail import fitting_level
from chainrule.gui.canvas.edges import enter, smooth
from chainrule.gui.canvas.ground import Ground
from chainrule.gui.canvas.layout import build_layout, moved_layout, relabelled
from chainrule.gui.canvas.memo import Memo
from chainrule.gui.canvas.navigable import Navigable
from chainrule.gui.canvas.painter import paint_step, paint_still, prepare
from chainrule.gui.canvas.pill_places import Spots
from chainrule.gui.canvas.scene import Scene
from chainrule.gui.canvas.smoothing import Smoothing
from chainrule.gui.canvas.stamps import Stamps
from chainrule.gui.canvas.zoom_control import ZoomControl
from chainrule.gui.canvas.zooming import is_another
from chainrule.network.project import Project
from chainrule.session.frame import ready_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent, QPixmap, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.canvas.edge_card import Card
    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.layout import Key
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.canvas.viewport import Viewport
    from chainrule.gui.selection import Selection
    from chainrule.gui.theme import Theme
    from chainrule.session.frame import Frame

SETTLE_MS = 120
"""how long after the last move of the view a large network is drawn anew"""


class Surface(Navigable):
    """Draws; what a person does on it is the business of the canvas made from it.

    What stands still is kept as a picture, with the view that it was painted for; only what the
    step in progress is about is painted every frame.
    """

    zoom_changed = Signal(float)
    framed = Signal()
    """other numbers are shown"""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.project = Project()
        self.frame: Frame = ready_frame(self.project)
        self.layout_now = build_layout(self.project)
        self.camera.moved.connect(self._view_moved)
        self._shown = False
        self._fitted_scale = 1.0
        self._level = fitting_level(self.layout_now, self.viewport, self.options)
        self._prepared: Prepared | None = None
        self._seen: Prepared | None = None
        self._stamps, self._memo, self._spots, self._ground = Stamps(), Memo(), Spots(), Ground()
        self._smoothing = Smoothing()
        self._dragged: frozenset[str] = frozenset()
        self._picture: tuple[QPixmap, Viewport] | None = None
        self._control = ZoomControl(self, theme)
        self._control.chosen.connect(self.zoom_chosen)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._settled)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.theme = theme
        self._control.set_theme(theme)
        self.forget()

    def set_project(self, project: Project) -> None:
        """Show another state of the project; the view stays unless that is another network."""
        if project is self.project:
            return
        before, self.project = self.project, project
        layout = self.layout_now
        same = relabelled(layout, before, project)
        if same is None:
            self._dragged = frozenset()
            self.options = replace(self.options, paths=None)
        self.layout_now = same or build_layout(project)
        self.set_selection(self.selection.within(project.network))
        begun = not before.network.neurons and len(project.network.neurons) > 1
        if begun or (same is None and is_another(self.layout_now, layout, self.viewport)):
            self.show_another()
        self._update_level()
        self.forget()

    def set_frame(self, frame: Frame) -> None:
        """Show another frame; while only its progress changes, little is painted anew."""
        same = frame.same_numbers(self.frame)
        self.frame = frame
        if same:
            self.update()
        else:
            self._smoothing.follow(frame, self.project.network)
            self.forget()
            self.framed.emit()
            self.go_along(self.prepared().scene.activity.halo if self.follows else frozenset())

    def set_selection(self, selection: Selection) -> None:
        """Select; tells nobody."""
        if selection != self.options.selection:
            self.options = replace(self.options, selection=selection)
            self.forget()

    def set_card(self, card: Card | None, gathered: Mapping[str, float]) -> None:
        """Show a card beside the selected pill, and what a batch's gradients come to so far."""
        if (card, gathered) != (self.options.card, self.options.gathered):
            self.options = replace(self.options, card=card, gathered=gathered)
            self.forget()

    # the view

    def neuron_point(self, neuron: str) -> QPointF:
        """Return where a neuron's centre is, in pixels of the widget."""
        return QPointF(*self.viewport.to_screen(self.layout_now.places[neuron]))

    def connection_point(self, key: Key) -> QPointF:
        """Return where a connection's pill is (its middle when it has none), in pixels."""
        pill = self.prepared().pills.get(key)
        place = (pill.box.x, pill.box.y) if pill else self.layout_now.curves[key].at(0.5)
        return QPointF(*self.viewport.to_screen(place))

    def _view_moved(self, zoomed: bool) -> None:
        if zoomed:
            self._control.set_zoom(self.viewport.zoom)
            self.zoom_changed.emit(self.viewport.zoom)
        if self.layout_now.many:
            self._settle.start(SETTLE_MS)
        else:
            self._update_level()
            self._picture = None
            self._prepared = None if zoomed else self._prepared
        self.update()

    def _settled(self) -> None:
        """Draw a large network anew, and finer, now that view and numbers have come to rest."""
        if self._picture is not None and self._picture[1] != self.viewport:
            self._update_level()
            self.forget()
            return
        prepared = self.prepared()
        if not self._ground.refine(prepared, self.viewport, self.devicePixelRatioF()):
            self._settle.start(0)
            return
        self._picture = None
        self.update()

    def _update_level(self) -> None:
        level = fitting_level(self.layout_now, self.viewport, self.options, self._level)
        if level is not self._level:
            self._level = level
            self.forget()

    # painting

    def options_changed(self) -> None:
        """Take what a person has chosen to see."""
        self._control.set_scale(self.options.text_scale)
        if self.camera.fitted and self._shown and self._fitted_scale != self.options.text_scale:
            self._fitted_scale = self.options.text_scale
            self.zoom_fit(animated=False)
        self._update_level()
        self.forget()

    def forget(self) -> None:
        """Have everything prepared and painted anew."""
        self._prepared = None
        self._picture = None
        self.update()

    def prepared(self) -> Prepared:
        """Return the present scene with everything placed."""
        if self._prepared is None:
            self._prepared = prepare(self._scene(), self._spots)
        return self._prepared

    def _scene(self) -> Scene:
        return Scene(
            self.project,
            self.layout_now,
            self.frame,
            self.theme,
            self._level,
            self.viewport.zoom,
            self.options,
            self._stamps,
            self._memo,
            self._smoothing.fills,
            self.viewport,
            self._dragged,
        )

    def preview(self, places: Mapping[str, Point] | None) -> None:
        """Show neurons elsewhere than the project has them, as while they are dragged.

        None ends that: they are shown where they are.
        """
        if places is None:
            if self._dragged:
                self._dragged = frozenset()
                self.layout_now = build_layout(self.project)
        else:
            known = self.project.network.by_id
            places = {name: place for name, place in places.items() if name in known}
            dragged = frozenset(places)
            self._dragged = self._dragged if dragged == self._dragged else dragged
            self.layout_now = moved_layout(self.layout_now, places)
        self.forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what stands still, then what moves, then what is pointed at.

        What stands still is painted as it is when it is new, and kept as a picture when it is
        needed again, so that numbers that change with every frame cost no picture.
        """
        prepared = self.prepared()
        ratio = self._stamps.ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        if self._picture is None and self._seen is not prepared and not self.layout_now.many:
            self._seen = prepared
            self._ground.paint(painter, prepared, self.viewport, ratio)
            paint_still(painter, prepared, self.viewport)
            self._ground.paint_frame(painter, prepared.scene, self.viewport, ratio)
        else:
            picture, view = self._still(prepared, ratio)
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

    def _still(self, prepared: Prepared, ratio: float) -> tuple[QPixmap, Viewport]:
        if self._picture is None or self._picture[0].devicePixelRatioF() != ratio:
            picture = self._ground.picture(prepared, self.viewport, ratio).copy()
            painter = QPainter(picture)
            paint_still(painter, prepared, self.viewport)
            self._ground.paint_frame(painter, prepared.scene, self.viewport, ratio)
            painter.end()
            if not self._ground.refined:
                self._settle.start(SETTLE_MS)
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
        """Fit again what was fitted or has no room now; the zoom control stays in its corner."""
        wide, high, control = self.width(), self.height(), self._control
        fitted = self.camera.fitted or not self._shown
        self.camera.resize(float(wide), float(high), fitted, self.bounds_to_fit())
        control.set_zoom(self.viewport.zoom)
        control.place()
        self._update_level()
        self.forget()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the network when it is first seen."""
        if not self._shown:
            self._shown = True
            self.zoom_fit(animated=False)

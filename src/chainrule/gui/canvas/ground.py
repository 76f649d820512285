"""The ground: canvas, dots and edges as one picture, painted anew only when they change."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from chainrule.gui.canvas.decor import HEADS_HIGH, LEGEND_HIGH, paint_grid
from chainrule.gui.canvas.edges import enter
from chainrule.gui.canvas.painter import paint_edges, paint_frame, paint_ground_dots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.gui.canvas.edges import Stroke
    from chainrule.gui.canvas.mass import MassPicture
    from chainrule.gui.canvas.painter import Prepared
    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.viewport import Viewport

PIECE = 0.006
"""seconds of stroking between two looks at the clock"""


class Ground:
    """Keeps the picture of the ground, and the better one that replaces it at rest.

    The edges of a large network are first shown by a `MassPicture`, which is quick, and stroked
    antialiased piece by piece by `refine` once they have come to rest.
    """

    def __init__(self) -> None:
        self._dots: tuple[tuple[object, ...], QPixmap] | None = None
        self._kept: tuple[tuple[object, ...], QPixmap] | None = None
        self._strips: tuple[tuple[object, ...], tuple[tuple[float, QPixmap], ...]] | None = None
        self._mass: MassPicture | None = None
        self._waiting: tuple[QPixmap, Iterator[Stroke]] | None = None
        self.refined = True

    def picture(self, prepared: Prepared, view: Viewport, ratio: float) -> QPixmap:
        """Return the ground under a scene in a view; not to be painted on."""
        scene = prepared.scene
        key = _key(scene, view, ratio, prepared.rolling)
        if self._kept is None or self._kept[0] != key:
            self._waiting = None
            picture = self._empty(scene, view, ratio).copy()
            painter = QPainter(picture)
            if scene.massed:
                image = self._buffer().image(scene, view, ratio, scene.lifted)
                painter.drawImage(0, 0, image)
                _paint_dots(painter, prepared, view)
            else:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                enter(painter, view)
                paint_edges(painter, scene, prepared.rolling)
            painter.end()
            self._kept = key, picture
            self.refined = not scene.massed
        return self._kept[1]

    def paint(self, painter: QPainter, prepared: Prepared, view: Viewport, ratio: float) -> None:
        """Paint the ground as it is, where it is not worth keeping."""
        scene = prepared.scene
        if self._kept is not None and self._kept[0] == _key(scene, view, ratio, prepared.rolling):
            painter.drawPixmap(0, 0, self._kept[1])
            return
        painter.drawPixmap(0, 0, self._empty(scene, view, ratio))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        enter(painter, view)
        paint_edges(painter, scene, prepared.rolling)
        painter.restore()

    def paint_frame(self, painter: QPainter, scene: Scene, view: Viewport, ratio: float) -> None:
        """Paint heads and legend, which change with the view only, from two kept strips."""
        key = (_Same(scene.layout.fixed), _Same(scene.theme), scene.project.loss, scene.level,
               view, ratio, scene.options.text_scale, scene.options.parts)  # fmt: skip
        if self._strips is None or self._strips[0] != key:
            scale = scene.options.text_scale
            low = LEGEND_HIGH * scale
            bottom = view.height - low
            self._strips = (
                key,
                (
                    (0.0, _strip(scene, view, ratio, 0.0, HEADS_HIGH * scale)),
                    (bottom, _strip(scene, view, ratio, bottom, low)),
                ),
            )
        for y, strip in self._strips[1]:
            painter.drawPixmap(QPointF(0, y), strip)

    def refine(self, prepared: Prepared, view: Viewport, ratio: float) -> bool:
        """Go on stroking the edges of a large network; return whether that is done."""
        from chainrule.gui.canvas.mass import all_but, strokes_of

        scene = prepared.scene
        if self.refined or self._kept is None:
            return True
        if self._waiting is None:
            picture = self._empty(scene, view, ratio).copy()
            self._waiting = picture, strokes_of(scene, all_but(scene, scene.lifted))
        picture, strokes = self._waiting
        if not _stroke(picture, view, strokes):
            return False
        painter = QPainter(picture)
        _paint_dots(painter, prepared, view)
        painter.end()
        self._kept, self._waiting = (self._kept[0], picture), None
        self.refined = True
        return True

    def forget(self) -> None:
        """Let everything be painted anew."""
        self._kept = self._dots = self._waiting = self._strips = None

    def _buffer(self) -> MassPicture:
        if self._mass is None:
            from chainrule.gui.canvas.mass import MassPicture

            self._mass = MassPicture()
        return self._mass

    def _empty(self, scene: Scene, view: Viewport, ratio: float) -> QPixmap:
        """Return the canvas with its dots and no edge yet; not to be painted on."""
        key = (view, ratio, scene.theme, "grid" in scene.options.parts)
        if self._dots is None or self._dots[0] != key:
            picture = _blank(view.width, view.height, ratio)
            picture.fill(scene.theme["canvas"])
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if "grid" in scene.options.parts:
                paint_grid(painter, scene.theme, view)
            painter.end()
            self._dots = key, picture
        return self._dots[1]


def _blank(width: float, height: float, ratio: float) -> QPixmap:
    """Return a picture to be painted on; a canvas without any height has one of a pixel."""
    picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
    picture.setDevicePixelRatio(ratio)
    return picture


def _paint_dots(painter: QPainter, prepared: Prepared, view: Viewport) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    enter(painter, view)
    paint_ground_dots(painter, prepared)


def _strip(scene: Scene, view: Viewport, ratio: float, top: float, high: float) -> QPixmap:
    """Return a strip of what is said at the edges of the view, transparent elsewhere."""
    strip = _blank(view.width, high, ratio)
    strip.fill(Qt.GlobalColor.transparent)
    painter = QPainter(strip)
    painter.translate(0, -top)
    paint_frame(painter, scene, view)
    painter.end()
    return strip


def _stroke(picture: QPixmap, view: Viewport, strokes: Iterator[Stroke]) -> bool:
    """Stroke for a few milliseconds; return whether that was all."""
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    enter(painter, view)
    until = perf_counter() + PIECE
    for stroke in strokes:
        stroke.paint(painter)
        if perf_counter() > until:
            break
    else:
        painter.end()
        return True
    painter.end()
    return False


def _key(
    scene: Scene, view: Viewport, ratio: float, rolling: tuple[tuple[str, str], ...]
) -> tuple[object, ...]:
    """Return everything that the look of the ground depends on."""
    frame, options = scene.frame, scene.options
    return (
        _Same(scene.layout.fixed),
        _Same(frame.parameters),
        _Same(frame.values),
        frame.phase,
        frame.stopped,
        scene.activity.levels,
        _Same(scene.theme),
        scene.level,
        view,
        ratio,
        options.weakest,
        None if scene.massed else (options.hovered, options.selection.connections),
        scene.paths is not None,
        "grid" in options.parts,
        rolling,
        scene.dragged,
        scene.activity.halo if scene.massed else None,
    )


class _Same:
    """Equal only to what holds the very same object."""

    __slots__ = ("_held",)

    def __init__(self, held: object) -> None:
        self._held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other._held is self._held

    __hash__ = None  # type: ignore[assignment]

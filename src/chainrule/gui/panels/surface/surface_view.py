"""The view of the loss surface: the ground, the way walked on it, the ball and its arrows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.surface.arrows import factor_for, paint_pushes
from chainrule.gui.panels.surface.ball_shape import paint_ball
from chainrule.gui.panels.surface.ground import LEFT, RIGHT, paint_axes, paint_bands, paint_relief
from chainrule.gui.panels.surface.names import Names
from chainrule.gui.panels.surface.sight import Above, Aside, loss_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from chainrule.gui.theme import Theme
    from chainrule.session.landscape import Landscape
    from chainrule.session.surface import Point
    from chainrule.teaching.ball import Push

BELOW, ABOVE = 24.0, 6.0
LEAST_SIZE = (200, 170)
BALL, DOT = 9.0, 2.5
STEP, FINE = 1 / 60, 1 / 600
"""how far an arrow key moves the ball, as a share of the width"""
TURN = 0.01
"""radians that a px of dragging turns the relief"""
PALE = 0.5
LEAST_DRAG = 3.0
"""px that the pointer moves before the ball goes with it"""
KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class SurfaceView(QWidget):
    """Contours or relief; the ball is dragged or moved with the arrow keys."""

    moved = Signal(float, float, bool)
    """where the ball was put, and whether it was by a key"""
    ball_chosen = Signal()
    """the ball was clicked, or Enter was pressed"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.land: Landscape | None = None
        self.pushes: tuple[Push, ...] = ()
        self.relief = False
        self.angle = math.radians(-30)
        self.free = True
        self._held: Point | None = None
        self._pressed: QPointF | None = None
        self._turned: float | None = None
        self._ground: tuple[object, QPixmap] | None = None
        self._named: tuple[object, Names] | None = None
        self.setObjectName("surface_view")
        self.setAccessibleName(translate("Surface", "Loss surface"))
        self.setProperty("ringed", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(*LEAST_SIZE)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """Return a size with the right shape."""
        return QSize(406, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be no higher than the surface is in this width."""
        width = event.size().width() - LEFT - RIGHT
        self.setMaximumHeight(max(LEAST_SIZE[1], math.ceil(width * 0.75 + ABOVE + BELOW)))

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self.update()

    def set_relief(self, relief: bool) -> None:
        """Show heights from the side, or contours from above."""
        self.relief = relief
        self.update()

    def show_land(self, land: Landscape | None, pushes: tuple[Push, ...], *, free: bool) -> None:
        """Show a landscape with what moves the ball next; it can be dragged while `free`."""
        if (land, pushes, free) != (self.land, self.pushes, self.free):
            self.land, self.pushes, self.free = land, pushes, free
            if not free:
                self._held = self._pressed = None
            self.update()

    # Places

    def area(self) -> QRectF:
        """Return where the surface is drawn: in the shape of its box, as large as there is room."""
        room = QRectF(self.rect()).adjusted(LEFT, ABOVE, -RIGHT, -BELOW)
        width = min(room.width(), room.height() * 4 / 3)
        return QRectF(
            math.floor(room.left()), math.floor(room.top()), int(width), int(width * 0.75)
        )

    def above(self) -> Above:
        """Return where things are, seen from above."""
        assert self.land is not None  # noqa: S101, RUF100
        return Above(self.area(), self.land.box)

    def ball(self) -> Point | None:
        """Return where the ball is, or is held."""
        return self._held or (None if self.land is None else self.land.ball)

    def factor(self) -> float:
        """Return how much longer than true the arrows are drawn; below 1 where they had no room."""
        return 1.0 if self.land is None else factor_for(self.above(), self.land.ball, self.pushes)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all of it."""
        painter = QPainter(self)
        if self.land is None:
            painter.setPen(self.theme.text2)
            words = translate("Surface", "The surface is shown once there are two weights.")
            painter.drawText(
                QRectF(self.rect()),
                Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value,
                words,
            )
            return
        painter.drawPixmap(0, 0, self._kept_ground(self.land))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.relief:
            aside = Aside(self._wide(), self.land, self.angle)
            self._paint_on(painter, lambda point: aside.place(point, loss_at(self._land, point)))
            return
        painter.setClipRect(self.area())
        sight = self.above()
        self._paint_on(painter, sight.place)
        if self._held is None:
            paint_pushes(painter, self.theme, sight, self._land.ball, self.pushes, self.factor())
            self._names(sight).paint(painter)
        painter.setClipping(False)

    def _names(self, sight: Above) -> Names:
        """Return the names of what is drawn, placed anew only when something has changed."""
        shown = (sight, self.theme, id(self.land), self.pushes)
        if self._named is None or self._named[0] != shown:
            names = Names(self.theme, sight, self._land)
            names.put_pushes(self.pushes, self.factor())
            names.put_ways()
            self._named = shown, names
        return self._named[1]

    @property
    def _land(self) -> Landscape:
        assert self.land is not None  # noqa: S101, RUF100
        return self.land

    def _wide(self) -> QRectF:
        return QRectF(self.rect()).adjusted(2, 2, -2, -2)

    def _kept_ground(self, land: Landscape) -> QPixmap:
        """Return the ground as a picture, painted anew only when it has changed."""
        look = (self.angle if self.relief else None, self.theme, self.size(), id(land.losses))
        if self._ground is None or self._ground[0] != look:
            ratio = self.devicePixelRatioF()
            made = QPixmap(self.size() * ratio)
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            if self.relief:
                paint_relief(painter, Aside(self._wide(), land, self.angle), self.theme)
            else:
                paint_bands(painter, self.area(), land, self.theme)
                paint_axes(painter, self.above(), self.theme)
            painter.end()
            self._ground = (look, made)
        return self._ground[1]

    def _paint_on(self, painter: QPainter, place: Callable[[Point], QPointF]) -> None:
        """Paint both ways and the ball."""
        theme, land = self.theme, self._land
        accent = theme.accent if land.exact else theme.mix("accent", "panel", PALE)
        if self._held is None:
            self._paint_way(painter, [place(point) for point in land.plain_path],
                            QPen(theme.text2, Metrics.GHOST_LINE, Qt.PenStyle.DotLine))  # fmt: skip
            places = [place(point) for point in land.path]
            self._paint_way(painter, places, QPen(accent, 2.25))
            painter.setPen(QPen(theme.panel, 1))
            painter.setBrush(accent)
            for at in places:
                painter.drawEllipse(at, DOT, DOT)
        ball = self.ball()
        if ball is not None:
            self._paint_ball(painter, place(ball))

    def _paint_way(self, painter: QPainter, places: Sequence[QPointF], pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(list(places)))

    def _paint_ball(self, painter: QPainter, at: QPointF) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.panel, 1.5))
        paint_ball(painter, theme, at, BALL)
        if self._held is not None:
            text = show(loss_at(self._land, self._held), Kind.GRADIENT, theme.notation)
            painter.setFont(ui_font(13, 600))
            painter.setPen(theme.text)
            painter.drawText(at + QPointF(14, -10), text)

    # Moving the ball, turning the relief

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the ball, or begin to turn the relief."""
        if event.button() != Qt.MouseButton.LeftButton or self.land is None:
            return
        if self.relief:
            self._turned = event.position().x()
        elif self._is_near(event.position()):
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the ball, or turn the relief."""
        if self._turned is not None:
            self.angle += (event.position().x() - self._turned) * TURN
            self._turned = event.position().x()
            self.update()
        elif self._pressed is not None:
            self._drag(event.position())
        elif self.land is not None and not self.relief:
            near = self.free and self._is_near(event.position())
            hand, arrow = Qt.CursorShape.OpenHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(hand if near else arrow)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the ball: training begins anew from there."""
        pressed, held = self._pressed, self._held
        self._turned = self._pressed = self._held = None
        if held is not None:
            self.update()
            self.moved.emit(*held, False)
        elif pressed is not None:
            self.ball_chosen.emit()

    def _drag(self, place: QPointF) -> None:
        """Let the ball follow the pointer, once that has moved enough to be no click."""
        assert self._pressed is not None  # noqa: S101, RUF100
        way = place - self._pressed
        if self.free and (self._held is not None or math.hypot(way.x(), way.y()) >= LEAST_DRAG):
            self._held = self.above().point(place)
            self.update()

    def _is_near(self, place: QPointF) -> bool:
        way = self.above().place(self._land.ball) - place
        return math.hypot(way.x(), way.y()) <= BALL + 5

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the ball with the arrow keys, with Shift a little; Esc gives up a drag.

        Enter shows what the Inspector has to say of the ball.
        """
        way = KEYS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            self._held = self._pressed = None
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.land is not None:
            self.ball_chosen.emit()
        elif way is not None and self.relief:
            self.angle += way[0] * 10 * TURN
            self.update()
        elif way is not None and self.land is not None and self.free:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            step = (FINE if fine else STEP) * (self.land.box.right - self.land.box.left)
            x, y = self.land.ball
            self.moved.emit(x + way[0] * step, y + way[1] * step, True)
        else:
            super().keyPressEvent(event)

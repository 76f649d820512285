"""The camera: what part of the plane is seen, and how it glides from one view to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from chainrule.gui.canvas.viewport import Viewport

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Box

FIT_MS, BUTTON_MS = 360, 180


class Camera(QObject):
    """Holds the view; `moved` tells, after each change, whether the zoom changed.

    `fitted` says that the whole network is to be seen until a person moves the view.
    """

    moved = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.view = Viewport()
        self.fitted = True
        self.animated = True
        self._ends = (self.view, self.view)
        self._glide = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._glided)

    @property
    def destination(self) -> Viewport:
        """The view that the camera is at, or gliding to."""
        gliding = self._glide.state() == QVariantAnimation.State.Running
        return self._ends[1] if gliding else self.view

    def zoom_to(self, factor: float) -> None:
        """Zoom about the middle."""
        self.fitted = False
        self._go(self.destination.zoomed(factor), BUTTON_MS)

    def fit(self, bounds: Box | None, animated: bool) -> None:
        """Show all of the bounds, until the view is moved."""
        self.fitted = True
        self._go(self.view.fitted(bounds), FIT_MS if animated else 0)

    def glide_to(self, view: Viewport, animated: bool) -> None:
        """Go to a view."""
        self.fitted = False
        self._go(view, FIT_MS if animated else 0)

    def jump(self, view: Viewport) -> None:
        """Show a view at once."""
        self.fitted = False
        self._go(view, 0)

    def resize(self, width: float, height: float, fit: bool, bounds: Box | None) -> None:
        """Take another size: keep the middle, or fit the bounds again. Tells nobody.

        Bounds that have no room any more are fitted too.
        """
        before, self.view = self.view, self.view.resized(width, height)
        if not fit and bounds is not None and self.view.loses(bounds, before):
            fit = self.fitted = True
        if fit:
            self._glide.stop()
            self.view = self.view.fitted(bounds)

    def _go(self, view: Viewport, duration: int) -> None:
        self._glide.stop()
        if not duration or not self.animated:
            self._show(view)
            return
        self._ends = (self.view, view)
        self._glide.setDuration(duration)
        self._glide.start()

    def _glided(self, share: float) -> None:
        start, end = self._ends
        self._show(end if share >= 1 else start.between(end, share))

    def _show(self, view: Viewport) -> None:
        zoomed = view.zoom != self.view.zoom
        self.view = view
        self.moved.emit(zoomed)

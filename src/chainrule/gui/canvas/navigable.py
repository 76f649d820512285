"""Going about on the canvas: zoom, fit, follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.adjustable import Adjustable
from chainrule.gui.canvas.camera import Camera
from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.viewport import NOTCH
from chainrule.gui.canvas.zooming import following, view_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.canvas.layout import Layout
    from chainrule.gui.canvas.path_marks import PathMarks
    from chainrule.gui.canvas.viewport import Viewport

ABOVE_NEURON, BELOW_NEURON = 96.0, 75.0
"""canvas units that names and heads take above a neuron, and what is written below it"""


class Navigable(Adjustable):
    """A widget that shows a part of a layout; what part, its camera knows."""

    layout_now: Layout

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.camera = Camera(self)
        self.follows = False

    @property
    def viewport(self) -> Viewport:
        """What part of the plane is seen."""
        return self.camera.view

    def set_animated(self, animated: bool) -> None:
        """Say whether the view may glide."""
        self.camera.animated = animated

    def set_reduced_motion(self, reduced: bool) -> None:
        """Let nothing travel, roll or glide."""
        self.camera.animated = not reduced
        self._choose(still=reduced)

    def show_paths(self, paths: PathMarks | None) -> None:
        """Light the paths to the loss of what is selected, or none."""
        if paths != self.options.paths:
            self._choose(paths=paths)

    def zoom_in(self) -> None:
        """Zoom in by one notch about the middle."""
        self.camera.zoom_to(self.camera.destination.zoom * NOTCH)

    def zoom_out(self) -> None:
        """Zoom out by one notch about the middle."""
        self.camera.zoom_to(self.camera.destination.zoom / NOTCH)

    def zoom_to(self, factor: float) -> None:
        """Zoom about the middle; 1.0 is 100%."""
        self.camera.zoom_to(factor)

    def zoom_fit(self, animated: bool = True) -> None:
        """Show the whole network, also when the size changes, until the view is moved."""
        self.camera.fit(self.bounds_to_fit(), animated and self.isVisible())

    def show_another(self) -> None:
        """Show the whole of a network that has come in place of another, where it is cut off."""
        bounds = self.bounds_to_fit()
        if self.camera.fitted or (bounds is not None and not self.viewport.shows(bounds, True)):
            self.zoom_fit(animated=False)

    def bounds_to_fit(self) -> Box | None:
        """Return what a fit shows: the network, with room for text that is larger than usual."""
        bounds, larger = self.layout_now.bounds, self.options.text_scale - 1
        if bounds is None or not larger:
            return bounds
        above, below = ABOVE_NEURON * larger, BELOW_NEURON * larger
        y = bounds.y + (below - above) / 2
        return Box(bounds.x, y, bounds.width * (1 + larger / 8), bounds.height + above + below)

    def zoom_to_selection(self) -> None:
        """Show what is selected as large as it fits; all where nothing is."""
        view = view_of(self.layout_now, self.selection, self.viewport)
        if view is None:
            self.zoom_fit()
        else:
            self.glide_to(view)

    def set_follow(self, follow: bool) -> None:
        """Let the view go along with the neurons that a step is about."""
        self.follows = follow

    def glide_to(self, view: Viewport) -> None:
        """Go to another view of the network, gliding where that is wanted."""
        self.camera.glide_to(view, self.isVisible())

    def set_viewport(self, view: Viewport) -> None:
        """Show this part of the plane at once."""
        self.camera.jump(view)

    def zoom_chosen(self, name: str) -> None:
        """Act on a button of the zoom control."""
        does = {"fit": self.zoom_fit, "plus": self.zoom_in, "minus": self.zoom_out}
        does.get(name, lambda: self.zoom_to(1.0))()

    def go_along(self, neurons: frozenset[str]) -> None:
        """Let some neurons be seen, where they are not."""
        view = following(self.layout_now, neurons, self.camera.destination)
        if view is not None:
            self.glide_to(view)

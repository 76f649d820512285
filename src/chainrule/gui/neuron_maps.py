"""Keeps the maps in the neurons of the canvas up to date, while they are wanted."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from chainrule.gui.language import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.main_window import MainWindow
    from chainrule.session.moment import Moment

INPUTS = 2
SECONDS = 0.1
"""between two pictures while playing"""


class NeuronMaps(QObject):
    """Hands the canvas the maps of each moment, of networks with two inputs."""

    def __init__(self, window: MainWindow, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self._drawn_at = -SECONDS
        self._key: object = None
        window.driver.moment_changed.connect(self.show_moment)
        self._wanted = self._is_wanted()
        window.canvas.parts_changed.connect(self._choose)
        window.appearance.changed.connect(self.refresh)

    def _is_wanted(self) -> bool:
        return "maps" in self._window.canvas.options.parts

    def _choose(self) -> None:
        """Show the maps, or say why none are to be seen."""
        before, self._wanted = self._wanted, self._is_wanted()
        self.refresh()
        if self._wanted and not before:
            why = self._why_none()
            if why:
                self._window.status.say(why)

    def _why_none(self) -> str:
        """Return why no maps are seen, "" where they are."""
        from chainrule.gui.canvas.maps import SMALLEST

        window = self._window
        canvas, network = window.canvas, window.document.project.network
        if len(network.inputs) != INPUTS:
            return translate("Canvas", "Maps can be seen where a network has two inputs.")
        if window.practice.on:
            return translate("Canvas", "The maps are seen again after practising.")
        if canvas.layout_now.radius * canvas.viewport.zoom < SMALLEST:
            return translate("Canvas", "The neurons are too small for maps: zoom in to see them.")
        return ""

    def refresh(self) -> None:
        """Show the maps, or none, as is now wanted."""
        self.show_moment(self._window.driver.moment())

    def show_moment(self, moment: Moment) -> None:
        """Show the maps of a moment when they are wanted and due."""
        window = self._window
        wanted = self._is_wanted() and window.driver.loaded
        if not wanted or window.practice.on or len(moment.project.network.inputs) != INPUTS:
            self._key = None
            if window.canvas.options.maps is not None:
                window.canvas.set_maps(None)
            return
        key = (moment.project.network, moment.frame.parameters, moment.project.data, window.theme)
        early = moment.playing and self._clock() - self._drawn_at < SECONDS
        if key == self._key or (early and window.canvas.options.maps is not None):
            return
        self._key, self._drawn_at = key, self._clock()
        self._draw(moment)

    def _draw(self, moment: Moment) -> None:
        from chainrule.gui.canvas.maps import pictures_of
        from chainrule.gui.panels.data_samples import samples_of

        window = self._window
        samples = samples_of(moment)
        maps = window.data.mapping.maps(moment, samples)
        window.canvas.set_maps(pictures_of(window.theme, maps.shades, maps.size, maps.x, maps.y))

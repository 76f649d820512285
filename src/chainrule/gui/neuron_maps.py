"""Keeps the maps in the neurons of the canvas up to date, while they are wanted."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.main_window import MainWindow
    from chainrule.session.moment import Moment

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
        window.canvas.parts_changed.connect(self.refresh)
        window.appearance.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the maps, or none, as is now wanted."""
        self.show_moment(self._window.driver.moment())

    def show_moment(self, moment: Moment) -> None:
        """Show the maps of a moment when they are wanted and due."""
        window = self._window
        wanted = "maps" in window.canvas.options.parts and window.driver.loaded
        if not wanted or window.practice.on or len(moment.project.network.inputs) != 2:
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

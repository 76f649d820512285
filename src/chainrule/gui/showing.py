"""Showing moments: every part at once, or, at full speed, the canvas and the others in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chainrule.gui.canvas.health_marks import unwell
from chainrule.gui.turns import Turns

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.network.project import Project
    from chainrule.session.moment import Moment


class Panel(Protocol):
    """What shows moments."""

    def show_moment(self, moment: Moment) -> None:
        """Show a moment."""


class Showing:
    """Hands each moment to the parts of a window.

    While training runs without animation, a picture of the canvas every sixtieth of a second
    leaves no time for all the panels: each of them has its turn, some eight times a second.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._project: Project | None = None
        self._turns = Turns()

    def show(self, moment: Moment) -> None:
        """Show a moment."""
        window = self._window
        if moment.project is not self._project:
            self._project = moment.project
            window.canvas.set_project(moment.project)
            window.keep_selection()
        window.canvas.set_row(moment.place.row)
        window.canvas.set_frame(window.practice.frame(moment))
        held = window.practice.on
        why = window.practice.why_held() if held else ""
        window.canvas.set_read_only(moment.looking_back or held, why)
        window.canvas.mark_unwell(*unwell(moment))
        window.history_bar.setVisible(moment.looking_back)
        for panel in self._turns.of(moment, self._panels()):
            panel.show_moment(moment)
        window.status.set_modified(window.document.modified or moment.playing)

    def _panels(self) -> list[Panel]:
        window = self._window
        return [
            window.path_mode,
            window.strip,
            window.history_bar,
            window.loss,
            window.training,
            window.status,
            window.commands,
            window.practice,
            *window.late_panels,
        ]

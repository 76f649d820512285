"""A round that was left before its end: it goes on when practice begins again where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from chainrule.gui.practice.drill import Drill
    from chainrule.network.project import Project
    from chainrule.session.run import Run


class KeptRound:
    """Keeps one drill, and gives it back where nothing has changed since."""

    def __init__(self) -> None:
        self._drill: Drill | None = None
        self._place: tuple[Project, int, Hashable] | None = None

    def keep(self, drill: Drill, run: Run, asked: Hashable) -> bool:
        """Keep a drill in which something was answered; return whether it is worth going on."""
        self.forget()
        if not drill.begun or drill.round.finished:
            return False
        self._drill, self._place = drill, (run.project, run.update, asked)
        return True

    def take(self, run: Run, asked: Hashable) -> Drill | None:
        """Return the drill if a run stands where it stood and the same is asked, once."""
        drill, place = self._drill, self._place
        self.forget()
        if drill is None or place is None:
            return None
        same = place[0] is run.project and place[1:] == (run.update, asked)
        return drill if same else None

    def forget(self) -> None:
        """Keep nothing."""
        self._drill = self._place = None

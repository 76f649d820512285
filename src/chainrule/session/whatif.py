"""What if: other settings, trained from the very state in which the real run once stood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.engine.initializers import DEFAULT_INITIALIZER, draw
from chainrule.engine.trainer import NonFinite
from chainrule.network.edits import set_parameters
from chainrule.network.project import with_parameters
from chainrule.session.accuracy import Scoring
from chainrule.session.branches import Lines
from chainrule.session.comparison import Outcome
from chainrule.session.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.network.project import Project
    from chainrule.session.comparison import Setting


class Alternative:
    """One other way to train on from a state: a run of its own, up to the update `end`."""

    def __init__(
        self, letter: str, setting: Setting, start: Project, end: int, memory: int
    ) -> None:
        self.letter, self.setting, self.end = letter, setting, end
        self.start = started(start, setting)
        self.run = Run(self.start, Lines(memory))
        self.first = self.run.update
        self._scoring = Scoring()
        self.diverged_at: int | None = None

    @property
    def done(self) -> bool:
        """Whether it has come to its end."""
        return self.diverged_at is not None or self.run.update >= self.end

    def advance(self, stop: Callable[[], bool]) -> None:
        """Train on until the end, or until `stop()` says so after an update."""
        try:
            self.run.train_many(max(0, self.end - self.run.update), stop)
        except NonFinite:
            self.diverged_at = self.run.update + 1
            self.run.drop()

    def outcome(self) -> Outcome:
        """Return what has come of it so far."""
        log = self.run.log.since(self.first)
        accuracy = self._scoring.of(self.run)
        return Outcome(self.letter, self.setting, log, self.end, self.diverged_at, accuracy)

    def project(self, project: Project) -> Project:
        """Return a project as this alternative has trained it; its looks stay as they are."""
        told = replace(project, training=self.setting.training)
        begun = with_parameters(told, self.start.network.parameters, self.start.state)
        return self.run.project_now(begun)


def started(project: Project, setting: Setting) -> Project:
    """Return a project as an alternative to it begins: other settings, perhaps other weights."""
    if setting.seed is not None:
        initial = project.network.parameters
        if project.state is not None:
            initial = dict(project.state.initial) or initial
        drawn = draw(project.network, setting.initializer or DEFAULT_INITIALIZER, setting.seed)
        project = set_parameters(with_parameters(project, initial, None), drawn)
    return replace(project, training=setting.training)

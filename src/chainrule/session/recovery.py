"""Recovery: the ways back after training has stopped, each one undo step.

What is left behind is shown as an old line.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.reached import project_at

if TYPE_CHECKING:
    from chainrule.network.project import Project
    from chainrule.session.session import Session


def back_to_healthy(session: Session) -> bool:
    """Go back to the last healthy update, ready to train on; return whether there was one."""
    stop = session.last_stop.of(session)
    if stop is None or stop.divergence.healthy is None:
        return False
    update = stop.divergence.healthy
    put_by(session)
    told = message(QT_TRANSLATE_NOOP("Undo", "Back to update {update}"), update=update)
    session.document.record(_project_at(session, update), told)
    session.run.fork()
    return True


def settle(session: Session) -> bool:
    """Go back to the last healthy update and set the learning rate that settles.

    Without a healthy update to go back to only the learning rate changes. Returns whether a rate
    was known.
    """
    stop = session.last_stop.of(session)
    if stop is None or stop.divergence.settling is None:
        return False
    update, rate = stop.divergence.healthy, stop.divergence.settling.rate
    put_by(session)
    project = session.document.project if update is None else _project_at(session, update)
    training = replace(project.training, learning_rate=rate)
    told = message(QT_TRANSLATE_NOOP("Undo", "Set η to {rate}"), rate=rate)
    session.document.record(replace(project, training=training), told)
    session.run.fork()
    return True


def put_by(session: Session) -> None:
    """Have the document know where training has stopped, so that undo returns there."""
    session.pause()
    session.look_at_end()
    session.record()


def _project_at(session: Session, update: int) -> Project:
    """Return the project as it was after an earlier update of the run."""
    run = session.run
    then, log = run.looked_at(update), run.line.log.until(update)
    return project_at(session.document.project, then.plan, then.snapshot(), run.initial, log)

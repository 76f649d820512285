"""Moments of an open update, and the facts that the cards read from them."""

from chainrule.network.project import Project
from chainrule.session.framing import ledger_frame
from chainrule.session.ledger import Ledger
from chainrule.session.moment import Moment, Place
from chainrule.session.operations import Phase
from chainrule.session.probe import Probe
from chainrule.session.run import Run
from chainrule.teaching.cards.facts import Facts


def facts_at(project: Project, ledger: Ledger, position: int) -> Facts:
    """Return the facts with so many operations revealed."""
    group = ledger.group_at(position - 1) if position else ledger.groups[0]
    place = Place(
        update=ledger.update - 1,
        row=ledger.rows[group.index],
        sample=group.index + 1,
        samples=len(ledger.rows),
        step=position,
        steps=len(ledger),
    )
    frame = ledger_frame(project, ledger, max(0, position - 1), position)
    moment = Moment(project, frame, place, frame.phase, ledger=ledger, position=position)
    return Facts(moment, lambda: Probe(project))


def opened(project: Project) -> Ledger:
    """Return the ledger of the first update."""
    return Run(project).open_next()


def after_backward(ledger: Ledger) -> int:
    """Return the position before the update phase: all of the last sample is revealed."""
    return next(group.start for group in ledger.groups if group.phase is Phase.UPDATE)

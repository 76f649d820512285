"""The words above the step list: which update it is of, and why it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show

if TYPE_CHECKING:
    from chainrule.gui.numbers import Notation
    from chainrule.session.ledger import Ledger
    from chainrule.session.moment import Moment
    from chainrule.teaching.steps import StepList


def title(moment: Moment, ledger: Ledger | None, notation: Notation) -> str:
    """Return which update the list is of."""
    if ledger is None:
        return translate("Steps", "Steps")
    opened = moment.ledger is ledger
    update = ledger.update if opened else moment.place.update + 1
    told = translate("Steps", "Update {number}")
    return told.format(number=show(update, Kind.COUNT, notation))


def sample_words(steps: StepList | None, position: int, notation: Notation) -> str:
    """Return the sample in hand and how many steps there are."""
    if steps is None or not steps.heads:
        return ""
    head = steps.heads[steps.head_of(max(0, position - 1))]
    told = translate("Steps", "sample {number} of {total}, {count} steps")
    counts = {"number": head.number, "total": head.samples, "count": len(steps)}
    shown = {name: show(count, Kind.COUNT, notation) for name, count in counts.items()}
    return told.format(**shown)


def why_empty(moment: Moment) -> str:
    """Return why there are no steps."""
    if moment.looking_back:
        return translate("Steps", "You look at an earlier moment. Go back to the end to walk.")
    if moment.stopped is not None:
        return translate("Steps", "Training has stopped. Choose a way back to walk again.")
    if not moment.project.data.train:
        return translate("Steps", "There are no steps without samples: add a row of data.")
    return translate("Steps", "The next update meets a number that is not finite.")

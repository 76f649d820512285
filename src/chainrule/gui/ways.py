"""The ways back from a stop, as actions: when they can be chosen, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show

if TYPE_CHECKING:
    from chainrule.gui.actions import Actions
    from chainrule.session.moment import Moment
    from chainrule.teaching.notation import Notation

BACK, SETTLE = "run.back_to_healthy", "run.set_settling_rate"


def show_ways(actions: Actions, moment: Moment, notation: Notation) -> None:
    """Name the ways back from a stop with their numbers; in general words while there is none."""
    found = moment.divergence
    healthy = None if found is None else found.healthy
    settling = None if found is None else found.settling
    texts = {
        BACK: None if healthy is None else back_words(healthy),
        SETTLE: None if settling is None else settle_words(settling.rate, notation),
    }
    for name, text in texts.items():
        action, plain = actions[name], actions.specs[name].text
        if action.isEnabled() != (text is not None):
            action.setEnabled(text is not None)
        if action.text() != (text or plain):
            action.setText(text or plain)


def back_words(update: int) -> str:
    """Return what the way back to an update is called."""
    return translate("WaysBack", "Back to update {update}").format(update=update)


def settle_words(rate: float, notation: Notation) -> str:
    """Return what the way back with another learning rate is called."""
    return translate("WaysBack", "Set η to {rate}").format(rate=show(rate, Kind.SETTING, notation))

"""What may hold the session still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.session.moment import Moment


class Holder(Protocol):
    """What holds the session still while it is on, as practice does."""

    def veil(self, moment: Moment) -> Moment:
        """Return what may be shown of a moment."""

    def refusal(self) -> Message:
        """Return why nothing can be changed now."""

    def refuse(self) -> None:
        """Say so."""

    def step_back(self) -> None:
        """Do what a step back means now."""

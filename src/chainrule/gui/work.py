"""What may go on in the background."""

from __future__ import annotations

from typing import Protocol


class Work(Protocol):
    """What goes on in the background, a slice a tick."""

    @property
    def busy(self) -> bool:
        """Whether there is anything left to do."""

    def advance(self, seconds: float) -> bool:
        """Go on for a while; return whether there is something new to be shown."""

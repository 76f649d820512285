"""Turns: while training runs at full speed only one of several parts is shown anew at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.session.moment import Moment

Part = TypeVar("Part")


class Turns:
    """Says which parts show a moment: one after the other at full speed, else all of them."""

    def __init__(self) -> None:
        self._turn = 0

    def of(self, moment: Moment, parts: Sequence[Part]) -> Sequence[Part]:
        """Return the parts whose turn it is."""
        if not moment.playing or moment.animated:
            return parts
        self._turn = (self._turn + 1) % len(parts)
        return (parts[self._turn],)

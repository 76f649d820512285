"""A known mistake: its name and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.network.message import Message


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known mistake: `name` for files, `words` for people, as in "forgot the slope"."""

    name: str
    words: Message

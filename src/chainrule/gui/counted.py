"""Messages of counts as plain text: their whole numbers with thousands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show

if TYPE_CHECKING:
    from chainrule.gui.numbers import Notation
    from chainrule.network.message import Message


def counted(told: Message, notation: Notation) -> str:
    """Return a message with its counts put in."""
    shown = {
        name: show(value, Kind.COUNT, notation) if isinstance(value, int) else value
        for name, value in told.values.items()
    }
    return translate(told.context, told.template).format_map(shown)

"""Words and names that must keep within a room: their ends give way to dots."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import Sign, Word

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Item

DOTS = "…"


def fitted(item: Item, room: float) -> Item:
    """Return a word or a name as it is, or the longest beginning of it that has room."""
    if item.width <= room or not isinstance(item, Word | Sign):
        return item
    text = _text(item)
    beginnings = (text[:end].rstrip() + DOTS for end in range(len(text) - 1, 0, -1))
    made = (_with(item, beginning) for beginning in beginnings)
    return next((each for each in made if each.width <= room), _with(item, DOTS))


def _text(item: Word | Sign) -> str:
    return item.text if isinstance(item, Word) else item.symbol.base


def _with(item: Word | Sign, text: str) -> Item:
    if isinstance(item, Word):
        return replace(item, text=text)
    return replace(item, symbol=replace(item.symbol, base=text, sub=""))

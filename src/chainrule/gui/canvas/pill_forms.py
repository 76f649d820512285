"""How much a pill says: less where there is no room for all of it."""

from __future__ import annotations

from enum import IntEnum


class Form(IntEnum):
    """The forms of a pill, widest first."""

    USUAL = 0
    """name, value (old → new in an update), and what the phase found with its factors"""
    NARROW = 1
    """the new value alone, what was found without its factors"""
    BARE = 2
    """numbers without names"""
    SINGLE = 3
    """the value alone"""

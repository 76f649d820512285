"""The colours of paper: black and greys, which any printer can do; a sign is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor

from chainrule.gui.theme import LIGHT, roles

if TYPE_CHECKING:
    from chainrule.gui.theme import Theme
    from chainrule.teaching.notation import Notation

WHITE = ("app", "panel", "sunken", "canvas", "nodePos", "nodeNeg", "onInk", "onAccent", "onBack")
LINES = ("border", "control", "nodeStroke", "idle", "pos", "neg", "grid")
BLACK, GREY, PAPER = QColor("#000000"), QColor("#6E6E6E"), QColor("#FFFFFF")


def print_theme(notation: Notation) -> Theme:
    """Return the light theme without its colours."""
    inks: dict[str, Any] = dict.fromkeys(roles(), BLACK)
    inks |= dict.fromkeys(LINES, GREY)
    inks |= {role: PAPER for role in roles() if role in WHITE or role.endswith("Soft")}
    return replace(LIGHT, **inks, contrast=True, notation=notation)

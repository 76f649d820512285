"""Sentences without colours and fonts, to be spoken or put into a line of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocumentFragment

from chainrule.gui.sentences import render_message

if TYPE_CHECKING:
    from chainrule.gui.symbols import Symbols
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Network
    from chainrule.network.message import Message


def spoken(told: Message, theme: Theme, network: Network | Symbols) -> str:
    """Return a sentence as plain text."""
    return QTextDocumentFragment.fromHtml(render_message(told, theme, network)).toPlainText()

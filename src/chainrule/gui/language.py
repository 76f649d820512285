"""Translation: the one door through which every text of the window goes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def translate(context: str, text: str) -> str:
    """Return `text` in the language of the window; both arguments are literals (Qt Linguist)."""
    return QCoreApplication.translate(context, text)

"""Bytes turned into text: which encoding a file is in."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from pathlib import Path

    from chainrule.network.message import Message

MOST_BYTES = 64 * 1024 * 1024
MEBIBYTE = 1024 * 1024
ENCODINGS = ("utf-8", "utf-16", "gb18030", "cp1252")
"""what a person may choose from, by the names that Python knows"""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 65_536
"""bytes in which the encoding shows"""
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b")
_FEW = 1 / 200
"""the share of control characters from which on a file is no text"""
_IDEOGRAPHS = range(0x3400, 0xA000)


class TableError(ChainruleError):
    """A table cannot be read; the sentence says why."""


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; one that is too large or cannot be read is told in a sentence."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise TableError(_too_large(size))
        return path.read_bytes()
    except OSError as error:
        told = QT_TRANSLATE_NOOP("Import", "The file cannot be read: {reason}.")
        raise TableError(message(told, reason=error.strerror or str(error))) from None


def detect_encoding(data: bytes) -> str:
    """Return the encoding that a file seems to be in.

    A byte order mark says it; else what is sound UTF-8 is UTF-8; else text whose letters beyond
    ASCII are mostly ideographs in GB 18030 is that; else it is the Windows encoding of the West.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if _decodes(data, "utf-8"):
        return "utf-8"
    start = data[:_LOOKED_AT].decode("gb18030", errors="ignore")
    foreign = [letter for letter in start if ord(letter) > 127]  # noqa: PLR2004, RUF100
    chinese = sum(ord(letter) in _IDEOGRAPHS for letter in foreign)
    if foreign and 2 * chinese > len(foreign) and _decodes(data, "gb18030"):
        return "gb18030"
    return "cp1252"


def decode(data: bytes, encoding: str) -> str:
    """Return the text of a file in an encoding; a `TableError` says what is in the way.

    A byte that the encoding does not know becomes a replacement character: it is text, and where
    a number is expected its row is told as a bad one.
    """
    if not data.strip():
        raise TableError(message(QT_TRANSLATE_NOOP("Import", "The file is empty.")))
    if encoding != "utf-16" and _is_binary(data):
        told = QT_TRANSLATE_NOOP(
            "Import", "This is not a text file. Save the table as CSV, and import that."
        )
        raise TableError(message(told))
    named = "utf-8-sig" if encoding == "utf-8" else encoding
    return data.decode(named, errors="replace")


def _is_binary(data: bytes) -> bool:
    start = data[:_LOOKED_AT]
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return b"\0" in start or controls > _FEW * len(start)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _too_large(size: int) -> Message:
    told = QT_TRANSLATE_NOOP(
        "Import",
        "The file has {size} MB; at most {most} MB can be read. Keep some of its rows, and import"
        " those.",
    )
    return message(told, size=-(-size // MEBIBYTE), most=MOST_BYTES // MEBIBYTE)

"""Bytes turned into text: which encoding a file is in."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, TypeVar

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from chainrule.network.message import Message
    from chainrule.storage.csv_in.dialect import Pieces

MOST_BYTES = 64 * 1024 * 1024
MEBIBYTE = 1024 * 1024
ENCODINGS = ("utf-8", "utf-16", "gb18030", "cp1252")
"""what a person may choose from, by the names that Python knows"""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 65_536
"""bytes in which the encoding shows"""
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b")
_FEW = 1 / 200
"""the share of control characters from which on a file is no text"""
_IDEOGRAPHS = range(0x3400, 0xA000)
_RUN = re.compile("[\u3400-\u9fff]+")
_AMONG_LATIN = re.compile("[A-Za-z][\u3400-\u9fff]+|[\u3400-\u9fff]+[A-Za-z]")

Done = TypeVar("Done")


class TableError(ChainruleError):
    """A table cannot be read; the sentence says why."""


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; one that is too large or cannot be read is told in a sentence."""
    return b"".join(finished(reading_bytes(path)))


def reading_bytes(path: Path) -> Generator[float, None, list[bytes]]:
    """Read a file in pieces; yield the share after each, and return the pieces."""
    pieces: list[bytes] = []
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise TableError(_too_large(size))
        with path.open("rb") as file:
            done = 0
            while piece := file.read(MEBIBYTE):
                pieces.append(piece)
                done += len(piece)
                if done > MOST_BYTES:
                    raise TableError(_too_large(done))
                yield min(1.0, done / max(1, size))
    except OSError as error:
        told = QT_TRANSLATE_NOOP("Import", "The file cannot be read: {reason}.")
        raise TableError(message(told, reason=error.strerror or str(error))) from None
    return pieces


def decoding(
    pieces: Sequence[bytes], encoding: str | None = None
) -> Generator[float, None, tuple[Pieces, str]]:
    """Turn bytes into text piece by piece; return its pieces and the encoding that it is in.

    Without an encoding a byte order mark says it; else what is sound UTF-8 is UTF-8; else text
    whose letters beyond ASCII are mostly ideographs in GB 18030 is that; else it is the Windows
    encoding of the West. A byte that the encoding does not know becomes a replacement character:
    it is text, and where a number is expected its row is told as a bad one.
    """
    start = b"".join(pieces[:1])
    _check_text(pieces, start, encoding)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    named = encoding or marked
    if named is not None:
        text = yield from _decoded(pieces, named, "replace")
        return text, named
    for tried in ("utf-8", *(("gb18030",) if _is_chinese(start) else ())):
        try:
            text = yield from _decoded(pieces, tried, "strict")
        except UnicodeDecodeError:
            continue
        return text, tried
    text = yield from _decoded(pieces, "cp1252", "replace")
    return text, "cp1252"


def finished(work: Generator[float, None, Done]) -> Done:
    """Return what work in pieces gives, made at once."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Done = end.value
            return result


def _decoded(pieces: Sequence[bytes], encoding: str, errors: str) -> Generator[float, None, Pieces]:
    named = "utf-8-sig" if encoding == "utf-8" else encoding
    decoder = codecs.getincrementaldecoder(named)(errors)
    texts: list[str] = []
    for number, piece in enumerate(pieces, 1):
        texts.append(decoder.decode(piece, number == len(pieces)))
        yield number / len(pieces)
    return tuple(texts)


def _is_chinese(start: bytes) -> bool:
    """Return whether the letters beyond ASCII are mostly ideographs, read as GB 18030.

    Ideographs among Latin letters are none: "größe" in a Western encoding can be read so.
    """
    text = start[:_LOOKED_AT].decode("gb18030", errors="ignore")
    foreign = [letter for letter in text if ord(letter) > 127]  # noqa: PLR2004, RUF100
    chinese = sum(ord(letter) in _IDEOGRAPHS for letter in foreign)
    runs, among = len(_RUN.findall(text)), len(_AMONG_LATIN.findall(text))
    return bool(foreign) and 2 * chinese > len(foreign) and 2 * among < runs


def _check_text(pieces: Sequence[bytes], start: bytes, encoding: str | None) -> None:
    """Refuse what is empty, and what is no text."""
    if not any(piece.strip() for piece in pieces):
        raise TableError(message(QT_TRANSLATE_NOOP("Import", "The file is empty.")))
    wide = encoding == "utf-16" or start.startswith(_WIDE)
    if not wide and _is_binary(start):
        told = QT_TRANSLATE_NOOP(
            "Import", "This is not a text file. Save the table as CSV, and import that."
        )
        raise TableError(message(told))


def _is_binary(data: bytes) -> bool:
    start = data[:_LOOKED_AT]
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return b"\0" in start or controls > _FEW * len(start)


def _too_large(size: int) -> Message:
    told = QT_TRANSLATE_NOOP(
        "Import",
        "The file has {size} MB; at most {most} MB can be read. Keep some of its rows, and import"
        " those.",
    )
    return message(told, size=-(-size // MEBIBYTE), most=MOST_BYTES // MEBIBYTE)

"""JSON read strictly: bounded before it is parsed, no key twice, every number finite."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, cast

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from chainrule.network.message import Message

LARGEST_MIB = 64
LARGEST = LARGEST_MIB * 2**20
DEEPEST = 32
LONGEST_INTEGER = 400
"""characters; the largest float has 309 digits, and longer texts are slow to turn into a number"""
LONGEST_SHOWN = 80
"""characters of a foreign text that are shown in an error"""

Json = object

_TOKENS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)
"""A string, whole or cut off, or a bracket; possessive, so that no text takes quadratic time."""

_PLAIN_KEY = re.compile(r"[A-Za-z_]\w*")


class ReadError(ChainruleError):
    """A file that cannot be read; `place` is the JSON path of what is wrong, or empty."""

    def __init__(self, told: Message, place: str = "") -> None:
        super().__init__(told)
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else str(self.message)


class _Pairs(list[tuple[str, Json]]):
    """The members of an object, as they were written."""


def strict_json(data: bytes) -> Json:
    """Return what the bytes hold, as dict, list, str, int, float, bool and None."""
    _check_bounds(data)
    text = _decoded(data)
    try:
        parsed = json.loads(text, object_pairs_hook=_Pairs, parse_int=_integer)
    except json.JSONDecodeError as error:
        told = QT_TRANSLATE_NOOP("Read", "not JSON: line {line}, column {column}: {reason}")
        reason = error.msg[:1].lower() + error.msg[1:]
        raise ReadError(
            message(told, line=error.lineno, column=error.colno, reason=reason)
        ) from None
    return _plain(parsed, "$")


def member(place: str, key: str) -> str:
    """Return the place of a member: `$.data` and `train` give `$.data.train`.

    A key that is no plain word is quoted, and never longer than fits a line: `$.initial["b[h1]"]`.
    """
    if _PLAIN_KEY.fullmatch(key) and len(key) <= LONGEST_SHOWN:
        return f"{place}.{key}"
    return f"{place}[{quoted(key)}]"


def quoted(text: str) -> str:
    """Return a foreign text in quotes: on one line, cut off when long, nothing unprintable."""
    if len(text) > LONGEST_SHOWN:
        text = text[: LONGEST_SHOWN - 1] + "…"
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _check_bounds(data: bytes) -> None:
    if len(data) > LARGEST:
        told = QT_TRANSLATE_NOOP("Read", "the file is larger than {limit} MiB")
        raise ReadError(message(told, limit=LARGEST_MIB))
    depth = 0
    for found in _TOKENS.finditer(data):
        token = found.group()
        depth += (token in (b"[", b"{")) - (token in (b"]", b"}"))
        if depth > DEEPEST:
            told = QT_TRANSLATE_NOOP("Read", "the file is nested deeper than {limit} levels")
            raise ReadError(message(told, limit=DEEPEST))


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        told = QT_TRANSLATE_NOOP("Read", "not UTF-8 text: byte {place}")
        raise ReadError(message(told, place=error.start)) from None
    if text.startswith("\ufeff"):
        told = QT_TRANSLATE_NOOP(
            "Read", "the file starts with a byte order mark: save it as UTF-8 without one"
        )
        raise ReadError(message(told))
    return text


def _integer(digits: str) -> int | float:
    """Return an integer; one too large for a float becomes infinity, to be refused by place."""
    if len(digits) > LONGEST_INTEGER:
        return math.inf
    value = int(digits)
    try:
        float(value)
    except OverflowError:
        return math.inf
    return value


def _plain(value: Json, place: str) -> Json:
    """Return the value with dicts for objects; refuse a key twice and numbers not finite."""
    if isinstance(value, _Pairs):
        return _members(value, place)
    if isinstance(value, list):
        if _all_finite(value):
            return cast("list[Json]", value)
        return [_plain(entry, f"{place}[{index}]") for index, entry in enumerate(value)]
    if isinstance(value, float) and not math.isfinite(value):
        raise ReadError(message(QT_TRANSLATE_NOOP("Read", "expected a finite number")), place)
    return value


def _members(pairs: _Pairs, place: str) -> dict[str, Json]:
    members: dict[str, Json] = {}
    for key, value in pairs:
        inside = member(place, key)
        if key in members:
            told = QT_TRANSLATE_NOOP("Read", "the field stands here twice")
            raise ReadError(message(told), inside)
        members[key] = _plain(value, inside)
    return members


def _all_finite(values: list[Json]) -> bool:
    """Return whether a list holds finite numbers only, as the rows of the data do."""
    return all(type(value) in (int, float) and math.isfinite(value) for value in values)  # type: ignore[arg-type]

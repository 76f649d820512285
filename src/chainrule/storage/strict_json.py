"""JSON read strictly: bounded before it is parsed, no key twice, every number finite."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, NoReturn

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.message import Message

LARGEST_MIB = 64
LARGEST = LARGEST_MIB * 2**20
DEEPEST = 32
LONGEST_NUMBER = 400
"""characters; a longer one is no float that anybody wrote"""

Json = object

_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]|-?\d[\d.eE+-]*', re.DOTALL)


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
        parsed = json.loads(
            text, object_pairs_hook=_Pairs, parse_constant=_refuse, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        told = QT_TRANSLATE_NOOP("Read", "not JSON: line {line}, column {column}: {reason}")
        reason = error.msg[:1].lower() + error.msg[1:]
        raise ReadError(
            message(told, line=error.lineno, column=error.colno, reason=reason)
        ) from None
    return _plain(parsed, "$")


def _check_bounds(data: bytes) -> None:
    if len(data) > LARGEST:
        told = QT_TRANSLATE_NOOP("Read", "the file is larger than {limit} MiB")
        raise ReadError(message(told, limit=LARGEST_MIB))
    depth = 0
    for token in _tokens(data):
        depth += (token in b"[{") - (token in b"]}")
        if depth > DEEPEST:
            told = QT_TRANSLATE_NOOP("Read", "the file is nested deeper than {limit} levels")
            raise ReadError(message(told, limit=DEEPEST))


def _tokens(data: bytes) -> Iterator[bytes]:
    """Yield the brackets outside strings; a number that is too long is refused on the way."""
    for found in _TOKENS.finditer(data):
        token = found.group()
        if token in (b"[", b"]", b"{", b"}"):
            yield token
        elif not token.startswith(b'"') and len(token) > LONGEST_NUMBER:
            told = QT_TRANSLATE_NOOP("Read", "a number has more than {limit} digits")
            raise ReadError(message(told, limit=LONGEST_NUMBER))


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        told = QT_TRANSLATE_NOOP("Read", "not UTF-8 text: byte {place}")
        raise ReadError(message(told, place=error.start)) from None
    if text.startswith("\ufeff"):
        raise ReadError(message(QT_TRANSLATE_NOOP("Read", "not JSON: a byte order mark")))
    return text


def _refuse(name: str) -> NoReturn:
    told = QT_TRANSLATE_NOOP("Read", "{name} is not a number that a project can hold")
    raise ReadError(message(told, name=name))


def _integer(digits: str) -> int | float:
    """Return an integer; one too large for a float becomes infinity, to be refused by place."""
    value = int(digits)
    try:
        float(value)
    except OverflowError:
        return math.inf
    return value


def _plain(value: Json, place: str) -> Json:
    """Return the value with dicts for objects; refuse a key twice and numbers not finite."""
    if isinstance(value, _Pairs):
        members: dict[str, Json] = {}
        for key, member in value:
            if key in members:
                told = QT_TRANSLATE_NOOP("Read", "the field stands here twice")
                raise ReadError(message(told), f"{place}.{key}")
            members[key] = _plain(member, f"{place}.{key}")
        return members
    if isinstance(value, list):
        return [_plain(member, f"{place}[{index}]") for index, member in enumerate(value)]
    if isinstance(value, float) and not math.isfinite(value):
        raise ReadError(message(QT_TRANSLATE_NOOP("Read", "expected a finite number")), place)
    return value

"""What msgspec finds wrong with a file, in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.session.operations import Kind, Phase
from chainrule.storage.strict_json import LONGEST_SHOWN, ReadError, member, quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

ENUMS: dict[str, type[StrEnum]] = {
    "role": Role,
    "activation": Activation,
    "loss": Loss,
    "optimizer": Optimizer,
    "reduction": Reduction,
    "operation": Kind,
    "phases": Phase,
}
"""the fields that hold one of a few words"""

TYPES = {
    "float": ("a number", "a number"),
    "int": ("a whole number", "a number"),
    "str": ("text", "text"),
    "bool": ("true or false", "true or false"),
    "array": ("a list", "a list"),
    "object": ("an object", "an object"),
    "null": ("null", "null"),
}
"""each type as asked for, and as found"""

FRACTION = "a number with a decimal point"

_INDEX = re.compile(r"\[[^\]]*\]$")
_PLACE = re.compile(r"(?P<what>.*?)(?: - at `(?P<place>\$[^`]*)`)?", re.DOTALL)


def read_error(text: str, root: str = "$") -> ReadError:
    """Return the error for a message of msgspec about the value that stands at `root`."""
    found = _PLACE.fullmatch(text)
    what, place = (text, None) if found is None else (found["what"], found["place"])
    place = root + (place or "$")[1:]
    for pattern, told in _TOLD:
        if match := pattern.fullmatch(what):
            return told(match, place)
    template = QT_TRANSLATE_NOOP("Read", "this does not fit: {reason}")
    return ReadError(message(template, reason=what[:LONGEST_SHOWN]), place)


def _unknown(match: re.Match[str], place: str) -> ReadError:
    told = message(QT_TRANSLATE_NOOP("Read", "there is no such field in a project"))
    return ReadError(told, member(place, match["name"]))


def _missing(match: re.Match[str], place: str) -> ReadError:
    told = message(QT_TRANSLATE_NOOP("Read", "this field is missing"))
    return ReadError(told, member(place, match["name"]))


def _word(match: re.Match[str], place: str) -> ReadError:
    template = QT_TRANSLATE_NOOP("Read", "{word} is not one of {words}")
    told = message(template, word=quoted(match["word"]), words=_words(place))
    return ReadError(told, place)


def _length(match: re.Match[str], place: str) -> ReadError:
    template = QT_TRANSLATE_NOOP("Read", "expected {wanted} entries")
    return ReadError(message(template, wanted=int(match["wanted"])), place)


def _range(match: re.Match[str], place: str) -> ReadError:
    if match["sign"] == ">=":
        template = QT_TRANSLATE_NOOP("Read", "expected {limit} or more")
    else:
        template = QT_TRANSLATE_NOOP("Read", "expected {limit} or less")
    return ReadError(message(template, limit=match["limit"]), place)


def _type(match: re.Match[str], place: str) -> ReadError:
    wanted, got = match["wanted"], TYPES.get(match["got"], (match["got"],))[-1]
    if words := _words(place):
        template = QT_TRANSLATE_NOOP("Read", "expected one of {words}, got {got}")
        return ReadError(message(template, words=words, got=got), place)
    if wanted == "int" and match["got"] == "float":
        got = FRACTION
    options = [TYPES.get(option, (option,))[0] for option in wanted.split(" | ")]
    template = QT_TRANSLATE_NOOP("Read", "expected {wanted}, got {got}")
    return ReadError(message(template, wanted=" or ".join(options), got=got), place)


def _words(place: str) -> str:
    """Return the words that the field at this place may hold; empty for other fields."""
    return ", ".join(ENUMS.get(_INDEX.sub("", place.rpartition(".")[2]), ()))


_TOLD: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], ReadError]], ...] = (
    (re.compile(r"Object contains unknown field `(?P<name>.*)`", re.DOTALL), _unknown),
    (re.compile(r"Object missing required field `(?P<name>.*)`"), _missing),
    (re.compile(r"Invalid enum value '(?P<word>.*)'", re.DOTALL), _word),
    (re.compile(r"Expected `array` of length (?P<wanted>\d+)(?:, got \d+)?"), _length),
    (re.compile(r"Expected `int` (?P<sign>[<>]=) (?P<limit>\d+)"), _range),
    (re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`"), _type),
)
"""the messages of msgspec and what each becomes"""

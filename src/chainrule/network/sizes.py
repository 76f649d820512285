"""The sizes of layers as a person writes them: "2-4-4-1"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from chainrule.network.arrange import columns
from chainrule.network.edits import EditError
from chainrule.network.message import QT_TRANSLATE_NOOP, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.graph import Network
    from chainrule.network.message import Message

MOST_IN_LAYER = 1000
MOST_LAYERS = 50
MOST_CONNECTIONS = 20_000
LONGEST_NUMBER = 9
"""digits; a longer number is too large whatever it is"""

_BETWEEN = r"(?:\s*[-‐‑–—−,;x×*→>、，；]\s*|\s+)"  # noqa: RUF001, RUF100
_SIZES = re.compile(rf"\d+(?:{_BETWEEN}\d+)*", re.IGNORECASE)


def layer_sizes(text: str) -> tuple[int, ...]:
    """Return the sizes that a text gives, inputs first; an `EditError` says what is wrong with it.

    Between the numbers may stand a hyphen, a comma, a space, an "x".

    Examples
    --------
    >>> layer_sizes("2-4-4-1")
    (2, 4, 4, 1)
    >>> layer_sizes("2, 4, 1")
    (2, 4, 1)
    """
    if not _SIZES.fullmatch(text.strip()):
        told = QT_TRANSLATE_NOOP("Edit", "Write a number for each layer, such as 2-4-4-1.")
        raise EditError(message(told))
    numbers = re.findall(r"\d+", text)
    for number in numbers:
        if len(number.lstrip("0")) > LONGEST_NUMBER:
            raise EditError(_too_large(number))
    sizes = tuple(int(number) for number in numbers)
    check_sizes(sizes)
    return sizes


def check_sizes(sizes: Sequence[int]) -> None:
    """Refuse layers that cannot be, and networks too large to be looked at."""
    if len(sizes) < 2:  # noqa: PLR2004, RUF100
        told = QT_TRANSLATE_NOOP("Edit", "A network has at least two layers: inputs and outputs.")
        raise EditError(message(told))
    if len(sizes) > MOST_LAYERS:
        told = QT_TRANSLATE_NOOP("Edit", "A network has at most {most} layers; these are {count}.")
        raise EditError(message(told, most=MOST_LAYERS, count=len(sizes)))
    if min(sizes) < 1:
        told = QT_TRANSLATE_NOOP("Edit", "Every layer has at least 1 neuron.")
        raise EditError(message(told))
    if max(sizes) > MOST_IN_LAYER:
        raise EditError(_too_large(str(max(sizes))))
    check_connections(sum(left * right for left, right in pairwise(sizes)))


def check_connections(count: int) -> None:
    """Refuse more connections than can be shown."""
    if count > MOST_CONNECTIONS:
        told = QT_TRANSLATE_NOOP(
            "Edit", "That would make {count} connections; at most {most} can be shown."
        )
        raise EditError(message(told, count=count, most=MOST_CONNECTIONS))


def sizes_text(network: Network) -> str:
    """Return the sizes of a network's layers as they are written, the first column first."""
    return "-".join(str(len(column)) for column in columns(network))


def _too_large(number: str) -> Message:
    told = QT_TRANSLATE_NOOP("Edit", "A layer has at most {most} neurons, not {count}.")
    return message(told, most=MOST_IN_LAYER, count=number)

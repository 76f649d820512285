"""Calls: numpy calls on buffers that stay where they are, to be made over and over.

A numpy call on a small array costs some 250 ns and nearly nothing for the numbers, so a fast pass
is a short list of calls with nothing between them. The same list is run call by call, or written
out as straight-line code; what is computed is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Batch = tuple[Array, Array, Array]
    Loop = Callable[[Iterable[Batch]], int]
X, ACROSS, Y = range(3)
"""what a batch has, and what stands for it in a call: x (1 + inputs, samples) with a row of ones
first, the same with its axes exchanged, and y (outputs, samples)"""
NAMES = ("x", "across", "y")
KEYWORD_ONLY = (np.maximum, np.minimum)
"""take their output by name; by place it costs three times as much"""


@dataclass(frozen=True, slots=True)
class Call:
    """A function, its arguments (an integer stands for a part of the batch), and its output."""

    function: Callable[..., object]
    arguments: tuple[object, ...] = ()
    out: Array | None = None


def call(function: Callable[..., object], *arguments: object, out: Array | None = None) -> Call:
    """Return a call, to be made later."""
    return Call(function, arguments, out)


def run_once(calls: Sequence[Call], batch: Batch) -> None:
    """Make the calls on one batch."""
    for each in calls:
        given = [batch[a] if isinstance(a, int) else a for a in each.arguments]
        if each.out is None:
            each.function(*given)
        elif _by_keyword(each.function):
            each.function(*given, out=each.out)
        else:
            each.function(*given, each.out)


def _by_keyword(function: Callable[..., object]) -> bool:
    return any(function is each for each in KEYWORD_ONLY)


def straight_line(calls: Sequence[Call], numbers: Array, limit: float) -> Loop:
    """Return a function that makes the calls for batch after batch and counts them.

    It ends early, before it counts, when Σ `numbers`² is not below `limit`.
    """
    names: dict[str, Any] = {"square": numbers.dot, "numbers": numbers, "limit": np.float64(limit)}
    lines = [_line(index, each, names) for index, each in enumerate(calls)]
    body = "\n        ".join(lines)
    known = ", ".join(f"{name}={name}" for name in names)
    text = f"""def loop(batches, {known}):
    made = 0
    for x, across, y in batches:
        {body}
        if not square(numbers) < limit:
            return made
        made += 1
    return made
"""
    exec(compile(text, "<straight-line form of a plan>", "exec"), names)
    loop: Loop = names["loop"]
    return loop


def _line(index: int, each: Call, names: dict[str, Any]) -> str:
    """Return a call as a line of code, and put what it speaks of into `names`."""
    names[f"f{index}"] = each.function
    words = []
    for place, argument in enumerate(each.arguments):
        if isinstance(argument, int):
            words.append(NAMES[argument])
            continue
        names[f"a{index}_{place}"] = argument
        words.append(f"a{index}_{place}")
    if each.out is not None:
        names[f"o{index}"] = each.out
        words.append(f"{'out=' * _by_keyword(each.function)}o{index}")
    return f"f{index}({', '.join(words)})"

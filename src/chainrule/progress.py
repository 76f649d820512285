"""A progress bar on a terminal."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BAR = 30


@contextlib.contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """Give what draws a bar on a terminal, a hundred times at most, and end its line."""
    shown: list[int] = []

    def draw(done: int, total: int) -> None:
        percent = 100 * done // total
        if not sys.stderr.isatty() or shown[-1:] == [percent]:
            return
        shown.append(percent)
        filled = BAR * done // total
        bar = "#" * filled + "." * (BAR - filled)
        print(f"\r{bar} {done} of {total}", end="", file=sys.stderr, flush=True)  # noqa: T201

    try:
        yield draw
    finally:
        if shown:
            print(file=sys.stderr)  # noqa: T201

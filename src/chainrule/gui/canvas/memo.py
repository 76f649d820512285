"""The last results of what takes long and is wanted again for the next scene."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


class Memo:
    """Keeps for every name the result for the objects it was last made from."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[object, ...], Any]] = {}

    def latest(self, name: str, parts: tuple[object, ...], make: Callable[[], Result]) -> Result:
        """Return what `make` gave for these very objects the last time, or make it."""
        before = self._kept.get(name)
        if before is not None and all(map(is_, before[0], parts)):
            kept: Result = before[1]
            return kept
        result = make()
        self._kept[name] = parts, result
        return result

"""Which paths to the loss are lit on the canvas. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.gui.canvas.layout import Key
    from chainrule.teaching.paths.path_sum import PathSum


@dataclass(frozen=True)
class PathMarks:
    """The paths that are shown: the edges of each, and the output at which it ends.

    `own` is the edge whose paths they are, None when they are those of a neuron. One path may be
    `lit` while the others stand back; None lights them together.
    """

    own: Key | None
    ways: tuple[tuple[Key, ...], ...]
    outputs: tuple[str, ...]
    lit: int | None = None

    @classmethod
    def of(cls, found: PathSum, lit: int | None = None) -> PathMarks:
        """Return the marks of the paths that are told of."""
        return cls(
            found.start if isinstance(found.start, tuple) else None,
            tuple(path.edges for path in found.told),
            tuple(path.output for path in found.told),
            lit,
        )

    @cached_property
    def users(self) -> dict[Key, tuple[int, ...]]:
        """The paths over each edge, by number."""
        found: dict[Key, list[int]] = {}
        for number, way in enumerate(self.ways):
            for key in way:
                found.setdefault(key, []).append(number)
        return {key: tuple(numbers) for key, numbers in found.items()}

    def ending_at(self, output: str) -> tuple[int, ...]:
        """Return the paths that end at an output."""
        return tuple(number for number, end in enumerate(self.outputs) if end == output)

    def stands_back(self, number: int) -> bool:
        """Return whether another path is lit alone."""
        return self.lit is not None and self.lit != number


def letter(number: int) -> str:
    """Return the letter of a path, from A on."""
    return chr(ord("A") + number)

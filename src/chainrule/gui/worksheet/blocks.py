"""The pieces that a sheet is made of, and how they flow over pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QPainter

    Paint = Callable[[QPainter, float, float], None]


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a height that is painted from a place on: its left upper corner.

    With `keeps` it does not stand last on a page: what follows stays with it.
    """

    height: float
    paint: Paint
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and how far down the page it stands."""

    block: Block
    y: float


def space(height: float) -> Block:
    """Return room between two blocks."""
    return Block(height, lambda _painter, _x, _y: None)


def flow(blocks: Iterable[Block], height: float) -> list[list[Placed]]:
    """Return the blocks on as many pages of a height as they need."""
    pages: list[list[Placed]] = [[]]
    y = 0.0
    for group in _together(blocks):
        tall = sum(block.height for block in group)
        if y + tall > height and pages[-1]:
            pages.append([])
            y = 0.0
        for block in group:
            pages[-1].append(Placed(block, y))
            y += block.height
    return pages


def _together(blocks: Iterable[Block]) -> Iterable[list[Block]]:
    """Yield blocks in groups that stay on one page."""
    group: list[Block] = []
    for block in blocks:
        group.append(block)
        if not block.keeps:
            yield group
            group = []
    if group:
        yield group

"""The pages of a sheet and of its key, and how one is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from chainrule.gui.canvas.text import text_width
from chainrule.gui.language import translate
from chainrule.gui.worksheet.bits import Words
from chainrule.gui.worksheet.blocks import flow, space
from chainrule.gui.worksheet.head_blocks import (
    SMALL,
    fact_blocks,
    head_block,
    heading,
    rounding_block,
    shortened,
)
from chainrule.gui.worksheet.network_picture import NetworkPicture
from chainrule.gui.worksheet.paper import FOOT
from chainrule.gui.worksheet.question_blocks import key_blocks, question_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chainrule.gui.worksheet.blocks import Block, Placed
    from chainrule.gui.worksheet.paper import Paper
    from chainrule.teaching.worksheet.sheet import Sheet


DESCENT = 4.0
"""what letters at the foot reach below their line"""


@dataclass(frozen=True)
class Page:
    """One page: its blocks, and the words at its foot."""

    placed: Sequence[Placed]
    left: str
    right: str

    def paint(self, painter: QPainter, paper: Paper) -> None:
        """Paint the page in pixels of 1/96 inch."""
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        inner = paper.sheet.inner
        for one in self.placed:
            one.block.paint(painter, inner.left(), inner.top() + one.y)
        foot = inner.bottom() + FOOT - DESCENT
        wide = text_width(self.right, SMALL, 400)
        left = shortened(self.left, inner.width() - wide - 20, SMALL, 400)
        Words(left, SMALL, 400, True).paint(painter, inner.left(), foot)
        Words(self.right, SMALL, 400, True).paint(painter, inner.right() - wide, foot)


def sheet_pages(sheet: Sheet, paper: Paper) -> list[Page]:
    """Return the pages to be filled in."""
    width = paper.sheet.inner.width()
    return _numbered(sheet, paper, _sheet_blocks(sheet, width), translate("Worksheet", "{title}"))


def key_pages(sheet: Sheet, paper: Paper) -> list[Page]:
    """Return the pages of the key."""
    width = paper.sheet.inner.width()
    blocks = (head_block(sheet, width, True), rounding_block(), *key_blocks(sheet, width))
    return _numbered(sheet, paper, blocks, translate("Worksheet", "Key · {title}"))


def _sheet_blocks(sheet: Sheet, width: float) -> Iterator[Block]:
    yield head_block(sheet, width, False)
    picture = NetworkPicture(sheet.project, width, sheet.wish.notation)
    yield picture.block
    yield heading(translate("Worksheet", "Given"), width)
    yield from fact_blocks(sheet, width, not picture.names_weights)
    yield space(4.0)
    yield from question_blocks(sheet, width)


def _numbered(
    sheet: Sheet, paper: Paper, blocks: Sequence[Block] | Iterator[Block], name: str
) -> list[Page]:
    """Return the blocks on pages that say which they are."""
    pages = flow(blocks, paper.sheet.inner.height())
    title = name.format(title=sheet.title or translate("Worksheet", "Untitled"))
    if not sheet.wish.own:
        told = translate("Worksheet", "{title} · seed {seed}")
        title = told.format(title=title, seed=sheet.copy.seed)
    count = translate("Worksheet", "page {number} of {count}")
    return [
        Page(placed, title, count.format(number=number, count=len(pages)))
        for number, placed in enumerate(pages, start=1)
    ]

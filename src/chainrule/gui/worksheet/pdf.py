"""Worksheets as PDF: vectors and the bundled typefaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPdfWriter

from chainrule.gui.language import translate
from chainrule.gui.worksheet.pages import key_pages, sheet_pages
from chainrule.gui.worksheet.paper import PER_INCH
from chainrule.gui.worksheet.text_painter import TextPainter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtGui import QPagedPaintDevice

    from chainrule.gui.worksheet.pages import Page
    from chainrule.gui.worksheet.paper import Paper
    from chainrule.teaching.worksheet.sheet import Sheet


def pages_of(
    sheets: Iterable[Sheet], paper: Paper, with_key: bool = True, keys_last: bool = False
) -> Iterator[Page]:
    """Yield the pages of all sheets, each followed by its key; or all the keys at the end."""
    later: list[Page] = []
    for sheet in sheets:
        yield from sheet_pages(sheet, paper)
        key = key_pages(sheet, paper) if with_key else []
        if keys_last:
            later += key
        else:
            yield from key
    yield from later


def pdf(title: str, pages: Iterable[Page], paper: Paper) -> bytes:
    """Return pages as a PDF."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title or translate("Worksheet", "Worksheet"))
    writer.setCreator("Chainrule")
    writer.setResolution(round(PER_INCH))
    set_paper(writer, paper)
    paint_all(writer, pages, paper, writer.newPage)
    buffer.close()
    return bytes(data.data())


def set_paper(device: QPagedPaintDevice, paper: Paper) -> None:
    """Have a device print on the whole of a paper: the margins are those of the pages."""
    layout = QPageLayout(paper.size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def paint_all(
    device: QPagedPaintDevice,
    pages: Iterable[Page],
    paper: Paper,
    new_page: Callable[[], object],
) -> None:
    """Paint pages one after the other on a device."""
    painter = TextPainter(device)
    scale = device.logicalDpiX() / PER_INCH
    painter.scale(scale, scale)
    try:
        for index, page in enumerate(pages):
            if index:
                new_page()
            page.paint(painter, paper)
    finally:
        painter.end()

"""The preview: one page of a worksheet, as it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from chainrule.gui.language import translate
from chainrule.gui.worksheet.paper import Paper
from chainrule.gui.worksheet.print_theme import PAPER

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.theme import Theme
    from chainrule.gui.worksheet.pages import Page

WIDTH, HEIGHT = 400, 520
LEAST = 240


class Preview(QWidget):
    """Shows a page as large as there is room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paper = Paper.A4
        self.page: Page | None = None
        self.setObjectName("worksheet_preview")
        self.setAccessibleName(translate("Worksheet", "Preview"))
        self.setMinimumSize(LEAST, LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return a size at which the headings can be read."""
        return QSize(WIDTH, HEIGHT)

    def show_page(self, page: Page | None, paper: Paper) -> None:
        """Show a page, or none."""
        self.page, self._paper = page, paper
        said = "" if page is None else f"{page.left}, {page.right}"
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page on its paper."""
        painter = QPainter(self)
        sheet = self._paper.sheet
        scale = min((self.width() - 2) / sheet.width, (self.height() - 2) / sheet.height)
        painter.translate(
            (self.width() - scale * sheet.width) / 2, (self.height() - scale * sheet.height) / 2
        )
        painter.scale(scale, scale)
        whole = QRectF(0, 0, sheet.width, sheet.height)
        painter.fillRect(whole, PAPER if self.page is not None else self._theme["sunken"])
        painter.setPen(QPen(self._theme["border"], 1 / scale))
        painter.drawRect(whole)
        if self.page is not None:
            self.page.paint(painter, self._paper)

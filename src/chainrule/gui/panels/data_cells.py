"""How the cells of the data table look, and how one is edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QTableView

from chainrule.gui.fonts import ui_font
from chainrule.gui.language import translate
from chainrule.gui.panels.data_batch import DISC, DISC_ROOM, paint_disc
from chainrule.gui.panels.data_rows import NOT_COMPUTED, VALUE
from chainrule.gui.symbols import paint_symbol
from chainrule.gui.widgets.number_box import NumberBox, show_input

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from chainrule.gui.panels.data_rows import RowModel
    from chainrule.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
HEADER = 28
CURRENT_BAR = 3
PX, LOSS_PX = 14, 13
SMALL, SMALLEST = 12, 8
"""px of the letters of a number that has less room, and of one that has no room at all"""


class SymbolHeader(QHeaderView):
    """Column heads with the symbols set as symbols."""

    def __init__(self, theme: Theme, model: RowModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self._rows = model
        self.setFixedHeight(HEADER)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: object, section: int) -> None:
        """Paint the symbol of a column, and the line below."""
        box = QRectF(rect)  # type: ignore[call-overload]
        painter.save()
        painter.setPen(QPen(self.theme.border, 1))
        _underline(painter, box)
        if section:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            symbol = self._rows.columns[section - 1].symbol
            loss = self._rows.columns[section - 1].is_loss
            inner = box.adjusted(0, 0, -DISC_ROOM if loss else -6, 0)
            if symbol.upright:
                self._paint_word(painter, inner.adjusted(2, 0, 0, 0), symbol.base)
            else:
                paint_symbol(painter, symbol, inner, 13, self.theme.text2, right)
        painter.restore()

    def _paint_word(self, painter: QPainter, box: QRectF, word: str) -> None:
        """Paint a name, cut where it is too long for its column."""
        painter.setFont(ui_font(12, 500))
        painter.setPen(self.theme.text2)
        elided = painter.fontMetrics().elidedText(
            word, Qt.TextElideMode.ElideRight, round(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, elided)


class CellPainter(QStyledItemDelegate):
    """Paints the cells, and edits a number in place."""

    def __init__(self, theme: Theme, model: RowModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.px = PX
        """of the numbers, where they have room"""
        self._rows = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, hairline and number."""
        theme, box = self.theme, QRectF(option.rect)
        row = self._rows.source(index.row())
        current, failed = row == self._rows.current, row == self._rows.failed
        painter.save()
        ground = self._ground(row, option)
        tint = self._rows.share(index)
        if ground is not None or tint:
            painter.fillRect(box, theme.mix(ground or theme.panel, theme.errSoft, tint))
        if current and index.column() == 0:
            bar = QRectF(box.left(), box.top(), CURRENT_BAR, box.height())
            painter.fillRect(bar, theme.err if failed else theme.accent)
        painter.setPen(QPen(theme.border, 1))
        _underline(painter, box)
        self._paint_text(painter, box, index, current)
        view = self.parent()
        focused = isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index
        if focused or self._rows.is_marked(index):
            painter.setPen(QPen(theme.focus, 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()

    def _ground(self, row: int, option: QStyleOptionViewItem) -> QColor | None:
        """Return the colour of a row's ground, None where it has none of its own."""
        theme = self.theme
        if row == self._rows.failed:
            return theme.errSoft
        state: QStyle.StateFlag = option.state
        chosen = bool(getattr(self.parent(), "several", False)) and bool(
            state & QStyle.StateFlag.State_Selected
        )
        if row == self._rows.current or chosen:
            return theme.accentSoft
        return theme.sunken if row in self._rows.batch.order else None

    def _paint_text(self, painter: QPainter, box: QRectF, index: Index, current: bool) -> None:
        theme, first = self.theme, index.column() == 0
        output = not first and self._rows.columns[index.column() - 1].cell < 0
        strong = output or (first and current)
        painter.setFont(ui_font(12 if first else self.px, 600 if strong else 400))
        row = self._rows.source(index.row())
        outside = bool(self._rows.batch) and row not in self._rows.batch.order
        painter.setPen(theme.text3 if (first and not current) or outside else theme.text)
        if first and current:
            painter.setPen(theme.accentText)
        if row == self._rows.failed and (first or output):
            painter.setPen(theme.errText)
        side = Qt.AlignmentFlag.AlignHCenter if first else Qt.AlignmentFlag.AlignRight
        text = str(index.data() or "")
        if text == NOT_COMPUTED:
            painter.setPen(theme.text3)
        inner = box.adjusted(0, 0, -4 if first else -6, 0)
        if output and self._rows.columns[index.column() - 1].is_loss:
            self._paint_place(painter, box, row, current)
            inner.setRight(box.right() - DISC_ROOM)
            painter.setFont(ui_font(min(LOSS_PX, self.px), 600))
        if not _shrink_to_fit(painter, text, inner.width(), SMALL) and not first:
            text = self._rows.briefly(index)
            _shrink_to_fit(painter, text, inner.width(), SMALLEST)
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_place(self, painter: QPainter, box: QRectF, row: int, current: bool) -> None:
        """Paint which place the row has in the batch."""
        place = self._rows.batch.order.get(row)
        if place is None:
            return
        painter.save()
        centre = QPointF(box.right() - DISC / 2 - 1, box.center().y() - 0.5)
        paint_disc(painter, self.theme, centre, place, current)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a number box over the cell."""
        box = NumberBox(parent, show_input, notation=self.theme.notation)
        box.setAccessibleName(translate("Data", "Value"))
        box.setStyleSheet("min-height: 0")
        at = QPersistentModelIndex(index)
        box.committed.connect(lambda _: self._done(box, at))
        box.cancelled.connect(lambda: self.closeEditor.emit(box))
        return box

    def _done(self, box: NumberBox, at: QPersistentModelIndex) -> None:
        """Hand over what was typed, unless the cell has gone and the box with it."""
        if at.isValid():
            self.commitData.emit(box)
            self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the cell's number into the box."""
        value = index.data(VALUE)
        if isinstance(editor, NumberBox) and isinstance(value, float) and not editor.isModified():
            editor.set_value(value)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the number over."""
        if isinstance(editor, NumberBox):
            model.setData(index, editor.value())

    def eventFilter(self, editor: object, event: object) -> bool:
        """Leave Enter and Esc to the box, which knows whether its text is a number."""
        own = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and isinstance(editor, NumberBox):
                editor.revert()
                return True
            if event.key() in own:
                return False
        return super().eventFilter(editor, event)  # type: ignore[arg-type]


def _underline(painter: QPainter, box: QRectF) -> None:
    """Draw a hairline on the last row of a cell's pixels: its neighbour paints over the next."""
    painter.drawLine(QLineF(box.left(), box.bottom() - 1, box.right(), box.bottom() - 1))


def _shrink_to_fit(painter: QPainter, text: str, width: float, least: int) -> bool:
    """Choose smaller letters for a number that would lose digits; return whether it has room."""
    font = painter.font()
    while painter.fontMetrics().horizontalAdvance(text) > width:
        if font.pixelSize() <= least:
            return False
        font.setPixelSize(font.pixelSize() - 1)
        painter.setFont(font)
    return True

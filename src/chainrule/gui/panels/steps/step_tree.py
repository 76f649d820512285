"""The tree of steps: the arrow keys walk, and the run goes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from chainrule.gui.language import translate
from chainrule.gui.panels.steps.step_delegate import GUTTER
from chainrule.gui.panels.steps.step_model import Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent

    from chainrule.gui.panels.steps.step_delegate import StepDelegate
    from chainrule.gui.panels.steps.step_model import StepModel

K = Qt.Key
Flag = QItemSelectionModel.SelectionFlag
Modifier = Qt.KeyboardModifier
OWN = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Find)
"""keys that mean the list's own text, not the window's network"""


class StepTree(QTreeView):
    """Walks with Up, Down, Home and End; with Ctrl only the row with the ring moves.

    `walked` carries how many steps are to be done, `beyond` the direction in which the list ends,
    `entered` the step to go to, `marked` the step whose stop mark is to be set or taken away, and
    `picked` the row that a person points at.
    """

    walked = Signal(int)
    beyond = Signal(int)
    entered = Signal(int)
    marked = Signal(int)
    picked = Signal(QModelIndex)
    copied = Signal()
    searched = Signal()

    def __init__(self, model: StepModel, delegate: StepDelegate) -> None:
        super().__init__()
        self._rows, self._delegate = model, delegate
        self.following = True
        self.folded = set[tuple[object, ...]]()
        """what a person has closed, which is not opened again to show where the run stands"""
        self.setObjectName("steps_tree")
        self.setAccessibleName(translate("Steps", "Steps of the update"))
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().actionTriggered.connect(lambda _: self._scrolled())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._seen_again())
        self.installEventFilter(self)

    def set_tall(self, tall: bool) -> None:
        """Let long formulas have lines of their own, or all rows be alike."""
        self._delegate.tall = tall
        self.setUniformRowHeights(not tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out for another width.

        There is always room for the scroll bar: rows must not go by whether it is there, which
        goes by them.
        """
        super().resizeEvent(event)
        width = float(self.width() - self.verticalScrollBar().sizeHint().width())
        if width != self._delegate.width:
            self._delegate.width = width
            self.scheduleDelayedItemsLayout()

    # Where the run stands

    def standing_at(self) -> QModelIndex:
        """Return the row that shows where the run stands; none before the first step."""
        path = self._rows.path(self._delegate.standing.position - 1)
        for index in path:
            if not self.isExpanded(index):
                return index
        return path[-1] if path else QModelIndex()

    def follow(self) -> None:
        """Bring the row at which the run stands into sight, unless a person has scrolled away."""
        path = self._rows.path(self._delegate.standing.position - 1)
        if path and not self.isExpanded(path[0]) and self.key(path[0]) not in self.folded:
            self.expand(path[0])
        if self.following and path:
            self.scrollTo(self.standing_at())
        elif self.following:
            self.scrollToTop()

    def begin(self) -> None:
        """Follow the run from its start, with nothing closed by hand."""
        self.following = True
        self.folded.clear()
        self.follow()

    def _scrolled(self) -> None:
        self.following = False

    def _seen_again(self) -> None:
        """Follow again once the row at which the run stands is back in sight."""
        if not self.following:
            place = self.visualRect(self.standing_at())
            self.following = self.viewport().rect().contains(place.center())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; rows do not run away from a person who looks at others."""
        self.following = False
        super().wheelEvent(event)
        self._seen_again()

    # Opening and closing

    def key(self, index: QModelIndex) -> tuple[object, ...]:
        """Return what names a head or a section in every update."""
        item = self._rows.item(index)
        return (item.start, item.stop) if isinstance(item, Node) else (item,)

    def toggle(self, index: QModelIndex, opened: bool | None = None) -> None:
        """Open or close a row by hand."""
        opened = not self.isExpanded(index) if opened is None else opened
        (self.folded.discard if opened else self.folded.add)(self.key(index))
        self.setExpanded(index, opened)

    # Walking

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, go to a row, open or close; what is no key of a list is left to the window."""
        plain = event.modifiers() & ~Modifier.KeypadModifier
        steps: dict[int, Callable[[], object]] = {
            K.Key_Up: lambda: self.walk(-1),
            K.Key_Down: lambda: self.walk(1),
            K.Key_Home: lambda: self._walk_to_end(first=True),
            K.Key_End: lambda: self._walk_to_end(first=False),
            K.Key_Return: self._enter,
            K.Key_Enter: self._enter,
            K.Key_Left: lambda: self._fold(False),
            K.Key_Right: lambda: self._fold(True),
        }
        if plain == Modifier.NoModifier and event.key() in steps:
            if steps[event.key()]() is False:
                event.ignore()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.searched.emit()
        elif plain and event.key() in (K.Key_Up, K.Key_Down):
            self._move_ring(event)
        elif event.key() in (K.Key_PageUp, K.Key_PageDown):
            bar = self.verticalScrollBar()
            page = bar.pageStep() if event.key() == K.Key_PageDown else -bar.pageStep()
            self.following = False
            bar.setValue(bar.value() + page)
        else:
            event.ignore()

    def _move_ring(self, event: QKeyEvent) -> None:
        """Move the ring, with Shift the selection, and leave the run where it is."""
        super().keyPressEvent(event)
        if not event.modifiers() & Modifier.ShiftModifier:
            self.selectionModel().select(self.currentIndex(), Flag.ClearAndSelect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the window's keys for copying from the list that has the focus."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and any(map(event.matches, OWN)):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def walk(self, way: int) -> None:
        """Take the run one row further, or back."""
        start = self.standing_at()
        item = self._rows.item(start) if start.isValid() else None
        position = self._delegate.standing.position
        if way > 0 and isinstance(item, Node) and position < item.stop:
            self.walked.emit(item.stop)
            return
        row = self._next(start, way) if start.isValid() else self._first() if way > 0 else start
        if row.isValid():
            self.walked.emit(self._end_of(row))
        else:
            self.beyond.emit(way)

    def _next(self, index: QModelIndex, way: int) -> QModelIndex:
        """Return the next row that stands for steps: a step, or a closed row."""
        step = self.indexBelow if way > 0 else self.indexAbove
        row = step(index)
        while row.isValid() and self.isExpanded(row):
            row = step(row)
        return row

    def _first(self) -> QModelIndex:
        row = self._rows.index(0, 0)
        return self._next(row, 1) if row.isValid() and self.isExpanded(row) else row

    def _walk_to_end(self, first: bool) -> None:
        row = self._first()
        if not first:
            tops = self._rows.tops()
            row = tops[-1] if tops else QModelIndex()
            while row.isValid() and self.isExpanded(row):
                row = self._rows.index(self._rows.rowCount(row) - 1, 0, row)
        if row.isValid():
            self.walked.emit(self._end_of(row))

    def _end_of(self, row: QModelIndex) -> int:
        """Return how many steps are done once those of a row are."""
        item = self._rows.item(row)
        return item.stop if isinstance(item, Node) else item + 1

    def _enter(self) -> None:
        """Go to the row with the ring."""
        row = self.currentIndex()
        if not row.isValid():
            return
        item = self._rows.item(row)
        if isinstance(item, Node):
            self.toggle(row)
        else:
            self.entered.emit(item)

    def _fold(self, opened: bool) -> bool:
        """Open or close the row with the ring; a step has nothing to open."""
        row = self.currentIndex()
        if not row.isValid() or not isinstance(self._rows.item(row), Node):
            return False
        self.toggle(row, opened)
        return True

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the window."""

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set a stop mark in the gutter, open or close a head, or point at a row."""
        row = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        item = self._rows.item(row) if row.isValid() else None
        if left and isinstance(item, int) and event.position().x() < GUTTER:
            self.marked.emit(item)
            return
        super().mousePressEvent(event)
        if left and isinstance(item, Node):
            self.toggle(row)
        elif left and row.isValid():
            self.picked.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to a step; in the gutter and on heads it is a second click."""
        row = self.indexAt(event.position().toPoint())
        item = self._rows.item(row) if row.isValid() else None
        if isinstance(item, int) and event.position().x() >= GUTTER:
            self.entered.emit(item)
        else:
            self.mousePressEvent(event)

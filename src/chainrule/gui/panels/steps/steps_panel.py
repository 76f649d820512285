"""The Steps panel: what is done with the rows, from walking and stop marks to copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.steps.step_copying import csv_text, plain_text, rows_to_copy
from chainrule.gui.panels.steps.step_menu import open_step_menu
from chainrule.gui.panels.steps.steps_view import StepsView
from chainrule.gui.selection import Selection
from chainrule.gui.stop_edits import clear_stops, toggle_phase, toggle_row
from chainrule.teaching.cards.parts import NumberName
from chainrule.teaching.steps import Head

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPoint
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme

SEARCH_MS = 150
"""after the last key that is typed into the search"""
MOST_COPIED = 100_000
"""rows"""


class StepsPanel(StepsView):
    """Shows the operations of the update in hand; what is chosen in it is chosen everywhere.

    `walked` carries how many steps are to be done, `beyond` the direction in which the list was
    left, `entered` the steps that are done once a row has been gone to, `said` what is to be told,
    `origin_wanted` the name of a number whose origin is asked for.
    """

    edit_requested = Signal(object)
    merge_ended = Signal()
    selection_changed = Signal(object)
    walked = Signal(int)
    beyond = Signal(int)
    entered = Signal(int)
    copied = Signal(str)
    said = Signal(str)
    origin_wanted = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(theme, icons, parent)
        self._walking = False
        self._search = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._search.timeout.connect(self._find)
        self._connect()

    def _connect(self) -> None:
        tree, head = self.tree, self.head
        tree.walked.connect(self._walk)
        tree.beyond.connect(self._leave)
        tree.entered.connect(lambda step: self.entered.emit(step + 1))
        tree.marked.connect(self.toggle_step)
        tree.picked.connect(self._pick)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._open_menu)
        tree.copied.connect(lambda: self.copy(csv=False))
        tree.searched.connect(head.open_search)
        head.typed.connect(lambda _: self._search.start())
        head.left.connect(self.tree.setFocus)
        head.text_wanted.connect(lambda: self.copy(csv=False))
        head.csv_wanted.connect(lambda: self.copy(csv=True))
        head.clear_wanted.connect(self._clear)
        head.collapse_wanted.connect(self._collapse)
        self.foot.cleared.connect(self._clear)
        self.setFocusProxy(self.tree)

    def renew(self) -> None:
        """Show the present moment; after a walk, have the ring and the selection there."""
        super().renew()
        if not self._walking:
            return
        self._walking = False
        place = self.tree.standing_at()
        if place.isValid():
            self.tree.setCurrentIndex(place)
            self._pick(place)

    # Choosing

    def _pick(self, index: QModelIndex) -> None:
        """Select what a row is about, everywhere."""
        item = self.model.item(index)
        if isinstance(item, int) and self._list is not None:
            subject = self._list.operation(item).subject
            if isinstance(subject, tuple):
                self.selection_changed.emit(Selection(connections=frozenset({subject})))
            else:
                names = frozenset({subject} if subject else ())
                self.selection_changed.emit(Selection(names, loss=subject is None))

    def _open_menu(self, place: QPoint) -> None:
        """Offer what can be done with a step."""
        index = self.tree.indexAt(place)
        step = self.model.item(index) if index.isValid() else None
        if not isinstance(step, int) or self._list is None:
            return
        operation, standing = self._list.operation(step), self.delegate.standing
        number = NumberName(operation.kind, operation.target, operation.sample)
        open_step_menu(
            self.tree,
            self.tree.viewport().mapToGlobal(place),
            lambda: self.entered.emit(step + 1),
            lambda: self.toggle_step(step),
            (operation.kind.value, operation.target) in standing.marked,
            (lambda: self.origin_wanted.emit(number)) if step < standing.position else None,
        )

    def _walk(self, steps: int) -> None:
        self.tree.following = self._walking = True
        self.walked.emit(steps)

    def _leave(self, way: int) -> None:
        self.tree.following = self._walking = True
        self.beyond.emit(way)

    # Stop marks

    def toggle_step(self, step: int) -> None:
        """Set the stop mark of a step, or take it away."""
        if self._list is not None:
            operation = self._list.operation(step)
            self.edit_requested.emit(toggle_row(operation.kind.value, operation.target))

    def toggle_current(self) -> None:
        """Set the stop mark of the row with the ring, or take it away."""
        row = self.tree.currentIndex()
        row = row if row.isValid() else self.tree.standing_at()
        if not row.isValid():
            return
        item = self.model.item(row)
        if isinstance(item, int):
            self.toggle_step(item)
        elif isinstance(item.what, Head):
            self.edit_requested.emit(toggle_phase(item.what.phase.value))

    def _clear(self) -> None:
        if self._moment is not None and self._moment.project.stops:
            self.edit_requested.emit(clear_stops())

    # The menu

    def _collapse(self) -> None:
        for index in self.model.tops():
            self.tree.toggle(index, opened=False)

    def _find(self) -> None:
        if self._list is not None:
            self._put(self._found())
            self.tree.following = True
            self.tree.follow()

    def copy(self, csv: bool) -> None:
        """Put the selected rows, or all that are listed, on the clipboard."""
        steps, writer = self._list, self.delegate.writer
        if steps is None or writer is None:
            return
        rows = rows_to_copy(self.tree, self.model, steps)
        if len(rows) > MOST_COPIED:
            told = translate("Steps", "These are too many rows to copy: select some of them.")
            self.said.emit(told)
            return
        make = csv_text if csv else plain_text
        self.copied.emit(make(steps, rows, self.delegate.standing.position, writer))
        told = translate("Steps", "{count} rows copied.")
        self.said.emit(told.format(count=show(len(rows), Kind.COUNT, self.theme.notation)))

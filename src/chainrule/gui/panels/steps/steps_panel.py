"""The Steps panel: the list with its head, its search and the foot that tells where Play stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.steps.row_reader import RowReader
from chainrule.gui.panels.steps.row_writer import RowWriter
from chainrule.gui.panels.steps.step_copying import csv_text, plain_text, rows_to_copy
from chainrule.gui.panels.steps.step_delegate import Standing, StepDelegate
from chainrule.gui.panels.steps.step_foot import StepFoot
from chainrule.gui.panels.steps.step_head import StepHead
from chainrule.gui.panels.steps.step_menu import open_step_menu
from chainrule.gui.panels.steps.step_model import Node, StepModel
from chainrule.gui.panels.steps.step_place import sample_words, title, why_empty
from chainrule.gui.panels.steps.step_search import matching
from chainrule.gui.panels.steps.step_tree import StepTree
from chainrule.gui.selection import Selection
from chainrule.gui.stop_edits import clear_stops, toggle_phase, toggle_row
from chainrule.gui.symbols import Symbols
from chainrule.network.stops import Stops
from chainrule.session.stopping import positions
from chainrule.teaching.cards.parts import NumberName
from chainrule.teaching.steps import Head, StepList

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPoint
    from PySide6.QtGui import QShowEvent

    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Network
    from chainrule.session.ledger import Ledger
    from chainrule.session.moment import Moment

SEARCH_MS = 150
"""after the last key that is typed into the search"""
MOST_COPIED = 100_000
"""rows"""
OPENED_AT_FIRST = 16
"""heads; of more than these each is opened when the run comes to it"""


class StepsPanel(QWidget):
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
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName(translate("Steps", "Steps"))
        self.theme, self.icons = theme, icons
        self._moment: Moment | None = None
        self.ledger: Ledger | None = None
        self._list: StepList | None = None
        self._network: Network | None = None
        self._stops: tuple[Stops, Ledger | None] = (Stops(), None)
        self._walking = False
        self.delegate = StepDelegate(theme, icons)
        self._reader = RowReader(self.delegate)
        self.model = StepModel(self._reader.describe, self._reader.explain)
        self.tree = StepTree(self.model, self.delegate)
        self.head = StepHead(icons)
        self.foot = StepFoot(theme, icons)
        self.empty = QLabel()
        self.empty.setProperty("look", "second")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(16, 12, 16, 12)
        self._search = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._search.timeout.connect(self._find)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._pages = QStackedLayout()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self._pages, 1)
        column.addWidget(self.foot)

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

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme, and write numbers as it says."""
        self.theme, self.icons = theme, icons
        self.delegate.theme, self.delegate.icons = theme, icons
        self.head.set_icons(icons)
        self.foot.set_theme(theme, icons)
        self._network = None
        self.renew()

    # Moments

    def show_moment(self, moment: Moment, ledger: Ledger | None) -> None:
        """Show where the run stands in an update; what runs too fast to be seen has no numbers."""
        self._moment, self.ledger = moment, ledger
        if self.isVisible():
            self.renew()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has happened while nobody looked."""
        super().showEvent(event)
        self.renew()

    def renew(self) -> None:
        """Show the present moment."""
        moment = self._moment
        if moment is None:
            return
        if self._network is not moment.project.network:
            self._network = moment.project.network
            self.delegate.writer = RowWriter(self.theme, Symbols(self._network))
            self.delegate.renew()
        self._show_list()
        opened = moment.ledger is not None and moment.ledger is self.ledger
        self._show_standing(moment.position if opened else 0, moment.project.stops)
        notation = self.theme.notation
        place = sample_words(self._list, self.delegate.standing.position, notation)
        self.head.show_place(title(moment, self.ledger, notation), place)
        self._pages.setCurrentWidget(self.empty if self._list is None else self.tree)
        self.empty.setText(why_empty(moment) if self._list is None else "")
        self.tree.follow()
        self._catch_up()

    def _show_list(self) -> None:
        ledger = self.ledger
        if ledger is None:
            self._list = None
            self.model.show(None)
        elif self._list is None or self._list.ledger is not ledger:
            self._list = self._reader.list = StepList(ledger)
            self.delegate.renew()
            self._put(self._found())

    def _put(self, found: frozenset[int] | None) -> None:
        if not self.model.show(self._list, found):
            self.model.tell()
            return
        tops = self.model.tops()
        for row, index in enumerate(tops):
            item = self.model.item(index)
            folded = self.tree.key(index) in self.tree.folded
            last = isinstance(item, Node) and item.what is self._heads()[-1] and len(tops) > 1
            few = len(tops) <= OPENED_AT_FIRST or row == 0
            if found is not None or (few and not folded and not last):
                self.tree.expand(index)

    def _heads(self) -> tuple[Head, ...]:
        return () if self._list is None else self._list.heads

    def _show_standing(self, position: int, stops: Stops) -> None:
        before, ledger = self.delegate.standing, self.ledger
        halts = before.halts
        if self._stops[0] != stops or self._stops[1] is not ledger:
            self._stops = (stops, ledger)
            halts = frozenset()
            if ledger is not None and self._moment is not None and stops:
                found = positions(self._moment.project, stops, ledger)
                halts = frozenset(place % len(ledger) for place in found)
        marked, phases = frozenset(stops.rows), frozenset(stops.phases)
        self.delegate.standing = Standing(position, marked, phases, halts)
        if self.delegate.standing != before:
            self.tree.viewport().update()
        self._show_foot(stops)

    def _show_foot(self, stops: Stops) -> None:
        standing, writer = self.delegate.standing, self.delegate.writer
        ahead = sorted(standing.halts, key=lambda step: (step < standing.position, step))
        self.foot.setVisible(bool(stops))
        if stops and ahead and self._list is not None and writer is not None:
            words = list(writer.target(self._list.operation(ahead[0])))
            self.foot.show_next(ahead[0] + 1, words, len(stops) - 1)
        elif stops:
            self.foot.show_none()

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

    def _catch_up(self) -> None:
        """After a walk, have the ring and the selection where the run stands."""
        if not self._walking:
            return
        self._walking = False
        place = self.tree.standing_at()
        if place.isValid():
            self.tree.setCurrentIndex(place)
            self._pick(place)

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

    def _found(self) -> frozenset[int] | None:
        """Return the steps that the search finds, None when nothing is looked for."""
        text, writer = self.head.text, self.delegate.writer
        if not text or self._list is None or writer is None:
            return None
        return matching(self._list, self.delegate.standing.position, text, writer)

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

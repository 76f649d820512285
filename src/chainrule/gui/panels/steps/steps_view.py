"""The step list with its head and the foot that tells where Play stops, as moments are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.panels.steps.row_reader import RowReader
from chainrule.gui.panels.steps.row_writer import RowWriter
from chainrule.gui.panels.steps.step_delegate import Standing, StepDelegate
from chainrule.gui.panels.steps.step_foot import StepFoot
from chainrule.gui.panels.steps.step_head import StepHead
from chainrule.gui.panels.steps.step_model import Node, StepModel
from chainrule.gui.panels.steps.step_place import sample_words, title, why_empty
from chainrule.gui.panels.steps.step_search import matching
from chainrule.gui.panels.steps.step_tree import StepTree
from chainrule.gui.symbols import Symbols
from chainrule.network.stops import Stops
from chainrule.session.stopping import positions
from chainrule.teaching.steps import StepList

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from chainrule.gui.icons import Icons
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Network
    from chainrule.session.ledger import Ledger
    from chainrule.session.moment import Moment
    from chainrule.teaching.steps import Head

OPENED_AT_FIRST = 16
"""heads; of more than these each is opened when the run comes to it"""

MOST_TALL = 400
"""steps of a list whose long formulas have lines of their own"""


class StepsView(QWidget):
    """Shows the operations of the update in hand and where the run stands among them."""

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
        self._lay_out()

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

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Paint with another theme, and write numbers as it says."""
        self.theme, self.icons = theme, icons
        self.delegate.theme, self.delegate.icons = theme, icons
        self.head.set_icons(icons)
        self.foot.set_theme(theme, icons)
        self._network = None
        self.tree.scheduleDelayedItemsLayout()
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

    def _show_list(self) -> None:
        ledger = self.ledger
        if ledger is None:
            self._list = None
            self.model.show(None)
        elif self._list is None or self._list.ledger is not ledger:
            self._list = self._reader.list = StepList(ledger)
            self.delegate.renew()
            self.tree.set_tall(len(self._list) <= MOST_TALL)
            self._put(self._found())

    def _put(self, found: frozenset[int] | None) -> None:
        if not self.model.show(self._list, found):
            self.model.tell()
            if self.delegate.tall:
                self.tree.scheduleDelayedItemsLayout()
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

    def _found(self) -> frozenset[int] | None:
        """Return the steps that the search finds, None when nothing is looked for."""
        text, writer = self.head.text, self.delegate.writer
        if not text or self._list is None or writer is None:
            return None
        return matching(self._list, self.delegate.standing.position, text, writer)

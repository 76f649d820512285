"""The rows of the step list as Qt wants them; the steps of a section are told when it is opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainrule.teaching.steps import Head, Section, StepList

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(slots=True)
class Node:
    """A head or a section with what stands under it: other nodes, or steps."""

    what: Head | Section
    row: int
    parent: int
    nodes: list[int] = field(default_factory=list)
    steps: Sequence[int] = ()

    @property
    def start(self) -> int:
        """The first step under it, from 0."""
        return self.what.start

    @property
    def stop(self) -> int:
        """The step after the last one under it."""
        return self.what.stop

    def __len__(self) -> int:
        return len(self.nodes) or len(self.steps)


Item = Node | int
"""what a row is: a head or section, or a step by its number from 0"""


class StepModel(QAbstractItemModel):
    """Heads, sections and steps of a list; `describe` says what a row reads as."""

    def __init__(self, describe: Callable[[Item], str], explain: Callable[[Item], str]) -> None:
        super().__init__()
        self.list: StepList | None = None
        self._describe, self._explain = describe, explain
        self._nodes: list[Node] = []
        self._tops: list[int] = []
        self.found: frozenset[int] | None = None

    def show(self, steps: StepList | None, found: frozenset[int] | None = None) -> bool:
        """Show a list, or what a search found in it; return whether its rows are other ones."""
        before = self.list
        same = before is not None and steps is not None and before.shape == steps.shape
        if same and found is None and self.found is None:
            self.list = steps
            return False
        self.beginResetModel()
        self.list, self.found = steps, found
        self._nodes, self._tops = [], []
        for head in () if steps is None else steps.heads:
            self._add(head)
        self.endResetModel()
        return True

    def _add(self, head: Head) -> None:
        steps: Sequence[int] = range(head.start, head.stop)
        if self.found is not None:
            steps = [step for step in steps if step in self.found]
            if not steps:
                return
        number = len(self._nodes)
        node = Node(head, len(self._tops), -1)
        self._tops.append(number)
        self._nodes.append(node)
        if self.found is not None or not head.sections:
            node.steps = steps
            return
        for row, section in enumerate(head.sections):
            node.nodes.append(len(self._nodes))
            inner = range(section.start, section.stop)
            self._nodes.append(Node(section, row, number, steps=inner))

    def tell(self) -> None:
        """Tell whoever listens that the numbers are others."""
        if self._tops:
            last = self.index(len(self._tops) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)

    # What is where

    def item(self, index: Index) -> Item:
        """Return what a row is."""
        if not index.internalId():
            return self._nodes[self._tops[index.row()]]
        node = self._nodes[index.internalId() - 1]
        return self._nodes[node.nodes[index.row()]] if node.nodes else node.steps[index.row()]

    def path(self, step: int) -> list[QModelIndex]:
        """Return the rows that lead to a step, its head first; fewer where it is not listed."""
        numbers, parent = self._tops, QModelIndex()
        path: list[QModelIndex] = []
        while numbers:
            number = next((n for n in numbers if step < self._nodes[n].stop), None)
            if number is None or step < self._nodes[number].start:
                return path
            node = self._nodes[number]
            parent = self.index(node.row, 0, parent)
            path.append(parent)
            numbers = node.nodes
            if not node.nodes and step in node.steps:
                path.append(self.index(node.steps.index(step), 0, parent))
        return path

    def tops(self) -> list[QModelIndex]:
        """Return the rows of the heads."""
        return [self.index(row, 0) for row in range(len(self._tops))]

    # Qt's questions

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """Return the index of a row; its id names its parent."""
        if not 0 <= row < self.rowCount(parent) or column:
            return QModelIndex()
        return self.createIndex(row, column, self._number(parent) + 1 if parent.isValid() else 0)

    def _number(self, index: Index) -> int:
        """Return the number of the node that a row is."""
        if not index.internalId():
            return self._tops[index.row()]
        return self._nodes[index.internalId() - 1].nodes[index.row()]

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the row above a row."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        node = self._nodes[index.internalId() - 1]
        return self.createIndex(node.row, 0, node.parent + 1)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows stand under a row."""
        if not parent.isValid():
            return len(self._tops)
        item = self.item(parent)
        return len(item) if isinstance(item, Node) else 0

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return 1: a row is read as a whole."""
        return 1

    def hasChildren(self, parent: Index = ROOT) -> bool:
        """Return whether a row can be opened."""
        return not parent.isValid() or isinstance(self.item(parent), Node)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row reads as, and more about it for a tip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._describe(self.item(index))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._explain(self.item(index))
        return None

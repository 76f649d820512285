"""Paints the rows of the step list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from chainrule.gui.canvas.text import Word, line, text_width
from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.steps.row_writer import PX, phase_role
from chainrule.gui.panels.steps.step_lines import lines_below
from chainrule.gui.panels.steps.step_model import Node, StepModel
from chainrule.teaching.steps import Head

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QStyleOptionViewItem

    from chainrule.gui.canvas.text import Line
    from chainrule.gui.icons import Icons
    from chainrule.gui.panels.steps.row_writer import RowWriter
    from chainrule.gui.panels.steps.step_model import Item
    from chainrule.gui.theme import Theme
    from chainrule.network.message import Message
    from chainrule.session.operations import Operation
    from chainrule.teaching.steps import StepList

GUTTER = 24
NUMBER = 21
"""px of a step's number, of up to three digits"""
DIGIT = 8
OPERATION = 112
GAP, RIGHT = 7, 10
BAR = 3
DISC = 12.0
RING = 1.5
PLAY = 14.0
CHEVRON = 14.0
CAPTION = 12.0
LINE = 19
"""px from one line to the next"""
FIRST = 4
"""px that a row with several lines saves above and below them"""
VALUE = "+0."
"""how a number begins; it is as wide as most numbers with its decimals"""
INSET = 14
"""px by which the name of a section stands in"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the run stands in a list, and where it halts.

    `marked` are the rows of the stop marks, `halts` the steps before which playing halts.
    """

    position: int = 0
    marked: frozenset[tuple[str, str]] = frozenset()
    phases: frozenset[str] = frozenset()
    halts: frozenset[int] = frozenset()

    def shows(self, item: Item, opened: bool) -> bool:
        """Return whether a row is the one that the run stands at."""
        if isinstance(item, int):
            return item == self.position - 1
        return not opened and item.start < self.position <= item.stop


class StepDelegate(QStyledItemDelegate):
    """Paints heads, sections and steps; `opened` tells whether a row is open."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.theme, self.icons = theme, icons
        self.standing = Standing()
        self.writer: RowWriter | None = None
        self.width = float(Metrics.STEPS_DOCK)
        """px that a row has at least"""
        self.tall = True
        """whether long formulas have lines of their own; in long lists they have not"""
        self._names: dict[object, tuple[float, tuple[Word, Word]]] = {}
        self._lines: dict[object, tuple[Line, list[Line], Word]] = {}

    def renew(self) -> None:
        """Forget what was written: the numbers, the names or the colours are others."""
        self._lines.clear()
        self._names.clear()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row: a long formula has lines of its own."""
        model = index.model()
        assert isinstance(model, StepModel)
        item = model.item(index)
        if model.list is None or not isinstance(item, int) or not self.tall:
            return QSize(0, Metrics.STEP_ROW)
        more = self._below(model.list, item)
        return QSize(0, Metrics.STEP_ROW + more * LINE - (FIRST if more else 0))

    def _below(self, steps: StepList, step: int) -> int:
        """Return how many lines the formula of a step takes below its name."""
        operation, below = steps.operation(step), self.width - RIGHT - self._left(steps)
        value = text_width(VALUE + "0" * self.theme.notation.decimals, PX, 600)
        name, formulas = self._wide(operation)
        return lines_below(formulas, below - name - 2 * GAP - value, below)

    def _wide(self, operation: Operation) -> tuple[float, tuple[Word, Word]]:
        """Return the width of what a step is called, and the formulas it must have room for."""
        key = (operation.kind, operation.target, operation.sample)
        if key not in self._names:
            assert self.writer is not None
            name = self.writer.words(operation, self.theme.text, 600)
            self._names[key] = (name.width, self.writer.wide_formulas(operation))
        return self._names[key]

    def _left(self, steps: StepList) -> float:
        """Return where the name of a step begins."""
        return GUTTER + NUMBER + DIGIT * max(0, len(str(len(steps))) - 3) + GAP

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a row."""
        model = index.model()
        assert isinstance(model, StepModel)
        assert model.list is not None
        item, box = model.item(index), QRectF(option.rect)
        state = option.state
        opened = bool(state & QStyle.StateFlag.State_Open)
        current = self.standing.shows(item, opened)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, box, item, current, bool(state & QStyle.StateFlag.State_Selected))
        if isinstance(item, int):
            self._step(painter, box, model.list, item, current)
        else:
            self._node(painter, box, item, opened)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self.theme.focus, Metrics.FOCUS_RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 1.5, -2, -2.5), 4, 4)
        painter.restore()

    def _ground(
        self, painter: QPainter, box: QRectF, item: Item, current: bool, selected: bool
    ) -> None:
        theme = self.theme
        head = isinstance(item, Node) and isinstance(item.what, Head)
        ground = "accentSoft" if current else "sunken" if head or selected else "panel"
        painter.fillRect(box, theme[ground])
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.border)
        if current:
            painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), theme.accent)

    # Heads and sections

    def _node(self, painter: QPainter, box: QRectF, node: Node, opened: bool) -> None:
        theme, what = self.theme, node.what
        head = isinstance(what, Head)
        left = box.left() + (9 if isinstance(what, Head) else 9 + INSET)
        role = phase_role(what.phase) if isinstance(what, Head) else "text"
        middle = box.center().y() - 0.5
        chevron = QRectF(left, middle - CHEVRON / 2, CHEVRON, CHEVRON)
        name = "chevron-down" if opened else "chevron-right"
        self.icons.paint(painter, name, chevron, theme[role])
        title = line(Word(_told(what.words), PX, 600 if head else 500, theme[role]))
        _put(painter, title, left + CHEVRON + 8, middle)
        caption = line(Word(self._caption(node), CAPTION, 400, theme.text3))
        _put(painter, caption, box.right() - RIGHT - caption.width, middle)
        if isinstance(what, Head) and what.phase.value in self.standing.phases:
            self._disc(painter, QPointF(box.right() - RIGHT - caption.width - 14, middle), True)

    def _caption(self, node: Node) -> str:
        done = self.standing.position - node.start
        count = node.stop - node.start
        if isinstance(node.what, Head):
            if count == 1:
                return translate("Steps", "step {number}").format(number=node.start + 1)
            told = translate("Steps", "steps {first} to {last}")
            return told.format(first=self._count(node.start + 1), last=self._count(node.stop))
        told = translate("Steps", "{count} steps")
        if 0 < done < count:
            told = translate("Steps", "{done} of {count} steps")
        return told.format(done=self._count(done), count=self._count(count))

    def _count(self, number: int) -> str:
        return show(number, Kind.COUNT, self.theme.notation)

    # Steps

    def _step(
        self, painter: QPainter, box: QRectF, steps: StepList, step: int, current: bool
    ) -> None:
        theme = self.theme
        more = self._below(steps, step) if self.tall else 0
        middle = box.top() + (Metrics.STEP_ROW - 1) / 2 - (FIRST / 2 if more else 0)
        done = step < self.standing.position
        operation = steps.operation(step)
        self._gutter(
            painter, QPointF(box.left() + GUTTER / 2 + 1, middle), operation, step, current
        )
        colour = theme.text if done else theme.text3
        left = box.left() + self._left(steps)
        number = line(Word(str(step + 1), PX, 600 if current else 400, colour))
        _put(painter, number, left - GAP - number.width, middle)
        room = box.right() - RIGHT - left
        words, formula, value = self._written(operation, step, (done, current), room, more)
        _put(painter, words, left, middle)
        found = line(value)
        at = left if more else left + self._formula_at(room, words, formula, found)
        for index, row in enumerate(formula):
            _put(painter, row, at, middle + (LINE * (index + 1) if more else 0))
        _put(painter, found, box.right() - RIGHT - found.width, middle)

    def _written(
        self, operation: Operation, step: int, state: tuple[bool, bool], room: float, more: int
    ) -> tuple[Line, list[Line], Word]:
        """Return name, formula and number of a step that is done or not, current or not."""
        key, (done, current) = (step, state, room), state
        if key not in self._lines:
            assert self.writer is not None
            colour = self.theme.text if done else self.theme.text3
            value = self.writer.value(operation, done)
            words = self.writer.words(operation, colour, 600 if current else 400)
            if not more:
                room -= words.width + value.width + 2 * GAP
            formula = self.writer.formula(operation, done, colour, room, max(1, more))
            self._lines[key] = (words, formula, value)
        return self._lines[key]

    def _formula_at(self, room: float, words: Line, formula: list[Line], value: Line) -> float:
        """Return where a formula beside its name begins: in its column, if it has room there."""
        wide = formula[0].width if formula else 0.0
        return max(words.width + GAP, min(OPERATION, room - value.width - GAP - wide))

    def _gutter(
        self, painter: QPainter, place: QPointF, operation: Operation, step: int, current: bool
    ) -> None:
        """Paint the stop mark, or the mark of where the run stands."""
        if (operation.kind.value, operation.target) in self.standing.marked:
            self._disc(painter, place, True)
        elif step in self.standing.halts:
            self._disc(painter, place, False)
        elif current:
            half = PLAY / 2
            box = QRectF(place.x() - half, place.y() - half, PLAY, PLAY)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.accent)
            painter.drawPolygon(
                [
                    QPointF(box.left() + 3, box.top() + 1.5),
                    QPointF(box.right() - 1.5, box.center().y()),
                    QPointF(box.left() + 3, box.bottom() - 1.5),
                ]
            )

    def _disc(self, painter: QPainter, place: QPointF, filled: bool) -> None:
        """Paint a stop mark, hollow where another mark makes playing halt."""
        ink: QColor = self.theme.ink
        half = DISC / 2 if filled else (DISC - RING) / 2
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(ink, RING))
        painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place, half, half)


def _put(painter: QPainter, words: Line, left: float, middle: float) -> None:
    words.paint(painter, left + words.width / 2, middle)


def _told(told: Message) -> str:
    return translate(told.context, told.template).format_map(told.values)

"""Answers on the canvas: the boxes of the numbers that a person is to find while practising."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPen

from chainrule.gui.canvas.text import BLANK_WIDTH, CHECK, CROSS, Blank, Tick, Word, line, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from chainrule.gui.canvas.scene import Scene
    from chainrule.gui.canvas.text import Item, Line
    from chainrule.gui.theme import Theme
    from chainrule.session.operations import Kind

BADGE = 10.0
"""radius of the check on what was right"""
TYPED_PX = 13


class State(Enum):
    """How far the search for a number has come."""

    WAITING = auto()
    CURRENT = auto()
    WRONG = auto()
    RIGHT = auto()
    SHOWN = auto()
    """given away: neither right nor wrong"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The box of one number: its state, and what was last typed into it."""

    state: State
    typed: str = ""

    @property
    def done(self) -> bool:
        """Whether the number is seen."""
        return self.state in (State.RIGHT, State.SHOWN)


def answer_at(scene: Scene, kind: Kind, target: str) -> Answer | None:
    """Return the answer to a number, None where it is not asked for."""
    return scene.options.answers.get((kind, target))


def box_item(theme: Theme, answer: Answer) -> Blank:
    """Return the box of a number that is not found yet, for a line."""
    if answer.state is State.WRONG:
        words = line(Word(answer.typed, TYPED_PX, 600, theme.errText), Tick(theme.err, True), gap=4)
        return Blank(words, theme.err, theme.errSoft, False, max(BLANK_WIDTH, words.width + 26))
    current = answer.state is State.CURRENT
    mark = line(Word("?", TYPED_PX, 600, theme.text2))
    return Blank(mark, theme.focus if current else theme.control, theme.panel, not current)


def found_items(theme: Theme, answer: Answer, text: str, px: float = 13) -> tuple[Item, ...]:
    """Return a number that has been found, with a check when a person found it."""
    if answer.state is State.SHOWN:
        return (Word(text, px, 600, theme.text2),)
    return Word(text, px, 600, theme.okText), Tick(theme.ok)


def disc_colours(theme: Theme, answer: Answer) -> tuple[QColor, QColor] | None:
    """Return outline and fill of the disc or box that is itself the answer's box."""
    return {
        State.RIGHT: (theme.ok, theme.okSoft),
        State.WRONG: (theme.err, theme.errSoft),
        State.CURRENT: (theme.focus, theme.panel),
    }.get(answer.state)


def standing_line(theme: Theme, answer: Answer, px: float, room: float) -> Line:
    """Return what stands in a disc whose number is not found yet."""
    if answer.state is not State.WRONG:
        return line(Word("?", px, 600, theme.text2))
    while px > TYPED_PX and text_width(answer.typed, px, 600) > room:
        px -= 1
    return line(Word(answer.typed, px, 600, theme.errText))


def paint_badge(painter: QPainter, scene: Scene, answer: Answer | None, place: QPointF) -> None:
    """Paint the check or the cross on the rim of what was answered."""
    if answer is None or answer.state not in (State.RIGHT, State.WRONG):
        return
    theme, right = scene.theme, answer.state is State.RIGHT
    painter.save()
    painter.translate(place)
    painter.scale(scene.label_scale, scene.label_scale)
    painter.setPen(QPen(theme.canvas, 1.5))
    painter.setBrush(theme.ok if right else theme.err)
    painter.drawEllipse(QPointF(0, 0), BADGE, BADGE)
    pen = QPen(theme.panel, 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLines([QLineF(*ends) for ends in (CHECK if right else CROSS)])
    painter.restore()

"""The card of the ball on the loss surface: its next move, and what momentum has done for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel

from chainrule.gui.canvas.arrow_shape import paint_arrow
from chainrule.gui.canvas.parts import part_look, part_symbol
from chainrule.gui.canvas.text import Arrow, line
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show_pair
from chainrule.gui.panels.inspector.card import Card, Note
from chainrule.gui.panels.inspector.header import Header
from chainrule.gui.panels.inspector.rows import Row, Rows
from chainrule.gui.panels.inspector.two_columns import TwoNumbers, in_columns
from chainrule.gui.panels.surface.ball_shape import paint_ball
from chainrule.gui.sentences import render_message
from chainrule.gui.symbols import MU, Symbol
from chainrule.network.names import Reduction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPaintEvent

    from chainrule.gui.canvas.text import Item, Line
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.theme import Theme
    from chainrule.teaching.ball import Ball
    from chainrule.teaching.movement import Part
    from chainrule.teaching.race import Lap, Race

BALL = 11.0
SAMPLE, SHAFT, HEAD = 26.0, 6.0, 14.0
WORDS = 36.0
FIRST = 92.0
"""px from the right at which the first column ends at least"""
HEADS, PLAIN = 22.0, 24.0
SAID = 14.0


class BallHeader(Header):
    """The ball as it lies on the surface."""

    def paint_picture(self, painter: QPainter, centre: QPointF) -> None:
        """Paint the ball."""
        painter.setPen(Qt.PenStyle.NoPen)
        paint_ball(painter, self.theme, centre, BALL)


class PushRows(Rows):
    """Rows of a move under their head, each with a sample of its arrow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._parts: tuple[Part, ...] = ()

    def set_pushes(self, head: Row, pushes: Sequence[tuple[Part, Row]]) -> None:
        """Show a row for each arrow."""
        self._parts = tuple(part for part, _ in pushes)
        self.set_rows([head, *(row for _, row in pushes)])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and the arrows at their left."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _, *places = self._placed()
        for part, (top, row) in zip(self._parts, places, strict=True):
            look = part_look(self.theme, part, SHAFT, HEAD)
            paint_arrow(painter, look, 0.0, SAMPLE, top + row.height / 2)


class BallCard(Card):
    """What the ball does next, where that leads, and how it fares with and without momentum."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._ball: Ball | None = None
        self._race: Race | None = None
        self.header = BallHeader(theme)
        self.put(self.header)
        self.next_move = self.section()
        self.next_move.head.set_title(translate("Ball", "Next move"))
        self.pushes = PushRows(theme)
        self.next_move.add(self.pushes)
        self.places = self.section()
        self.places.head.set_title(translate("Ball", "Position"))
        self.place_rows = Rows(theme)
        self.places.add(self.place_rows)
        self.compared = self.section()
        self.compared.head.set_title(translate("Ball", "With and without momentum"))
        self.laps = Rows(theme)
        self.compared.add(self.laps)
        self.said = QLabel()
        self.said.setObjectName("ball_said")
        self.said.setWordWrap(True)
        self.compared.add(self.said, above=8)
        self.column.addStretch(1)

    def show_ball(self, ball: Ball, race: Race | None) -> None:
        """Take in the ball, and its race if there is one; `show_facts` shows them."""
        self._ball, self._race = ball, race

    def fill(self, facts: Facts) -> None:
        """Show the ball."""
        ball, race = self._ball, self._race
        self.compared.setVisible(race is not None)
        if ball is None:
            return
        self._fill_header(facts, ball)
        symbols = [facts.symbols.find(name) or Symbol(name, upright=True) for name in ball.names]
        self._fill_move(ball, symbols)
        self._fill_places(ball, symbols)
        if race is not None:
            self._fill_race(facts, race)

    def _fill_header(self, facts: Facts, ball: Ball) -> None:
        pen = self.pen
        told = translate("Ball", "before update {update}, mean of {count} samples")
        if facts.moment.project.training.reduction is Reduction.SUM:
            told = translate("Ball", "before update {update}, sum of {count} samples")
        if ball.samples == 1:
            told = translate("Ball", "before update {update}, of one sample")
        caption = told.format(
            update=pen.show(ball.update, Kind.COUNT), count=pen.show(ball.samples, Kind.COUNT)
        )
        self.header.set_words((translate("Ball", "The ball"),), (caption,))

    # The move

    def _fill_move(self, ball: Ball, symbols: Sequence[Symbol]) -> None:
        self.next_move.setVisible(bool(ball.pushes))
        pen, last = self.pen, len(ball.pushes) - 1
        lines = [self._heads(symbols)]
        for index, push in enumerate(ball.pushes):
            values = push.first, push.second
            words = [pen.number(value, Kind.GRADIENT, signed=True) for value in values]
            sign = pen.cell(pen.sign(part_symbol(push.part)), x=WORDS)
            lines.append(TwoNumbers(sign, words, values, rule=0 < index == last))
        head, *rows = in_columns(pen, lines, FIRST)
        parts = [push.part for push in ball.pushes]
        self.pushes.set_pushes(head, list(zip(parts, rows, strict=True)))

    def _heads(self, symbols: Sequence[Symbol]) -> TwoNumbers:
        signs = [self.pen.sign(symbol, 12, self.theme.text3) for symbol in symbols]
        return TwoNumbers(None, signs, None, height=HEADS)

    # Where it leads

    def _fill_places(self, ball: Ball, symbols: Sequence[Symbol]) -> None:
        pen, notation = self.pen, self.theme.notation
        pairs = zip(ball.old, ball.new, strict=True)
        shown = [show_pair(*values, notation, signed=False) for values in pairs]
        olds, news = zip(*shown, strict=True)
        lines = [] if ball.pushes else [self._heads(symbols)]
        told = [(translate("Ball", "old"), olds, ball.old)]
        if ball.pushes:
            told.append((translate("Ball", "new"), news, ball.new))
        for word, texts, values in told:
            words = [pen.word(text, 14, 600) for text in texts]
            lines.append(TwoNumbers(pen.cell(pen.quiet(word)), words, values))
        rows = in_columns(pen, lines, FIRST)
        rows.append(self._change(translate("Ball", "Speed"), *ball.speeds))
        rows.append(self._change(translate("Ball", "Loss"), *ball.losses))
        self.place_rows.set_rows(rows)

    def _change(self, word: str, before: float | None, after: float | None) -> Row:
        """Return a row with a number before and after, or the one that there is."""
        pen = self.pen
        items: list[Item] = [pen.quiet(word, 13)]
        if before is not None and after is not None:
            pair = show_pair(before, after, self.theme.notation, False, Kind.GRADIENT)
            items += [pen.word(pair[0], 13, 600), Arrow(self.theme.text3)]
            items.append(pen.word(pair[1], 13, 600))
        else:
            known = after if before is None else before
            items.append(pen.number(known, Kind.GRADIENT, 13, coloured=False))
        return Row((pen.cell(*items, gap=5),), PLAIN)

    # With and without momentum

    def _fill_race(self, facts: Facts, race: Race) -> None:
        pen, quiet = self.pen, self.theme.text3
        since = translate("Ball", "from update {update} on")
        start = pen.show(race.start, Kind.COUNT)
        self.compared.head.set_remark(since.format(update=start) if race.start else "")
        head = pen.cell(pen.word(translate("Ball", "mean loss"), 12, 400, quiet))
        own = line(pen.word(translate("Ball", "this run"), 12, 400, quiet))
        if race.momentum is not None:
            own = self._mu(race.momentum)
        lines = [TwoNumbers(head, (own, self._mu(0.0)), None, height=HEADS)]
        self.laps.set_rows(in_columns(pen, lines + [self._lap(lap) for lap in race.laps], FIRST))
        self.said.setVisible(race.told is not None)
        if race.told is not None:
            self.said.setText(render_message(race.told, self.theme, facts.symbols, SAID))

    def _mu(self, value: float) -> Line:
        pen, quiet = self.pen, self.theme.text3
        shown = f"= {pen.show(value, Kind.SETTING)}"
        return line(pen.sign(MU, 12, quiet), pen.word(shown, 12, 400, quiet), gap=4)

    def _lap(self, lap: Lap) -> TwoNumbers:
        pen = self.pen
        after = translate("Ball", "after {update}").format(update=pen.show(lap.update, Kind.COUNT))
        values = lap.rolling, lap.plain
        words = [pen.number(each, Kind.GRADIENT, 14, 500, coloured=False) for each in values]
        return TwoNumbers(pen.cell(pen.quiet(after)), words, values)

    def note(self, facts: Facts) -> Note:
        """Say how the ball is moved."""
        return Note(
            "crosshair", translate("Ball", "Drag the ball to start again from another place.")
        )

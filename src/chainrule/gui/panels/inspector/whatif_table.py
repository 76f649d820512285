"""The table of a comparison: a row for the real run and for each alternative, to be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from chainrule.gui.alternative_lines import alternative_pen
from chainrule.gui.canvas.text import line
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.pen import UNKNOWN, Pen
from chainrule.gui.panels.inspector.rows import line_text
from chainrule.gui.sentences import plain_message
from chainrule.gui.symbols import ETA, MU
from chainrule.gui.widgets.number_box import NumberBox, show_setting
from chainrule.session.comparison import REAL
from chainrule.teaching.whatif_sentences import further

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from chainrule.gui.canvas.text import Item, Line
    from chainrule.gui.theme import Theme
    from chainrule.session.comparison import Comparison, Outcome

ROW, SECOND, ASKED, HEAD = 30, 18, 30, 24
"""px of a row, of its second line, of the line with the threshold and of the heads"""
LINE, LINE_END = 4.0, 26.0
NAME = 32.0
BELOW, LOSS, MOMENTUM, RATE = 4.0, 46.0, 132.0, 162.0
"""px from the right end at which the columns end"""
BOX = (76, 24)
APART = 4.0
CLEAR = 8.0


class OutcomeRow(QAbstractButton):
    """One way to train: its line, its settings, the loss at the end and the first epoch below."""

    def __init__(self, theme: Theme, letter: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self.letter = theme, letter
        self.setObjectName(f"what_if_{letter or 'real'}")
        self.setCheckable(letter != REAL)
        self.setEnabled(letter != REAL)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if letter else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._outcome: Outcome | None = None
        self._second = ""
        self._below: str = UNKNOWN
        self._best = False

    def show_outcome(self, outcome: Outcome, compared: Comparison, threshold: float | None) -> None:
        """Show what came of it."""
        epoch = None if threshold is None else outcome.first_below(threshold)
        below = UNKNOWN if epoch is None else Pen(self.theme).show(epoch, Kind.COUNT)
        told = further(outcome, compared.real) if outcome.letter else ()
        words = [plain_message(each, self.theme.notation) for each in told]
        shown = (outcome, ", ".join(words), below, compared.best is outcome)
        if shown != (self._outcome, self._second, self._below, self._best):
            self._outcome, self._second, self._below, self._best = shown
            self.setAccessibleName(self.told())
            self.updateGeometry()
            self.update()

    def told(self) -> str:
        """Return the row in words."""
        cells = [line_text(made) for made, _ in self._all_cells()]
        return ", ".join(filter(None, (self._name(short=False), *cells, self._second)))

    def sizeHint(self) -> QSize:
        """Return the height of one line, or of two."""
        return QSize(0, ROW + SECOND * bool(self._below_name()))

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return self.sizeHint()

    def _name(self, *, short: bool) -> str:
        if not self.letter:
            return translate("WhatIf", "run") if short else translate("WhatIf", "This run")
        template = "{letter}" if short else translate("WhatIf", "What if {letter}")
        return template.format(letter=self.letter)

    def _cells(self) -> list[tuple[Line, float]]:
        """Return the numbers that are shown, each with its distance from the right."""
        cells = self._all_cells()
        return cells[1:] if cells and self._is_long(*cells[0]) else cells

    def _all_cells(self) -> list[tuple[Line, float]]:
        pen, outcome = Pen(self.theme), self._outcome
        if outcome is None:
            return []
        training = outcome.setting.training
        momentum = line(pen.word(pen.show(float(training.momentum), Kind.SETTING)))
        rate = line(pen.word(pen.show(training.learning_rate, Kind.SETTING)))
        return [
            (rate, max(RATE, MOMENTUM + momentum.width + CLEAR)),
            (momentum, MOMENTUM),
            (line(self._loss(pen, outcome)), LOSS),
            (line(pen.word(self._below)), BELOW),
        ]

    def _is_long(self, rate: Line, place: float) -> bool:
        """Return whether a learning rate has no room beside the shortest name."""
        name = line(Pen(self.theme).word(self._name(short=True)))
        return self.width() - place - rate.width < NAME + name.width + APART

    def _below_name(self) -> str:
        """Return the second line: a learning rate without room above, and what else differs."""
        cells = self._all_cells()
        long = f"{ETA.base} {line_text(cells[0][0])}" if cells and self._is_long(*cells[0]) else ""
        return ", ".join(filter(None, (long, self._second)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height of the lines that the width asks for."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _loss(self, pen: Pen, outcome: Outcome) -> Item:
        weight = 600 if self._best else 400
        if outcome.diverged_at is not None:
            return pen.word("∞", 16, 600, self.theme.errText)
        if outcome.loss is None:
            waits = outcome.letter and not outcome.done
            return pen.word("…" if waits else UNKNOWN, colour=self.theme.text3)
        return pen.word(pen.show(outcome.loss, Kind.GRADIENT), 14, weight)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.fillRect(self.rect(), theme.accentSoft)
            painter.fillRect(QRectF(0, 0, 3, self.height()), theme.accent)
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), theme.sunken)
        painter.setPen(QPen(theme.border, 1))
        painter.drawLine(QLineF(0, self.height() - 0.5, self.width(), self.height() - 0.5))
        painter.setPen(alternative_pen(self.letter, theme))
        painter.drawLine(QLineF(LINE + 3, ROW / 2, LINE_END, ROW / 2))
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        cells = [(made, self.width() - right - made.width) for made, right in self._cells()]
        room = min((left for _, left in cells), default=float(self.width())) - NAME - APART
        pen = Pen(self.theme)
        name = line(pen.word(self._name(short=False), 14, 400, self.theme.text))
        if name.width > room:
            name = line(pen.word(self._name(short=True), 14, 400, self.theme.text))
        name.paint(painter, NAME + name.width / 2, ROW / 2)
        for made, left in cells:
            made.paint(painter, left + made.width / 2, ROW / 2)
        if below := self._below_name():
            second = line(pen.word(below, 12, 400, self.theme.text2))
            second.paint(painter, NAME + second.width / 2, ROW + SECOND / 2 - 4)


class WhatIfTable(QWidget):
    """The rows under a head; above it stands the threshold of the last column, to be changed."""

    chosen = Signal()
    threshold_changed = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.rows: dict[str, OutcomeRow] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda _: self.chosen.emit())
        self.threshold = NumberBox(self, show_setting)
        self.threshold.setObjectName("what_if_threshold")
        self.threshold.setAccessibleName(translate("WhatIf", "Loss to fall below"))
        self.threshold.setToolTip(translate("WhatIf", "The first epoch with a loss below this"))
        self.threshold.setFixedSize(*BOX)
        self.threshold.committed.connect(self.threshold_changed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, ASKED + HEAD, 0, 0)
        self._column.setSpacing(0)

    def letter(self) -> str | None:
        """Return the letter of the alternative that is chosen."""
        return next((letter for letter, row in self.rows.items() if row.isChecked()), None)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        for row in self.rows.values():
            row.theme = theme
            row.update()
        self.update()

    def show_comparison(self, compared: Comparison, threshold: float | None) -> None:
        """Show a row for each; the alternative that was chosen stays so."""
        outcomes = {each.letter: each for each in (compared.real, *compared.others)}
        for letter in [letter for letter in self.rows if letter not in outcomes]:
            gone = self.rows.pop(letter)
            self._group.removeButton(gone)
            gone.hide()
            gone.deleteLater()
        for letter in [letter for letter in outcomes if letter not in self.rows]:
            self._put(letter)
        for letter, row in self.rows.items():
            row.show_outcome(outcomes[letter], compared, threshold)
        if threshold is not None:
            self.threshold.set_value(threshold)
        if self.letter() is None and compared.others:
            self.rows[compared.others[-1].letter].setChecked(True)

    def _put(self, letter: str) -> None:
        row = OutcomeRow(self.theme, letter, self)
        self.rows[letter] = row
        self.rows = dict(sorted(self.rows.items()))
        self._column.insertWidget(list(self.rows).index(letter), row)
        if letter:
            self._group.addButton(row)
            row.setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the threshold at the right."""
        self.threshold.move(self.width() - BOX[0], 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what the threshold is, and the heads of the columns."""
        painter, pen, quiet = QPainter(self), Pen(self.theme), self.theme.text3
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heads = (
            (line(pen.sign(ETA, 12, quiet)), RATE),
            (line(pen.sign(MU, 12, quiet)), MOMENTUM),
            (line(pen.word(translate("WhatIf", "mean loss"), 12, 400, quiet)), LOSS),
            (line(pen.word(translate("WhatIf", "epoch"), 12, 400, quiet)), BELOW),
        )
        middle = ASKED + HEAD / 2 - 1
        for made, right in heads:
            made.paint(painter, self.width() - right - made.width / 2, middle)
        told = translate("WhatIf", "first epoch with a mean loss <")
        asked = line(pen.word(told, 12, 400, self.theme.text2))
        asked.paint(painter, self.width() - BOX[0] - CLEAR - asked.width / 2, ASKED / 2 - 1)
        painter.setPen(QPen(self.theme.border, 1))
        foot = ASKED + HEAD - 0.5
        painter.drawLine(QLineF(0, foot, self.width(), foot))

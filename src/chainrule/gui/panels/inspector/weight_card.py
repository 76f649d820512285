"""The card of one connection: its gradient factor by factor, its loss curve, how it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.commands import Owned, Value
from chainrule.gui.language import translate
from chainrule.gui.numbers import LARGE, show
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.batch_sections import BatchSections, factors_of
from chainrule.gui.panels.inspector.card import Card, Note
from chainrule.gui.panels.inspector.curve import Curve
from chainrule.gui.panels.inspector.factors import factor_tiles
from chainrule.gui.panels.inspector.header import EdgeHeader
from chainrule.gui.panels.inspector.loss_curve import LossCurve, can_plot
from chainrule.gui.panels.inspector.moving import MoveSection, Moving, rule_note
from chainrule.gui.panels.inspector.path_section import PathSection
from chainrule.gui.panels.inspector.rows import Rows
from chainrule.gui.panels.inspector.said import fraction_of
from chainrule.gui.panels.inspector.tiles import Band, Tiles
from chainrule.gui.panels.inspector.update_rows import Parameter, update_rows
from chainrule.gui.selection import Selection
from chainrule.gui.symbols import symbol_html
from chainrule.gui.widgets.number_box import NumberBox, show_parameter
from chainrule.session.operations import Kind
from chainrule.teaching.cards.weight import STEP, chain

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Connection
    from chainrule.network.message import Message

BOX = (84, 30)
LONG_BOX = 108
SENTENCE = 24


class WeightCard(Card):
    """All about one connection."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._checked: tuple[object, Note] | None = None
        self.header = EdgeHeader(theme)
        self.lock = self._make_lock()
        self.box = NumberBox(self, show_parameter, coloured=True, notation=theme.notation)
        self.box.setObjectName("inspector_weight")
        self.box.setAccessibleName(translate("Inspector", "Weight"))
        self.box.setFixedSize(*BOX)
        self.box.committed.connect(self._set_weight)
        self.header.add(self.lock)
        self.header.add(self.box)
        self.put(self.header)
        self._make_chain(theme)
        self.moves = Moving(self)
        self.batch = BatchSections(self)
        self.ahead = MoveSection(theme)
        self.put(self.ahead)
        self.column.addStretch(1)

    def _make_lock(self) -> QToolButton:
        lock = QToolButton(self)
        lock.setObjectName("inspector_freeze")
        lock.setCheckable(True)
        lock.setAccessibleName(translate("Inspector", "Freeze the weight"))
        lock.setToolTip(translate("Inspector", "Freeze: training leaves the weight alone"))
        lock.setIcon(self.icons.icon("unlock"))
        lock.clicked.connect(self._set_locked)
        return lock

    def _make_chain(self, theme: Theme) -> None:
        self.paths = PathSection(theme)
        self.paths.path_lit.connect(self.path_lit)
        self.put(self.paths)
        self.chain = self.section()
        self.chain.head.set_title(translate("Inspector", "Chain rule"))
        self.tiles, self.band = Tiles(theme), Band(theme)
        self.effect = QLabel(self)
        self.effect.setProperty("look", "second")
        self.effect.setWordWrap(True)
        self.effect.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.chain.add(self.tiles)
        self.chain.add(self.band, above=8)
        self.chain.add(self.effect, above=4)
        self.along = self.section()
        self.along.head.set_remark(translate("Inspector", "all else held still"))
        self.curve = Curve(theme)
        self.along.add(self.curve)
        self.loss_curve = LossCurve()
        self.coming = self.section()
        self.coming.head.set_title(translate("Inspector", "Update"))
        self.coming_rows = Rows(theme)
        self.coming.add(self.coming_rows)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self._set_lock_icon()

    def _set_lock_icon(self) -> None:
        self.lock.setIcon(self.icons.icon("lock" if self.lock.isChecked() else "unlock"))

    # Showing

    def link(self, facts: Facts) -> Connection:
        """Return the connection that is shown."""
        assert self.selection is not None
        return facts.network.by_key[self.selection.only_connection or ("", "")]

    def fill(self, facts: Facts) -> None:
        """Show the connection."""
        link = self.link(facts)
        self._fill_header(facts, link)
        updating = facts.updating
        own = Parameter.of_link(link)
        self.moves.show(facts, own)
        self.ahead.show_move(facts, own, not updating)
        summed = self.batch.show(facts, own, factors_of(facts, link.target, link.source))
        explained = not updating and not summed
        paths = facts.paths(link.key) if explained else None
        self.paths.show_paths(facts, paths, self.inner)
        self.chain.setVisible(explained and paths is None)
        plotted = explained and not self.narrow and bool(facts.moment.frame.targets)
        plotted = plotted and can_plot(facts, link)
        self.along.setVisible(plotted)
        self.coming.setVisible(explained)
        if not explained:
            return
        told = chain(facts, link)
        value = told.gradient.value
        self.tiles.set_tiles(factor_tiles(self.pen, facts, told.factors))
        fraction = fraction_of(told.fraction, facts.symbols)
        self.band.set_result(fraction, value, told.gradient.name)
        self._say_effect(_effect(self.pen, facts, told.effect))
        self._fill_curve(facts, link, value)
        rows = update_rows(self.pen, facts, own, self.narrow)
        self.coming_rows.set_rows(rows)

    def _fill_header(self, facts: Facts, link: Connection) -> None:
        symbols = facts.symbols
        source, target = symbols.neuron(link.source), symbols.neuron(link.target)
        self.header.set_words(
            (translate("Inspector", "Weight"), symbols.parameter(link.name)),
            (translate("Inspector", "from"), source, translate("Inspector", "to"), target),
        )
        weight = facts.moment.frame.parameters[link.name]
        self.header.set_weight(weight)
        self.box.set_value(weight)
        self.box.setFixedWidth(BOX[0] if abs(weight) < LARGE else LONG_BOX)
        if self.lock.isChecked() != link.locked:
            self.lock.setChecked(link.locked)
            self._set_lock_icon()
        for control in (self.box, self.lock):
            control.setEnabled(not facts.moment.looking_back)

    def _say_effect(self, text: str) -> None:
        if text != self.effect.text():
            self.effect.setText(text)
        self.effect.setMinimumHeight(0)
        height = max(SENTENCE, self.effect.heightForWidth(self.inner))
        self.effect.setFixedHeight(height)

    def _fill_curve(self, facts: Facts, link: Connection, gradient: float | None) -> None:
        title = translate("Inspector", "Loss along")
        self.along.head.set_title(title, facts.symbols.parameter(link.name))
        if self.along.isVisibleTo(self):
            picture = self.loss_curve.picture(self.pen, facts, link, gradient)
            self.curve.set_picture(picture, Selection(connections=frozenset({link.key})))

    def note(self, facts: Facts) -> Note:
        """Say whether the gradient check passes; in the update, how others write the rule."""
        if facts.updating:
            return rule_note(facts)
        link = self.link(facts)
        if facts.known(Kind.WEIGHT_GRADIENT, link.name) is None:
            return super().note(facts)
        project, notation = facts.moment.project, self.theme.notation
        rows = self._checked_rows(facts)
        key = (link.name, rows, facts.before, project.data, notation)
        if self._checked is None or self._checked[0] != key:
            self._checked = (key, _check_note(self.pen, facts, link, rows))
        return self._checked[1]

    def _checked_rows(self, facts: Facts) -> tuple[int, ...]:
        """Return the rows whose gradient is checked: the shown one, or those of the whole batch."""
        batch, ledger = self.batch.batch, facts.moment.ledger
        if batch is None or ledger is None or not batch.complete or self.chain.isVisibleTo(self):
            return (facts.moment.place.row,)
        return ledger.rows

    # Edits

    def _set_weight(self, number: float) -> None:
        if self.facts is not None:
            value = Value(Owned.PARAMETER, self.link(self.facts).name)
            self.ask(commands.set_value(value, number, self.facts.moment.place.row))

    def _set_locked(self, locked: bool) -> None:
        if self.facts is not None:
            self._set_lock_icon()
            self.ask(commands.set_locked([self.link(self.facts).name], locked))


def _effect(pen: Pen, facts: Facts, told: Message) -> str:
    """Return the sentence about a small step of the weight as rich text."""
    text = translate(told.context, told.template)
    if not told.values:
        return text
    amount = show(float(told.values["amount"]), Shown.GRADIENT, pen.theme.notation.digits(1))
    weight = facts.symbols.parameter(str(told.values["weight"]))
    return text.format(
        step=pen.show(STEP, Shown.SETTING),
        weight=symbol_html(weight, 13),
        amount=amount.replace(" ", "\u00a0"),
    )


def _check_note(pen: Pen, facts: Facts, link: Connection, rows: tuple[int, ...]) -> Note:
    """Check this weight's gradient of the loss of some rows."""
    row = facts.probe().gradient_check(facts.before, link.name, rows)
    number = pen.show(row.numeric, Shown.GRADIENT)
    apart = show(row.apart, Shown.GRADIENT, pen.theme.notation.digits(1)).replace(" ", "\u00a0")
    told = translate("Inspector", "Finite difference {number}, apart by {apart}")
    text = told.format(number=number, apart=apart)
    if row.passed:
        title = translate("Inspector", "Gradient check passed")
        return Note("check-circle", text, title, "okText")
    return Note("cross-circle", text, translate("Inspector", "Gradient check failed"), "errText")

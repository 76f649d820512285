"""The card of one neuron: its weighted sum, its activation, its share of the blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QToolButton

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.commands import Owned, Value
from chainrule.gui.canvas.detail import is_mass
from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.activation import ActivationSection
from chainrule.gui.panels.inspector.batch_sections import BatchSections, factors_of
from chainrule.gui.panels.inspector.bias_rows import bias_rows
from chainrule.gui.panels.inspector.blame_rows import blame_rows
from chainrule.gui.panels.inspector.card import Card
from chainrule.gui.panels.inspector.choice import Choice
from chainrule.gui.panels.inspector.header import NeuronHeader
from chainrule.gui.panels.inspector.looks_for import LooksFor
from chainrule.gui.panels.inspector.moving import Moving, rule_note
from chainrule.gui.panels.inspector.path_section import PathSection
from chainrule.gui.panels.inspector.rows import Row, Rows
from chainrule.gui.panels.inspector.section import INDENT, Stage
from chainrule.gui.panels.inspector.sum_rows import (
    BIAS_BOX,
    incoming_rows,
    outgoing_rows,
    sum_columns,
)
from chainrule.gui.panels.inspector.target_rows import target_rows
from chainrule.gui.panels.inspector.update_rows import Parameter
from chainrule.gui.panels.inspector.words import activation_title, role_line, when
from chainrule.gui.sentences import render_message
from chainrule.gui.symbols import DELTA
from chainrule.gui.widgets.number_box import NumberBox, show_input, show_parameter
from chainrule.network.names import Activation
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.card import Note
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.theme import Theme
    from chainrule.network.graph import Neuron

BOX_HEIGHT = 28
VALUE_BOX = (84, 30)
LOCK = 24
BODY = 13
"""px of a sentence"""


class NeuronCard(Card):
    """All about one neuron."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.header = NeuronHeader(theme)
        self.activation = Choice(
            "inspector_activation", translate("Inspector", "Activation"), snug=True
        )
        self.value = self._box("inspector_value", translate("Inspector", "Value"), VALUE_BOX)
        self.header.add(self.activation)
        self.header.add(self.value)
        self.put(self.header)
        self._make_health()
        self.moves = Moving(self)
        self.paths = PathSection(theme)
        self.paths.path_lit.connect(self.path_lit)
        self.put(self.paths)
        self.pixels = LooksFor(self)
        self._make_sum(theme)
        self.function = ActivationSection(theme, 2)
        self.put(self.function)
        self._make_target(theme)
        self.blame = self.section(3, role="back")
        self.blame.head.set_title(translate("Inspector", "Share of the blame"), DELTA)
        self.blame_rows = Rows(theme)
        self.blame.add(self.blame_rows)
        self.moving = self.section()
        self.moving.head.set_title(translate("Inspector", "Bias and its update"))
        self.bias_rows = Rows(theme)
        self.moving.add(self.bias_rows)
        self.sent = self.section()
        self.sent.head.set_title(translate("Inspector", "Where it goes"))
        self.sent_rows = Rows(theme)
        self.sent.add(self.sent_rows)
        self.batch = BatchSections(self)
        self.column.addStretch(1)
        self.activation.chosen.connect(self._set_activation)
        self.value.committed.connect(self._set_value)

    def _box(self, name: str, label: str, size: tuple[int, int]) -> NumberBox:
        box = NumberBox(self, show_input, coloured=True, notation=self.theme.notation)
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setFixedSize(*size)
        return box

    def _make_health(self) -> None:
        self.health = self.section()
        self.health.head.set_title(translate("Inspector", "Health"))
        self.health_words = QLabel()
        self.health_words.setProperty("look", "second")
        self.health_words.setWordWrap(True)
        self.health.add(self.health_words)

    def _make_sum(self, theme: Theme) -> None:
        self.sum = self.section(1)
        self.sum.head.set_title(translate("Inspector", "Weighted sum"))
        self.sum_rows = Rows(theme)
        self.sum.add(self.sum_rows)
        self.bias = NumberBox(self.sum_rows, show_parameter, coloured=True, notation=theme.notation)
        self.bias.setObjectName("inspector_bias")
        self.bias.setAccessibleName(translate("Inspector", "Bias"))
        self.bias.committed.connect(self._set_bias)
        self.lock = QToolButton(self.sum_rows)
        self.lock.setObjectName("inspector_lock")
        self.lock.setCheckable(True)
        self.lock.setAccessibleName(translate("Inspector", "Freeze the bias"))
        self.lock.setToolTip(translate("Inspector", "Freeze: training leaves the bias alone"))
        self.lock.resize(LOCK, LOCK)
        self.lock.clicked.connect(self._set_locked)
        self._set_lock_icon()

    def _make_target(self, theme: Theme) -> None:
        self.target = self.section()
        self.target.head.set_title(translate("Inspector", "Target and loss"))
        self.target_rows = Rows(theme)
        self.target.add(self.target_rows)
        self.target_box = NumberBox(self.target_rows, show_input, notation=theme.notation)
        self.target_box.setObjectName("inspector_target")
        self.target_box.setAccessibleName(translate("Inspector", "Target"))
        self.target_box.resize(BIAS_BOX, BOX_HEIGHT)
        self.target_box.committed.connect(self._set_target)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self._set_lock_icon()

    def _set_lock_icon(self) -> None:
        self.lock.setIcon(self.icons.icon("lock" if self.lock.isChecked() else "unlock"))

    # Showing

    def neuron(self, facts: Facts) -> Neuron:
        """Return the neuron that is shown."""
        assert self.selection is not None
        return facts.network.by_id[self.selection.only_neuron or ""]

    def fill(self, facts: Facts) -> None:
        """Show the neuron."""
        neuron = self.neuron(facts)
        self._fill_header(facts, neuron)
        self._fill_health(facts, neuron)
        is_output = neuron.id in {output.id for output in facts.network.outputs}
        computed = not neuron.is_input
        self.pixels.show(facts, neuron)
        self.paths.show_paths(facts, facts.paths(neuron.id), self.inner)
        for section in (self.sum, self.function, self.blame):
            section.setVisible(computed)
        self.target.setVisible(is_output and neuron.id in facts.moment.frame.targets)
        links = bool(facts.network.outgoing[neuron.id])
        self.sent.setVisible(neuron.is_input and links)
        if neuron.is_input:
            self.moves.hide()
            self.batch.hide()
            self.moving.hide()
            self.sent_rows.set_rows(outgoing_rows(self.pen, facts, neuron, self.narrow))
            return
        own = Parameter.of_neuron(neuron)
        self.moves.show(facts, own)
        self.batch.show(facts, own, factors_of(facts, neuron.id, None))
        self._fill_sum(facts, neuron)
        self.function.show_neuron(facts, neuron)
        if is_output:
            self._fill_target(facts, neuron)
        self._fill_blame(facts, neuron)

    def _fill_health(self, facts: Facts, neuron: Neuron) -> None:
        from chainrule.teaching.health_sentences import neuron_note

        told = neuron_note(facts.moment.health, neuron.id)
        self.health.setVisible(told is not None)
        if told is not None:
            self.health_words.setText(render_message(told, self.theme, facts.symbols, BODY))

    def _fill_header(self, facts: Facts, neuron: Neuron) -> None:
        symbol = facts.symbols.neuron(neuron.id)
        caption = role_line(facts.network, neuron.id, counted=not self.narrow)
        self.header.set_words((translate("Inspector", "Neuron"), symbol), (caption,))
        fresh = facts.moment.frame.is_fresh(Kind.ACTIVATE, neuron.id)
        fresh = fresh or facts.moment.frame.is_fresh(Kind.SUM, neuron.id)
        active = facts.moment.frame.phase is Phase.FORWARD and fresh
        self.header.set_sent(facts.signal(neuron.id), active, is_mass(facts.network))
        self.activation.setVisible(not neuron.is_input)
        known = neuron.is_input and neuron.id in facts.moment.frame.inputs
        self.value.setVisible(known)
        if known:
            self.value.set_value(facts.moment.frame.inputs[neuron.id])
        options = [
            (kind, activation_title(kind))
            for kind in Activation
            if kind is not Activation.SOFTMAX or neuron in facts.network.outputs
        ]
        self.activation.set_options(options)
        self.activation.show_value(neuron.activation)
        for box in (self.activation, self.value, self.bias, self.lock, self.target_box):
            box.setEnabled(not facts.moment.looking_back)
        if facts.moment.asked is not None:
            self.value.setEnabled(False)

    def _fill_sum(self, facts: Facts, neuron: Neuron) -> None:
        rows = incoming_rows(self.pen, facts, neuron, self.narrow)
        self.sum_rows.set_rows(rows)
        known = facts.value(Kind.SUM, neuron.id) is not None
        self.sum.head.set_stage(Stage.KNOWN if known else Stage.LATER)
        self.sum.head.set_remark("" if known else when(facts, Kind.SUM, neuron.id))
        columns = sum_columns(facts, neuron, self.narrow)
        top = round(sum(row.height for row in rows[:-2]))
        left = round(self.inner - columns.factors) - columns.box
        self.bias.setGeometry(left, top + 2, columns.box, BOX_HEIGHT)
        self.lock.move(left - LOCK - 4, top + 4)
        self.bias.set_value(facts.moment.frame.parameters[neuron.bias_name])
        if self.lock.isChecked() != neuron.bias_locked:
            self.lock.setChecked(neuron.bias_locked)
            self._set_lock_icon()

    def _fill_target(self, facts: Facts, neuron: Neuron) -> None:
        self.target_rows.set_rows(target_rows(self.pen, facts, neuron, self.narrow))
        self.target_box.move(self.inner - BIAS_BOX, 0)
        targets = facts.moment.frame.targets
        if neuron.id in targets:
            self.target_box.set_value(targets[neuron.id])

    def _fill_blame(self, facts: Facts, neuron: Neuron) -> None:
        rows = blame_rows(self.pen, facts, neuron, self.narrow)
        known = facts.known(Kind.DELTA, neuron.id) is not None
        self.blame.head.set_stage(Stage.KNOWN if known else Stage.LATER)
        step = facts.step_of(Kind.DELTA, neuron.id)
        waiting = not known and step is not None
        remark = translate("Inspector", "step {number}").format(number=step) if waiting else ""
        self.blame.head.set_remark(remark)
        if not rows:
            text = translate("Inspector", "Comes in the backward pass.")
            quiet = self.pen.word(text, 12, 400, self.theme.text3)
            rows = [Row((self.pen.cell(quiet, x=INDENT),), 24)]
        self.blame_rows.set_rows(rows)
        self.moving.setVisible(known and not facts.updating)
        if known:
            self.bias_rows.set_rows(bias_rows(self.pen, facts, neuron, self.narrow))

    def note(self, facts: Facts) -> Note:
        """Say what pointing at a number does; in the update, how others write the rule."""
        if facts.updating and not self.neuron(facts).is_input:
            return rule_note(facts)
        return super().note(facts)

    # Edits

    def _change(self, owned: Owned, number: float) -> None:
        facts = self.facts
        if facts is None:
            return
        neuron = self.neuron(facts)
        name = neuron.bias_name if owned is Owned.PARAMETER else neuron.id
        row = facts.moment.place.row
        self.ask(commands.set_value(Value(owned, name), number, row))

    def _set_bias(self, number: float) -> None:
        self._change(Owned.PARAMETER, number)

    def _set_value(self, number: float) -> None:
        self._change(Owned.INPUT, number)

    def _set_target(self, number: float) -> None:
        self._change(Owned.TARGET, number)

    def _set_activation(self, activation: object) -> None:
        if self.facts is not None and isinstance(activation, Activation):
            neuron = self.neuron(self.facts)
            if activation is not neuron.activation:
                self.ask(commands.set_activation([neuron.id], activation))

    def _set_locked(self, locked: bool) -> None:
        if self.facts is not None:
            self._set_lock_icon()
            self.ask(commands.set_locked([self.neuron(self.facts).bias_name], locked))

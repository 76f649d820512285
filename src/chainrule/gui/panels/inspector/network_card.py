"""The card of the network, shown when nothing is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from chainrule.gui import structure_edits
from chainrule.gui.canvas import commands
from chainrule.gui.counted import counted
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.numbers import show
from chainrule.gui.panels.inspector import network_edits
from chainrule.gui.panels.inspector.card import Card, Note
from chainrule.gui.panels.inspector.choice import Choice
from chainrule.gui.panels.inspector.header import IconHeader
from chainrule.gui.panels.inspector.health_rows import health_rows
from chainrule.gui.panels.inspector.insight import InsightSections
from chainrule.gui.panels.inspector.layer_rows import LayerRows
from chainrule.gui.panels.inspector.rows import Bar, Row, Rows
from chainrule.gui.panels.inspector.said import filled_message, said
from chainrule.gui.panels.inspector.start_rows import StartRows
from chainrule.gui.panels.inspector.words import (
    loss_title,
    optimizer_title,
    reduction_title,
)
from chainrule.gui.symbols import Symbol
from chainrule.gui.turns import Turns
from chainrule.network.names import Activation, Loss, Optimizer, Reduction
from chainrule.teaching.cards.network import gradient_sizes, layers

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.theme import Theme
    from chainrule.teaching.cards.network import GradientSize

ICON = 16
MOST_SIZES = 8
"""layers whose sizes are all written out"""


class NetworkCard(Card):
    """The network as a whole: layers, gradients, starting weights, loss and rule."""

    new_weights_requested = Signal()
    selection_chosen = Signal(object)
    check_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.header = IconHeader(theme, "nodes")
        self.put(self.header)
        self._make_health(theme)
        self._make_layers()
        self._make_gradients(theme)
        self.insight = InsightSections(self)
        self._turns = Turns()
        self._make_start()
        self._make_rule()
        self.column.addStretch(1)
        self._set_icons()

    def _make_health(self, theme: Theme) -> None:
        self.health = self.section()
        self.health.head.set_title(translate("Inspector", "Health"))
        self.health_rows = Rows(theme)
        self.health_rows.clicked.connect(self.selection_chosen)
        self.health.add(self.health_rows)

    def _make_layers(self) -> None:
        section = self.section()
        section.head.set_title(translate("Inspector", "Layers"))
        self.layers = LayerRows()
        self.layers.activation_chosen.connect(self._set_activation)
        section.add(self.layers)
        self.add_layer = QPushButton(translate("Inspector", "Add hidden layer"))
        self.add_layer.setObjectName("inspector_add_layer")
        self.add_layer.setIconSize(QSize(ICON, ICON))
        self.add_layer.clicked.connect(self._add_layer)
        section.add(_left(self.add_layer), above=8)

    def _make_gradients(self, theme: Theme) -> None:
        section = self.sizes = self.section()
        section.head.set_title(translate("Inspector", "Mean size of"), Symbol("∂L/∂w"))
        self.gradient_rows = Rows(theme)
        section.add(self.gradient_rows)
        self.check = QPushButton(translate("Inspector", "Check gradients"))
        self.check.setObjectName("inspector_check")
        self.check.setProperty("look", "link")
        self.check.clicked.connect(self.check_requested)
        section.add(_left(self.check), above=2)

    def _make_start(self) -> None:
        section = self.section()
        section.head.set_title(translate("Inspector", "Starting weights"))
        self.start = StartRows(self)
        self.seed, self.new_weights = self.start.seed, self.start.new_weights
        self.start.seed_committed.connect(self._set_seed)
        self.start.rule_chosen.connect(self._set_initializer)
        self.start.new_requested.connect(self.new_weights_requested)
        section.add(self.start)

    def _make_rule(self) -> None:
        section = self.section()
        section.head.set_title(translate("Inspector", "Loss and rule"))
        self.loss = Choice("inspector_loss", translate("Inspector", "Loss"))
        self.reduction = Choice("inspector_reduction", translate("Inspector", "Batch loss"))
        self.optimizer = Choice("inspector_optimizer", translate("Inspector", "Optimizer"))
        self.loss.set_options([(loss, loss_title(loss)) for loss in Loss])
        self.reduction.set_options([(kind, reduction_title(kind)) for kind in Reduction])
        self.optimizer.set_options([(kind, optimizer_title(kind)) for kind in Optimizer])
        grid = QWidget(self)
        table = QGridLayout(grid)
        table.setContentsMargins(0, 0, 0, 0)
        table.setVerticalSpacing(4)
        table.setColumnStretch(1, 1)
        for index, choice in enumerate((self.loss, self.reduction, self.optimizer)):
            label = QLabel(choice.accessibleName())
            label.setProperty("look", "body")
            label.setBuddy(choice)
            choice.setFixedWidth(176)
            table.addWidget(label, index, 0)
            table.addWidget(choice, index, 2)
        section.add(grid)
        self.loss.chosen.connect(self._set_loss)
        self.reduction.chosen.connect(self._set_reduction)
        self.optimizer.chosen.connect(self._set_optimizer)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self._set_icons()

    def _set_icons(self) -> None:
        self.add_layer.setIcon(self.icons.icon("plus"))
        self.start.set_icons(self.icons)

    # Showing

    def fill(self, facts: Facts) -> None:
        """Show the network."""
        project, network = facts.moment.project, facts.network
        sizes = _sizes([len(layer.neurons) for layer in layers(network)])
        count = len(network.parameter_names)
        told = translate("Inspector", "{sizes}, {count} parameters")
        caption = told.format(sizes=sizes, count=self.pen.show(count, Shown.COUNT))
        if not network.neurons:
            caption = translate("Inspector", "no neurons yet")
        self.header.set_words((translate("Inspector", "Network"),), (caption,))
        unwell = health_rows(self.pen, facts)
        self.health.setVisible(bool(unwell))
        self.health_rows.set_rows(unwell)
        free = not facts.moment.looking_back
        self.layers.show_network(network, free)
        self.add_layer.setEnabled(free and bool(network.outputs))
        seed = project.training.seed
        self.start.show_state(seed, free=free, weights=bool(network.connections))
        self.check.setEnabled(bool(network.connections) and bool(project.data.train))
        for control in (self.loss, self.reduction, self.optimizer):
            control.setEnabled(free)
        self.loss.show_value(project.loss)
        self.reduction.show_value(project.training.reduction)
        self.optimizer.show_value(project.training.optimizer)
        for part in self._turns.of(facts.moment, (self._fill_gradients, self.insight.show)):
            part(facts)

    def _fill_gradients(self, facts: Facts) -> None:
        """Show a row per layer, and a sentence that compares the first and the last."""
        sizes, pen = gradient_sizes(facts), self.pen
        self.sizes.head.set_remark(
            "" if sizes.over is None else counted(sizes.over, pen.theme.notation)
        )
        largest = max((each.mean or 0.0 for each in sizes.levels), default=0.0)
        rows = [self._gradient_row(each, largest or 1.0) for each in sizes.levels]
        text = "" if sizes.comparison is None else said(sizes.comparison)
        if not facts.network.connections:
            text = translate("Inspector", "There are no connections yet.")
        rows.append(Row((pen.cell(pen.word(text, 12, 400, self.theme.text3)),), 26))
        self.gradient_rows.set_rows(rows)

    def _gradient_row(self, size: GradientSize, largest: float) -> Row:
        pen, value = self.pen, size.mean
        number = pen.number(None)
        if value is not None:
            number = pen.word(show(value, Shown.GRADIENT, pen.theme.notation.digits(1)), 14, 600)
        cells = (
            pen.cell(pen.word(filled_message(size.title))),
            pen.cell(number, right=84 if self.narrow else 124, value=value),
        )
        width = 68.0 if self.narrow else 96.0
        track = Bar(value or 0.0, 0.0, largest, width, self.theme.back, self.theme.sunken)
        return Row(cells, 34, bar=track if value else None)

    def note(self, facts: Facts) -> Note:
        """Say how to inspect something."""
        return Note("pointer", translate("Inspector", "Click a neuron or an edge to inspect it."))

    # Edits

    def _set_activation(self, neurons: object, activation: object) -> None:
        if isinstance(neurons, tuple) and isinstance(activation, Activation):
            self.ask(commands.set_activation(neurons, activation))

    def _add_layer(self) -> None:
        self.ask(structure_edits.add_layer((), self.start.initializer))

    def _set_seed(self, number: float) -> None:
        if self.facts is None:
            return
        if number < 0 or number != int(number):
            self.seed.mark(translate("Inspector", "A seed is a whole number from 0 on"))
        elif int(number) != self.facts.moment.project.training.seed:
            self.ask(network_edits.draw_from(int(number), self.start.initializer))

    def _set_initializer(self, name: str) -> None:
        if self.facts is not None and self.facts.network.connections:
            self.ask(network_edits.draw_from(self.facts.moment.project.training.seed, name))

    def _set_loss(self, loss: object) -> None:
        if isinstance(loss, Loss):
            self.ask(network_edits.set_loss(loss))

    def _set_reduction(self, reduction: object) -> None:
        if isinstance(reduction, Reduction):
            self.ask(network_edits.set_reduction(reduction))

    def _set_optimizer(self, optimizer: object) -> None:
        if isinstance(optimizer, Optimizer):
            self.ask(network_edits.set_optimizer(optimizer))


def _left(widget: QWidget) -> QWidget:
    """Return a row with the widget at its left end."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(widget)
    line.addStretch(1)
    return row


def _sizes(counts: list[int]) -> str:
    """Return how many neurons the layers have, those in the middle left out when there are many."""
    words = [str(count) for count in counts]
    if len(words) > MOST_SIZES:
        words[3:-2] = ["…"]
    return "–".join(words)

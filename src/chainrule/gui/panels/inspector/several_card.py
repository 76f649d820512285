"""The card of several selected things: how many, their least, largest and mean value, actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from chainrule.gui import structure_edits
from chainrule.gui.canvas import commands
from chainrule.gui.icons import MENU
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.card import Card, Note
from chainrule.gui.panels.inspector.choice import Choice
from chainrule.gui.panels.inspector.header import IconHeader
from chainrule.gui.panels.inspector.place_buttons import PlaceButtons
from chainrule.gui.panels.inspector.rows import Row, Rows
from chainrule.gui.panels.inspector.words import activation_title, initializer_title
from chainrule.network.names import Activation, Role
from chainrule.network.selected import own_connections, own_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.theme import Theme
    from chainrule.network.edits import Key
    from chainrule.network.graph import Neuron
    from chainrule.session.document import Edit

CHOICE = 176


class SeveralCard(Card):
    """What several selected things have in common."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.header = IconHeader(theme, "nodes")
        self.put(self.header)
        self.values = self.section()
        self.values.head.set_title(translate("Inspector", "Values"))
        self.value_rows = Rows(theme)
        self.values.add(self.value_rows)
        self._make_choices()
        self._make_placing()
        self._make_common()
        self.column.addStretch(1)
        self._set_icons()

    def _make_choices(self) -> None:
        from chainrule.engine.initializers import DEFAULT_INITIALIZER, INITIALIZERS

        self.choices = self.section()
        self.choices.head.set_title(translate("Inspector", "Set for all"))
        self.activation = Choice("inspector_activation_all", translate("Inspector", "Activation"))
        self.activation.setFixedWidth(CHOICE)
        self.activation.chosen.connect(self._set_activation)
        self.activation_row = _named(self.activation)
        self.choices.add(self.activation_row)
        self.rule = Choice("inspector_initializer_all", translate("Inspector", "Drawn by"))
        self.rule.setFixedWidth(CHOICE)
        self.rule.set_options([(name, initializer_title(name)) for name in INITIALIZERS])
        self._rule = DEFAULT_INITIALIZER
        self.rule.show_value(self._rule)
        self.rule.chosen.connect(self._draw)
        self.draw = QPushButton(translate("Inspector", "New weights"))
        self.draw.setObjectName("inspector_new_weights_all")
        self.draw.setIconSize(QSize(MENU, MENU))
        self.draw.clicked.connect(self._draw_again)
        self.weight_rows = QWidget()
        column = QVBoxLayout(self.weight_rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_named(self.rule))
        column.addWidget(_right(self.draw))
        self.choices.add(self.weight_rows, above=8)

    def _make_placing(self) -> None:
        self.placing = self.section()
        self.placing.head.set_title(translate("Inspector", "Place"))
        self.places = PlaceButtons()
        self.places.aligned.connect(
            lambda line: self._ask_neurons(lambda names: structure_edits.align(names, line))
        )
        self.places.distributed.connect(
            lambda way: self._ask_neurons(lambda names: structure_edits.distribute(names, way))
        )
        self.placing.add(self.places)

    def _make_common(self) -> None:
        self.common = self.section()
        self.common.head.set_title(translate("Inspector", "All of them"))
        self.freeze = QPushButton(translate("Inspector", "Freeze"))
        self.freeze.setObjectName("inspector_freeze_all")
        self.remove = QPushButton(translate("Inspector", "Delete"))
        self.remove.setObjectName("inspector_delete_all")
        self.common.add(_right(self.freeze, self.remove, first=True))
        self.freeze.clicked.connect(self._freeze)
        self.remove.clicked.connect(self._delete)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        super().set_theme(theme)
        self._set_icons()

    def _set_icons(self) -> None:
        self.draw.setIcon(self.icons.icon("die"))
        self.places.set_icons(self.icons)

    def fill(self, facts: Facts) -> None:
        """Show how many there are and their values."""
        assert self.selection is not None
        title = translate("Inspector", "{count} selected").format(count=len(self.selection))
        caption = translate("Inspector", "{neurons} neurons, {weights} weights").format(
            neurons=len(self.selection.neurons), weights=len(self.selection.connections)
        )
        self.header.set_words((title,), (caption,))
        parameters = facts.moment.frame.parameters
        links = [facts.network.by_key[key].name for key in self.selection.connections]
        rows = self._rows(translate("Inspector", "Weights"), [parameters[name] for name in links])
        sent = [facts.signal(name) for name in self.selection.neurons]
        known = [value for value in sent if value is not None]
        rows += self._rows(translate("Inspector", "Activations"), known)
        self.value_rows.set_rows(rows)
        self.values.setVisible(bool(rows))
        self._fill_choices(facts)
        free = not facts.moment.looking_back
        self.placing.setVisible(len(self.selection.neurons) > 1)
        self.places.show_neurons(facts.network, self.selection.neurons, free=free)
        names = self._parameters(facts)
        frozen = bool(names) and self._all_frozen(facts)
        text = translate("Inspector", "Unfreeze") if frozen else translate("Inspector", "Freeze")
        self.freeze.setText(text)
        self.freeze.setEnabled(free and bool(names))
        self.remove.setEnabled(free)

    def _fill_choices(self, facts: Facts) -> None:
        assert self.selection is not None
        neurons = self._computed(facts)
        free = not facts.moment.looking_back
        self.activation_row.setVisible(bool(neurons))
        outputs_only = all(neuron.role is Role.OUTPUT for neuron in neurons)
        kinds = [kind for kind in Activation if outputs_only or kind is not Activation.SOFTMAX]
        self.activation.set_options([(kind, activation_title(kind)) for kind in kinds])
        found = {neuron.activation for neuron in neurons}
        one = next(iter(found)) if len(found) == 1 else None
        self.activation.show_value(one, translate("Inspector", "Mixed"))
        self.activation.setEnabled(free)
        weights = self._connections(facts)
        self.weight_rows.setVisible(bool(weights))
        open_ = free and any(not facts.network.by_key[key].locked for key in weights)
        self.rule.setEnabled(open_)
        self.draw.setEnabled(open_)
        self.choices.setVisible(bool(neurons or weights))

    def _rows(self, title: str, values: Sequence[float]) -> list[Row]:
        if not values:
            return []
        from chainrule.session.probe import summary

        least, largest, mean = summary(values)
        names = (
            translate("Inspector", "least"),
            translate("Inspector", "largest"),
            translate("Inspector", "mean"),
        )
        count = self.pen.cell(self.pen.number(len(values), Shown.COUNT, coloured=False), right=0)
        rows = [Row((self.pen.cell(self.pen.word(title, 14, 500)), count))]
        for name, value in zip(names, (least, largest, mean), strict=True):
            number = self.pen.number(value, Shown.PARAMETER, signed=True)
            cells = (
                self.pen.cell(self.pen.quiet(name), x=16),
                self.pen.cell(number, right=0, value=value),
            )
            rows.append(Row(cells, 26))
        return rows

    def note(self, facts: Facts) -> Note:
        """Say how to add to the selection."""
        return Note("pointer", translate("Inspector", "Ctrl+click adds to the selection."))

    def _computed(self, facts: Facts) -> list[Neuron]:
        assert self.selection is not None
        neurons = (facts.network.by_id[name] for name in self.selection.neurons)
        return [neuron for neuron in neurons if not neuron.is_input]

    def _connections(self, facts: Facts) -> tuple[Key, ...]:
        """Return the selected connections, and those into the selected neurons."""
        assert self.selection is not None
        return own_connections(facts.network, self.selection.neurons, self.selection.connections)

    def _parameters(self, facts: Facts) -> tuple[str, ...]:
        """Return their weights, and the biases of the selected neurons."""
        assert self.selection is not None
        return own_parameters(facts.network, self.selection.neurons, self.selection.connections)

    def _all_frozen(self, facts: Facts) -> bool:
        return set(self._parameters(facts)) <= facts.network.locked

    def _freeze(self) -> None:
        if self.facts is not None:
            frozen = self._all_frozen(self.facts)
            self.ask(commands.set_locked(self._parameters(self.facts), not frozen))

    def _delete(self) -> None:
        if self.facts is not None and self.selection is not None:
            self.ask(commands.delete(self.selection))

    def _set_activation(self, kind: object) -> None:
        if self.facts is not None and isinstance(kind, Activation):
            names = [neuron.id for neuron in self._computed(self.facts)]
            self.ask(commands.set_activation(names, kind))
            self.refresh()

    def _draw(self, rule: object) -> None:
        if self.selection is not None and isinstance(rule, str):
            self._rule = rule
            self.rule.show_value(rule)
            self.ask(structure_edits.draw_weights(self.selection, rule))

    def _draw_again(self) -> None:
        self._draw(self._rule)

    def _ask_neurons(self, edit: Callable[[frozenset[str]], Edit]) -> None:
        if self.selection is not None:
            self.ask(edit(self.selection.neurons))


def _named(control: QWidget) -> QWidget:
    """Return a row with a control's name and the control at its right end."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    label = QLabel(control.accessibleName())
    label.setProperty("look", "second")
    label.setBuddy(control)
    line.addWidget(label)
    line.addStretch(1)
    line.addWidget(control)
    return row


def _right(*buttons: QWidget, first: bool = False) -> QWidget:
    """Return a row of buttons at the right, or at the left when they come `first`."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    if not first:
        line.addStretch(1)
    for button in buttons:
        line.addWidget(button)
    if first:
        line.addStretch(1)
    return row

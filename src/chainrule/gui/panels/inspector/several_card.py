"""The card of several selected things: how many, their least, largest and mean value, actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from chainrule.gui.canvas import commands
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.panels.inspector.card import Card, Note
from chainrule.gui.panels.inspector.header import IconHeader
from chainrule.gui.panels.inspector.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.theme import Theme


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
        self.common = self.section()
        self.common.head.set_title(translate("Inspector", "All of them"))
        self.freeze = QPushButton(translate("Inspector", "Freeze"))
        self.freeze.setObjectName("inspector_freeze_all")
        self.remove = QPushButton(translate("Inspector", "Delete"))
        self.remove.setObjectName("inspector_delete_all")
        row = QWidget(self)
        buttons = QHBoxLayout(row)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.freeze)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        self.common.add(row)
        self.column.addStretch(1)
        self.freeze.clicked.connect(self._freeze)
        self.remove.clicked.connect(self._delete)

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
        frozen = bool(self._parameters(facts)) and self._all_frozen(facts)
        text = translate("Inspector", "Unfreeze") if frozen else translate("Inspector", "Freeze")
        self.freeze.setText(text)
        for button in (self.freeze, self.remove):
            button.setEnabled(not facts.moment.looking_back)
        if not self._parameters(facts):
            self.freeze.setEnabled(False)

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

    def _parameters(self, facts: Facts) -> list[str]:
        """Return the selected weights, and the biases of the selected neurons."""
        assert self.selection is not None
        weights = [facts.network.by_key[key].name for key in self.selection.connections]
        neurons = [facts.network.by_id[name] for name in self.selection.neurons]
        return weights + [neuron.bias_name for neuron in neurons if not neuron.is_input]

    def _all_frozen(self, facts: Facts) -> bool:
        return set(self._parameters(facts)) <= facts.network.locked

    def _freeze(self) -> None:
        if self.facts is not None:
            frozen = self._all_frozen(self.facts)
            self.ask(commands.set_locked(self._parameters(self.facts), not frozen))

    def _delete(self) -> None:
        if self.facts is not None and self.selection is not None:
            self.ask(commands.delete(self.selection))

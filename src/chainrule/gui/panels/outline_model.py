"""The network as a tree of rows: layers, their neurons, and the connections into each.

Nothing is kept per row: what a row says is worked out when it is seen, so that ten thousand
connections cost nothing while they are folded away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from chainrule.gui.canvas import commands
from chainrule.gui.canvas.commands import shown_number
from chainrule.gui.canvas.picking import LOSS_ITEM
from chainrule.gui.language import translate
from chainrule.gui.numbers import MINUS, parse_number, show
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.panels.outline_words import heads, layer_name, neuron_name, spoken_name
from chainrule.gui.symbols import Symbols
from chainrule.session.operations import LOSS_TARGET, Kind

if TYPE_CHECKING:
    from chainrule.gui.canvas.commands import Value
    from chainrule.network.graph import Connection, Network, Neuron
    from chainrule.session.document import Edit
    from chainrule.session.frame import Frame
    from chainrule.session.moment import Moment
    from chainrule.teaching.notation import Notation

Index = QModelIndex | QPersistentModelIndex
Item = str | tuple[str, str]
NAME, OWNED, VALUE, GRADIENT = range(4)
ROOT = QModelIndex()
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
UNKNOWN = "–"


class OutlineModel(QAbstractItemModel):
    """Rows of a moment; `edit_requested` carries the edit that a typed number asks for."""

    edit_requested = Signal(object)

    def __init__(self, moment: Moment, notation: Notation) -> None:
        super().__init__()
        self.notation = notation
        self._take(moment)

    def show_moment(self, moment: Moment) -> None:
        """Show another moment: other numbers only, or other rows."""
        same = _rows(moment.project.network) == _rows(self.network)
        if same:
            self._take(moment)
            if not self.rowCount():
                return
            last = self.index(self.rowCount() - 1, GRADIENT)
            self.dataChanged.emit(self.index(0, NAME), last)
            return
        self.beginResetModel()
        self._take(moment)
        self.endResetModel()

    def set_notation(self, notation: Notation) -> None:
        """Change how numbers are written."""
        self.notation = notation
        if self.rowCount():
            self.dataChanged.emit(self.index(0, NAME), self.index(self.rowCount() - 1, GRADIENT))

    def _take(self, moment: Moment) -> None:
        self._moment = moment
        self.network: Network = moment.project.network
        self._symbols = Symbols(self.network)
        self._marked = bool(self.network.outputs)
        self._levels = self.network.levels if self.network.neurons else ()
        self._numbers = {neuron.id: number for number, neuron in enumerate(self.network.neurons)}

    @property
    def _frame(self) -> Frame:
        return self._moment.frame

    # which rows there are: a row's id is 0 for a layer and for the loss below them, 1 … for a
    # neuron of a layer, and beyond that for a connection into a neuron

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of layers, of neurons in one, or of connections into a neuron."""
        if not parent.isValid():
            return len(self._levels) + self._marked
        if parent.column() != NAME or self.item_at(parent) == LOSS_ITEM:
            return 0
        if not parent.internalId():
            return len(self._levels[parent.row()])
        neuron = self.item_at(parent)
        return len(self.network.incoming[neuron]) if isinstance(neuron, str) else 0

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return 4."""
        return 4

    def hasChildren(self, parent: Index = ROOT) -> bool:
        """Return whether there are rows under one."""
        return self.rowCount(parent) > 0

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """Return the index of a row under another."""
        if not 0 <= row < self.rowCount(parent) or not 0 <= column < 4:
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, column, 0)
        if not parent.internalId():
            return self.createIndex(row, column, 1 + parent.row())
        number = self._numbers[self._neuron(parent)]
        return self.createIndex(row, column, 1 + len(self._levels) + number)

    def parent(self, child: Index = ROOT) -> QModelIndex:  # type: ignore[override]
        """Return the layer of a neuron, or the neuron a connection leads to."""
        place = child.internalId() if child.isValid() else 0
        if not place:
            return QModelIndex()
        if place <= len(self._levels):
            return self.createIndex(place - 1, NAME, 0)
        return self.index_of(self.network.neurons[place - 1 - len(self._levels)].id)

    def item_at(self, index: Index) -> Item | None:
        """Return the neuron, the connection or the loss of a row, None for a layer."""
        place = index.internalId() if index.isValid() else 0
        if not place:
            return LOSS_ITEM if index.row() == len(self._levels) else None
        if place <= len(self._levels):
            return self._levels[place - 1][index.row()]
        neuron = self.network.neurons[place - 1 - len(self._levels)].id
        return self.network.incoming[neuron][index.row()].key

    def index_of(self, item: Item) -> QModelIndex:
        """Return the first cell of an item's row, an invalid one for what is not there."""
        network = self.network
        if isinstance(item, str):
            if item not in network.by_id:
                return QModelIndex()
            level = network.level_of[item]
            return self.createIndex(self._levels[level].index(item), NAME, 1 + level)
        if item == LOSS_ITEM and self._marked:
            return self.createIndex(len(self._levels), NAME, 0)
        if item not in network.by_key:
            return QModelIndex()
        row = network.incoming[item[1]].index(network.by_key[item])
        place = 1 + len(self._levels) + self._numbers[item[1]]
        return self.createIndex(row, NAME, place)

    def _neuron(self, index: Index) -> str:
        return self._levels[index.internalId() - 1][index.row()]

    # what a row says

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the head of a column."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section != NAME:
            return RIGHT
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heads()[section][0]
        named = role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        return heads()[section][1] if named else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, is edited as, or says to a screen reader."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != NAME:
            return RIGHT
        if role == Qt.ItemDataRole.EditRole:
            number = self._owned(index)
            return "" if number is None else f"{number!r}".replace("-", MINUS)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(index)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(index)
        return None

    def _said(self, index: Index) -> str:
        """Return a cell with the head of its column, a name as it is."""
        text, item = self._texts(index)[index.column()], self.item_at(index)
        if index.column() == NAME and isinstance(item, str):
            return spoken_name(self.network.by_id[item], str(self._symbols.neuron(item)))
        if index.column() == NAME or not text:
            return text
        head = heads()[index.column()][1]
        return translate("Outline", "{head}: {text}").format(head=head, text=text)

    def _texts(self, index: Index) -> tuple[str, str, str, str]:
        item = self.item_at(index)
        if item is None:
            return layer_name(self.network, index.row()), "", "", ""
        if isinstance(item, str):
            return self._neuron_texts(self.network.by_id[item])
        if item == LOSS_ITEM:
            loss = self._text(self._frame.value(Kind.LOSS, LOSS_TARGET), NumberKind.GRADIENT)
            return translate("Outline", "Loss"), "", loss, ""
        return self._connection_texts(self.network.by_key[item])

    def _neuron_texts(self, neuron: Neuron) -> tuple[str, str, str, str]:
        name = neuron_name(neuron, str(self._symbols.neuron(neuron.id)))
        if neuron.is_input:
            number = self._frame.inputs.get(neuron.id)
            return name, "", self._text(number, NumberKind.INPUT), ""
        bias = self._frame.parameters.get(neuron.bias_name, neuron.bias)
        value = self._frame.value(Kind.ACTIVATE, neuron.id)
        gradient = self._frame.value(Kind.BIAS_GRADIENT, neuron.bias_name)
        return (
            name,
            show(bias, NumberKind.PARAMETER, self.notation),
            self._text(value, NumberKind.ACTIVATION),
            self._text(gradient, NumberKind.GRADIENT),
        )

    def _connection_texts(self, link: Connection) -> tuple[str, str, str, str]:
        told = translate("Outline", "{weight} from {source}").format(
            weight=self._symbols.parameter(link.name), source=self._symbols.neuron(link.source)
        )
        weight = self._frame.parameters.get(link.name, link.weight)
        gradient = self._frame.value(Kind.WEIGHT_GRADIENT, link.name)
        shown = show(weight, NumberKind.PARAMETER, self.notation)
        return told, shown, "", self._text(gradient, NumberKind.GRADIENT)

    def _text(self, number: float | None, kind: NumberKind) -> str:
        return UNKNOWN if number is None else show(number, kind, self.notation)

    # editing

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return whether a cell can be selected and edited."""
        flags = Qt.ItemFlag.ItemIsEnabled
        if self.item_at(index) is not None:
            flags |= Qt.ItemFlag.ItemIsSelectable
        if self._value(index) is not None and not self._moment.looking_back:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def editable_cell(self, index: QModelIndex) -> QModelIndex:
        """Return the cell of a row that can be edited, an invalid one where there is none."""
        cells = (index.siblingAtColumn(column) for column in (OWNED, VALUE))
        return next(
            (cell for cell in cells if self.flags(cell) & Qt.ItemFlag.ItemIsEditable),
            QModelIndex(),
        )

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the edit; return whether the text was a number."""
        owned, number = self._value(index), parse_number(str(value))
        if role != Qt.ItemDataRole.EditRole or owned is None or number is None:
            return False
        if number != self._owned(index):
            edit: Edit = commands.set_value(owned, number, self._moment.place.row)
            self.edit_requested.emit(edit)
        return True

    def _value(self, index: Index) -> Value | None:
        """Return what a cell edits: a weight, a bias, or an input in the shown row of the data."""
        item, project = self.item_at(index), self._moment.project
        if item is None or item == LOSS_ITEM:
            return None
        if not isinstance(item, str):
            return commands.weight_value(project, item) if index.column() == OWNED else None
        column = VALUE if self.network.by_id[item].is_input else OWNED
        value = commands.neuron_value(project, item)
        row = self._moment.place.row
        known = commands.current_number(project, value, row) is not None
        return value if index.column() == column and known else None

    def _owned(self, index: Index) -> float | None:
        value = self._value(index)
        if value is None:
            return None
        moment = self._moment
        return shown_number(moment.project, moment.frame, value, moment.place.row)


def _rows(network: Network) -> tuple[object, ...]:
    """Return what decides which rows there are."""
    return network.levels, [link.key for link in network.connections]

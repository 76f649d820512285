"""Which columns the table of the data has: inputs, targets and what the network answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.gui.symbols import LOSS, Symbol, Symbols
from chainrule.network.names import Activation

if TYPE_CHECKING:
    from chainrule.session.moment import Moment

ERROR = Symbol("ŷ − y", upright=True)
"""the head of the column of errors: the largest |ŷ − y| of a row"""
FEW = 8
"""columns beside which that of the errors stands last; else it stands first, to be seen"""
FEW_BESIDE_LOSSES = 4
"""columns beside which that of the losses stands last; else it stands first, to be seen"""
SHARES = frozenset({Activation.SIGMOID, Activation.SOFTMAX})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: `cell` is the place in the data row, -1 for what is computed.

    An `output` has its place among the outputs and the cell of its `target`.
    """

    symbol: Symbol
    cell: int
    output: int = -1
    target: int = -1
    is_error: bool = False
    share: bool = False
    """whether an output lies between 0 and 1"""

    @property
    def is_loss(self) -> bool:
        """Whether this is the column of the losses."""
        return self.cell < 0 and self.output < 0 and not self.is_error


def columns_of(moment: Moment, losses: bool, errors: bool) -> tuple[Column, ...]:
    """Return inputs, targets and what the network answers; while a batch runs, what that costs."""
    project = moment.project
    data, symbols = project.data, Symbols(project.network)
    outputs = [neuron.id for neuron in project.network.outputs]
    found = [Column(symbols.neuron(name), at) for at, name in enumerate(data.inputs)]
    width = len(data.inputs)
    for at, name in enumerate(data.targets):
        symbol = symbols.neuron(name)
        bare = symbol if symbol.upright else Symbol(symbol.base, symbol.sub)
        found.append(Column(bare, width + at))
    if losses:
        found.insert(len(found) if len(found) <= FEW_BESIDE_LOSSES else 0, Column(LOSS, -1))
        return tuple(found)
    by_id = project.network.by_id
    found += [
        Column(
            _answer(symbols.neuron(name)),
            -1,
            outputs.index(name),
            width + at,
            share=by_id[name].activation in SHARES,
        )
        for at, name in enumerate(data.targets)
    ]
    if errors:
        found.insert(len(found) if len(found) <= FEW else 0, Column(ERROR, -1, is_error=True))
    return tuple(found)


def _answer(symbol: Symbol) -> Symbol:
    """Return the name of an output: a word is told from that of the target by a ŷ before it."""
    return Symbol(f"ŷ {symbol.base}", upright=True) if symbol.upright else symbol

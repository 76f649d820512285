"""The working of a value: its formula with every sign replaced by its number from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.session.framing import sample_cells
from chainrule.session.operations import Kind
from chainrule.teaching.origins import activation_kind, blame_kind
from chainrule.teaching.worksheet.pieces import Number, Quantity, Raised, Sign, Style

if TYPE_CHECKING:
    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.session.operations import Operation
    from chainrule.teaching.worksheet.pieces import Formula, Piece

STYLES = {
    Kind.SUM: Style.VALUE,
    Kind.ACTIVATE: Style.VALUE,
    Kind.NEW_VALUE: Style.NEW,
}
"""how the values of a kind are written; all others with significant digits"""
BY_KIND = {
    Quantity.SUM: Kind.SUM,
    Quantity.DELTA: Kind.DELTA,
    Quantity.SLOPE: Kind.SLOPE,
    Quantity.BATCH_GRADIENT: Kind.BATCH_GRADIENT,
    Quantity.VELOCITY: Kind.VELOCITY,
}
OF_BATCH = (Quantity.BATCH_GRADIENT, Quantity.VELOCITY, Quantity.OLD_VELOCITY)
PLACES = {Quantity.OLD_VELOCITY: 1, Quantity.DIRECTION: 2, Quantity.SIZE: 3}
"""where an operand stands among those of its operation"""


def answer_style(kind: Kind) -> Style:
    """Return with how many digits the value of an operation is written."""
    return STYLES.get(kind, Style.SIGNIFICANT)


class Working:
    """Puts the numbers of a ledger into formulas."""

    def __init__(self, project: Project, ledger: Ledger) -> None:
        self._project = project
        self._network = project.network
        self._ledger = ledger

    def working(self, formula: Formula, operation: Operation) -> Formula:
        """Return the formula of an operation with numbers in place of signs."""
        sample = 1 if operation.sample is None else operation.sample
        return self._replaced(formula, sample)

    def _replaced(self, formula: Formula, sample: int) -> Formula:
        pieces: list[Piece] = []
        for piece in formula:
            if isinstance(piece, Sign):
                bracketed = bool(pieces) and not str(pieces[-1]).endswith(("(", "["))
                pieces.append(self._number(piece, piece.sample or sample, bracketed))
            elif isinstance(piece, Raised):
                pieces.append(Raised(self._replaced(piece.pieces, sample)))
            else:
                pieces.append(piece.replace("·", "×") if isinstance(piece, str) else piece)
        return tuple(pieces)

    def _number(self, sign: Sign, sample: int, bracketed: bool) -> Number:
        value, style = self._found(sign, sample)
        return Number(value, style, bracketed and value < 0)

    def _found(self, sign: Sign, sample: int) -> tuple[float, Style]:
        training = self._project.training
        if sign.quantity is Quantity.RATE:
            return training.learning_rate, Style.GIVEN
        if sign.quantity is Quantity.MOMENTUM:
            return training.momentum, Style.GIVEN
        if sign.quantity is Quantity.PARAMETER:
            return self._ledger.narrator.before[sign.name], Style.GIVEN
        if sign.quantity is Quantity.TARGET:
            _, targets = sample_cells(self._project, sample - 1)
            return targets[sign.name], Style.GIVEN
        if sign.quantity in PLACES:
            return self._operand(sign)
        kind = self._kind(sign)
        row = None if sign.quantity in OF_BATCH else sample
        style = Style.GIVEN if kind is Kind.INPUT else answer_style(kind)
        return self._operation(kind, sign.name, row).value, style

    def _kind(self, sign: Sign) -> Kind:
        """Return the kind of operation that found what a sign stands for."""
        if sign.quantity is Quantity.SENT:
            return activation_kind(self._network, sign.name)
        if sign.quantity is Quantity.BLAME:
            return blame_kind(self._network, self._network.by_id[sign.name])
        if sign.quantity is Quantity.GRADIENT:
            is_weight = sign.name.startswith("w[")
            return Kind.WEIGHT_GRADIENT if is_weight else Kind.BIAS_GRADIENT
        return BY_KIND[sign.quantity]

    def _operand(self, sign: Sign) -> tuple[float, Style]:
        """Return an operand of the operation that used it."""
        remembered = sign.quantity is Quantity.OLD_VELOCITY
        kind = Kind.VELOCITY if remembered else Kind.NEW_VALUE
        operands = self._operation(kind, sign.name, None).operands
        style = Style.GIVEN if remembered else Style.SIGNIFICANT
        return operands[PLACES[sign.quantity]], style

    def _operation(self, kind: Kind, target: str, sample: int | None) -> Operation:
        found = self._ledger.find(kind, target, sample)
        assert found is not None, f"the ledger has no {kind} of {target}"
        return found[1]

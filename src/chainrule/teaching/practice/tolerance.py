"""Which answers are accepted: those that rounding every number on the way may lead to.

Every number has an interval: what its operation gives when its operands lie anywhere in theirs,
and then what rounding makes of that. A learner who rounds to three digits or more, or as the
screen does, at every stage stays inside; how wide an interval is follows from that alone.
"""

from __future__ import annotations

import math
from enum import Enum, auto
from typing import TYPE_CHECKING

from chainrule.session.operations import Kind, Phase
from chainrule.teaching.notation import Notation
from chainrule.teaching.origins import Source, operands
from chainrule.teaching.practice.interval import around, point
from chainrule.teaching.practice.operation_ranges import worked_out
from chainrule.teaching.practice.rounding import rounded, shown

if TYPE_CHECKING:
    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.session.operations import Operation
    from chainrule.teaching.origins import Operand
    from chainrule.teaching.practice.answer import Answer
    from chainrule.teaching.practice.interval import Interval

FEWEST_DIGITS = 2
"""with fewer an answer says too little"""
ENOUGH_DIGITS = 3
"""with fewer an answer may have been rounded twice: first to three digits"""
SHORT_DECIMALS = 2
"""decimals of a weight or a bias where the network is drawn with short labels"""
SAME = 1e-9
"""relative difference of numbers that are meant to be the same"""
DEEP = 20
"""levels of a network above which its numbers are worked out from the start"""
EXACT = frozenset({Source.COUNT, Source.SETTING})
"""operands that no one rounds"""

Key = tuple[Kind, str, "int | None"]


class Fit(Enum):
    """How an answer fits: right, wrong, or not wrong but with too few digits to tell.

    With those of `UNMOVED` a new value is not told from the old one.
    """

    RIGHT = auto()
    WRONG = auto()
    COARSE = auto()
    UNMOVED = auto()


class Tolerance:
    """Knows where every number of an update may lie; `decimals` are those of the screen.

    What the learner has typed and was told is right (`remember`) may be used further on.
    """

    def __init__(self, project: Project, ledger: Ledger, decimals: int = 3) -> None:
        self.project, self.ledger, self.notation = project, ledger, Notation(decimals)
        self._own: dict[Key, float] = {}
        self._worked: dict[Key, Interval] = {}
        self._is_deep = len(project.network.levels) > DEEP
        self._short = False

    def allow_short(self) -> None:
        """Let weights and biases be read with the few decimals of short labels."""
        if not self._short:
            self._short = True
            self._worked.clear()

    def remember(self, operation: Operation, value: float) -> None:
        """Take note of an accepted answer, with which the learner will go on."""
        self._own[_key(operation)] = value
        self._worked.clear()

    def worked(self, operation: Operation) -> Interval:
        """Return where the result of an operation may lie before it is rounded."""
        key = _key(operation)
        if not self._worked and self._is_deep:
            self._work_through()
        if key not in self._worked:
            short = self._short and operation.phase is not Phase.UPDATE
            found = tuple(
                self.operand(each, short=short)
                for each in operands(self.project, self.ledger, operation)
            )
            interval = worked_out(self, operation, found)
            self._worked[key] = around(interval, point(operation.value))
        return self._worked[key]

    def _work_through(self) -> None:
        """Work out everything in order, so that nothing recurs through all the levels."""
        self._is_deep = False
        for operation in self.ledger:
            self.worked(operation)
        self._is_deep = True

    def known(self, operation: Operation) -> Interval:
        """Return where the number may lie with which the learner goes on."""
        found = rounded(self.worked(operation), operation.kind, self.notation)
        own = self._own.get(_key(operation))
        return found if own is None else around(found, point(own))

    def given(
        self, value: float, source: Source = Source.PARAMETER, *, short: bool = False
    ) -> Interval:
        """Return where a given number may lie when it is read from the screen."""
        if source in EXACT:
            return point(value)
        found = rounded(point(value), None, self.notation)
        if source is not Source.PARAMETER or not short:
            return found
        return around(found, point(shown(value, None, self.notation.at_most(SHORT_DECIMALS))))

    def operand(self, operand: Operand, *, short: bool = False) -> Interval:
        """Return where an operand may lie; `short` where parameters may be read from labels."""
        if operand.kind is not None:
            found = self.ledger.find(operand.kind, operand.name, operand.sample)
            if found is not None:
                return self.known(found[1])
        return self.given(operand.value, operand.source, short=short)

    def fit(self, operation: Operation, answer: Answer) -> Fit:
        """Return how an answer fits an operation's value."""
        if same(answer.value, operation.value):
            return Fit.RIGHT
        found = self._rounded_fit(operation, answer)
        if found is not Fit.WRONG and _says_old(operation, answer):
            return Fit.UNMOVED
        return found

    def _rounded_fit(self, operation: Operation, answer: Answer) -> Fit:
        known, digits = self.known(operation), answer.typed.digits
        if known.holds(answer.value):
            return Fit.RIGHT
        is_short = digits is not None and digits < ENOUGH_DIGITS
        lies = known if is_short else self.worked(operation)
        if not lies.widened(answer.half_unit).holds(answer.value):
            return Fit.WRONG
        return Fit.COARSE if digits is not None and digits < FEWEST_DIGITS else Fit.RIGHT


def same(first: float, second: float) -> bool:
    """Return whether two numbers differ in their last bits at most."""
    return math.isclose(first, second, rel_tol=SAME, abs_tol=1e-300)


def _says_old(operation: Operation, answer: Answer) -> bool:
    """Return whether an answer for a new value is the old one, in the digits that were typed."""
    if operation.kind is not Kind.NEW_VALUE or same(operation.operands[0], operation.value):
        return False
    old, near = operation.operands[0], answer.half_unit + SAME * abs(answer.value)
    return abs(answer.value - old) <= near


def _key(operation: Operation) -> Key:
    return operation.kind, operation.target, operation.sample

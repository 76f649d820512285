"""The given numbers that an answer is worked out from, where they were not found on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.session.operations import Kind
from chainrule.teaching.origins import Source, operands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.session.operations import Operation
    from chainrule.teaching.origins import Operand

BETWEEN = frozenset({Kind.MULTIPLY, Kind.PASS_BACK, Kind.ACTIVATION_GRADIENT})
"""steps that are made in passing: what goes into them goes into the answer"""


def given_parameters(project: Project, ledger: Ledger, operation: Operation) -> tuple[Operand, ...]:
    """Return the weights and biases that go into an answer, each once."""
    return tuple({each.name: each for each in _walk(project, ledger, operation)}.values())


def _walk(project: Project, ledger: Ledger, operation: Operation) -> Iterator[Operand]:
    for operand in operands(project, ledger, operation):
        if operand.source is Source.PARAMETER and operand.kind is None:
            yield operand
        elif operand.kind in BETWEEN:
            found = ledger.find(operand.kind, operand.name, operand.sample)
            if found is not None:
                yield from _walk(project, ledger, found[1])

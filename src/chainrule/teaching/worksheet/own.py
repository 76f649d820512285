"""The project's own numbers: those of its next update, as they can be printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.engine.finite import NonFinite
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.network.project import State
from chainrule.session.run import Run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chainrule.network.project import Project

MOST_DECIMALS = 6
FEW_DIGITS = 0.01
"""a smaller number keeps significant digits instead of decimals"""


def own(project: Project, samples: int, digits: int) -> Project:
    """Return the project at its next update, with as many samples of it as are wanted.

    Its numbers are rounded to what is printed, so that the key follows from the sheet.
    """
    rows = next_rows(project)[:samples]
    network, data, state = project.network, project.data, project.state
    slots = {
        slot: values if slot == "steps" else _rounded(values, digits)
        for slot, values in ({} if state is None else state.slots).items()
    }
    return replace(
        project,
        network=network.with_parameters(_rounded(network.parameters, digits)),
        data=replace(data, train=tuple(_row(data.train[row], digits) for row in rows), test=()),
        training=replace(project.training, batch_size=0, shuffle=False),
        state=State(slots=slots) if slots else None,
    )


def next_rows(project: Project) -> Sequence[int]:
    """Return the rows of the next batch; a `ChainruleError` when there is no next update."""
    try:
        return Run(project).open_next().rows
    except NonFinite:
        told = QT_TRANSLATE_NOOP(
            "Worksheet", "the next update of this network gives a number that is not finite"
        )
        raise ChainruleError(message(told)) from None


def _row(cells: Sequence[float], digits: int) -> tuple[float, ...]:
    return tuple(printed(cell, digits) for cell in cells)


def _rounded(values: Mapping[str, float], digits: int) -> dict[str, float]:
    return {name: printed(value, digits) for name, value in values.items()}


def printed(value: float, digits: int) -> float:
    """Return a number as it is printed: to so many decimals, a small one to two digits."""
    decimals = min(digits, MOST_DECIMALS)
    small = 0 < abs(value) < FEW_DIGITS
    return float(f"{value:.1e}") if small else float(f"{value:.{decimals}f}")

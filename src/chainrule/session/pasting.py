"""Rows as they stood in the table that the data came from: classes by name, inputs as measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.datasets.recipe import DIGITS
from chainrule.network.names import Loss

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.project import Project, Row


def class_rows(project: Project) -> dict[str, Row]:
    """Return the targets of each class by its name; none where no names are known.

    A file keeps no names of classes; where each has an output of its own, that has its name.
    """
    data, count = project.data, len(project.data.targets)
    names = data.about.classes
    if not names and project.loss is Loss.CROSS_ENTROPY:
        by_id = project.network.by_id
        names = tuple(by_id[name].label or name for name in data.targets)
    if count == 1 and len(names) == 2:  # noqa: PLR2004, RUF100
        return {name: (float(at),) for at, name in enumerate(names)}
    if count != len(names):
        return {}
    return {
        name: tuple(float(at == place) for place in range(count)) for at, name in enumerate(names)
    }


def is_scaled(project: Project) -> bool:
    """Return whether inputs were standardised."""
    return bool(project.data.about.scales)


def scaled_like(project: Project, rows: Sequence[Row], first: int) -> tuple[Row, ...]:
    """Return rows, which begin at a cell, with their inputs standardised as the others were."""
    data = project.data
    scales = [data.about.scales.get(name) for name in data.inputs]

    def number(cell: int, value: float) -> float:
        scale = scales[cell] if cell < len(scales) else None
        return value if scale is None else round(scale.standardised(value), DIGITS) + 0.0

    return tuple(
        tuple(number(cell, value) for cell, value in enumerate(row, first)) for row in rows
    )

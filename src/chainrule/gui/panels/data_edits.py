"""The edits of the training rows, with their words for the undo menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.network import edits
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.document import Edit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.network.project import Project


def add_row() -> Edit:
    """Add a row: a copy of the last one, or zeros."""

    def change(project: Project) -> Project:
        rows = project.data.train
        width = len(project.network.inputs) + len(project.network.outputs)
        return edits.set_rows(project, (*rows, rows[-1] if rows else (0.0,) * width))

    return Edit(message(QT_TRANSLATE_NOOP("Edit", "Add a row")), change)


def add_sample(values: Mapping[str, float]) -> Edit:
    """Add a row with these values of inputs and targets, by neuron."""

    def change(project: Project) -> Project:
        data = project.data
        row = tuple(values[name] for name in (*data.inputs, *data.targets))
        return edits.set_rows(project, (*data.train, row))

    return Edit(message(QT_TRANSLATE_NOOP("Edit", "Add a drawing to the data")), change)


def remove_row(row: int) -> Edit:
    """Delete one row (from 0)."""

    def change(project: Project) -> Project:
        rows = project.data.train
        return edits.set_rows(project, (*rows[:row], *rows[row + 1 :]))

    return Edit(message(QT_TRANSLATE_NOOP("Edit", "Delete row {number}"), number=row + 1), change)


def remove_rows() -> Edit:
    """Delete all rows."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Remove all rows"))
    return Edit(told, lambda project: edits.set_rows(project, ()))


def set_cell(row: int, column: int, value: float) -> Edit:
    """Set one value (row and column from 0)."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Change row {number}"), number=row + 1)
    return Edit(told, lambda project: edits.set_cell(project, row, column, value))


def set_shuffle(shuffle: bool) -> Edit:
    """Shuffle the rows in every epoch, or keep their order."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Keep the order of the rows"))
    if shuffle:
        told = message(QT_TRANSLATE_NOOP("Edit", "Shuffle the rows"))
    return Edit(told, lambda project: edits.set_training(project, shuffle=shuffle))

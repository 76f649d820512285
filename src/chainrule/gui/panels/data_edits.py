"""The edits of the rows, with their words for the undo menu."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.network import edits
from chainrule.network.edits import EditError
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.document import Edit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from chainrule.network.message import Message
    from chainrule.network.project import Project, Row


def add_row() -> Edit:
    """Add a row: a copy of the last one, or zeros."""

    def change(project: Project) -> Project:
        rows = project.data.train
        return edits.set_rows(project, (*rows, rows[-1] if rows else (0.0,) * _width(project)))

    return Edit(message(QT_TRANSLATE_NOOP("Edit", "Add a row")), change)


def add_rows(rows: Sequence[Row]) -> Edit:
    """Add samples that were drawn."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Draw {count} samples"), count=len(rows))
    if len(rows) == 1:
        told = message(QT_TRANSLATE_NOOP("Edit", "Draw a sample"))
    return Edit(told, lambda project: edits.set_rows(project, (*project.data.train, *rows)))


def remove_row(row: int) -> Edit:
    """Delete one row (from 0)."""
    return delete_rows({row}, test=False)


def delete_rows(rows: Collection[int], test: bool) -> Edit:
    """Delete some rows (from 0)."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Delete {count} rows"), count=len(rows))
    if len(rows) == 1:
        number = next(iter(rows)) + 1
        told = message(QT_TRANSLATE_NOOP("Edit", "Delete row {number}"), number=number)
    return Edit(told, lambda project: _without(project, rows, test))


def erase_rows(rows: Collection[int]) -> Edit:
    """Delete samples that were rubbed out."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Erase {count} samples"), count=len(rows))
    if len(rows) == 1:
        told = message(QT_TRANSLATE_NOOP("Edit", "Erase a sample"))
    return Edit(told, lambda project: _without(project, rows, test=False))


def remove_rows() -> Edit:
    """Delete all rows."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Remove all rows"))
    return Edit(told, lambda project: edits.set_rows(project, ()))


def set_cell(row: int, column: int, value: float, test: bool = False) -> Edit:
    """Set one value (row and column from 0)."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Change row {number}"), number=row + 1)
    if test:
        told = message(QT_TRANSLATE_NOOP("Edit", "Change test row {number}"), number=row + 1)
        return paste(((value,),), row, column, test, told)
    return Edit(told, lambda project: edits.set_cell(project, row, column, value))


def paste(
    block: Sequence[Row], row: int, column: int, test: bool = False, told: Message | None = None
) -> Edit:
    """Put a block of numbers in from a cell on; rows beyond the end are new ones."""

    def change(project: Project) -> Project:
        rows = _pasted(_rows_of(project, test), block, row, column, _width(project))
        return _with_rows(project, rows, test)

    label = message(QT_TRANSLATE_NOOP("Edit", "Paste {count} rows"), count=len(block))
    if len(block) == 1:
        label = message(QT_TRANSLATE_NOOP("Edit", "Paste a row"))
    return Edit(told or label, change)


def set_shuffle(shuffle: bool) -> Edit:
    """Shuffle the rows in every epoch, or keep their order."""
    told = message(QT_TRANSLATE_NOOP("Edit", "Keep the order of the rows"))
    if shuffle:
        told = message(QT_TRANSLATE_NOOP("Edit", "Shuffle the rows"))
    return Edit(told, lambda project: edits.set_training(project, shuffle=shuffle))


def _width(project: Project) -> int:
    return len(project.network.inputs) + len(project.network.outputs)


def _rows_of(project: Project, test: bool) -> tuple[Row, ...]:
    return project.data.test if test else project.data.train


def _with_rows(project: Project, rows: tuple[Row, ...], test: bool) -> Project:
    if not test:
        same = len(rows) == len(project.data.train)
        if same:
            return edits.checked(lambda: replace(project, data=replace(project.data, train=rows)))
        return edits.set_rows(project, rows)
    return edits.checked(lambda: replace(project, data=replace(project.data, test=rows)))


def _without(project: Project, rows: Collection[int], test: bool) -> Project:
    kept = tuple(row for at, row in enumerate(_rows_of(project, test)) if at not in rows)
    return _with_rows(project, kept, test)


def _pasted(
    rows: tuple[Row, ...], block: Sequence[Row], first: int, column: int, width: int
) -> tuple[Row, ...]:
    """Return rows with a block of numbers in them."""
    across = len(block[0])
    if column + across > width:
        told = QT_TRANSLATE_NOOP(
            "Edit", "{count} columns were copied; from this one on there are {room}."
        )
        raise EditError(message(told, count=across, room=width - column))
    made = list(rows)
    for at, numbers in enumerate(block, first):
        old = made[at] if at < len(made) else (0.0,) * width
        new = (*old[:column], *numbers, *old[column + across :])
        made[at : at + 1] = [new]
    return tuple(made)

"""The edits by which a table becomes the data of the project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chainrule.network.edits import EditError
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.document import Edit
from chainrule.session.matching import made_for, misfit, with_data

if TYPE_CHECKING:
    from chainrule.datasets.table import Table
    from chainrule.network.project import Project


@dataclass(frozen=True, slots=True)
class TableEdit(Edit):
    """An edit that brings so many rows."""

    rows: int = 0


def put_in(table: Table, title: str) -> TableEdit:
    """Put other samples in; the network stays."""

    def change(project: Project) -> Project:
        wrong = misfit(project, table)
        if wrong is not None:
            raise EditError(wrong.why)
        return with_data(replace(project, title=title), table)

    told = message(QT_TRANSLATE_NOOP("Edit", "Data: {title}"), title=title)
    return TableEdit(told, change, rows=_count(table))


def make_network(table: Table, title: str, initializer: str) -> TableEdit:
    """Make a network for the samples, and put them in."""
    told = message(QT_TRANSLATE_NOOP("Edit", "A network for: {title}"), title=title)
    return TableEdit(
        told, lambda project: made_for(project, table, title, initializer), rows=_count(table)
    )


def _count(table: Table) -> int:
    return len(table.train) + len(table.test)

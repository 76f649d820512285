"""The edits by which a table becomes the data of the project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.network.edits import EditError
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.session.document import Edit
from chainrule.session.matching import made_for, misfit, with_data

if TYPE_CHECKING:
    from chainrule.datasets.table import Table
    from chainrule.network.project import Project


def put_in(table: Table, title: str) -> Edit:
    """Put other samples in; the network stays."""

    def change(project: Project) -> Project:
        wrong = misfit(project, table)
        if wrong is not None:
            raise EditError(wrong.why)
        return replace(with_data(project, table), title=title)

    return Edit(message(QT_TRANSLATE_NOOP("Edit", "Data: {title}"), title=title), change)


def make_network(table: Table, title: str, initializer: str) -> Edit:
    """Make a network for the samples, and put them in."""
    told = message(QT_TRANSLATE_NOOP("Edit", "A network for: {title}"), title=title)
    return Edit(told, lambda project: made_for(project, table, title, initializer))

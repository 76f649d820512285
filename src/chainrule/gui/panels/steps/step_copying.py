"""Steps for the clipboard: as text with tabs, and as the CSV of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.storage.csv_out import LEDGER_COLUMNS, ledger_row, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QTreeView

    from chainrule.gui.panels.steps.row_writer import RowWriter
    from chainrule.gui.panels.steps.step_model import StepModel
    from chainrule.teaching.steps import StepList


def rows_to_copy(tree: QTreeView, model: StepModel, steps: StepList) -> Sequence[int]:
    """Return the steps of the selected rows, when there are several, or all that are listed."""
    chosen = [model.item(index) for index in tree.selectionModel().selectedRows()]
    rows: set[int] = set()
    for item in chosen if len(chosen) > 1 else ():
        rows.update((item,) if isinstance(item, int) else range(item.start, item.stop))
    if rows:
        return sorted(rows)
    return range(len(steps)) if model.found is None else sorted(model.found)


def plain_text(steps: StepList, rows: Iterable[int], position: int, writer: RowWriter) -> str:
    """Return number, words, formula and value of each row, as they are shown."""
    lines = []
    for row in rows:
        cells = writer.text(steps.operation(row), row < position)
        lines.append("\t".join((str(row + 1), *cells)) + "\n")
    return "".join(lines)


def csv_text(steps: StepList, rows: Iterable[int], position: int, _writer: RowWriter) -> str:
    """Return the rows as the ledger's CSV; what has not been done has neither formula nor value."""
    lines = [line(LEDGER_COLUMNS)]
    for row in rows:
        cells = ledger_row(steps.operation(row))
        if row >= position:
            cells = cells._replace(formula="", value=None)
        lines.append(line(cells))
    return "".join(lines)

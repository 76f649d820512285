"""The small dialogs: keyboard, gradient check, about, and the size of an exported picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from chainrule import __version__
from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, exact, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import (
        QWidget,
    )

    from chainrule.engine.gradient_check import GradientRow
    from chainrule.gui.actions import Actions
    from chainrule.teaching.notation import Notation

SCALES = (1, 2, 4)


def align_text(box: QMessageBox) -> None:
    """Let the text of a box without an icon begin where its buttons do."""
    grid = box.layout()
    indent = grid.itemAtPosition(0, 0) if isinstance(grid, QGridLayout) else None
    spacer = None if indent is None else indent.spacerItem()
    if spacer is not None and isinstance(grid, QGridLayout):
        spacer.changeSize(0, 0)
        grid.setHorizontalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.invalidate()


def show_shortcuts(parent: QWidget, actions: Actions) -> None:
    """Show every key in a table."""
    rows = [
        (
            action.text().replace("&", "").rstrip("…"),
            ", ".join(
                keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in action.shortcuts()
            ),
        )
        for action in actions
        if action.shortcuts()
    ]
    dialog = _table_dialog(
        parent,
        translate("Dialogs", "Keyboard"),
        [translate("Dialogs", "Action"), translate("Dialogs", "Keys")],
        [*rows, *_other_keys()],
    )
    dialog.setObjectName("shortcuts_dialog")
    dialog.exec()


def _other_keys() -> list[tuple[str, str]]:
    return [
        (translate("Dialogs", "Play or pause, on the canvas"), translate("Dialogs", "Space")),
        (translate("Dialogs", "Step forward, back, outside the canvas"), "→, ←"),
        (translate("Dialogs", "Operation, layer, sample, batch, epoch"), "1 … 5"),
        (translate("Dialogs", "Faster, slower"), "+, −"),
        *_canvas_keys(),
    ]


def _canvas_keys() -> list[tuple[str, str]]:
    menu = translate("Dialogs", "Menu key, Shift+F10")
    return [
        (translate("Dialogs", "Walk through the neurons, on the canvas"), "↑ ↓ ← →"),
        (translate("Dialogs", "First layer, last layer"), "Home, End"),
        (translate("Dialogs", "Walk and select more"), "Shift+↑ ↓ ← →"),
        (translate("Dialogs", "Walk without selecting"), "Ctrl+↑ ↓ ← →"),
        (translate("Dialogs", "Select what has the ring, or let go of it"), "Ctrl+Space"),
        (translate("Dialogs", "Walk through a neuron's connections"), "[, ]"),
        (translate("Dialogs", "Edit the value of what is selected"), "F2, Enter"),
        (translate("Dialogs", "Next value, value before, while editing"), "Tab, Shift+Tab"),
        (translate("Dialogs", "Move the selected neurons"), "Alt+↑ ↓ ← →"),
        (translate("Dialogs", "Move them by one pixel"), "Alt+Shift+↑ ↓ ← →"),
        (translate("Dialogs", "Connect the neuron with the ring, pick a target"), "C, ↑ ↓ ← →"),
        (translate("Dialogs", "Pick the next target, the one before"), "], ["),
        (translate("Dialogs", "Make the connection"), "Enter"),
        (translate("Dialogs", "Add a neuron below the one with the ring"), "N"),
        (translate("Dialogs", "Open the menu of what has the ring"), menu),
        (translate("Dialogs", "Cancel, leave the tool, select nothing"), "Esc"),
    ]


def show_gradient_check(parent: QWidget, rows: Sequence[GradientRow], notation: Notation) -> None:
    """Show every parameter's gradient by backpropagation and by central differences."""
    from chainrule.engine.gradient_check import TOLERANCE, largest_error

    largest = largest_error(rows)
    template = (
        translate("Dialogs", "Gradient check passed: the largest relative difference is {error}.")
        if largest <= TOLERANCE
        else translate("Dialogs", "Gradient check failed: a relative difference of {error}.")
    )
    dialog = _table_dialog(
        parent,
        translate("Dialogs", "Gradient check"),
        [
            translate("Dialogs", "Parameter"),
            translate("Dialogs", "Backpropagation"),
            translate("Dialogs", "Central differences"),
            translate("Dialogs", "Difference"),
        ],
        [
            (
                row.name,
                exact(row.analytic, notation),
                exact(row.numeric, notation),
                show(row.error, Kind.GRADIENT, notation),
            )
            for row in rows
        ],
        template.format(error=show(largest, Kind.GRADIENT, notation)),
    )
    dialog.setObjectName("gradient_check_dialog")
    dialog.exec()


def _table_dialog(
    parent: QWidget,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    words: str = "",
) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.resize(640, 480)
    column = QVBoxLayout(dialog)
    if words:
        label = QLabel(words)
        label.setWordWrap(True)
        column.addWidget(label)
    column.addWidget(_table(heads, rows))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    return dialog


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> QTableWidget:
    table = QTableWidget(len(rows), len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(text))
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def ask_scale(parent: QWidget, width: int, height: int) -> int | None:
    """Ask for the size of an exported picture; None when it is cancelled."""
    dialog = QDialog(parent)
    dialog.setObjectName("export_dialog")
    dialog.setWindowTitle(translate("Dialogs", "Export picture"))
    sizes = QComboBox(dialog)
    sizes.setObjectName("export_scale")
    for scale in SCALES:
        text = translate("Dialogs", "{scale}× · {width} × {height} pixels")
        sizes.addItem(text.format(scale=scale, width=width * scale, height=height * scale), scale)
    sizes.setCurrentIndex(1)
    form = QFormLayout(dialog)
    form.addRow(translate("Dialogs", "Size"), sizes)
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Save | kinds.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    form.addRow(buttons)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    return int(sizes.currentData()) if chosen else None


def ask_text(parent: QWidget, title: str, text: str) -> str | None:
    """Ask for a line of text; None when it is cancelled."""
    dialog = QInputDialog(parent)
    dialog.setObjectName("text_dialog")
    dialog.setWindowTitle(title)
    dialog.setLabelText(title)
    dialog.setTextValue(text)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    return dialog.textValue() if chosen else None


def show_about(parent: QWidget) -> None:
    """Say what this is."""
    text = translate(
        "Dialogs",
        "Chainrule {version}\n\nSee a neural network learn, one derivative at a time.\n"
        "Free software under the MIT licence. Inter and STIX fonts under the SIL Open Font "
        "License.",
    )
    title = translate("Dialogs", "About Chainrule")
    QMessageBox.about(parent, title, text.format(version=__version__))

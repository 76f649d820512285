from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from chainrule.gui.datasets.import_dialog import ImportDialog
from chainrule.gui.main_window import MainWindow

Opened = Callable[[str | bytes | Path], ImportDialog]


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Opened:
    """Open the dialog on a table, and wait until all of it is read."""

    def open_table(content: str | bytes | Path, wait: bool = True) -> ImportDialog:
        path = content if isinstance(content, Path) else tmp_path / "table.csv"
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        elif isinstance(content, bytes):
            path.write_bytes(content)
        project, initializer = window.document.project, window.inspector.initializer
        dialog = ImportDialog(path, project, window.theme, initializer, window)
        dialog.used.connect(window.apply)
        qtbot.addWidget(dialog)
        dialog.show()
        if wait:
            qtbot.waitUntil(lambda: not dialog.slices.busy, timeout=20_000)
        return dialog

    return open_table

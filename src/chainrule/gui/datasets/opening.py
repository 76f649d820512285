"""From the menus, and from files that are dropped, to the dialogs of data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from chainrule.gui.datasets.entering import TableEdit
    from chainrule.gui.main_window import MainWindow
    from chainrule.network.graph import Network


def may_change(window: MainWindow) -> bool:
    """Come to rest; return whether the data may be changed now, and say it where it may not."""
    driver = window.driver
    driver.pause()
    if driver.holder is not None:
        driver.holder.refuse()
        return False
    return not driver.moment().looking_back


def show_gallery(window: MainWindow) -> None:
    """Show the gallery of data sets."""
    from chainrule.gui.datasets.gallery import GalleryDialog

    if not may_change(window):
        return
    window.driver.session.record()
    project, initializer = window.document.project, window.inspector.initializer
    dialog = GalleryDialog(project, window.theme, initializer, window)
    dialog.used.connect(lambda edit: enter(window, edit))
    dialog.exec()
    dialog.deleteLater()


def enter(window: MainWindow, edit: TableEdit) -> None:
    """Put a table in, and show the whole of what may be another network."""
    from chainrule.gui.datasets.large_entry import MANY, LargeEntry

    before = window.document.project.network
    if edit.rows >= MANY:
        LargeEntry(window, edit, lambda: _show_whole(window, before))
        return
    window.apply(edit)
    _show_whole(window, before)


def _show_whole(window: MainWindow, before: Network) -> None:
    if window.document.project.network is not before:
        window.select(Selection())
        window.canvas.zoom_fit(animated=False)
    if window.document.project.data.about.scales:
        told = translate("Data", "Imported: every input was shifted and scaled (standardised).")
        window.status.say(told)


def ask_for_table(window: MainWindow) -> None:
    """Ask for a file with a table, and show what would be read of it."""
    from PySide6.QtWidgets import QFileDialog

    if not may_change(window):
        return
    chosen, _ = QFileDialog.getOpenFileName(
        window,
        translate("Data", "Import a table"),
        str(window.files.folder),
        translate("Data", "Tables (*.csv *.tsv *.txt *.dat);;All files (*)"),
    )
    if chosen:
        show_import(window, Path(chosen))


def show_import(window: MainWindow, path: Path) -> None:
    """Show what would be read of a table; it is put in once a person agrees."""
    from chainrule.gui.datasets.import_dialog import ImportDialog

    if not may_change(window):
        return
    window.driver.session.record()
    project, initializer = window.document.project, window.inspector.initializer
    dialog = ImportDialog(path, project, window.theme, initializer, window)
    dialog.used.connect(lambda edit: enter(window, edit))
    dialog.exec()
    dialog.deleteLater()

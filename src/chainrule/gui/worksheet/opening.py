"""From the menu to the dialog of worksheets, and from it to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.worksheet.dialog import Cancelled, WorksheetDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.exporting import Exporting
    from chainrule.gui.main_window import MainWindow


def show_worksheet(window: MainWindow, exporting: Exporting) -> None:
    """Show the dialog for the project as it now is; a step in progress is ended first."""
    window.driver.pause()
    exporting.complete_moment()
    window.driver.session.record()

    def save(make: Callable[[], bytes]) -> None:
        path = exporting.ask("pdf", translate("Worksheet", "PDF document (*.pdf)"))
        if path is None:
            return
        try:
            exporting.write(path, make())
        except Cancelled:
            window.status.say(translate("Worksheet", "No worksheets were written."))

    project = window.document.project
    dialog = WorksheetDialog(project, window.theme, window.theme.notation, save, window)
    dialog.exec()
    dialog.deleteLater()

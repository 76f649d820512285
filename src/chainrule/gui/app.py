"""The application: one process, one window."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from chainrule.gui.desktop import note_desktop
from chainrule.gui.display import check_display
from chainrule.gui.first_size import FirstSize
from chainrule.gui.fonts import load_fonts
from chainrule.gui.main_window import MainWindow
from chainrule.gui.ui_scale import make_application

if TYPE_CHECKING:
    from pathlib import Path

    from chainrule.network.project import Project

FIRST_EXAMPLE = "article"
SETTLED_MS = 2_000
"""after the start: what has been made by then stays, so the collector need never look at it again,
which takes a tenth of a second"""


def make_window(project: Project | None = None) -> MainWindow:
    """Return the main window, to be shown by the caller; without a project, the first example."""
    prepare()
    if project is None:
        from chainrule.storage.examples import load_example

        project = load_example(FIRST_EXAMPLE)
    return MainWindow(project)


def prepare() -> QApplication:
    """Return the application, made and named when there is none yet."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = make_application()
    if application.organizationName() != "Chainrule":
        application.setOrganizationName("Chainrule")
        application.setApplicationName("Chainrule")
        application.setDesktopFileName("chainrule")
        note_desktop(application)
        load_fonts()
    return application


def run(project: Project | None = None, path: Path | None = None) -> int:
    """Show the window and return when it is closed."""
    check_display()
    application = prepare()
    window = make_window(project)
    if path is not None:
        window.files.took(path)
    window.setWindowIcon(window.icons.app)
    FirstSize(window)
    window.show()
    QTimer.singleShot(SETTLED_MS, window, gc.freeze)
    return application.exec()

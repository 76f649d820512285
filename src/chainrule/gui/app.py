"""The application: one process, one window."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from chainrule.gui.fonts import load_fonts
from chainrule.gui.main_window import MainWindow
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from pathlib import Path

    from chainrule.network.project import Project

FIRST_EXAMPLE = "article"


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
        application = QApplication(sys.argv[:1])
    if application.organizationName() != "Chainrule":
        application.setOrganizationName("Chainrule")
        application.setApplicationName("Chainrule")
        application.setDesktopFileName("chainrule")
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
    window.show()
    return application.exec()


def check_display() -> None:
    """Say in a sentence that there is no display: Qt itself would abort the process."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if os.environ.get("WAYLAND_DISPLAY") or _x_answers(os.environ.get("DISPLAY", "")):
        return
    told = QT_TRANSLATE_NOOP(
        "CommandLine",
        "there is no display to open a window on; "
        "chainrule train FILE --png PICTURE works without one",
    )
    raise ChainruleError(message(told))


def _x_answers(display: str) -> bool:
    """Return whether an X server can be reached at the display's address."""
    import socket

    host, _, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not number.isdigit():
        return False
    for family, address in _addresses(host, int(number)):
        with socket.socket(family, socket.SOCK_STREAM) as connection:
            connection.settimeout(2.0)
            try:
                connection.connect(address)
            except OSError:
                continue
            return True
    return False


def _addresses(host: str, number: int) -> list[tuple[int, str | tuple[str, int]]]:
    """Return the socket addresses of a display, the local socket first."""
    import socket

    if host in ("", "unix"):
        name = f"/tmp/.X11-unix/X{number}"  # noqa: S108, RUF100
        return [(socket.AF_UNIX, name), (socket.AF_UNIX, f"\0{name}")]
    return [(socket.AF_INET, (host, 6000 + number))]

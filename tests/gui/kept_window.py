"""One window for all the tests of a module, put back before each to how it was at first."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from chainrule.gui.app import make_window, prepare
from chainrule.gui.choices import Preferences
from chainrule.gui.main_window import MainWindow
from chainrule.gui.selection import Selection
from chainrule.storage.examples import load_example


def kept_window(settings: Path) -> Iterator[MainWindow]:
    """Make a window that no stored choice changes, and close it at the end."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(settings))
    prepare()
    window = make_window(load_example("article"))
    window.show()
    window.load()
    QApplication.processEvents()
    yield window
    window.document.mark_saved()
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def as_at_first(window: MainWindow) -> MainWindow:
    """Undo what a test has chosen."""
    usual = Preferences()
    window.view_menu.presentation.leave()
    window.view_menu.weakest.slider.setValue(0)
    window.canvas.set_parts(usual.parts)
    window.choices.choose(**{field.name: getattr(usual, field.name) for field in fields(usual)})
    window.select(Selection())
    window.resize(1440, 900)
    QApplication.processEvents()
    window.docks.reset()
    QApplication.processEvents()
    window.activateWindow()
    return window

"""Opening and saving: the file on the disk, the guard for unsaved changes, recent files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from chainrule.gui.language import translate
from chainrule.network.message import ChainruleError
from chainrule.network.project import Project

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from chainrule.gui.driver import Driver

SUFFIX = ".chainrule"
MOST_RECENT = 8


def told(error: ChainruleError) -> str:
    """Return what an error says, in the language of the window."""
    message = error.message
    text = translate(message.context, message.template).format_map(message.values)
    place = getattr(error, "place", "")
    return f"{place}: {text}" if place else text


class Files(QObject):
    """The document's file: its path, and what asks before anything is lost."""

    opened = Signal(object)
    path_changed = Signal()

    def __init__(self, driver: Driver, window: QWidget) -> None:
        super().__init__(window)
        self._driver = driver
        self._window = window
        self.path: Path | None = None

    def new(self) -> None:
        """Open an empty project, once nothing is to be lost."""
        if self.may_close():
            self._open(Project(title=translate("Files", "Untitled")), None)

    def open(self) -> None:
        """Ask for a file and open it."""
        if not self.may_close():
            return
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            translate("Files", "Open a project"),
            str(self.folder),
            translate("Files", "Chainrule projects (*.chainrule);;All files (*)"),
        )
        if chosen:
            self.open_path(Path(chosen), asked=True)

    def open_path(self, path: Path, *, asked: bool = False) -> bool:
        """Open a file; what cannot be read is said in a sentence and changes nothing."""
        from chainrule.storage.project_file import read_project

        if not asked and not self.may_close():
            return False
        try:
            project = read_project(path)
        except ChainruleError as error:
            self._warn(translate("Files", "This file cannot be opened"), path, error)
            return False
        self._open(project, path)
        self._remember(path)
        return True

    def took(self, path: Path) -> None:
        """Know that the project that is open came from this file."""
        self.path = path
        self._remember(path)
        self.path_changed.emit()

    def open_example(self, name: str) -> None:
        """Open a built-in example."""
        from chainrule.storage.examples import load_example

        if self.may_close():
            self._open(load_example(name), None)

    def _open(self, project: Project, path: Path | None) -> None:
        self._driver.pause()
        self.path = path
        self._driver.document.open(project)
        self._driver.show()
        self.opened.emit(project)
        self.path_changed.emit()

    def save(self) -> bool:
        """Save to the document's file, or ask for one; return whether it was saved."""
        return self.save_as() if self.path is None else self._write(self.path)

    def save_as(self) -> bool:
        """Ask for a file and save to it; return whether it was saved."""
        from PySide6.QtWidgets import QFileDialog

        title = self._driver.document.project.title or translate("Files", "Untitled")
        start = self.path or self.folder / f"{title}{SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            translate("Files", "Save the project"),
            str(start),
            translate("Files", "Chainrule projects (*.chainrule)"),
        )
        if not chosen:
            return False
        path = Path(chosen)
        return self._write(path if path.suffix else path.with_suffix(SUFFIX))

    def _write(self, path: Path) -> bool:
        from chainrule.storage.project_file import write_project

        self._driver.pause()
        if self._driver.loaded:
            self._driver.session.record()
        try:
            write_project(self._driver.document.project, path)
        except ChainruleError as error:
            self._warn(translate("Files", "The project was not saved"), path, error)
            return False
        self.path = path
        self._driver.document.mark_saved()
        self._remember(path)
        self.path_changed.emit()
        return True

    def may_close(self) -> bool:
        """Ask what to do with unsaved changes; return whether the project may be left."""
        self._driver.pause()
        if not self._driver.document.modified:
            return True
        from PySide6.QtWidgets import QMessageBox

        from chainrule.gui.dialogs import align_text

        buttons = QMessageBox.StandardButton
        box = QMessageBox(self._window)
        box.setObjectName("unsaved_changes")
        box.setWindowTitle(translate("Files", "Unsaved changes"))
        box.setText(translate("Files", "Save the changes before going on?"))
        box.setInformativeText(translate("Files", "Without saving, they are lost."))
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        align_text(box)
        answer = box.exec()
        if answer == buttons.Save:
            return self.save()
        return bool(answer == buttons.Discard)

    def recent(self) -> list[Path]:
        """Return the recent files that are still there, newest first."""
        stored = QSettings().value("recent_files", [])
        names = [stored] if isinstance(stored, str) else stored
        if not isinstance(names, list):
            return []
        return [path for path in map(Path, names) if path.exists()]

    def _remember(self, path: Path) -> None:
        whole = path.resolve()
        others = [other for other in self.recent() if other != whole]
        names = [str(other) for other in (whole, *others)][:MOST_RECENT]
        QSettings().setValue("recent_files", names)

    @property
    def folder(self) -> Path:
        """Where files are asked for first: beside the document's own."""
        return self.path.parent if self.path is not None else Path.home()

    def _warn(self, title: str, path: Path, error: ChainruleError) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Warning, title, title, parent=self._window)
        box.setObjectName("file_problem")
        box.setInformativeText(f"{path}\n{told(error)}")
        box.exec()

"""Exports from the menu: picture, SVG, log, PyTorch and numpy module."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from chainrule.gui.canvas.options import picture_options
from chainrule.gui.dialogs import ask_scale
from chainrule.gui.files import told
from chainrule.gui.language import translate
from chainrule.network.message import ChainruleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chainrule.gui.canvas.options import Options
    from chainrule.gui.main_window import MainWindow
    from chainrule.network.project import Project
    from chainrule.session.moment import Moment
    from chainrule.storage.csv_out import Cell


class Exporting(QObject):
    """What the export actions do; each ends a step in progress first and shows its end."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def png(self) -> None:
        """Ask for a size and a file, and write the picture."""
        from chainrule.gui import export_image

        scale = ask_scale(self._window, export_image.WIDTH, export_image.HEIGHT)
        if scale is None:
            return
        path = self.ask("png", translate("Export", "PNG picture (*.png)"))
        if path is not None:
            self.write(path, self.picture("png", scale))

    def svg(self) -> None:
        """Ask for a file and write the picture as SVG."""
        path = self.ask("svg", translate("Export", "SVG drawing (*.svg)"))
        if path is not None:
            self.write(path, self.picture("svg"))

    def picture(self, suffix: str, scale: int = 1) -> bytes:
        """Return a picture (png or svg) of the network, and of the plot as its panel shows it."""
        from chainrule.gui import export_image

        moment, loss, theme = self.complete_moment(), self._window.loss, self._window.theme
        loss.catch_up()
        if suffix == "svg":
            return export_image.svg(moment, theme, loss.log_scale, self.options(), loss.plot)
        log, options = loss.log_scale, self.options()
        return export_image.png(moment, theme, scale, log, options, loss.plot)

    def csv(self) -> None:
        """Ask for a file and write the log."""
        from chainrule.storage.csv_out import log_bytes

        path = self.ask("csv", translate("Export", "CSV table (*.csv)"))
        if path is not None:
            self.complete_moment()
            self.write(path, log_bytes(self._window.driver.session.run.log))

    def plot(self, suffix: str) -> None:
        """Ask for a file and write the plot: a picture, or its runs as a table."""
        from chainrule.gui.plot_exporting import plot_file

        kinds = {
            "png": translate("Export", "PNG picture (*.png)"),
            "svg": translate("Export", "SVG drawing (*.svg)"),
            "csv": translate("Export", "CSV table (*.csv)"),
        }
        path = self.ask(suffix, kinds[suffix])
        data = plot_file(self._window.loss, suffix) if path is not None else None
        if path is not None and data is not None:
            self.write(path, data)

    def table(self, rows: Iterable[Iterable[Cell]]) -> None:
        """Ask for a file and write a table that is made already."""
        from chainrule.storage.csv_out import line

        path = self.ask("csv", translate("Export", "CSV table (*.csv)"))
        if path is not None:
            self.write(path, "".join(map(line, rows)).encode("utf-8"))

    def pytorch(self) -> None:
        """Ask for a file and write the network as a PyTorch module."""
        from chainrule.storage.pytorch import pytorch_source

        self._module(pytorch_source)

    def numpy(self) -> None:
        """Ask for a file and write the network as a module in plain numpy."""
        from chainrule.storage.numpy_module import numpy_source

        self._module(numpy_source)

    def _module(self, source: Callable[[Project], str]) -> None:
        """Ask for a file and write a module; what it cannot express is said instead."""
        self.complete_moment()
        self._window.driver.session.record()
        try:
            text = source(self._window.document.project)
        except ChainruleError as error:
            self._window.strip.say(told(error))
            return
        path = self.ask("py", translate("Export", "Python module (*.py)"))
        if path is not None:
            self.write(path, text.encode())

    def complete_moment(self) -> Moment:
        """Return the moment with the step in progress complete."""
        self._window.driver.session.finish_animation()
        self._window.driver.show()
        return self._window.driver.moment()

    def options(self) -> Options:
        """Return how the canvas is painted: with the paths that are lit, with maps in neurons."""
        marks, shown = self._window.path_mode.marks, self._window.canvas.options
        maps = shown.maps if "maps" in shown.parts else None
        return picture_options(self._window.theme.notation, marks, shown.card, maps)

    def ask(self, suffix: str, kinds: str) -> Path | None:
        """Ask for a file to write to; None when it is cancelled."""
        files = self._window.files
        title = self._window.document.project.title or translate("Files", "Untitled")
        folder = files.path.parent if files.path is not None else Path.home()
        start = folder / f"{title}.{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, translate("Export", "Export"), str(start), kinds
        )
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(f".{suffix}")

    def write(self, path: Path, data: bytes) -> None:
        """Write a file, and say that it was written or why it was not."""
        from chainrule.storage.atomic import write_atomically

        try:
            write_atomically(path, data)
        except ChainruleError as error:
            title = translate("Export", "The export was not written")
            box = QMessageBox(QMessageBox.Icon.Warning, title, title, parent=self._window)
            box.setObjectName("file_problem")
            box.setInformativeText(f"{path}\n{told(error)}")
            box.exec()
            return
        said = translate("Export", "Exported {name}.")
        self._window.status.say(said.format(name=path.name))

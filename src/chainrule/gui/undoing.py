"""Undo and redo: a stroke of the drawing that is shown, or an entry of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.pixel_grid import picture_side
from chainrule.session.asked import AskedKind

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.panels.data import DataPanel
    from chainrule.gui.panels.drawing.pad import Pad
    from chainrule.network.message import Message

Labels = tuple["Message | None", "Message | None"]


class Undoing:
    """Takes back what was done last, wherever the focus is."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._pad: Pad | None = None

    def join(self, panel: DataPanel) -> None:
        """Let the strokes on the pad of a panel be taken back too."""
        self._pad = panel.draw.pad
        self._pad.kept.depth = lambda: self._window.document.depth
        self._window.files.opened.connect(lambda _: panel.draw.pad.forget())

    def undo(self) -> None:
        """Take back the last stroke, or the last entry of the document."""
        pad = self._live()
        if pad is not None and pad.kept.undo_label is not None:
            pad.take_back()
        else:
            self._window.driver.undo()

    def redo(self) -> None:
        """Do again what was last taken back."""
        pad = self._live()
        if pad is not None and pad.kept.redo_label is not None:
            pad.do_again()
        else:
            self._window.driver.redo()

    def labels(self, here: bool) -> Labels:
        """Return what undo and redo would do; of the document nothing unless it is `here`."""
        document, pad = self._window.document, self._live()
        undo = document.undo_label if here else None
        redo = document.redo_label if here else None
        if pad is None:
            return undo, redo
        return pad.kept.undo_label or undo, pad.kept.redo_label or redo

    def _live(self) -> Pad | None:
        """Return the pad while what is on it is shown: a drawing, or that it has been cleared."""
        driver, pad = self._window.driver, self._pad
        if pad is None or driver.holder is not None or not driver.loaded:
            return None
        if picture_side(driver.document.project.network) is None:
            return None
        asked = driver.session.asked
        if asked is None:
            return None if pad.kept.now else pad
        return pad if asked.kind is AskedKind.DRAWING else None

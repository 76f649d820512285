"""Cut, copy and paste of a part of the network through the system's clipboard.

What is carried is the text of a project file that holds the part: other windows, editors and
mails can hand it on, and it is read as strictly as a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from chainrule.gui.files import told
from chainrule.gui.language import translate
from chainrule.gui.selection import Selection
from chainrule.network.clipping import as_project, clip, of_project, paste
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.session.document import Edit

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.network.clipping import Clip

SHIFT = 24.0
"""canvas units that each further copy stands off"""


class Clipboard(QObject):
    """What the actions cut, copy and paste do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._pasted = ("", 0)

    def copy(self) -> bool:
        """Put the selected hidden neurons on the clipboard; return whether there are any."""
        from chainrule.storage.project_file import project_to_bytes

        part = clip(self._window.document.project.network, self._window.selection.neurons)
        if not part.neurons:
            self._say(translate("Commands", "Only hidden neurons can be copied."))
            return False
        text = project_to_bytes(as_project(part)).decode("utf-8")
        QGuiApplication.clipboard().setText(text)
        self._pasted = ("", 0)
        return True

    def cut(self) -> None:
        """Copy, then delete what was copied."""
        if self.copy():
            self._window.canvas.delete_selection()

    def paste(self) -> None:
        """Add what is on the clipboard and select it; say what is wrong with it, if anything is."""
        text = QGuiApplication.clipboard().text()
        part = self._read(text)
        if part is None:
            return
        times = self._pasted[1] + 1 if self._pasted[0] == text else 1
        self._pasted = (text, times)
        before = set(self._window.document.project.network.by_id)
        label = message(QT_TRANSLATE_NOOP("Undo", "Paste"))
        self._window.apply(Edit(label, lambda project: paste(project, part, SHIFT * times)))
        added = set(self._window.document.project.network.by_id) - before
        if added:
            self._window.select(Selection(frozenset(added)))

    def _read(self, text: str) -> Clip | None:
        """Return the part that a text holds, None when it holds none."""
        from chainrule.storage.project_file import project_from_bytes

        if not text.lstrip().startswith("{"):
            self._say(translate("Commands", "The clipboard holds no part of a network."))
            return None
        try:
            return of_project(project_from_bytes(text.encode("utf-8", "surrogatepass")))
        except ChainruleError as error:
            said = translate("Commands", "This cannot be pasted: {reason}")
            self._say(said.format(reason=told(error)))
            return None

    def _say(self, text: str) -> None:
        self._window.canvas.refuse(text)

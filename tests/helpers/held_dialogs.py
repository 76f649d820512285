"""Dialogs that answer themselves, so that none waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QMessageBox

if TYPE_CHECKING:
    import pytest

    from helpers.monkey import Monkey


def hold_dialogs(monkey: Monkey, patch: pytest.MonkeyPatch) -> None:
    """Let no dialog wait for a person: they answer themselves, from the monkey's chance."""

    def opened(*_: object, **__: object) -> tuple[str, str]:
        found = sorted(str(path) for path in monkey.folder.glob("*.chainrule"))
        return (monkey.chance.choice(found) if found and monkey.chance.random() < 0.5 else ""), ""

    def saved(_: object, __: object, name: str = "", *___: object) -> tuple[str, str]:
        ending = name.rpartition(".")[2] if "." in name else "chainrule"
        path = monkey.folder / f"monkey{monkey.chance.randrange(3)}.{ending}"
        return (str(path) if monkey.chance.random() < 0.5 else ""), ""

    def answered(box: QDialog) -> int:
        if isinstance(box, QMessageBox):
            return int(QMessageBox.StandardButton.Discard.value)
        return monkey.chance.choice((0, 1))

    patch.setattr(QFileDialog, "getOpenFileName", staticmethod(opened))
    patch.setattr(QFileDialog, "getSaveFileName", staticmethod(saved))
    patch.setattr(QMessageBox, "about", staticmethod(lambda *_: None))
    patch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Discard)
    patch.setattr(QDialog, "exec", answered)
    canvas = monkey.window.canvas
    patch.setattr(QMenu, "popup", lambda menu, *_: menu.parent() is canvas or monkey.choose(menu))

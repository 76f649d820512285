"""The actions of the window: names, words, keys and icons; menus and toolbar show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from chainrule.gui.language import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Spec:
    """One action: its object name, its words, its keys, its icon and whether it can be checked."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False


def specs() -> tuple[Spec, ...]:
    """Return every action, in the order of the menus."""
    from chainrule.gui.datasets.specs import data_specs
    from chainrule.gui.structure_specs import structure_specs
    from chainrule.gui.view_specs import view_specs

    view = (*_view(), *view_specs())
    network = (*_network(), *structure_specs())
    return (*_file(), *data_specs(), *_edit(), *view, *network, *_run(), *_help())


def _file() -> tuple[Spec, ...]:
    return (
        Spec("file.new", translate("Actions", "&New"), ("Ctrl+N",), "file-new"),
        Spec("file.open", translate("Actions", "&Open…"), ("Ctrl+O",), "folder-open"),
        Spec("file.save", translate("Actions", "&Save"), ("Ctrl+S",), "save"),
        Spec("file.save_as", translate("Actions", "Save &as…"), ("Ctrl+Shift+S",)),
        Spec(
            "file.export_png", translate("Actions", "Export &picture…"), ("Ctrl+E",), "export-png"
        ),
        Spec("file.export_svg", translate("Actions", "Export S&VG…")),
        Spec("file.export_csv", translate("Actions", "Export &log as CSV…"), (), "export-csv"),
        Spec("file.export_pytorch", translate("Actions", "Export Py&Torch module…")),
        Spec("file.export_numpy", translate("Actions", "Export n&umpy module…")),
        Spec("file.worksheet", translate("Actions", "&Worksheet…")),
        Spec("file.quit", translate("Actions", "&Quit"), ("Ctrl+Q",)),
    )


def _edit() -> tuple[Spec, ...]:
    return (
        Spec("edit.undo", translate("Actions", "&Undo"), ("Ctrl+Z",), "undo"),
        Spec("edit.redo", translate("Actions", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
        Spec("edit.cut", translate("Actions", "Cu&t"), ("Ctrl+X",)),
        Spec("edit.copy", translate("Actions", "&Copy"), ("Ctrl+C",), "copy"),
        Spec("edit.paste", translate("Actions", "&Paste"), ("Ctrl+V",)),
        Spec("edit.duplicate", translate("Actions", "D&uplicate"), ("Ctrl+D",)),
        Spec("edit.delete", translate("Actions", "&Delete"), ("Del", "Backspace"), "bin"),
        Spec("edit.select_all", translate("Actions", "Select &all"), ("Ctrl+A",)),
        Spec("edit.preferences", translate("Actions", "Pre&ferences…"), ("Ctrl+,",), "sliders"),
    )


def _view() -> tuple[Spec, ...]:
    return (
        Spec("view.zoom_in", translate("Actions", "Zoom &in"), ("Ctrl+=", "Ctrl++"), "plus"),
        Spec("view.zoom_out", translate("Actions", "Zoom &out"), ("Ctrl+-",), "minus"),
        Spec("view.zoom_100", translate("Actions", "Actual &size"), ("Ctrl+1",)),
        Spec("view.zoom_fit", translate("Actions", "&Fit"), ("Ctrl+0",), "fit"),
        Spec("view.zoom_selection", translate("Actions", "Fit the s&election"), ("Ctrl+2",)),
        Spec("view.theme", translate("Actions", "&Dark theme"), ("Ctrl+Shift+D",), "moon", True),
        Spec("view.inspector", translate("Actions", "&Inspector"), (), "panel-right", True),
        Spec("view.outline", translate("Actions", "&Outline"), (), "", True),
        Spec("view.next_region", translate("Actions", "Next region"), ("F6",)),
        Spec("view.previous_region", translate("Actions", "Previous region"), ("Shift+F6",)),
        Spec("view.data", translate("Actions", "Da&ta"), (), "table", True),
        Spec("view.steps", translate("Actions", "Ste&ps"), (), "steps", True),
        Spec("view.surface", translate("Actions", "Loss s&urface"), (), "", True),
        Spec("view.reset_layout", translate("Actions", "&Reset layout")),
    )


def _network() -> tuple[Spec, ...]:
    return (
        Spec("tool.select", translate("Actions", "&Select"), ("V",), "pointer", True),
        Spec("tool.neuron", translate("Actions", "Add &neurons"), ("N",), "neuron", True),
        Spec("tool.connect", translate("Actions", "&Connect"), ("C",), "connect", True),
        Spec("network.arrange", translate("Actions", "&Tidy layout"), ("Ctrl+L",)),
        Spec("network.new_weights", translate("Actions", "New &weights"), (), "die"),
    )


def _run() -> tuple[Spec, ...]:
    from chainrule.gui.stop_specs import stop_specs

    return (
        Spec("run.play", translate("Actions", "&Play"), ("F9",), "play"),
        Spec("run.step", translate("Actions", "Step &forward"), (".",), "step-forward"),
        Spec("run.step_back", translate("Actions", "Step &back"), (",",), "step-back"),
        Spec("run.reset", translate("Actions", "&Reset"), ("Ctrl+Home",), "restart"),
        *stop_specs(),
        Spec("run.back_to_healthy", translate("Actions", "Back to the last healthy update")),
        Spec("run.set_settling_rate", translate("Actions", "Set a learning rate that settles")),
        Spec("run.what_if", translate("Actions", "&What if…"), (), "branch", True),
        Spec("run.check_gradients", translate("Actions", "Check &gradients")),
        Spec("run.practice", translate("Actions", "Pra&ctice"), ("P",), "practice", True),
        Spec("run.hint", translate("Actions", "Hint while prac&tising"), ("Ctrl+H",)),
    )


def _help() -> tuple[Spec, ...]:
    return (
        Spec("help.shortcuts", translate("Actions", "&Keyboard"), ("F1",), "keyboard"),
        Spec("help.about", translate("Actions", "&About Chainrule")),
    )


class Actions:
    """Every action by its object name, belonging to a window."""

    def __init__(self, window: QWidget) -> None:
        self.specs = {spec.name: spec for spec in specs()}
        self._actions = {name: _made(spec, window) for name, spec in self.specs.items()}
        window.addActions(list(self._actions.values()))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())


def _made(spec: Spec, window: QWidget) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(spec.name)
    action.setCheckable(spec.checkable)
    action.setShortcuts([QKeySequence(key) for key in spec.keys])
    plain = spec.text.replace("&", "").rstrip("…")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{plain} ({keys})" if keys else plain)
    return action

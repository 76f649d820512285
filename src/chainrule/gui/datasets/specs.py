"""The actions of data: names and words."""

from __future__ import annotations

from chainrule.gui.actions import Spec
from chainrule.gui.language import translate


def data_specs() -> tuple[Spec, ...]:
    """Return the actions that bring data in."""
    return (
        Spec("data.sets", translate("Actions", "&Data sets…"), ("Ctrl+Shift+B",), "gallery"),
        Spec("file.import_csv", translate("Actions", "&Import data…"), ("Ctrl+I",), "import"),
    )

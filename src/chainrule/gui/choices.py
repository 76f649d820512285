"""What a person has chosen to see and how it looks, remembered between starts."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

from chainrule.gui.canvas.options import PARTS, USUAL, Labels
from chainrule.teaching.notation import (
    FEWEST_DECIMALS,
    MOST_DECIMALS,
    DecimalSign,
    Notation,
)

TEXT_SIZES = (100, 115, 130, 150)
"""sizes of the whole window, percent"""


class Scheme(StrEnum):
    """Which theme is worn."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Wish(StrEnum):
    """Whether something is wanted: as the system says, always or never."""

    SYSTEM = "system"
    ON = "on"
    OFF = "off"

    def granted(self, system: bool) -> bool:
        """Return whether it is wanted on a system that says so or not."""
        return system if self is Wish.SYSTEM else self is Wish.ON


@dataclass(frozen=True, slots=True)
class Preferences:
    """One value of each choice.

    `text_size` is in percent, 0 for that of the system; `hidden` are the parts of the canvas,
    of `scene.PARTS`, that are not shown; `projector` enlarges the text of the canvas; with
    `follow` the view goes along with the step.
    """

    theme: Scheme = Scheme.SYSTEM
    contrast: Wish = Wish.SYSTEM
    motion: Wish = Wish.SYSTEM
    """whether motion is reduced"""
    text_size: int = 0
    decimals: int = 3
    decimal_sign: DecimalSign = DecimalSign.POINT
    labels: Labels = Labels.AUTOMATIC
    projector: bool = False
    follow: bool = False
    hidden: frozenset[str] = PARTS - USUAL

    @property
    def notation(self) -> Notation:
        """How numbers are written."""
        return Notation(self.decimals, self.decimal_sign)

    @property
    def parts(self) -> frozenset[str]:
        """The parts of the canvas that are shown."""
        return PARTS - self.hidden


class Choices(QObject):
    """Holds the preferences and remembers each change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = stored_preferences(QSettings())

    def choose(self, **changes: object) -> None:
        """Choose otherwise; nothing happens when it was chosen already."""
        chosen = replace(self.now, **changes)  # type: ignore[arg-type]
        if chosen != self.now:
            self.now = chosen
            settings = QSettings()
            for name, value in _written(chosen).items():
                settings.setValue(name, value)
            self.changed.emit()


def settings_before_start() -> QSettings:
    """Return the settings as they are found before there is an application."""
    scope = QSettings.Scope.UserScope
    return QSettings(QSettings.defaultFormat(), scope, "Chainrule", "Chainrule")


def stored_preferences(settings: QSettings) -> Preferences:
    """Return what was chosen last; what is missing or makes no sense is as at first."""
    usual = Preferences()
    found = {
        field.name: _read(settings.value(field.name), getattr(usual, field.name))
        for field in fields(Preferences)
    }
    chosen = replace(usual, **found)
    decimals = min(MOST_DECIMALS, max(FEWEST_DECIMALS, chosen.decimals))
    size = chosen.text_size if chosen.text_size in TEXT_SIZES else 0
    return replace(chosen, decimals=decimals, text_size=size, hidden=chosen.hidden & PARTS)


def _read(stored: object, usual: Any) -> Any:
    """Return a stored value in the kind of the usual one."""
    if stored is None:
        return usual
    text = str(stored)
    try:
        if isinstance(usual, bool):
            return {"true": True, "false": False}[text.lower()]
        if isinstance(usual, frozenset):
            return frozenset(text.split())
        return type(usual)(text)
    except (KeyError, ValueError):
        return usual


def _written(chosen: Preferences) -> dict[str, str]:
    told = {field.name: getattr(chosen, field.name) for field in fields(Preferences)}
    return {
        name: " ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
        for name, value in told.items()
    }

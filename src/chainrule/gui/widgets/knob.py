"""A knob: label, dial and number box for one setting."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.symbols import symbol_html
from chainrule.gui.widgets.knob_dial import KnobDial
from chainrule.gui.widgets.number_box import NumberBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.symbols import Symbol
    from chainrule.gui.theme import Theme
    from chainrule.gui.widgets.knob_scale import KnobScale

CENTRED = Qt.AlignmentFlag.AlignHCenter
LABEL_PX = 12


class Knob(QWidget):
    """One setting to turn or to type.

    Parameters
    ----------
    name
        The `objectName` of the number box, by which the input is found.
    label
        The translated name, above the dial and for screen readers.
    scale
        What the dial turns.
    default
        Where a double click or Backspace leads.
    symbol
        The symbol behind the label, if any.
    """

    value_changed = Signal(float)
    """every change by a person, while it happens"""
    turn_finished = Signal()
    """a drag, a run of steps or a typed number is complete"""

    def __init__(
        self,
        name: str,
        label: str,
        scale: KnobScale,
        default: float,
        theme: Theme,
        symbol: Symbol | None = None,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._name = label
        self.dial = KnobDial(scale, theme, self, clock)
        self.box = NumberBox(self, scale.text, CENTRED, notation=theme.notation)
        self.box.setObjectName(name)
        self.box.setFixedSize(*Metrics.KNOB_BOX)
        self.label = QLabel(_label_html(label, symbol), self)
        self.label.setProperty("look", "knob")
        self.label.setBuddy(self.box)
        self._lay_out()
        self.dial.turned.connect(self._turned)
        self.dial.finished.connect(self.turn_finished)
        self.dial.typed.connect(self.box.begin)
        self.dial.reset.connect(self.reset)
        self.box.committed.connect(self._typed)
        self.set_default(default)
        self.set_value(default)
        self._describe()

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Put label and box beside the dial, for a low panel, or above and below it again."""
        places = ((0, 1), (0, 0), (1, 1)) if compact else ((0, 0), (1, 0), (2, 0))
        for widget, (row, column) in zip((self.label, self.dial, self.box), places, strict=True):
            self._grid.removeWidget(widget)
            rows = 2 if compact and widget is self.dial else 1
            self._grid.addWidget(widget, row, column, rows, 1, CENTRED)

    def value(self) -> float:
        """Return the value, which may lie outside the dial's range."""
        return self.dial.value()

    def set_value(self, value: float) -> None:
        """Show a value as it is, in range or not; emits nothing."""
        self.dial.set_value(value)
        self.box.set_value(value)
        self._describe()

    def set_default(self, value: float) -> None:
        """Set where a double click leads; it is the long tick."""
        self.dial.default = value
        self.dial.update()

    def set_scale(self, scale: KnobScale) -> None:
        """Set what the dial turns, as when the number of rows has changed."""
        self.dial.scale = scale
        self.box.set_shown(scale.text)
        self.dial.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.dial.theme = theme
        self.box.set_notation(theme.notation)
        self._describe()
        self.dial.update()

    def set_error(self, wrong: bool) -> None:
        """Mark the value as the cause of an error, or no longer."""
        self.dial.error = wrong
        self.box.set_error(wrong)
        self.dial.update()

    def reset(self) -> None:
        """Turn back to the default."""
        self.dial.turn(self.dial.default)
        self.turn_finished.emit()

    def _turned(self, value: float) -> None:
        self.box.set_value(value)
        self._describe()
        self.value_changed.emit(value)

    def _typed(self, typed: float) -> None:
        scale = self.dial.scale
        old = self.dial.value()
        if typed == old:
            return
        value, inside = scale.typed(typed)
        self.box.set_value(value)
        if not inside:
            self.box.tell(self._range())
        if value != old:
            self.dial.turn(value)
            self.turn_finished.emit()

    def _range(self) -> str:
        scale = self.dial.scale
        told = translate("Knob", "{least} to {most}")
        return told.format(least=self._text(scale.least), most=self._text(scale.most))

    def _text(self, value: float) -> str:
        return self.dial.scale.text(value, self.dial.theme.notation)

    def _describe(self) -> None:
        """Tell screen readers the name and what the dial stands at."""
        self.box.setAccessibleName(self._name)
        self.dial.setAccessibleName(self._name)
        self.dial.setAccessibleDescription(self._text(self.value()))
        self.dial.setToolTip(self._range())


def _label_html(label: str, symbol: Symbol | None) -> str:
    return f"{label} {symbol_html(symbol, LABEL_PX)}" if symbol else label

"""What is said below the table: that inputs are standardised, and why something is not done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, exact, show

if TYPE_CHECKING:
    from chainrule.gui.numbers import Notation
    from chainrule.network.about import Scale
    from chainrule.network.project import Data
    from chainrule.session.moment import Moment

DIGITS = 4
"""of a mean or a deviation"""


class DataNotes(QWidget):
    """Two lines, each hidden while there is nothing to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._data: object = None
        self.scaled, self.told = QLabel(self), QLabel(self)
        self.scaled.setText(translate("Data", "Inputs are standardised: mean 0, deviation 1."))
        self.scaled.setToolTip(
            translate("Data", "Point at the head of a column: it tells its mean and deviation.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        for label, name, look in (
            (self.scaled, "data_scaled", "caption"),
            (self.told, "data_said", "error"),
        ):
            label.setObjectName(name)
            label.setProperty("look", look)
            label.setWordWrap(True)
            label.hide()
            column.addWidget(label)

    def show_moment(self, moment: Moment) -> None:
        """Follow the data; what was said is over once that is another."""
        data = moment.project.data
        if data is not self._data:
            self._data = data
            self.say("")
        self.scaled.setVisible(bool(data.about.scales) and bool(data.train))

    def say(self, text: str) -> None:
        """Say why something is not done, or that it is done in a way of its own."""
        self.told.setText(text)
        self.told.setVisible(bool(text))


def told_of(name: str, scale: Scale, notation: Notation) -> str:
    """Return what the head of a standardised column says."""
    told = translate(
        "Data", "{name}, standardised: mean {mean} and deviation {deviation} became 0 and 1"
    )
    mean, deviation = (show(_short(each), Kind.SETTING, notation) for each in scale)
    return told.format(name=name, mean=mean, deviation=deviation)


def scale_of(data: Data | None, cell: int) -> Scale | None:
    """Return how a column of the data was standardised, None where it was not."""
    if data is None or not 0 <= cell < len(data.inputs):
        return None
    return data.about.scales.get(data.inputs[cell])


def told_number(value: float, scale: Scale | None, notation: Notation) -> str:
    """Return all digits of a number, and what it was before it was standardised."""
    digits = exact(value, notation)
    if scale is None:
        return digits
    told = translate("Data", "{number}, before standardising {original}")
    original = show(scale.original(value), Kind.SETTING, notation)
    return told.format(number=digits, original=original)


def _short(value: float) -> float:
    """Return a number with so many digits as tell what it is."""
    return float(f"{value:.{DIGITS}g}")

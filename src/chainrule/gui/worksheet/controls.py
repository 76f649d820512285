"""What a person chooses about worksheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QSpinBox, QWidget

from chainrule.gui.language import translate
from chainrule.gui.worksheet.paper import Paper
from chainrule.session.operations import Phase
from chainrule.teaching.notation import FEWEST_DECIMALS, DecimalSign, Notation
from chainrule.teaching.worksheet.sheet import MOST_COPIES, MOST_DIGITS, Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST_SEED = 999_999


class Controls(QWidget):
    """One control for each choice; `changed` tells that something is chosen otherwise."""

    changed = Signal()

    def __init__(
        self, notation: Notation, most_samples: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._add_numbers(most_samples)
        self._add_notation(notation)
        self._add_paper()
        self._add_content()

    def _add_numbers(self, most_samples: int) -> None:
        """Add how many copies there are, and what they calculate with."""
        self.copies = self._number("copies", translate("Worksheet", "&Copies"), 1, MOST_COPIES, 1)
        self.seed = self._number("seed", translate("Worksheet", "&Seed"), 0, LARGEST_SEED, 1)
        friendly = translate("Worksheet", "Friendly random ones")
        self.numbers = self._choice(
            "numbers",
            translate("Worksheet", "&Numbers"),
            [(friendly, False), (translate("Worksheet", "The project's own"), True)],
        )
        self.samples = self._choice(
            "samples", translate("Worksheet", "S&amples"), _all_to(most_samples)
        )

    def _add_notation(self, notation: Notation) -> None:
        """Add how numbers are written; what is chosen at first is the `notation` that is on."""
        self.digits = self._choice(
            "digits",
            translate("Worksheet", "&Decimals"),
            [(str(count), count) for count in range(FEWEST_DECIMALS, MOST_DIGITS + 1)],
        )
        self.digits.setCurrentIndex(self.digits.findData(notation.at_most(MOST_DIGITS).decimals))
        self.sign = self._choice("decimal_sign", translate("Worksheet", "Decimal s&ign"), _signs())
        self.sign.setCurrentIndex(self.sign.findData(notation.sign.value))

    def _add_paper(self) -> None:
        papers = [
            (translate("Worksheet", "A4"), "a4"),
            (translate("Worksheet", "Letter"), "letter"),
        ]
        self._papers = self._choice("paper", translate("Worksheet", "&Paper"), papers)

    def _add_content(self) -> None:
        """Add what is asked for, and what stands on the sheets beside it."""
        self.phases = {
            phase: self._check(f"phase.{phase}", text, first=label)
            for phase, text, label in _phases()
        }
        self.formulas = self._check("formulas", translate("Worksheet", "With &formulas"), "", True)
        self.key = self._check("key", translate("Worksheet", "With the &key"))
        last = translate("Worksheet", "All keys at the &end")
        self.keys_last = self._check("keys_last", last, checked=False)
        self.key.toggled.connect(self.keys_last.setEnabled)

    @property
    def wish(self) -> Wish:
        """What the sheets are to be like."""
        phases = frozenset(phase for phase, box in self.phases.items() if box.isChecked())
        return Wish(
            Notation(self.digits.currentData(), DecimalSign(self.sign.currentData())),
            phases,
            self.numbers.currentData(),
            self.samples.currentData() or None,
            self.formulas.isChecked(),
        )

    @property
    def paper(self) -> Paper:
        """What they are printed on."""
        return Paper(self._papers.currentData())

    def _number(self, name: str, label: str, least: int, most: int, value: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        box.setValue(value)
        box.valueChanged.connect(self.changed)
        self._add(name, label, box)
        return box

    def _choice(self, name: str, label: str, options: Sequence[tuple[str, object]]) -> QComboBox:
        box = QComboBox()
        for text, value in options:
            box.addItem(text, value)
        box.currentIndexChanged.connect(self.changed)
        self._add(name, label, box)
        return box

    def _check(self, name: str, text: str, first: str = "", checked: bool = True) -> QCheckBox:
        box = QCheckBox(text)
        box.setChecked(checked)
        box.toggled.connect(self.changed)
        box.setObjectName(f"worksheet_{name}")
        box.setAccessibleName(text.replace("&", ""))
        self._form.addRow(QLabel(first), box)
        return box

    def _add(self, name: str, label: str, control: QWidget) -> None:
        control.setObjectName(f"worksheet_{name}")
        control.setAccessibleName(label.replace("&", ""))
        words = QLabel(label)
        words.setBuddy(control)
        self._form.addRow(words, control)


def _all_to(most: int) -> list[tuple[str, object]]:
    """Return how many samples can be chosen: as many as fit, or a number."""
    fitting = translate("Worksheet", "As many as fit")
    return [(fitting, 0), *((str(count), count) for count in range(1, most + 1))]


def _signs() -> list[tuple[str, object]]:
    return [
        (translate("Worksheet", "Point, 0.5"), DecimalSign.POINT.value),
        (translate("Worksheet", "Comma, 0,5"), DecimalSign.COMMA.value),
    ]


def _phases() -> list[tuple[Phase, str, str]]:
    """Return the phases, the words for them and what stands before them."""
    return [
        (Phase.FORWARD, translate("Worksheet", "For&ward"), translate("Worksheet", "Ask for")),
        (Phase.LOSS, translate("Worksheet", "&Loss"), ""),
        (Phase.BACKWARD, translate("Worksheet", "&Backward"), ""),
        (Phase.UPDATE, translate("Worksheet", "&Update"), ""),
    ]

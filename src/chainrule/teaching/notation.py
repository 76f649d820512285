"""How numbers are written for people: with how many digits, and with a point or a comma."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FEWEST_DECIMALS, MOST_DECIMALS = 2, 8
"""how many digits a person can choose from"""
THIN_SPACE = "\u202f"
"""separates thousands where the comma is the decimal sign"""


class DecimalSign(StrEnum):
    """What stands before the decimals."""

    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class Notation:
    """The digits shown and the decimal sign.

    `decimals` is how many decimals weights and values get; gradients get one significant digit
    more.
    """

    decimals: int = 3
    sign: DecimalSign = DecimalSign.POINT

    def digits(self, decimals: int) -> Notation:
        """Return the same sign with other digits."""
        return self if decimals == self.decimals else Notation(decimals, self.sign)

    def at_most(self, decimals: int) -> Notation:
        """Return the same sign, with no more digits than these."""
        return self if self.decimals <= decimals else Notation(decimals, self.sign)

    def finer(self) -> Notation:
        """Return the same sign with one digit more."""
        return Notation(self.decimals + 1, self.sign)

    def write(self, text: str) -> str:
        """Return a number that was written with a point, thousands with commas, in this notation.

        Examples
        --------
        >>> Notation(3, DecimalSign.COMMA).write("4.2 × 10⁻⁴")
        '4,2 × 10⁻⁴'
        """
        if self.sign == ".":
            return text
        return text.replace(",", THIN_SPACE).replace(".", ",")

    def as_fine_as(self, text: str) -> Notation:
        """Return the same sign with the decimals that a number has; a power of ten has none."""
        return self if "×" in text else self.digits(self.decimals_of(text))

    def decimals_of(self, text: str) -> int:
        """Return how many decimals a number has that was written in this notation."""
        return len(text.partition(self.sign)[2])

    @property
    def separator(self) -> str:
        """What stands between two numbers: where a comma is in them, a semicolon."""
        return ", " if self.sign == "." else "; "


POINT = Notation()
"""how files, the command line and code write numbers"""

"""Numbers as people type them: what they say and how precisely."""

import pytest

from chainrule.teaching.typed_numbers import read_typed


@pytest.mark.parametrize(
    ("text", "value", "digits", "unit"),
    [
        ("0.675", 0.675, 3, 0.001),
        ("0,675", 0.675, 3, 0.001),
        (" −0,0330 ", -0.033, 3, 0.0001),
        ("- 0.5", -0.5, 1, 0.1),
        ("1,234", 1.234, 4, 0.001),
        ("12", 12.0, 2, 1.0),
        ("0", 0.0, 1, 1.0),
        ("0.00", 0.0, 1, 0.01),
        ("4.2e-4", 0.00042, 2, 0.00001),
        ("4,2·10^-4", 0.00042, 2, 0.00001),
        ("4.2 × 10⁻⁴", 0.00042, 2, 0.00001),
        ("10^-3", 0.001, 1, 0.001),
        ("-10⁻³", -0.001, 1, 0.001),
        (".5", 0.5, 1, 0.1),
    ],
)
def test_value_digits_and_unit(text: str, value: float, digits: int, unit: float) -> None:
    typed = read_typed(text)
    assert typed is not None, f"{text!r} was not understood"
    assert typed.value == pytest.approx(value, rel=1e-15), f"{text!r} was read as {typed.value}"
    assert typed.digits == digits, f"{text!r}: {typed.digits} digits, expected {digits}"
    assert typed.unit == pytest.approx(unit), f"{text!r}: unit {typed.unit}, expected {unit}"


@pytest.mark.parametrize(("text", "value"), [("1/3", 1 / 3), ("−2 / 3", -2 / 3), ("1,5/3", 0.5)])
def test_a_fraction_is_exact(text: str, value: float) -> None:
    typed = read_typed(text)
    assert typed is not None, f"{text!r} was not understood"
    assert typed.value == pytest.approx(value, rel=1e-15)
    assert (typed.digits, typed.unit) == (None, 0.0), "a fraction has no last digit"


@pytest.mark.parametrize("text", ["", "0.5.1", "1.234,5", "a half", "1/0", "10^", "1e999", "--1"])
def test_what_is_no_number(text: str) -> None:
    assert read_typed(text) is None, f"{text!r} was taken for a number"

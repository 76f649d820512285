import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.teaching.notation import POINT, DecimalSign, Notation
from chainrule.teaching.numbers import Kind, exact, full, parse_number, show, show_pair

COMMA = Notation(3, DecimalSign.COMMA)


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (0.5, Kind.INPUT, "0.500"),
        (1.0, Kind.INPUT, "1"),
        (0.0, Kind.INPUT, "0"),
        (-0.07, Kind.INPUT, "−0.070"),
        (0.1234, Kind.INPUT, "0.1234"),
        (0.1 + 0.2, Kind.INPUT, "0.300"),
        (15000.0, Kind.INPUT, "15,000"),
        (12345.5, Kind.INPUT, "1.2 × 10⁴"),
        (0.6748052725823135, Kind.ACTIVATION, "0.675"),
        (-6.2831, Kind.PARAMETER, "−6.283"),
        (0.00042, Kind.PARAMETER, "4.2 × 10⁻⁴"),
        (0.0005, Kind.PARAMETER, "0.001"),
        (0.0, Kind.PARAMETER, "0.000"),
        (-0.0, Kind.PARAMETER, "0.000"),
        (9999.9999, Kind.PARAMETER, "1.0 × 10⁴"),
        (4.5e129, Kind.ACTIVATION, "4.5 × 10¹²⁹"),
        (-0.22273830118743196, Kind.GRADIENT, "−0.2227"),
        (0.05447570705263601, Kind.GRADIENT, "0.05448"),
        (0.00054264, Kind.GRADIENT, "0.0005426"),
        (73.6612, Kind.GRADIENT, "73.66"),
        (0.99996, Kind.GRADIENT, "1.000"),
        (1.0, Kind.GRADIENT, "1"),
        (0.0, Kind.GRADIENT, "0"),
        (1.6e-13, Kind.GRADIENT, "1.6 × 10⁻¹³"),
        (0.00009, Kind.GRADIENT, "9.0 × 10⁻⁵"),
        (9999.6, Kind.GRADIENT, "1.0 × 10⁴"),
        (0.4222738301187432, Kind.NEW_WEIGHT, "0.4223"),
        (0.975, Kind.PERCENT, "97.5%"),
        (0.0004, Kind.PERCENT, "<0.1%"),
        (0.0005, Kind.PERCENT, "0.1%"),
        (1080, Kind.COUNT, "1,080"),
        (0.1, Kind.SETTING, "0.1"),
        (0.00015, Kind.SETTING, "0.00015"),
        (2e-7, Kind.SETTING, "2.0 × 10⁻⁷"),
        (10.0, Kind.SETTING, "10"),
        (math.inf, Kind.GRADIENT, "∞"),
        (-math.inf, Kind.PARAMETER, "−∞"),
        (math.nan, Kind.PARAMETER, "NaN"),
    ],
)
def test_the_number_formats_of_the_design(value: float, kind: Kind, shown: str) -> None:
    assert show(value, kind, POINT) == shown


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (-0.07, Kind.INPUT, "−0,070"),
        (15000.0, Kind.INPUT, "15\u202f000"),
        (0.00042, Kind.PARAMETER, "4,2 × 10⁻⁴"),
        (-0.22273830118743196, Kind.GRADIENT, "−0,2227"),
        (0.4222738301187432, Kind.NEW_WEIGHT, "0,4223"),
        (0.975, Kind.PERCENT, "97,5%"),
        (0.0004, Kind.PERCENT, "<0,1%"),
        (1234567, Kind.COUNT, "1\u202f234\u202f567"),
        (0.05, Kind.SETTING, "0,05"),
        (math.inf, Kind.GRADIENT, "∞"),
        (math.nan, Kind.PARAMETER, "NaN"),
    ],
)
def test_with_a_decimal_comma_thin_spaces_separate_thousands(
    value: float, kind: Kind, shown: str
) -> None:
    assert show(value, kind, COMMA) == shown


@given(st.floats(allow_nan=False), st.sampled_from(Kind), st.integers(2, 8), st.booleans())
def test_the_sign_is_all_that_differs_between_point_and_comma(
    value: float, kind: Kind, digits: int, signed: bool
) -> None:
    point = show(value, kind, Notation(digits), signed)
    comma = show(value, kind, Notation(digits, DecimalSign.COMMA), signed)
    assert comma.replace(",", ".").replace("\u202f", ",") == point, f"{comma} is not {point}"


def test_more_digits_are_asked_for_without_losing_the_comma() -> None:
    assert COMMA.finer() == Notation(4, DecimalSign.COMMA)
    assert COMMA.at_most(2) == Notation(2, DecimalSign.COMMA)
    assert COMMA.at_most(5) is COMMA, "three digits are less than five"
    assert COMMA.digits(3) is COMMA
    assert COMMA.as_fine_as("0,31592").decimals == 5
    assert COMMA.as_fine_as("3,1 × 10⁻⁵") is COMMA, "a power of ten has no decimals to go by"
    assert COMMA.decimals_of("1\u202f234,50") == 2


def test_two_numbers_with_commas_stand_apart() -> None:
    assert f"(0,5{COMMA.separator}0,8)" == "(0,5; 0,8)"
    assert f"(0.5{POINT.separator}0.8)" == "(0.5, 0.8)"


def test_plus_is_written_only_when_asked_for_and_never_on_zero() -> None:
    assert show(0.4, Kind.PARAMETER, POINT, signed=True) == "+0.400"
    assert show(-0.4, Kind.PARAMETER, POINT, signed=True) == "−0.400"
    assert show(0.0, Kind.PARAMETER, POINT, signed=True) == "0.000"


def test_fewer_decimals_never_hide_a_value_that_is_not_zero() -> None:
    assert show(-6.2831, Kind.PARAMETER, Notation(2)) == "−6.28"
    assert show(0.0042, Kind.PARAMETER, Notation(2)) == "0.004"
    assert show(0.00042, Kind.PARAMETER, Notation(2)) == "4.2 × 10⁻⁴"
    assert show(0.0000123, Kind.PARAMETER, Notation(6)) == "0.000012"


@given(st.floats(allow_nan=False, allow_infinity=False).filter(lambda value: value != 0))
def test_no_kind_shows_zero_for_a_value_that_is_not_zero(value: float) -> None:
    for kind in set(Kind) - {Kind.PERCENT, Kind.COUNT}:
        shown = show(value, kind, POINT)
        assert any(digit in shown for digit in "123456789"), f"{value!r} as {kind} reads {shown}"
        assert "-" not in shown, "a hyphen stands for a minus"


@pytest.mark.parametrize("notation", [POINT, COMMA])
@given(value=st.floats(min_value=-1e300, max_value=1e300))
def test_a_shown_number_can_be_typed_back(notation: Notation, value: float) -> None:
    typed = parse_number(show(value, Kind.GRADIENT, notation))
    assert typed is not None
    assert math.isclose(typed, value, rel_tol=0.06), f"{value!r} came back as {typed!r}"


def test_exact_names_a_float_uniquely() -> None:
    assert exact(0.1, POINT) == "0.10000000000000001"
    assert exact(-1.2e-13, POINT) == "−1.1999999999999999 × 10⁻¹³"
    assert exact(math.inf, POINT) == "∞"


@pytest.mark.parametrize("notation", [POINT, COMMA])
@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_exact_and_full_digits_read_back_bit_for_bit(notation: Notation, value: float) -> None:
    assert parse_number(exact(value, notation)) == value, exact(value, notation)
    assert parse_number(full(value, notation)) == value, full(value, notation)


def test_full_digits_are_written_with_the_sign_that_is_on() -> None:
    assert full(-0.1234567, COMMA) == "−0,1234567"
    assert full(1e-300, POINT) == "1e-300"


def test_a_pair_in_commas_grows_only_while_it_must() -> None:
    assert show_pair(0.31592, 0.31646, COMMA, signed=False) == ("0,3159", "0,3165")


def test_a_pair_grows_only_while_it_must() -> None:
    assert show_pair(0.6344, 0.65, POINT) == ("+0.634", "+0.650")
    assert show_pair(0.31592, 0.31646, POINT, signed=False) == ("0.3159", "0.3165")
    assert show_pair(0.4, 0.400001, POINT) == ("+0.400000", "+0.400001")
    assert show_pair(0.4, 0.4, POINT) == ("+0.400", "+0.400"), "equal numbers need no more decimals"
    assert show_pair(0.4, 0.40000001, POINT) == ("+0.400000", "+0.400000"), "six decimals at most"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        (" -0,5 ", -0.5),
        ("−0.5", -0.5),
        ("+.5", 0.5),
        ("5.", 5.0),
        ("1e-3", 0.001),
        ("1E3", 1000.0),
        ("1/3", 1 / 3),
        ("-1 / 4", -0.25),
        ("4.2 × 10⁻⁴", 0.00042),
        ("2*10^3", 2000.0),
        ("4,2 × 10⁻⁴", 0.00042),
        ("15\u202f000", 15000.0),
    ],
)
def test_what_people_type_is_understood(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "inf", "-∞", "nan", "1/0", "1/", "/2", "1/2/3", "1e999", "0x10", "1_000",
     "1,234.5", "--1", "1 2", "٣", "2³", "e5", "2*105"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    assert parse_number(text) is None

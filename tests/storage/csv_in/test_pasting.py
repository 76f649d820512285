"""Cells copied from a spreadsheet give numbers, or one sentence."""

import pytest

from chainrule.network.message import ChainruleError
from chainrule.storage.csv_in.pasting import read_block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("0\t1\t1\r\n0,5\t0,25\t0\r\n", ((0.0, 1.0, 1.0), (0.5, 0.25, 0.0))),
        ("0.5\t−1e-3\n", ((0.5, -0.001),)),
        ("0,5\n0,75\n", ((0.5,), (0.75,))),
        ("3", ((3.0,),)),
        ("a\tb\n1\t2\n", ((1.0, 2.0),)),
        ("1;2,5\n3;4,5\n", ((1.0, 2.5), (3.0, 4.5))),
        ("1,2,3\n4,5,6\n", ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))),
    ],
)
def test_numbers_are_read_however_they_are_written(text, block):
    assert read_block(text) == block


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no numbers to paste"),
        ("1\tabc\n2\t3\n", "Row 1 of what was copied: “abc” is not a number"),
        ("1\t2\n3\n", "not equally long"),
        ("1\t2\n" * 30_000, "more than 50000 cells"),
    ],
)
def test_what_cannot_be_pasted_is_told(text, says):
    with pytest.raises(ChainruleError, match=says):
        read_block(text)


TREES = {"Buche": (1.0, 0.0, 0.0), "Eiche": (0.0, 1.0, 0.0), "Fichte": (0.0, 0.0, 1.0)}


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1,02\t13,4\tEiche\n", ((1.02, 13.4, 0.0, 1.0, 0.0),)),
        ("Dicke\tHöhe\tBaum\n1\t2\tbuche\n", ((1.0, 2.0, 1.0, 0.0, 0.0),)),
        ("Fichte\nEiche\n", ((0.0, 0.0, 1.0), (0.0, 1.0, 0.0))),
        ("1\t2\t0\t1\t0\n", ((1.0, 2.0, 0.0, 1.0, 0.0),)),
    ],
)
def test_the_name_of_a_class_stands_for_its_numbers(text, block):
    assert read_block(text, TREES) == block


def test_numbers_are_no_names_of_classes():
    assert read_block("1\t2\n", {"2": (1.0, 0.0), "3": (0.0, 1.0)}) == ((1.0, 2.0),)


def test_an_unknown_class_is_told_with_those_there_are():
    says = "“Ulme” is neither a number nor one of the classes Buche, Eiche, Fichte"
    with pytest.raises(ChainruleError, match=says):
        read_block("1\t2\tUlme\n", TREES)

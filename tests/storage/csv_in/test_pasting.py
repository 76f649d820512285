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

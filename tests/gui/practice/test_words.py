"""The words of practice: which try comes next, and brackets around negative numbers."""

import pytest

from chainrule.gui.practice.words import try_words
from chainrule.gui.sentences import plain_message
from chainrule.network.message import message
from chainrule.teaching.notation import Notation


@pytest.mark.parametrize(
    ("tries", "words"),
    [(0, ""), (1, "second try"), (2, "third try"), (3, "fourth try"), (4, "try 5")],
)
def test_which_try_comes_next(tries, words):
    assert try_words(tries) == words


@pytest.mark.parametrize(
    ("second", "words"), [(-0.01449, "0.300 − (−0.01449)"), (0.01449, "0.300 − 0.01449")]
)
def test_a_negative_number_after_a_sign_has_brackets(second, words):
    told = message(("Practice", "{first} − {operand_second_gradient}"), first=0.3,
                   operand_second_gradient=second)  # fmt: skip
    assert plain_message(told, Notation(3)) == words

"""An answer is read, or it is said why it cannot be."""

from chainrule.teaching.practice.answer import Answer, Problem, read


def test_an_answer_keeps_how_it_was_typed() -> None:
    answer = read(" -0,0330 ")
    assert isinstance(answer, Answer), "a number was refused"
    assert answer.value == -0.033
    assert answer.text == "−0,0330", "shown again with a minus and the learner's own comma"
    assert answer.half_unit == 0.00005


def test_a_fraction_allows_no_rounding() -> None:
    answer = read("1/3")
    assert isinstance(answer, Answer), "a fraction was refused"
    assert answer.half_unit == 0.0


def test_what_is_no_number_is_told() -> None:
    empty, words = read("  "), read("a lot")
    assert isinstance(empty, Problem), "nothing was taken for a number"
    assert isinstance(words, Problem), "words were taken for a number"
    assert str(empty.words) != str(words.words), "an empty box is no wrong number"

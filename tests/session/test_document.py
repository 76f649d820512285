"""The document: snapshots that undo and redo bring back, merged where a person sees one act."""

from chainrule.network.difference import Difference
from chainrule.network.edits import set_training
from chainrule.network.message import Message
from chainrule.session.document import Document, Edit
from chainrule.storage.examples import load_example

START = load_example("article")


def rate(value: float, merge: object = None) -> Edit:
    return Edit(
        Message("Edit", "rate {value}", {"value": value}),
        lambda project: set_training(project, learning_rate=value),
        merge,
    )


def test_undo_and_redo() -> None:
    document = Document(START)
    assert document.apply(rate(0.5)) is Difference.TRAINING
    document.apply(rate(0.7))
    assert str(document.undo_label) == "rate 0.7"
    document.undo()
    assert document.project.training.learning_rate == 0.5
    assert str(document.redo_label) == "rate 0.7"
    document.redo()
    document.undo()
    document.undo()
    assert document.project is START
    assert document.undo() is Difference.NONE
    document.apply(rate(0.9))
    assert document.redo_label is None, "a new edit forgets what was undone"


def test_the_turn_of_a_knob_is_one_entry() -> None:
    document = Document(START)
    for value in (0.2, 0.3, 0.4):
        document.apply(rate(value, "knob"))
    document.close_merge()
    document.apply(rate(0.6, "knob"))
    document.undo()
    assert document.project.training.learning_rate == 0.4
    document.undo()
    assert document.project is START


def test_turning_back_to_where_it_was_leaves_no_entry() -> None:
    document = Document(START)
    document.apply(rate(0.2, "knob"))
    document.apply(rate(START.training.learning_rate, "knob"))
    assert document.undo_label is None
    assert not document.modified


def test_an_edit_that_changes_nothing_is_none() -> None:
    document = Document(START)
    assert document.apply(rate(START.training.learning_rate)) is Difference.NONE
    assert document.undo_label is None


def test_modified_means_other_than_on_the_disk() -> None:
    document = Document(START)
    document.apply(rate(0.5))
    assert document.modified
    document.mark_saved()
    assert not document.modified
    document.undo()
    assert document.modified
    document.redo()
    assert not document.modified


def test_listeners_hear_every_change() -> None:
    document = Document(START)
    heard = []
    document.listen(lambda project, changed: heard.append((project, changed)))
    document.apply(rate(0.5))
    document.undo()
    document.open(load_example("xor"))
    assert [changed for _, changed in heard][:2] == [Difference.TRAINING] * 2
    assert heard[-1][0].title == "XOR"
    assert document.undo_label is None, "nothing of another project can be undone"

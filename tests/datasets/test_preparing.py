"""A table that was read is divided and standardised, slice by slice."""

from chainrule.datasets.preparing import preparing
from chainrule.datasets.table import Table

TABLE = Table(("a", "b"), ("y",), tuple((float(n), 5.0, float(n % 2)) for n in range(10_000)))


def done(work):
    slices = 0
    while True:
        try:
            next(work)
            slices += 1
        except StopIteration as end:
            return end.value, slices


def test_a_share_of_the_rows_is_kept_aside_and_all_keep_their_order():
    table, slices = done(preparing(TABLE, test_share=0.2))
    assert (len(table.train), len(table.test)) == (8_000, 2_000)
    assert sorted(table.train + table.test) == sorted(TABLE.train), "no row is lost, none twice"
    assert list(table.train) == sorted(table.train), "in the order of the file"
    assert slices > 4, "it can be looked at, and stopped, between slices"
    middle = sum(row[0] for row in table.test) / 2_000
    assert abs(middle - 5_000) < 300, "from everywhere in the table"
    assert done(preparing(TABLE, test_share=0.2))[0] == table, "the same rows every time"
    assert done(preparing(TABLE, test_share=0.2, seed=1))[0] != table


def test_inputs_are_standardised_by_the_training_rows():
    table, slices = done(preparing(TABLE, standardise=True))
    column = [row[0] for row in table.train]
    assert abs(sum(column)) < 1e-6 * len(column)
    assert abs(sum(value * value for value in column) / len(column) - 1) < 1e-3
    assert {row[1] for row in table.train} == {0.0}, "what is the same everywhere becomes 0"
    assert [row[2] for row in table.train[:3]] == [0.0, 1.0, 0.0], "targets stay as they are"
    assert slices > 6


def test_one_row_stays_for_training():
    two = Table(("a",), ("y",), ((1.0, 2.0), (3.0, 4.0)))
    assert len(done(preparing(two, test_share=0.9))[0].train) == 1


def test_without_a_wish_the_table_stays_as_it_is():
    assert done(preparing(TABLE))[0] is TABLE

"""The log: columns that look like rows, and views that share them."""

from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.network.project import LogRow
from chainrule.session.log import CHUNK, Log


def row(update: int, loss: float | None = 1.0, epoch: int | None = None) -> LogRow:
    return LogRow(update, update if epoch is None else epoch, 0.1, 0.0, None, loss, None)


def test_views_of_one_log() -> None:
    short = Log([row(0), row(1)])
    long = short.plus(row(2)).plus(row(3))
    assert [one.update for one in short] == [0, 1], "an older view does not grow"
    branch = short.plus(row(9))
    assert [one.update for one in branch] == [0, 1, 9]
    assert [one.update for one in long] == [0, 1, 2, 3], "a branch leaves the old line alone"
    assert long.until(1) == short
    assert long[-1].update == 3
    assert [one.update for one in long[1:3]] == [1, 2]
    assert long != branch
    assert long == [row(0), row(1), row(2), row(3)]
    assert (row(0), row(1)) == short
    with pytest.raises(IndexError):
        long[4]
    with pytest.raises(IndexError):
        long[-5]


def test_rows_come_out_as_they_went_in() -> None:
    rows = [LogRow(0, 0, 0.1, 0.0, None, 1 / 3, None), LogRow(1, 0, 1e-300, 0.9, 5e22, 0.1, 0.2)]
    log = Log(rows)
    assert list(log) == rows
    assert [log[0], log[1]] == rows
    assert [type(value) for value in log[0]] == [type(value) for value in rows[0]]


rows_of = st.integers(0, 3 * CHUNK)


@settings(max_examples=40, deadline=None)
@given(rows_of, rows_of, rows_of)
def test_every_part_is_that_of_a_list(length: int, one: int, other: int) -> None:
    rows = [row(update, None if update % 3 else update / 7) for update in range(length)]
    log = Log(rows)
    start, stop = min(one, other), max(one, other)
    part = log[start:stop]
    assert len(part) == len(rows[start:stop])
    assert part == rows[start:stop]
    assert list(part) == rows[start:stop]
    assert list(part[-3:]) == rows[start:stop][-3:]
    assert list(log[stop:start:-997]) == rows[stop:start:-997]
    assert list(log.until(stop)) == rows[: stop + 1]
    assert list(log.since(start)) == rows[start:]
    assert log.column("update", start, stop).tolist() == [one.update for one in rows[start:stop]]
    losses = [None if isnan(loss) else loss for loss in log.column("train_loss", start, stop)]
    assert losses == [one.train_loss for one in rows[start:stop]]
    branch = log.until(start).plus(row(99_999))
    assert list(branch) == [*rows[: start + 1], row(99_999)]
    assert list(log) == rows
    assert part.plus(row(99_999)) == [*rows[start:stop], row(99_999)]


def test_a_column_is_a_copy() -> None:
    log = Log([row(0), row(1)])
    column = log.column("train_loss")
    column[0] = 5.0
    assert log[0].train_loss == 1.0
    assert len(log.plus(row(2))) == 3, "a column that is held does not keep the log from growing"


def test_a_row_that_was_the_last_is_remembered_as_the_same() -> None:
    log = Log([row(0), row(1)])
    last = log[-1]
    grown = log.plus(row(2))
    assert grown[1] is last, "so that a plot knows what it has drawn"


def test_the_end_of_an_epoch() -> None:
    log = Log(row(update, epoch=update // 3) for update in range(5, 20))
    assert log.end_of_epoch(4) == 12
    assert log.end_of_epoch(9) is None
    assert log.end_of_epoch(0) == 5


def test_equal_logs_of_different_origin() -> None:
    rows = [row(update, update / 3) for update in range(CHUNK + 10)]
    one, other = Log(rows), Log(rows)
    assert one == other
    assert one != other.plus(row(99_999))
    assert one.plus(row(1, 0.0)) == other.plus(row(1, -0.0)), "as rows they are equal"
    assert one.until(CHUNK + 8).plus(row(77)) != other

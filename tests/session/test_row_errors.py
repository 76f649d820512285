"""Which rows are worst, and what errors are measured by."""

import math

import numpy as np

from chainrule.session.output_rows import OutputRows
from chainrule.session.row_errors import RowErrors

ROWS = ((5.0, 0.0), (6.0, 1.0), (7.0, 1.0), (8.0, 0.0))


def test_the_largest_error_comes_first_and_equal_ones_stay_in_order():
    errors = RowErrors(ROWS, [1])
    outputs = OutputRows(np.array([[0.1, 0.4, 0.9, 0.6]]))
    assert errors.worst_first(outputs) == [1, 3, 0, 2]
    assert errors.spread == 1.0


def test_what_is_no_number_is_the_worst():
    errors = RowErrors(ROWS, [1])
    assert errors.worst_first([[0.0], [1.0], [math.nan], [0.5]])[0] == 2


def test_of_several_outputs_the_worst_counts():
    errors = RowErrors(((0.0, 1.0), (0.0, 1.0)), [0, 1])
    assert errors.of([[0.0, 0.2], [0.5, 0.9]]).tolist() == [0.8, 0.5]


def test_equal_targets_are_measured_by_one():
    assert RowErrors(((2.0,),), [0]).spread == 1.0

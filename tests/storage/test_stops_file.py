"""Stop marks in the file: the second version of the format, written only where there are any."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chainrule.network.stops import Stops
from chainrule.storage.examples import load_example
from chainrule.storage.project_file import project_from_bytes, project_to_bytes, read_project

if TYPE_CHECKING:
    from collections.abc import Callable

    Plain = dict[str, Any]
    Refusal = Callable[[object], str]

GOLDEN = Path(__file__).parent / "golden"
MARKS = Stops((("delta", "h1"), ("multiply", "w[x1->h1]")), ("h1",), ("backward",))


def test_a_file_without_marks_stays_a_file_of_version_1_byte_for_byte() -> None:
    old = GOLDEN / "version-1.chainrule"
    assert project_to_bytes(read_project(old)) == old.read_bytes()
    assert b'"version": 1' in project_to_bytes(load_example("article"))


def test_marks_make_a_file_of_version_2_and_come_back() -> None:
    project = replace(load_example("article"), stops=MARKS)
    written = project_to_bytes(project)
    assert json.loads(written)["version"] == 2
    assert project_from_bytes(written) == project
    unmarked = replace(project, stops=Stops())
    assert project_to_bytes(unmarked) == project_to_bytes(load_example("article"))


def test_the_golden_file_has_marks_of_every_sort() -> None:
    stops = read_project(GOLDEN / "version-2.chainrule").stops
    assert len(stops.rows) == 4
    assert ("loss", "L") in stops.rows
    assert stops.neurons == ("x1", "夜")
    assert stops.phases == ("backward", "update")


@pytest.fixture
def marked() -> Plain:
    return json.loads(project_to_bytes(replace(load_example("article"), stops=MARKS)))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colour": 1}, "$.stops.colour: there is no such field in a project"),
        ({"neurons": ["h9"]}, '$.stops.neurons[0]: the network has no step of "h9" to stop at'),
        ({"neurons": ["h1", "h1"]}, "$.stops.neurons[1]: the same stop mark is given twice"),
        (
            {"phases": ["sideways"]},
            '$.stops.phases[0]: "sideways" is not one of forward, loss, backward, update',
        ),
        ({"phases": 3}, "$.stops.phases: expected one of forward, loss, backward, update, "
                        "got a number"),
    ],
)  # fmt: skip
def test_marks_that_do_not_fit_are_refused(
    marked: Plain, refusal: Refusal, change: Plain, told: str
) -> None:
    assert refusal({**marked, "stops": change}) == told


@pytest.mark.parametrize(
    ("operation", "target"),
    [("delta", "b[h1]"), ("delta", "h9"), ("velocity", "h1"), ("loss", "h1"), ("multiply", "L")],
)
def test_a_row_of_another_target_is_refused(
    marked: Plain, refusal: Refusal, operation: str, target: str
) -> None:
    rows = [{"operation": operation, "target": target}]
    told = refusal({**marked, "stops": {"rows": rows}})
    assert told == f'$.stops.rows[0].target: the network has no step of "{target}" to stop at'


def test_an_operation_that_there_is_not_is_refused(marked: Plain, refusal: Refusal) -> None:
    told = refusal({**marked, "stops": {"rows": [{"operation": "sing", "target": "h1"}]}})
    assert told.startswith('$.stops.rows[0].operation: "sing" is not one of input, multiply')


def test_version_1_has_no_marks(marked: Plain, refusal: Refusal) -> None:
    told = refusal({**marked, "version": 1})
    assert told == "$.stops: there is no such field in a project"

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from chainrule.network.project import LogRow, State
from chainrule.session.run import Run
from chainrule.storage import project_file
from chainrule.storage.examples import load_example
from chainrule.storage.project_file import project_from_bytes, project_to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    Plain = dict[str, Any]
    Refusal = Callable[[object], str]


@pytest.fixture
def trained() -> Plain:
    """XOR with a batch size of 1, in the middle of its second epoch, as plain JSON values."""
    project = load_example("xor")
    run = Run(replace(project, training=replace(project.training, batch_size=1, shuffle=True)))
    for _ in range(6):
        run.train()
    return json.loads(project_to_bytes(run.project_now(run.project)))


def test_the_state_is_read_as_it_was_written(trained: Plain) -> None:
    project = project_from_bytes(json.dumps(trained).encode())
    assert project.state is not None
    assert (project.state.update, project.state.epoch, project.state.position) == (6, 1, 2)
    assert [row.update for row in project.state.log] == list(range(7))
    assert set(project.state.initial) == set(project.network.parameter_names)
    assert project.state.initial == load_example("xor").network.parameters


def test_a_run_goes_on_from_the_file_bit_for_bit(trained: Plain) -> None:
    project = project_from_bytes(json.dumps(trained).encode())
    read = Run(project)
    whole = Run(replace(load_example("xor"), training=project.training))
    for _ in range(20):
        whole.train()
    for _ in range(14):
        read.train()
    assert read.project_now(project) == whole.project_now(whole.project)


def test_an_empty_state_is_a_fresh_run() -> None:
    project = replace(load_example("or"), state=State())
    assert project_from_bytes(project_to_bytes(project)) == project


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (["update"], -1, "$.state.update: expected 0 or more"),
        (["update"], 1.5, "expected a whole number"),
        (["epoch"], "1", "$.state.epoch: expected a whole number, got text"),
        (["position"], 4, "$.state.position: the epoch has only 4 samples"),
        (["batch_size"], None, "$.state.batch_size: expected a whole number, got null"),
        (["colour"], 1, "$.state.colour: there is no such field in a project"),
        (["slots"], [], "$.state.slots: expected an object, got a list"),
        (["slots", "velocity"], 1, "$.state.slots.velocity: expected an object, got a number"),
        (
            ["slots", "velocity", "b[h1]"],
            "x",
            '$.state.slots.velocity["b[h1]"]: expected a number, got text',
        ),
        (
            ["slots", "velocity", "b[h9]"],
            0,
            '$.state.slots.velocity["b[h9]"]: the network has no such parameter',
        ),
        (["initial", "b[y1]"], True, '["b[y1]"]: expected a number, got true or false'),
        (["initial"], {"b[y1]": 0}, '$.state.initial["w[x1->h1]"]: the parameter is missing here'),
        (["random"], None, "$.state.random: this field is missing: the epoch has begun"),
        (["random", "seed"], -3, "$.state.random.seed: expected 0 or more"),
        (["random", "order"], [0, 1, 2], "expected every row of the training set once"),
        (["random", "order"], [0, 1, 2, 2], "expected every row of the training set once"),
        (["random", "order"], [1, 2, 3, 4], "expected every row of the training set once"),
        (["random", "order"], [], "expected every row of the training set once"),
        (["random", "order", 1], 0.5, "$.state.random.order[1]: expected a whole number"),
        (["log", 3], [3, 0, 0.5], "$.state.log[3]: expected 7 entries"),
        (["log", 3, 5], "low", "$.state.log[3][5]: expected a number or null, got text"),
        (["log", 3, 2], None, "$.state.log[3][2]: expected a number, got null"),
        (["log", 3, 0], 2, "$.state.log[3][0]: expected a later update than in the row before"),
        (["log", 6, 0], 7, "$.state.log[6][0]: expected no update after the last one, 6"),
        (["log", 0, 0], -1, "$.state.log[0][0]: expected 0 or more"),
    ],
)
def test_a_state_that_does_not_fit_is_refused(
    trained: Plain, refusal: Refusal, path: list[Any], value: object, told: str
) -> None:
    *inside, last = path
    target: Any = trained["state"]
    for step in inside:
        target = target[step]
    target[last] = value
    assert told in refusal(trained)


@pytest.mark.parametrize("last", [1000, 1001])
def test_a_log_too_long_to_be_opened_again_is_thinned(
    last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tuple(LogRow(update, 0, 0.5, 0.9, 0.1, 0.2, None) for update in range(last + 1))
    project = replace(load_example("or"), state=State(update=last, log=log))
    room = len(project_to_bytes(project)) // 3
    monkeypatch.setattr(project_file, "LARGEST", room)
    written = project_to_bytes(project)
    assert len(written) <= room
    read = project_from_bytes(written)
    assert read.state is not None
    updates = [row.update for row in read.state.log]
    assert (updates[0], updates[-1]) == (0, last), "an end of the log is lost"
    assert len(updates) > 200, "more was left out than was necessary"
    assert replace(read, state=replace(read.state, log=log)) == project

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Data, Project, Training
from chainrule.storage import project_file
from chainrule.storage.atomic import WriteError
from chainrule.storage.examples import load_example
from chainrule.storage.project_file import (
    ReadError,
    project_from_bytes,
    project_to_bytes,
    read_project,
    write_project,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Plain = dict[str, Any]
    Refusal = Callable[[object], str]

GOLDEN = Path(__file__).parent / "golden"

LEAST = {
    "format": "chainrule-project",
    "version": 1,
    "network": {"neurons": [], "connections": []},
}


def put(plain: Plain, path: str, value: object) -> Plain:
    """Set the value at a path such as `network.neurons.2.bias`."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    inner: Any = plain
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return plain


@pytest.mark.parametrize("file", sorted(GOLDEN.iterdir()), ids=lambda file: file.name)
def test_the_file_of_a_released_version_is_read(file: Path) -> None:
    project = read_project(file)
    assert project.title == 'Golden "one"\n— every field'
    assert {neuron.activation for neuron in project.network.neurons} == set(Activation)
    assert project.network.by_key["x1", "h2"].locked
    assert project.network.by_id["x1"].label == "Größe"
    assert project.data.train[1] == (1 / 3, 5e-324, 0.25, 0.75)
    assert project.training.nesterov
    assert project.state is not None
    assert project.state.slots["steps"]["b[夜]"] == 3.0
    assert project.state.log[0].batch_loss is None


def test_the_file_of_this_version_is_written_back_byte_for_byte() -> None:
    file = GOLDEN / f"version-{project_file.VERSION}.chainrule"
    assert project_to_bytes(read_project(file)) == file.read_bytes()


def test_every_version_has_a_golden_file_and_a_migration() -> None:
    versions = range(1, project_file.VERSION + 1)
    assert {file.stem for file in GOLDEN.iterdir()} == {f"version-{n}" for n in versions}
    assert set(project_file.MIGRATIONS) == set(versions[:-1])


def test_an_older_version_is_migrated_step_by_step(
    plain: Plain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project_file, "VERSION", 3)
    steps = {
        1: lambda old: {**old, "title": f"{old['title']}, once"},
        2: lambda old: {**old, "title": f"{old['title']}, twice"},
    }
    monkeypatch.setattr(project_file, "MIGRATIONS", steps)
    project = project_from_bytes(json.dumps(plain).encode())
    assert project.title == "One step by hand, once, twice"


def test_what_is_left_out_has_its_default() -> None:
    assert project_from_bytes(json.dumps(LEAST).encode()) == Project()
    network = {
        "neurons": [{"id": "x1", "role": "input"}, {"id": "h1", "role": "hidden"}],
        "connections": [{"source": "x1", "target": "h1", "weight": 2}],
    }
    project = project_from_bytes(json.dumps(LEAST | {"network": network}).encode())
    assert project.network.neurons[1] == Neuron("h1", Role.HIDDEN, Activation.LINEAR, 0.0)
    assert project.network.connections == (Connection("x1", "h1", 2.0),)
    assert project.training == Training()


def test_the_example_of_the_format_is_written_with_a_line_for_each_thing() -> None:
    text = project_to_bytes(load_example("article")).decode()
    assert text.endswith("}\n")
    lines = [line.strip() for line in text.splitlines()]
    assert '{"source": "x1", "target": "h1", "weight": 0.3},' in lines
    assert "[0.5, 0.8, 0.8]" in lines
    assert any(line.startswith('{"id": "h1"') and '"bias": 0.1' in line for line in lines)
    assert '"locked"' not in text, "a default was written"
    assert '"state"' not in text, "a fresh project has no state"


def test_numbers_are_written_as_floats_however_they_were_given() -> None:
    neurons = (Neuron("x", Role.INPUT, x=1, y=2), Neuron("y", Role.OUTPUT, bias=3))
    network = Network(neurons, (Connection("x", "y", 4),))
    data = Data(("x",), ("y",), ((5, 6),))
    project = Project("", network, data=data, training=Training(learning_rate=1))
    written = project_to_bytes(project)
    assert b'"weight": 4.0' in written
    assert b"[5.0, 6.0]" in written
    again = project_from_bytes(written)
    assert again == project
    assert project_to_bytes(again) == written


def test_the_place_and_what_was_expected_are_named(plain: Plain, refusal: Refusal) -> None:
    put(plain, "network.neurons.2.bias", "much")
    assert refusal(plain) == "$.network.neurons[2].bias: expected a number, got text"


ACTIVATIONS = ", ".join(Activation)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("title", 3, "$.title: expected text, got a number"),
        ("network", [], "$.network: expected an object, got a list"),
        ("network.neurons", {}, "$.network.neurons: expected a list, got an object"),
        ("network.neurons.0", "x1", "$.network.neurons[0]: expected an object, got text"),
        ("network.neurons.0.id", None, "$.network.neurons[0].id: expected text, got null"),
        (
            "network.neurons.2.bias_locked",
            1,
            "$.network.neurons[2].bias_locked: expected true or false, got a number",
        ),
        (
            "network.connections.1.weight",
            True,
            "$.network.connections[1].weight: expected a number, got true or false",
        ),
        ("data.train.0", 3, "$.data.train[0]: expected a list, got a number"),
        ("data.train.0.1", None, "$.data.train[0][1]: expected a number, got null"),
        ("training.nesterov", "no", "$.training.nesterov: expected true or false, got text"),
        (
            "training.batch_size",
            "4",
            "$.training.batch_size: expected a whole number, got text",
        ),
        (
            "training.batch_size",
            4.0,
            "$.training.batch_size: expected a whole number, got a number with a decimal point",
        ),
        (
            "training.batch_size",
            False,
            "$.training.batch_size: expected a whole number, got true or false",
        ),
        ("training.batch_size", -1, "$.training.batch_size: expected 0 or more"),
        ("training.seed", 2**64, f"$.training.seed: expected {2**63 - 1} or less"),
        ("training.l2", -0.5, "$.training.l2: expected 0 or more, got -0.5"),
        ("training.learning_rate", -1, "$.training.learning_rate: expected 0 or more, got -1.0"),
        (
            "training.momentum",
            1,
            "$.training.momentum: momentum is at least 0 and below 1, got 1.0",
        ),
        ("state", [], "$.state: expected an object or null, got a list"),
    ],
)
def test_a_wrong_value_is_refused(
    plain: Plain, refusal: Refusal, path: str, value: object, told: str
) -> None:
    assert refusal(put(plain, path, value)) == told


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("network.neurons.0.role", "input, hidden, output"),
        ("network.neurons.2.activation", ACTIVATIONS),
        (
            "loss",
            "half_squared_error, mean_squared_error, binary_cross_entropy, cross_entropy",
        ),
        ("training.optimizer", "sgd, rmsprop, adam"),
        ("training.reduction", "mean, sum"),
    ],
)
def test_the_allowed_words_are_named(plain: Plain, refusal: Refusal, path: str, words: str) -> None:
    assert refusal(put(plain, path, "Relu6")).endswith(f': "Relu6" is not one of {words}')
    assert refusal(put(plain, path, 6)).endswith(f": expected one of {words}, got a number")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("colour", "$.colour"),
        ("network.colour", "$.network.colour"),
        ("network.neurons.1.colour", "$.network.neurons[1].colour"),
        ("network.connections.1.colour", "$.network.connections[1].colour"),
        ("data.colour", "$.data.colour"),
        ("training.two words", '$.training["two words"]'),
        ("training.`tick` - at `$.loss`", '$.training["`tick` - at `$.loss`"]'),
    ],
)
def test_an_unknown_field_is_refused(plain: Plain, refusal: Refusal, path: str, place: str) -> None:
    *inside, name = path.split(".", path.count(".") if "`" not in path else 1)
    target = plain
    for step in inside:
        target = target[int(step) if step.isdigit() else step]
    target[name] = 1
    assert refusal(plain) == f"{place}: there is no such field in a project"


@pytest.mark.parametrize(
    ("inside", "name", "place"),
    [
        (["network"], "neurons", "$.network.neurons"),
        (["network", "neurons", 0], "id", "$.network.neurons[0].id"),
        (["network", "neurons", 0], "role", "$.network.neurons[0].role"),
        (["network", "connections", 2], "weight", "$.network.connections[2].weight"),
        ([], "network", "$.network"),
    ],
)
def test_a_missing_field_is_refused(
    plain: Plain, refusal: Refusal, inside: list[Any], name: str, place: str
) -> None:
    target: Any = plain
    for step in inside:
        target = target[step]
    del target[name]
    assert refusal(plain) == f"{place}: this field is missing"


@pytest.mark.parametrize("field", ["activation", "bias", "bias_locked"])
def test_an_input_has_no_activation_and_no_bias(plain: Plain, refusal: Refusal, field: str) -> None:
    value = {"activation": "linear", "bias": 0, "bias_locked": False}[field]
    put(plain, f"network.neurons.0.{field}", value)
    assert refusal(plain) == f"$.network.neurons[0].{field}: an input has no such field"


@pytest.mark.parametrize("found", [None, "chainrule", 1, "CHAINRULE-PROJECT"])
def test_another_format_is_refused(plain: Plain, refusal: Refusal, found: object) -> None:
    told = refusal(put(plain, "format", found))
    assert told == '$.format: expected "chainrule-project": this is no Chainrule project'


@pytest.mark.parametrize("plain_file", [[], 3, "text", None, True])
def test_another_document_is_refused(refusal: Refusal, plain_file: object) -> None:
    assert refusal(plain_file).startswith("$: expected an object")


def test_a_newer_version_is_refused_before_its_fields_are_looked_at(refusal: Refusal) -> None:
    newer = {"format": "chainrule-project", "version": 7, "layers": []}
    told = "$.version: made by a newer Chainrule: version 7, this one reads up to 2"
    assert refusal(newer) == told


@pytest.mark.parametrize("version", [0, -1, 1.0, True, "1", None, [1]])
def test_what_is_no_version_is_refused(plain: Plain, refusal: Refusal, version: object) -> None:
    told = "$.version: expected a whole number from 1 on"
    assert refusal(put(plain, "version", version)) == told


def test_what_the_model_refuses_is_refused_with_its_place(plain: Plain, refusal: Refusal) -> None:
    back = {"source": "h1", "target": "x1", "weight": 1}
    told = "$.network.connections[1].target: x1 is an input and takes no connections"
    assert refusal(put(plain, "network.connections.1", back)) == told


def test_a_loop_is_refused(plain: Plain, refusal: Refusal) -> None:
    plain["network"]["connections"].append({"source": "y1", "target": "h1", "weight": 1})
    told = refusal(plain)
    assert told.startswith("$.network.connections[")
    assert told.endswith("closes a loop")


def test_a_duplicate_connection_is_refused(plain: Plain, refusal: Refusal) -> None:
    plain["network"]["connections"].append({"source": "x1", "target": "h1", "weight": 1})
    assert refusal(plain) == "$.network.connections[3]: x1 and h1 are already connected"


def test_a_row_of_the_wrong_length_is_refused(plain: Plain, refusal: Refusal) -> None:
    put(plain, "data.test", [[1, 2, 3], [1, 2]])
    assert refusal(plain) == "$.data.test[1]: expected 3 numbers, got 2"


def test_a_loss_that_does_not_fit_the_outputs_is_refused(plain: Plain, refusal: Refusal) -> None:
    told = refusal(put(plain, "loss", "cross_entropy"))
    assert told == "$.loss: cross_entropy needs softmax outputs"


def test_a_foreign_text_in_an_error_stays_on_one_line(plain: Plain, refusal: Refusal) -> None:
    put(plain, "network.connections.0.source", "\x1b[2J\n" * 1000)
    assert len(refusal(plain)) < 300
    put(plain, "loss", "\x1b[2J\n" * 1000)
    assert len(refusal(plain)) < 300


@pytest.mark.parametrize("path", ["title", "network.neurons.0.label", "network.neurons.0.id"])
def test_half_a_character_is_refused(plain: Plain, refusal: Refusal, path: str) -> None:
    put(plain, path, "a\ud800")
    assert refusal(plain).startswith("$.")


def test_a_file_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"^the file cannot be read: no such file or directory$"):
        read_project(tmp_path / "none.chainrule")
    with pytest.raises(ReadError, match=r"^the file cannot be read: is a directory$"):
        read_project(tmp_path)


def test_a_file_is_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "a.chainrule"
    project = load_example("xor")
    write_project(project, path)
    assert read_project(path) == project


def test_a_number_that_is_not_finite_is_never_written(tmp_path: Path) -> None:
    project = load_example("article")
    first, *others = project.network.neurons
    adrift = Network((replace(first, x=float("nan")), *others), project.network.connections)
    path = tmp_path / "a.chainrule"
    write_project(project, path)
    with pytest.raises(WriteError, match="not finite"):
        write_project(replace(project, network=adrift), path)
    assert read_project(path) == project, "the file before it is gone"


def test_half_a_character_is_never_written() -> None:
    with pytest.raises(WriteError, match="half a character"):
        project_to_bytes(replace(load_example("article"), title="\ud800"))


def test_a_project_too_large_to_be_opened_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_file, "LARGEST", 500)
    with pytest.raises(WriteError, match="larger than"):
        project_to_bytes(load_example("article"))

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chainrule.network.graph import Connection, GraphError, Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.network.project import Data, LogRow, Project, Randomness, State, Training
from chainrule.storage.project_file import ReadError, project_from_bytes, project_to_bytes

GOLDEN = (Path(__file__).parent / "golden" / "version-1.chainrule").read_bytes()
OUTPUT_KINDS = {
    Loss.BINARY_CROSS_ENTROPY: (Activation.SIGMOID,),
    Loss.CROSS_ENTROPY: (Activation.SOFTMAX,),
}
HIDDEN_KINDS = tuple(kind for kind in Activation if kind is not Activation.SOFTMAX)

numbers = st.floats(allow_nan=False, allow_infinity=False)
sizes = st.floats(min_value=0, allow_nan=False, allow_infinity=False)
wholes = st.integers(0, 2**63 - 1)
ids = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=64)
texts = st.text(st.characters(exclude_categories=("Cs",)))
places = st.none() | numbers

GO_IN = st.sampled_from([True, True, True, False])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=4,
)
"""any JSON value, and the numbers that JSON lacks"""


@st.composite
def networks(draw: st.DrawFn, loss: Loss) -> Network:
    names = draw(st.lists(ids, max_size=7, unique=True))
    inputs = draw(st.integers(0, len(names)))
    outputs = draw(st.integers(0, len(names) - inputs))
    kinds = OUTPUT_KINDS.get(loss, HIDDEN_KINDS)
    neurons = []
    for index, name in enumerate(names):
        look = {"label": draw(st.none() | texts), "x": draw(places), "y": draw(places)}
        if index < inputs:
            neurons.append(Neuron(name, Role.INPUT, **look))
            continue
        hidden = index < len(names) - outputs
        kind = draw(st.sampled_from(HIDDEN_KINDS if hidden else kinds))
        role = Role.HIDDEN if hidden else Role.OUTPUT
        neurons.append(Neuron(name, role, kind, draw(numbers), draw(st.booleans()), **look))
    pairs = [
        (source.id, target.id)
        for at, target in enumerate(neurons)
        for source in neurons[:at]
        if not target.is_input and source.activation is not Activation.SOFTMAX
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    links = tuple(Connection(*pair, draw(numbers), draw(st.booleans())) for pair in chosen)
    shuffled = tuple(draw(st.permutations(neurons)))
    try:
        return Network(shuffled, links)
    except GraphError:
        return Network(shuffled)


@st.composite
def states(draw: st.DrawFn, network: Network, rows: int) -> State:
    values = st.fixed_dictionaries(dict.fromkeys(network.parameter_names, numbers))
    updates = sorted(draw(st.sets(wholes, max_size=4)))
    losses = st.none() | numbers
    log = tuple(
        LogRow(
            update, draw(wholes), draw(numbers), draw(numbers), *(draw(losses) for _ in range(3))
        )
        for update in updates
    )
    order = tuple(draw(st.permutations(range(rows))))
    return State(
        max(updates, default=0),
        draw(wholes),
        draw(st.integers(0, max(0, rows - 1))),
        draw(wholes),
        draw(st.dictionaries(texts, values, max_size=2)),
        Randomness(draw(wholes), order),
        draw(values | st.just({})),
        log,
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    loss = draw(st.sampled_from(Loss))
    network = draw(networks(loss))
    inputs = tuple(draw(st.permutations([neuron.id for neuron in network.inputs])))
    targets = tuple(draw(st.permutations([neuron.id for neuron in network.outputs])))
    width = len(inputs) + len(targets)
    rows = st.lists(st.tuples(*[numbers] * width), max_size=3).map(tuple)
    data = Data(inputs, targets, draw(rows), draw(rows))
    training = Training(
        draw(st.sampled_from(Optimizer)),
        draw(sizes),
        draw(st.floats(0, 1, exclude_max=True)),
        draw(st.booleans()),
        draw(wholes),
        draw(st.booleans()),
        draw(wholes),
        draw(st.sampled_from(Reduction)),
        draw(sizes),
        draw(sizes),
    )
    state = draw(st.none() | states(network, len(data.train)))
    return Project(draw(texts), network, loss, data, training, state)


@settings(max_examples=150, deadline=None)
@given(projects())
def test_a_project_comes_back_equal_and_its_bytes_stay(project: Project) -> None:
    written = project_to_bytes(project)
    read = project_from_bytes(written)
    assert read == project
    assert project_to_bytes(read) == written


def refused_or_whole(data: bytes) -> None:
    """Read bytes: either they are refused with a printable line, or a project stands."""
    refused = None
    try:
        project = project_from_bytes(data)
    except ReadError as error:
        refused = str(error)
    if refused is None:
        assert project_from_bytes(project_to_bytes(project)) == project
    else:
        assert refused.isprintable(), f"not one printable line: {refused[:200]!r}"


@settings(max_examples=300, deadline=None)
@given(
    at=st.integers(0, len(GOLDEN)),
    length=st.integers(0, 20),
    instead=st.binary(max_size=6)
    | st.text(string.digits + '"[]{},:.-+eE\\ntfu', max_size=6).map(str.encode),
)
@example(at=0, length=0, instead=b"\xef\xbb\xbf")
def test_a_spoilt_file_is_refused_or_sound(at: int, length: int, instead: bytes) -> None:
    refused_or_whole(GOLDEN[:at] + instead + GOLDEN[at + length :])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(GOLDEN) - 3))
def test_a_file_cut_short_is_refused(length: int) -> None:
    with pytest.raises(ReadError):
        project_from_bytes(GOLDEN[:length])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_foreign_value_anywhere_is_refused_or_sound(data: st.DataObject) -> None:
    top = {"file": json.loads(GOLDEN)}
    inner: Any = top
    step: Any = "file"
    while inner[step] and isinstance(inner[step], dict | list) and data.draw(GO_IN):
        inner = inner[step]
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        step = data.draw(st.sampled_from(keys))
    inner[step] = data.draw(ANYTHING)
    refused_or_whole(json.dumps(top["file"]).encode())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    refused_or_whole(data)

from dataclasses import replace

import pytest

from chainrule.network.project import Project
from chainrule.session.asked import Asked, AskedKind
from chainrule.session.frame import Frame
from chainrule.session.moment import Moment, ready_moment
from chainrule.session.operations import Kind, Phase
from chainrule.storage.examples import load_example
from chainrule.teaching.asked_sentences import asked_sentence
from chainrule.teaching.sentences import sentence
from helpers.made import trained


@pytest.fixture(scope="module")
def classes() -> Project:
    return trained("blobs", 1)


def asking(
    project: Project,
    values: tuple[float, ...],
    kind: AskedKind = AskedKind.DRAWING,
    row: int | None = None,
) -> Moment:
    names = [neuron.id for neuron in project.network.outputs]
    sent = {(Kind.ACTIVATE, name): value for name, value in zip(names, values, strict=True)}
    frame = Frame(Phase.FORWARD, sent)
    return replace(ready_moment(project), frame=frame, asked=Asked(kind, {}, row))


def test_a_clear_drawing_is_named_with_the_next_best(classes: Project) -> None:
    told = sentence(asking(classes, (0.02, 0.975, 0.005)))
    assert told.template.startswith("Your drawing looks like a {output1}")
    assert told.values == {"output1": "y2", "share1": 0.975, "output2": "y1", "share2": 0.02}


def test_an_eight_is_an_eight(classes: Project) -> None:
    neurons = tuple(
        replace(neuron, label="8") if neuron.id == "y2" else neuron
        for neuron in classes.network.neurons
    )
    eight = replace(classes, network=replace(classes.network, neurons=neurons))
    told = asked_sentence(asking(eight, (0.02, 0.975, 0.005)))
    assert told is not None
    assert told.template.startswith("Your drawing looks like an {output1}")


def test_a_network_may_be_unsure(classes: Project) -> None:
    told = asked_sentence(asking(classes, (0.4, 0.35, 0.25)))
    assert told is not None
    assert told.template.startswith("The network is not sure")


def test_a_test_sample_is_judged(classes: Project) -> None:
    row = next(at for at, cells in enumerate(classes.data.test) if cells[2] == 1.0)
    right = asked_sentence(asking(classes, (0.9, 0.06, 0.04), AskedKind.TEST, row))
    assert right is not None
    assert right.template.startswith("Right, it is {output1}")
    wrong = asked_sentence(asking(classes, (0.1, 0.86, 0.04), AskedKind.TEST, row))
    assert wrong is not None
    assert wrong.template.startswith("Wrong")
    assert (wrong.values["output1"], wrong.values["target"]) == ("y2", "y1")


def test_a_number_is_told_as_one() -> None:
    told = asked_sentence(asking(load_example("xor"), (0.25,), AskedKind.POINT))
    assert told is not None
    assert told.values == {"output": "y1", "value": 0.25}


def test_nothing_is_said_where_nothing_is_asked(classes: Project) -> None:
    assert asked_sentence(ready_moment(classes)) is None

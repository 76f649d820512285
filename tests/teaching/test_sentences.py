"""The sentences of the strip: plain words, right numbers, in every state."""

import dataclasses

import pytest

from chainrule.network.edits import set_training
from chainrule.network.message import Message
from chainrule.network.project import Project
from chainrule.session.document import Document, Edit
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.session.speed import SPEEDS
from chainrule.storage.examples import load_example
from chainrule.teaching.sentences import counter, sentence


def session_of(name: str, granularity: Granularity = Granularity.LAYER) -> Session:
    session = Session(Document(load_example(name)))
    session.granularity = granularity
    return session


def told(session: Session, steps: int) -> Message:
    for _ in range(steps):
        session.step()
        session.finish_animation()
    return sentence(session.moment())


def test_the_first_example_layer_by_layer() -> None:
    session = session_of("article")
    assert "step forward" in str(told(session, 0))
    first = told(session, 1)
    assert first.template.startswith("{neuron} adds up what reaches it, {sum}, and squashes")
    assert first.values["neuron"] == "h1"
    assert first.values["sum"] == pytest.approx(0.73)
    assert "sends on the sum as it is" in told(session, 1).template
    mark = told(session, 1)
    assert "below its target" in mark.template
    assert mark.values["miss"] == pytest.approx(0.3300778909670746)
    blame = told(session, 1)
    assert blame.values["weight"] == "w[h1->y1]"
    assert blame.template.endswith("Raising {weight} will lower the loss.")
    assert told(session, 1).values["neuron"] == "h1"
    moved = told(session, 1)
    assert "rises" in moved.template
    assert moved.values["weight"] == "b[y1]", "the bias of the output moves most"


def test_every_operation_has_its_sentence() -> None:
    session = session_of("xor", Granularity.OPERATION)
    for _ in range(231):
        session.step()
        session.finish_animation()
        assert "{" not in str(sentence(session.moment())), "every value is named"


def test_momentum_that_carries_on_against_the_gradient() -> None:
    session = session_of("article", Granularity.BATCH)
    session.edit(Edit(Message("", ""), lambda project: set_training(project, momentum=0.9)))
    templates = []
    for _ in range(12):
        templates.append(told(session, 1).template)
    assert any(template.startswith("The gradient pulls {weight} down") for template in templates)


def test_after_an_epoch() -> None:
    session = session_of("xor", Granularity.EPOCH)
    after = told(session, 3)
    assert str(after).startswith("All 4 outputs are now within")
    assert after.values["miss"] == pytest.approx(
        max(abs(row[0] - y) for row, y in zip(session.moment().outputs, (0, 1, 1, 0), strict=True))
    )


def test_nothing_to_do_is_said_too() -> None:
    empty = Session(Document(Project()))
    assert "empty canvas" in str(sentence(empty.moment()))
    article = load_example("article")
    without = dataclasses.replace(article, data=dataclasses.replace(article.data, train=()))
    assert "no samples" in str(sentence(Session(Document(without)).moment()))


def test_the_counter_at_the_right() -> None:
    session = session_of("article")
    told(session, 1)
    assert str(counter(session.moment())) == "Layer 1 of 2"
    session.granularity = Granularity.OPERATION
    told(session, 1)
    assert str(counter(session.moment())) == "Step 7 of 37"
    batch = session_of("xor", Granularity.SAMPLE)
    told(batch, 2)
    assert str(counter(batch.moment())) == "Sample 2 of 4"
    told(batch, 2)
    assert str(counter(batch.moment())) == "Update 1"
    batch.speed = SPEEDS[-1]
    batch.play()
    assert str(counter(batch.moment())) == "Running, pulses off"

"""The sentences of the strip: plain words, right numbers, in every state."""

import dataclasses

import pytest

from chainrule.network.edits import (
    add_neuron,
    connect,
    set_locked,
    set_parameters,
    set_training,
)
from chainrule.network.graph import Neuron
from chainrule.network.message import Message
from chainrule.network.names import Activation, Role
from chainrule.network.project import Project
from chainrule.session.document import Document, Edit
from chainrule.session.moment import ready_moment
from chainrule.session.operations import Granularity, Kind
from chainrule.session.session import Session
from chainrule.session.speed import SPEEDS
from chainrule.storage.examples import load_example
from chainrule.teaching.health_sentences import stop_sentence
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
    assert "Press Step forward to send the first sample" in str(told(session, 0))
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


@pytest.mark.parametrize("example", ["xor", "article", "or"])
def test_every_operation_has_its_sentence(example: str) -> None:
    session = session_of(example, Granularity.OPERATION)
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
    assert str(after).startswith("All four outputs are now within")
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


def test_weights_whose_inputs_are_0_are_not_said_to_be_free_of_blame() -> None:
    session = session_of("xor")  # its first row is (0, 0): no weight passes a signal
    backward = told(session, 5)
    assert session.moment().frame.value(Kind.DELTA, "h1") != 0.0
    assert "only their biases get a gradient" in str(backward)
    assert str(backward).startswith("3 neurons get blame")


def test_a_layer_that_no_blame_reaches() -> None:
    article = load_example("article")
    met = dataclasses.replace(
        article, data=dataclasses.replace(article.data, train=((0.0, 0.0, 0.0),))
    )
    quiet = set_parameters(met, {"b[y1]": 0.0, "w[h1->y1]": 0.0})
    session = Session(Document(quiet))
    assert "meets its target" in str(told(session, 3))
    assert str(told(session, 1)).startswith("No blame comes back")


def test_neurons_that_all_send_the_same() -> None:
    session = session_of("xor")
    assert str(told(session, 1)) == "3 neurons add up what reaches them, and each sends on 0.5."


def test_a_sample_waits_for_its_batch() -> None:
    session = session_of("xor", Granularity.SAMPLE)
    assert "too high for this sample; its gradients wait" in str(told(session, 1))
    assert "too low for this sample; its gradients wait" in str(told(session, 1))
    told(session, 1)
    assert str(told(session, 1)).startswith("4 samples together: b[y1] moves most, it rises")


def test_an_update_that_moves_nothing_says_why() -> None:
    article = load_example("article")
    locked = set_locked(article, article.network.parameter_names, True)
    still = set_training(article, learning_rate=0.0)
    for project, why in ((locked, "every weight and bias is locked"), (still, "rate is 0")):
        session = Session(Document(project))
        session.granularity = Granularity.BATCH
        assert why in str(told(session, 1))


def test_looking_back_counts_as_people_count() -> None:
    session = session_of("article", Granularity.BATCH)
    told(session, 6)
    session.look_at(4)
    assert str(sentence(session.moment())).startswith("At epoch 4 the outputs were within")
    session.look_at(0)
    assert str(sentence(session.moment())).startswith("Before training")


def test_two_outputs_are_counted_by_their_samples() -> None:
    xor = load_example("xor")
    second = add_neuron(xor, Neuron("y2", Role.OUTPUT, Activation.SIGMOID))
    session = Session(Document(connect(second, "h1", "y2", 0.5)))
    session.granularity = Granularity.EPOCH
    assert str(told(session, 1)).startswith("The outputs of all 4 samples are now within")


def test_a_network_without_outputs_is_told_what_it_lacks() -> None:
    only = add_neuron(Project(), Neuron("x1", Role.INPUT))
    assert "no output yet" in str(sentence(ready_moment(only)))


def test_what_stopped_training_is_passed_on() -> None:
    session = session_of("article", Granularity.BATCH)
    session.edit(Edit(Message("", ""), lambda project: set_training(project, learning_rate=1e200)))
    said = told(session, 12)
    divergence = session.moment().divergence
    assert divergence is not None
    assert said == stop_sentence(divergence)
    assert str(counter(session.moment())).startswith("Stopped after update")

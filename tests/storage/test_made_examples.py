"""The examples that are made from data sets: sound, the same every time, and learned."""

import pytest

from chainrule.engine.passes import forward
from chainrule.network.names import Activation, Loss
from chainrule.session.run import Run
from chainrule.storage.examples import example_titles, load_example
from chainrule.storage.made_examples import MADE
from chainrule.storage.project_file import project_from_bytes, project_to_bytes


def test_accuracy(run: Run) -> float:
    """Return the share of the test set that is told right."""
    trainer, setup = run.trainer, run.trainer.setup
    outputs = forward(trainer.plan, trainer.parameters, setup.x_test).a[trainer.plan.output_rows]
    if len(outputs) == 1:
        return float(((outputs > 0.5) == (setup.y_test > 0.5)).mean())
    return float((outputs.argmax(axis=0) == setup.y_test.argmax(axis=0)).mean())


test_accuracy.__test__ = False


def batches(run: Run) -> int:
    project = run.project
    return -(-len(project.data.train) // project.training.batch_size)


@pytest.mark.parametrize("name", MADE)
def test_an_example_is_the_same_every_time_and_can_be_stored(name):
    project = load_example(name)
    assert MADE[name].project() == project, "the weights come from the seed"
    assert project_from_bytes(project_to_bytes(project)) == project
    assert project.title in example_titles()
    assert project.data.test, "some rows are kept aside"
    assert project.state is None, "an example starts fresh"


def test_digits_are_told_by_a_network_of_sixteen_hidden_neurons():
    project = load_example("digits")
    assert [len(level) for level in project.network.levels] == [64, 16, 10]
    assert project.loss is Loss.CROSS_ENTROPY
    assert {neuron.activation for neuron in project.network.outputs} == {Activation.SOFTMAX}
    settings = project.training
    assert (settings.batch_size, settings.momentum, settings.shuffle) == (32, 0.9, True)


def test_digits_are_learned_long_before_thirty_epochs():
    run, epochs = Run(load_example("digits")), 0
    while epochs < 30 and test_accuracy(run) < 0.93:
        run.train_many(batches(run))
        epochs += 1
    assert test_accuracy(run) >= 0.93, "the test set is told right"
    assert epochs < 10, f"93 % after {epochs} epochs"


@pytest.mark.parametrize(
    ("name", "epochs", "share"), [("circles", 25, 0.9), ("moons", 60, 0.9), ("blobs", 5, 0.95)]
)
def test_classes_of_the_plane_are_learned(name, epochs, share):
    run = Run(load_example(name))
    run.train_many(epochs * batches(run))
    assert test_accuracy(run) >= share, f"{name} is learned in {epochs} epochs"

"""A sweep makes the runs that one would make by hand."""

from dataclasses import replace

import pytest

from chainrule.session.checking import with_new_weights
from chainrule.session.run import Run
from chainrule.session.sweeping import Trial, run_trial, trials
from chainrule.storage.examples import load_example


@pytest.fixture
def xor():
    return load_example("xor")


def test_every_combination_is_a_trial(xor):
    made = trials(xor, (0.1, 1.0), (0.0, 0.9), (1, 0), seeds=3)
    assert len(made) == len(set(made)) == 2 * 2 * 2 * 3
    assert {trial.seed for trial in made} == {xor.training.seed + n for n in range(3)}


def test_what_is_not_said_stays_as_the_project_has_it(xor):
    training = xor.training
    assert trials(xor) == (
        Trial(training.learning_rate, training.momentum, training.batch_size, None),
    )


@pytest.mark.parametrize("seed", [None, 7])
def test_a_run_ends_where_training_by_hand_ends(xor, seed):
    result = run_trial(xor, Trial(0.7, 0.5, 2, seed), epochs=20)
    start = xor if seed is None else with_new_weights(xor, seed)
    settings = replace(start.training, learning_rate=0.7, momentum=0.5, batch_size=2)
    run = Run(replace(start, training=settings))
    run.train_many(40)
    assert (result.epochs, result.updates) == (20, 40), "twenty epochs of two batches"
    assert result.train_loss == run.evaluation.train_loss, "the same loss to the last bit"
    assert result.best_loss == min(row.train_loss for row in run.log)
    assert result.diverged_at is None


def test_a_project_that_was_trained_is_run_from_its_start(xor):
    run = Run(xor)
    run.train_many(10)
    trial = Trial(0.5, 0.0, 4)
    assert run_trial(run.project_now(xor), trial, 5) == run_trial(xor, trial, 5)


def test_a_run_that_diverges_says_at_which_update():
    article = load_example("article")
    result = run_trial(article, Trial(1000.0, 0.9, 1), epochs=500)
    assert result.diverged_at is not None
    assert result.updates == result.diverged_at - 1, "it stands at its last finite state"
    assert result.train_loss is not None

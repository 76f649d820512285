from __future__ import annotations

import pytest

from chainrule.network.message import ChainruleError
from chainrule.network.names import Loss, Reduction
from chainrule.resources import resource
from chainrule.session.operations import Kind
from chainrule.session.run import Run
from chainrule.storage.examples import STORED, example_names, example_titles, load_example
from chainrule.storage.project_file import project_to_bytes


def trained(name: str, updates: int) -> Run:
    run = Run(load_example(name))
    for _ in range(updates):
        run.train()
    return run


def outputs(run: Run) -> list[float]:
    return run.trainer.evaluate().outputs[0].tolist()


def test_the_examples_are_listed_in_the_order_in_which_they_are_met() -> None:
    by_hand = ("article", "momentum", "or", "xor", "xor-noisy", "shortcut")
    made = ("circles", "moons", "spirals", "blobs", "sine", "penguins", "digits")
    assert example_names() == (*by_hand, *made)
    assert len(set(example_titles())) == len(example_names())
    assert example_titles()[0] == "One step by hand"


def test_every_file_is_an_example() -> None:
    files = {file.stem for file in resource("examples").glob("*.chainrule")}
    assert files == set(STORED)


@pytest.mark.parametrize("name", STORED)
def test_an_example_is_stored_as_it_would_be_written(name: str) -> None:
    stored = resource("examples", f"{name}.chainrule").read_bytes()
    assert project_to_bytes(load_example(name)) == stored
    assert load_example(name).state is None, "an example starts fresh"
    assert all(neuron.x is not None for neuron in load_example(name).network.neurons)


@pytest.mark.parametrize("name", ["none", "", "../examples/or", "XOR"])
def test_an_unknown_example_is_told_with_the_known_ones(name: str) -> None:
    with pytest.raises(ChainruleError, match=r"article, momentum, or, xor, .*, digits"):
        load_example(name)


def test_the_article_is_the_step_that_is_made_by_hand() -> None:
    article = load_example("article")
    assert article.network.parameters == {
        "w[x1->h1]": 0.3,
        "w[x2->h1]": 0.6,
        "w[h1->y1]": 0.4,
        "b[h1]": 0.1,
        "b[y1]": 0.2,
    }
    assert article.data.train == ((0.5, 0.8, 0.8),)
    run = trained("article", 1)
    assert run.log[0].train_loss == pytest.approx(0.05447570705263601, rel=1e-14)
    assert run.log[1].train_loss == pytest.approx(0.03963031937313369, rel=1e-14)


def test_momentum_is_the_same_step_with_inertia_that_overshoots_and_returns() -> None:
    article, momentum = load_example("article"), load_example("momentum")
    assert momentum.network == article.network
    assert momentum.data == article.data
    assert (momentum.training.learning_rate, momentum.training.momentum) == (0.1, 0.9)
    run = trained("momentum", 6)
    update = run.open_next().update
    found = run.ledger.find(Kind.VELOCITY, "w[h1->y1]")
    assert update == 7
    assert found is not None
    momentum_part = found[1].operands[0] * found[1].operands[1]
    assert momentum_part == pytest.approx(0.02819, abs=5e-6), "what it remembers still points up"
    assert found[1].operands[3] == pytest.approx(0.1261, abs=5e-5), "the slope asks to turn back"
    assert found[1].value == pytest.approx(0.01558, abs=5e-6)


def test_or_is_learned_by_one_neuron() -> None:
    settings = load_example("or").training
    assert (settings.learning_rate, settings.momentum, settings.batch_size) == (0.5, 0.0, 4)
    assert [round(value) for value in outputs(trained("or", 1000))] == [0, 1, 1, 1]


def test_xor_is_solved_in_about_four_hundred_updates() -> None:
    project = load_example("xor")
    settings = project.training
    assert (settings.learning_rate, settings.momentum, settings.batch_size) == (0.5, 0.9, 4)
    assert (settings.seed, settings.reduction) == (38, Reduction.MEAN)
    assert project.loss is Loss.HALF_SQUARED_ERROR
    run, solved = Run(project), 0
    while not solved and run.update < 1000:
        run.train()
        errors = [abs(a - b) for a, b in zip(outputs(run), (0, 1, 1, 0), strict=True)]
        solved = run.update if max(errors) < 0.2 else 0
    assert 350 <= solved <= 600, f"solved after {solved} updates"


def test_noisy_xor_marks_two_of_each_class_in_its_first_batch_and_is_learned() -> None:
    project = load_example("xor-noisy")
    settings = project.training
    assert (settings.learning_rate, settings.momentum, settings.batch_size) == (0.5, 0.9, 4)
    assert len(project.data.train) == 8
    assert settings.shuffle
    first = Run(project).trainer.next_rows()
    assert sorted(project.data.train[row][2] for row in first) == [0.0, 0.0, 1.0, 1.0]
    targets = [row[2] for row in project.data.train]
    assert [round(value) for value in outputs(trained("xor-noisy", 500))] == targets


def test_the_shortcut_has_a_connection_that_passes_over_the_others() -> None:
    project = load_example("shortcut")
    assert project.title == "A shortcut"
    level = project.network.level_of
    assert level["y1"] - level["h1"] == 3, "h1 is connected to y1 past h2 and h3"
    run = Run(project)
    run.train()
    assert run.log[0].train_loss == pytest.approx(0.0996507162488088, rel=1e-14)

"""Very many samples are evaluated in pieces: the same numbers as in one."""

from dataclasses import replace

import numpy as np
import pytest

from chainrule.engine.chunks import CHUNK, ChunkedEvaluator
from chainrule.engine.evaluation import CarefulEvaluator, evaluator_of
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import KnownRows, Setup, numbers_of
from chainrule.network.project import Project
from helpers.made import trained


def with_many(name: str, count: int) -> Project:
    """Return a trained project whose rows come again and again, a little moved."""
    project = trained(name, 2)
    rows = project.data.train
    moved = tuple(
        (rows[at % len(rows)][0] + at * 1e-6, *rows[at % len(rows)][1:]) for at in range(count)
    )
    return replace(project, data=replace(project.data, train=moved))


@pytest.mark.parametrize("count", [2 * CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 77])
@pytest.mark.parametrize("name", ["blobs", "sine"])
def test_every_sample_has_the_numbers_of_the_textbook(name: str, count: int) -> None:
    project = with_many(name, count)
    plan, setup = compile_plan(project.network), Setup.of(project)
    theta = plan.pack(project.network.parameters)
    found = evaluator_of(plan, setup, setup.x_train, setup.y_train)
    assert isinstance(found, ChunkedEvaluator)
    plain = CarefulEvaluator(plan, setup.loss, setup.x_train, setup.y_train)
    for _ in range(2):
        assert np.allclose(found.losses(theta), plain.losses(theta), rtol=1e-12, atol=1e-14)
        passed, wanted = found.forward(theta), plain.forward(theta)
        assert np.allclose(passed.a, wanted.a, rtol=1e-12, atol=1e-14)
        assert np.allclose(passed.z, wanted.z, rtol=1e-12, atol=1e-14)


def test_rows_whose_numbers_are_known_give_the_same_setup() -> None:
    project = trained("blobs", 2)
    rows = project.data.train
    known = KnownRows.of(rows, np.array(rows))
    assert known == rows
    again = Setup.of(replace(project, data=replace(project.data, train=known)))
    plain = Setup.of(project)
    assert np.array_equal(again.x_train, plain.x_train)
    assert np.array_equal(again.y_train, plain.y_train)
    assert numbers_of(()).shape == (0, 0)


def test_a_pass_is_of_the_parameters_that_it_is_asked_for() -> None:
    """What was evaluated last is still there, but only for the very same parameters."""
    project = trained("circles", 1)
    plan, setup = compile_plan(project.network), Setup.of(project)
    evaluator = evaluator_of(plan, setup, setup.x_train, setup.y_train)
    theta = plan.pack(project.network.parameters)
    evaluator.losses(theta)
    kept = evaluator.forward(theta)
    other = evaluator.forward(0.5 * theta)
    again = evaluator.forward(theta)
    assert (kept.a == again.a).all(), "the same parameters give the same pass"
    assert (kept.a != other.a).any(), "other parameters give another one"
    careful = CarefulEvaluator(plan, setup.loss, setup.x_train, setup.y_train)
    np.testing.assert_allclose(other.a, careful.forward(0.5 * theta).a, atol=1e-12)

"""The gradient check of a project, and new starting weights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from numpy.random import default_rng

from chainrule.engine.gradient_check import check_gradients
from chainrule.engine.initializers import DEFAULT_INITIALIZER, draw
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.engine.trainer import no_samples
from chainrule.network.edits import set_parameters, set_training

if TYPE_CHECKING:
    from chainrule.engine.gradient_check import GradientRow
    from chainrule.network.project import Project


def check_project(project: Project) -> tuple[GradientRow, ...]:
    """Return every parameter's gradient by backpropagation and by central differences.

    The loss is that of the whole training set. Without samples a `ChainruleError` says so.
    """
    if not project.data.train:
        raise no_samples()
    plan = compile_plan(project.network)
    theta = plan.pack(project.network.parameters)
    return check_gradients(plan, Setup.of(project), theta, project.training.reduction)


def with_new_weights(
    project: Project, seed: int, initializer: str = DEFAULT_INITIALIZER
) -> Project:
    """Return the project at a fresh start: weights drawn from the seed, biases 0."""
    values = draw(project.network, initializer, seed)
    fresh = replace(project, state=None)
    return set_parameters(set_training(fresh, seed=seed), values)


def new_weight(project: Project) -> float:
    """Return a weight for the next new connection: from −1 to 1, from the seed and its place."""
    random = default_rng([project.training.seed, len(project.network.connections)])
    return round(float(random.uniform(-1.0, 1.0)), 2)

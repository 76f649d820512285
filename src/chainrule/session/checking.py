"""The gradient check of a project, and new weights: of all connections, of some, of one more."""

from __future__ import annotations

from dataclasses import replace
from struct import pack
from typing import TYPE_CHECKING
from zlib import crc32

from numpy.random import default_rng

from chainrule.engine.gradient_check import check_gradients
from chainrule.engine.initializers import DEFAULT_INITIALIZER, draw
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.engine.trainer import no_samples
from chainrule.network.edits import set_parameters, set_training

if TYPE_CHECKING:
    from collections.abc import Collection

    from chainrule.engine.gradient_check import GradientRow
    from chainrule.network.edits import Key
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


def with_drawn_weights(
    project: Project, connections: Collection[Key], seed: int, initializer: str
) -> Project:
    """Return the project with new weights of these connections; locked ones and biases stay.

    Each weight follows from the seed and the connection's place in the network alone.
    """
    drawn = draw(project.network, initializer, seed)
    names = (project.network.by_key[key].name for key in connections)
    return set_parameters(project, {name: drawn[name] for name in names if name in drawn})


def with_weights_for_new(before: Project, after: Project, initializer: str) -> Project:
    """Return the project `after` an edit with weights for the connections that it has added."""
    known = before.network.by_key
    added = [link.key for link in after.network.connections if link.key not in known]
    if not added:
        return after
    return with_drawn_weights(after, added, after.training.seed, initializer)


def next_seed(project: Project, connections: Collection[Key]) -> int:
    """Return a seed for new weights of these connections: another one for other weights."""
    weights = [project.network.by_key[key].weight for key in connections]
    return crc32(pack(f"<Q{len(weights)}d", project.training.seed % 2**64, *weights))


def new_weight(project: Project) -> float:
    """Return a weight for the next new connection: from −1 to 1, from the seed and its place."""
    random = default_rng([project.training.seed, len(project.network.connections)])
    return round(float(random.uniform(-1.0, 1.0)), 2)

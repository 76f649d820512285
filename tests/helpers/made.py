"""Networks made for a data set and trained, and hands that draw."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from chainrule.datasets.catalogue import make_table
from chainrule.datasets.recipe import Recipe
from chainrule.engine.trainer import Trainer
from chainrule.network.project import Project, with_parameters
from chainrule.session.matching import made_for

if TYPE_CHECKING:
    from chainrule.session.drawn import Stroke

BATCH = 32


@cache
def trained(name: str, epochs: int, rate: float = 0.1) -> Project:
    """Return the project made for a data set, trained so many epochs, at its new start."""
    table = make_table(name, Recipe(seed=1))
    project = made_for(Project(), table)
    training = replace(
        project.training, learning_rate=rate, momentum=0.9, batch_size=BATCH, shuffle=True
    )
    project = replace(project, training=training)
    trainer = Trainer.start(project)
    trainer.train(epochs * -(-len(table.train) // BATCH))
    names = project.network.parameter_names
    found = dict(zip(names, trainer.plan.unpack(trainer.parameters).tolist(), strict=True))
    return with_parameters(project, found, None)


def arc(
    middle: tuple[float, float], reach: tuple[float, float], start: float, end: float
) -> list[tuple[float, float]]:
    """Return points of an arc from one angle to another, in degrees, clockwise on the screen."""
    angles = [math.radians(start + (end - start) * step / 24) for step in range(25)]
    return [
        (middle[0] + reach[0] * math.cos(angle), middle[1] + reach[1] * math.sin(angle))
        for angle in angles
    ]


THREE = (
    *arc((0.45, 0.30), (0.22, 0.18), -150, 90),
    *arc((0.45, 0.68), (0.26, 0.21), -90, 150),
)
"""the points of a 3, from 0 to 1"""


def stroke(points: object, rubs: bool = False) -> Stroke:
    """Return a stroke through points."""
    from chainrule.session.drawn import Stroke

    return Stroke(tuple(points), rubs)  # type: ignore[call-overload]

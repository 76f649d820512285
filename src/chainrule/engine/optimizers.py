"""Optimizers: the rule that turns a gradient into new parameters, with its memory (slots).

Every array is flat and of the plan's size. g is the batch's gradient, regularisation included.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from chainrule.network.names import Optimizer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from chainrule.network.project import Training

    Array = NDArray[np.float64]
    Slots = Mapping[str, Array]

DECAY = 0.9
"""how much of the mean square rmsprop keeps"""
BETA_1, BETA_2 = 0.9, 0.999
"""how much of the mean and of the mean square adam keeps"""
EPSILON = 1e-8


@dataclass(frozen=True, slots=True)
class Step:
    """New parameters and slots; `scaled` holds (direction, size, ε) of w − η·direction/(√size + ε).

    `scaled` is None for sgd, whose velocity says what was added.
    """

    parameters: Array
    slots: Slots
    scaled: tuple[Array, Array, float] | None = None


@dataclass(frozen=True, slots=True)
class OptimizerRule:
    """A rule and the names of its slots, which are those of the project file.

    `text` is the same as lines of Python for one parameter: w, g, the slots, and the settings
    rate and momentum. `nesterov` stands in its place for a rule that knows it.
    """

    step: Callable[[Array, Array, Slots, Training], Step]
    slots: tuple[str, ...]
    text: str
    nesterov: str = ""


def sgd(w: Array, g: Array, slots: Slots, training: Training) -> Step:
    """V ← μ·v − η·g, then w ← w + v (classical momentum: Rumelhart, Hinton, Williams 1986).

    With `nesterov`: w ← w + μ·v − η·g with the new v (Sutskever and others 2013).
    """
    rate, momentum = training.learning_rate, training.momentum
    velocity = momentum * slots["velocity"] - rate * g
    if training.nesterov:
        return Step(w + momentum * velocity - rate * g, {"velocity": velocity})
    return Step(w + velocity, {"velocity": velocity})


def rmsprop(w: Array, g: Array, slots: Slots, training: Training) -> Step:
    """S ← 0.9·s + 0.1·g², then w ← w − η·g / (√s + ε) (Tieleman, Hinton 2012)."""
    square = DECAY * slots["square"] + (1.0 - DECAY) * np.square(g)
    moved = w - training.learning_rate * g / (np.sqrt(square) + EPSILON)
    return Step(moved, {"square": square}, (g, square, EPSILON))


def adam(w: Array, g: Array, slots: Slots, training: Training) -> Step:
    """W ← w − η·m̂ / (√ŝ + ε) with bias-corrected means of g and g² (Kingma, Ba 2015)."""
    steps = slots["steps"] + 1.0
    mean = BETA_1 * slots["mean"] + (1.0 - BETA_1) * g
    square = BETA_2 * slots["square"] + (1.0 - BETA_2) * np.square(g)
    direction, size = mean / (1.0 - BETA_1**steps), square / (1.0 - BETA_2**steps)
    moved = w - training.learning_rate * direction / (np.sqrt(size) + EPSILON)
    return Step(moved, {"mean": mean, "square": square, "steps": steps}, (direction, size, EPSILON))


SGD_TEXT = "{velocity} = momentum * {velocity} - rate * {g}; {w} = {w} + {velocity}"
NESTEROV_TEXT = (
    "{velocity} = momentum * {velocity} - rate * {g}; "
    "{w} = {w} + momentum * {velocity} - rate * {g}"
)
RMSPROP_TEXT = (
    f"{{square}} = {DECAY} * {{square}} + {1.0 - DECAY} * ({{g}} * {{g}}); "
    f"{{w}} = {{w}} - rate * {{g}} / (sqrt({{square}}) + {EPSILON})"
)
ADAM_TEXT = (
    "{steps} = {steps} + 1.0; "
    f"{{mean}} = {BETA_1} * {{mean}} + {1.0 - BETA_1} * {{g}}; "
    f"{{square}} = {BETA_2} * {{square}} + {1.0 - BETA_2} * ({{g}} * {{g}}); "
    f"{{w}} = {{w}} - rate * ({{mean}} / (1.0 - {BETA_1} ** {{steps}})) / "
    f"(sqrt({{square}} / (1.0 - {BETA_2} ** {{steps}})) + {EPSILON})"
)

OPTIMIZERS = MappingProxyType(
    {
        Optimizer.SGD: OptimizerRule(sgd, ("velocity",), SGD_TEXT, NESTEROV_TEXT),
        Optimizer.RMSPROP: OptimizerRule(rmsprop, ("square",), RMSPROP_TEXT),
        Optimizer.ADAM: OptimizerRule(adam, ("mean", "square", "steps"), ADAM_TEXT),
    }
)
"""every optimizer by its name"""

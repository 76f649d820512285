"""Curves: one input, one number to be learned."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from chainrule.datasets.recipe import Recipe

Curve = tuple[list[float], list[float]]


def sine(recipe: Recipe, random: Random) -> Curve:
    """Return one whole wave."""
    return _along(recipe, random, lambda x: math.sin(math.pi * x))


def step(recipe: Recipe, random: Random) -> Curve:
    """Return a jump from 0 to 1."""
    return _along(recipe, random, lambda x: float(x > 0))


def parabola(recipe: Recipe, random: Random) -> Curve:
    """Return x²."""
    return _along(recipe, random, lambda x: x * x)


def _along(recipe: Recipe, random: Random, function: Callable[[float], float]) -> Curve:
    """Return evenly spaced places from −1 to 1 and the function there, with noise."""
    last = max(1, recipe.size - 1)
    places = [2 * index / last - 1 for index in range(recipe.size)]
    return places, [function(x) + random.gauss(0, recipe.noise) for x in places]

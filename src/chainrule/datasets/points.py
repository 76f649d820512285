"""Points of the plane in classes: circles, moons, spirals, blobs, a checkerboard.

Every generator is given a random source of its own, so that the same seed gives the same points
on every machine, and returns the points with their classes. The pictures are about 2 wide.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from chainrule.datasets.recipe import Recipe

Point = tuple[float, float]
Points = tuple[list[Point], list[int]]

TURNS = 1.25
"""of each spiral"""
SQUARES = 4
"""of the checkerboard along a side"""
INNER, OUTER = 0.4, 1.0
"""radii of the circles"""
BLOB = 0.12
"""standard deviation of a blob without noise"""


def circles(recipe: Recipe, random: Random) -> Points:
    """Return a ring inside another."""

    def place(label: int) -> Point:
        angle, radius = random.uniform(0, 2 * math.pi), (OUTER, INNER)[label]
        return radius * math.cos(angle), radius * math.sin(angle)

    return _in_turn(recipe, random, 2, place)


def moons(recipe: Recipe, random: Random) -> Points:
    """Return two half circles that reach into each other."""

    def place(label: int) -> Point:
        angle = random.uniform(0, math.pi)
        x, y = math.cos(angle), math.sin(angle)
        if label:
            x, y = 1 - x, 0.5 - y
        return (x - 0.5) / 1.5, (y - 0.25) / 1.5

    return _in_turn(recipe, random, 2, place)


def spirals(recipe: Recipe, random: Random) -> Points:
    """Return two spirals about the same centre."""

    def place(label: int) -> Point:
        share = math.sqrt(random.random())
        angle = 2 * math.pi * (TURNS * share + label / 2)
        return share * math.cos(angle), share * math.sin(angle)

    return _in_turn(recipe, random, 2, place)


def blobs(recipe: Recipe, random: Random) -> Points:
    """Return a normal cloud for each class, their centres on a circle."""

    def place(label: int) -> Point:
        angle = 2 * math.pi * label / recipe.classes + math.pi / 4
        x, y = 0.75 * math.cos(angle), 0.75 * math.sin(angle)
        return x + random.gauss(0, BLOB), y + random.gauss(0, BLOB)

    return _in_turn(recipe, random, recipe.classes, place)


def checkerboard(recipe: Recipe, random: Random) -> Points:
    """Return points all over a square, classed by the fields of a checkerboard."""
    points: list[Point] = []
    labels: list[int] = []
    for _ in range(recipe.size):
        x, y = random.uniform(-1, 1), random.uniform(-1, 1)
        labels.append((_field(x) + _field(y)) % 2)
        points.append(_shaken((x, y), recipe.noise, random))
    return points, labels


def _field(value: float) -> int:
    return min(SQUARES - 1, int((value + 1) / 2 * SQUARES))


def _in_turn(recipe: Recipe, random: Random, classes: int, place: Callable[[int], Point]) -> Points:
    """Return points of one class after the other, each shaken by the noise."""
    labels = [index % classes for index in range(recipe.size)]
    return [_shaken(place(label), recipe.noise, random) for label in labels], labels


def _shaken(point: Point, noise: float, random: Random) -> Point:
    return point[0] + random.gauss(0, noise), point[1] + random.gauss(0, noise)

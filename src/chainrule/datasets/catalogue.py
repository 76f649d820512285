"""The data sets by name: their titles, what can be chosen about each, and their tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from chainrule.datasets import curves, points, shipped
from chainrule.datasets.recipe import MOST_ROWS, Recipe, divided, encoded, standardised
from chainrule.datasets.table import Table
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.datasets.table import Row

    Made = Callable[[Recipe], Table]

ARTICLE = ((0.5, 0.8, 0.8),)
DECIMALS = 3
"""of a generated number: enough for a picture, few enough for a hand"""
CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
FEWEST_CLASSES, MOST_CLASSES = 2, 5
USUAL = Recipe()


@dataclass(frozen=True, slots=True)
class Entry:
    """A data set: its title as marked for translation, and which fields of a recipe it heeds."""

    name: str
    title: tuple[str, str]
    make: Made
    heeds: frozenset[str] = frozenset()
    usual: Recipe = USUAL


def names() -> tuple[str, ...]:
    """Return the names of all data sets."""
    return tuple(_ENTRIES)


def entry(name: str) -> Entry:
    """Return a data set; an unknown name is told with the known ones."""
    if name not in _ENTRIES:
        told = QT_TRANSLATE_NOOP("Datasets", "There is no data set {name}. There are: {names}.")
        raise ChainruleError(message(told, name=name, names=", ".join(_ENTRIES)))
    return _ENTRIES[name]


def make_table(name: str, recipe: Recipe | None = None) -> Table:
    """Return the table of a data set made by a recipe; what it does not heed changes nothing."""
    found = entry(name)
    chosen = found.usual if recipe is None else recipe
    _check(chosen)
    table = found.make(chosen)
    return standardised(table) if chosen.standardise and "standardise" in found.heeds else table


def _check(recipe: Recipe) -> None:
    sound = (
        1 <= recipe.size <= MOST_ROWS
        and recipe.noise >= 0
        and FEWEST_CLASSES <= recipe.classes <= MOST_CLASSES
        and 0 <= recipe.test_share < 1
    )
    if not sound:
        told = QT_TRANSLATE_NOOP(
            "Datasets",
            "A data set has 1 to {most} rows, noise from 0 on, {fewest} to {classes} classes, and"
            " keeps less than all of its rows for testing.",
        )
        values = {"most": MOST_ROWS, "fewest": FEWEST_CLASSES, "classes": MOST_CLASSES}
        raise ChainruleError(message(told, **values))


# How each table is made


def _article(_recipe: Recipe) -> Table:
    return Table(("x1", "x2"), ("y",), ARTICLE)


def _truth(*answers: int) -> Made:
    rows = tuple((*corner, float(answer)) for corner, answer in zip(CORNERS, answers, strict=True))
    return lambda _recipe: Table(("x1", "x2"), ("y",), rows, classes=("0", "1"))


def _plane(generate: Callable[[Recipe, Random], points.Points], classes: int = 2) -> Made:
    def make(recipe: Recipe) -> Table:
        count = classes or recipe.classes
        places, labels = generate(recipe, Random(recipe.seed))
        rounded = [tuple(round(value, DECIMALS) + 0.0 for value in place) for place in places]
        return _classed(("x1", "x2"), rounded, labels, [str(n) for n in range(count)], recipe)

    return make


def _curve(generate: Callable[[Recipe, Random], curves.Curve]) -> Made:
    def make(recipe: Recipe) -> Table:
        places, values = generate(recipe, Random(recipe.seed))
        rows = [
            (round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0)
            for x, y in zip(places, values, strict=True)
        ]
        train, test = divided(rows, recipe)
        return Table(("x",), ("y",), tuple(sorted(train)), tuple(sorted(test)))

    return make


def _penguins(recipe: Recipe) -> Table:
    head, rows, species = shipped.penguins()
    kinds = sorted(set(species))
    return _classed(head, rows, [kinds.index(kind) for kind in species], kinds, recipe)


def _digits(recipe: Recipe) -> Table:
    pixels, labels = shipped.digits()
    head = tuple(f"p{row}{column}" for row in range(1, 9) for column in range(1, 9))
    return _classed(head, pixels, labels, [str(digit) for digit in range(10)], recipe)


def _classed(
    inputs: tuple[str, ...],
    rows: list[Row],
    labels: list[int],
    classes: list[str],
    recipe: Recipe,
) -> Table:
    targets = encoded(labels, len(classes))
    named = ("y",) if len(classes) == 2 else tuple(f"y{name}" for name in classes)  # noqa: PLR2004, RUF100
    joined = [(*row, *target) for row, target in zip(rows, targets, strict=True)]
    train, test = divided(joined, recipe)
    return Table(inputs, named, train, test, tuple(classes))


_GENERATED = frozenset({"size", "noise", "seed", "test_share", "standardise"})
_SHIPPED = frozenset({"seed", "test_share", "standardise"})
_CURVE = Recipe(size=40, noise=0.05)
_REAL = Recipe(test_share=0.2, standardise=True)

_ENTRIES = {
    each.name: each
    for each in (
        Entry("article", QT_TRANSLATE_NOOP("Datasets", "The article's sample"), _article),
        Entry("or", QT_TRANSLATE_NOOP("Datasets", "OR"), _truth(0, 1, 1, 1)),
        Entry("and", QT_TRANSLATE_NOOP("Datasets", "AND"), _truth(0, 0, 0, 1)),
        Entry("xor", QT_TRANSLATE_NOOP("Datasets", "XOR"), _truth(0, 1, 1, 0)),
        Entry("circles", QT_TRANSLATE_NOOP("Datasets", "Two circles"),
              _plane(points.circles), _GENERATED),
        Entry("moons", QT_TRANSLATE_NOOP("Datasets", "Two moons"),
              _plane(points.moons), _GENERATED),
        Entry("spirals", QT_TRANSLATE_NOOP("Datasets", "Two spirals"),
              _plane(points.spirals), _GENERATED, Recipe(noise=0.02)),
        Entry("blobs", QT_TRANSLATE_NOOP("Datasets", "Blobs"),
              _plane(points.blobs, 0), _GENERATED | {"classes"}, Recipe(noise=0.05)),
        Entry("checkerboard", QT_TRANSLATE_NOOP("Datasets", "Checkerboard"),
              _plane(points.checkerboard), _GENERATED, Recipe(size=400, noise=0.0)),
        Entry("sine", QT_TRANSLATE_NOOP("Datasets", "Sine"), _curve(curves.sine),
              _GENERATED, _CURVE),
        Entry("step", QT_TRANSLATE_NOOP("Datasets", "Step"), _curve(curves.step),
              _GENERATED, _CURVE),
        Entry("parabola", QT_TRANSLATE_NOOP("Datasets", "Parabola"), _curve(curves.parabola),
              _GENERATED, _CURVE),
        Entry("penguins", QT_TRANSLATE_NOOP("Datasets", "Penguins"), _penguins, _SHIPPED, _REAL),
        Entry("digits", QT_TRANSLATE_NOOP("Datasets", "Handwritten digits"), _digits,
              _SHIPPED - {"standardise"}, replace(_REAL, standardise=False)),
    )
}  # fmt: skip

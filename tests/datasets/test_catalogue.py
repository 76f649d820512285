"""Every data set: shape, seeds, shares, classes, and the ones that ship with their licence."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from chainrule.datasets.catalogue import entry, make_table, names
from chainrule.datasets.recipe import Recipe
from chainrule.datasets.table import Task
from chainrule.network.message import ChainruleError
from chainrule.resources import resource

GENERATED = [name for name in names() if "size" in entry(name).heeds]
PLANE = ["circles", "moons", "spirals", "blobs", "checkerboard"]


@pytest.mark.parametrize("name", names())
def test_every_row_has_a_number_for_every_column(name):
    table = make_table(name)
    width = len(table.inputs) + len(table.targets)
    rows = [*table.train, *table.test]
    assert rows, f"{name} has samples"
    assert all(len(row) == width for row in rows), f"every row of {name} has {width} numbers"
    assert all(math.isfinite(value) for row in rows for value in row), f"{name} is finite"
    columns = (*table.inputs, *table.targets)
    assert len(set(columns)) == len(columns), f"the columns of {name} have different names"


@pytest.mark.parametrize("name", names())
def test_the_same_seed_gives_the_same_rows_and_another_one_others(name):
    usual = entry(name).usual
    assert make_table(name, usual) == make_table(name, usual), "same seed, same rows"
    if "seed" in entry(name).heeds:
        other = make_table(name, replace(usual, seed=usual.seed + 1))
        assert other.train != make_table(name, usual).train, "another seed, other rows"


@pytest.mark.parametrize("name", GENERATED)
@pytest.mark.parametrize("share", [0.0, 0.2, 0.5])
def test_the_asked_number_of_rows_is_divided_as_asked(name, share):
    table = make_table(name, Recipe(size=60, test_share=share))
    assert len(table.test) == round(60 * share), "the share for testing"
    assert len(table.train) + len(table.test) == 60, "no row is lost or made up"


@pytest.mark.parametrize("name", [*GENERATED, "penguins"])
def test_standardised_inputs_have_mean_0_and_deviation_1(name):
    table = make_table(name, replace(entry(name).usual, standardise=True))
    for column in list(zip(*table.train, strict=True))[: len(table.inputs)]:
        mean = sum(column) / len(column)
        deviation = math.sqrt(sum((value - mean) ** 2 for value in column) / len(column))
        assert abs(mean) < 1e-3, "the training rows' mean is 0"
        assert abs(deviation - 1) < 1e-3, "the training rows' deviation is 1"


@pytest.mark.parametrize("name", PLANE)
def test_classes_are_evenly_filled(name):
    table = make_table(name, Recipe(size=300, test_share=0.0, noise=0.0))
    targets = zip(*(row[2:] for row in table.train), strict=True)
    counts = [sum(column) for column in targets]
    expected = 300 / max(2, len(table.targets))
    assert all(abs(count - expected) < 45 for count in counts), f"about {expected} of each class"


@pytest.mark.parametrize("classes", [2, 3, 4, 5])
def test_blobs_have_the_classes_that_are_asked_for(classes):
    table = make_table("blobs", Recipe(classes=classes))
    assert len(table.classes) == classes
    assert table.task is (Task.TWO_CLASSES if classes == 2 else Task.CLASSES)
    if classes > 2:
        assert all(sum(row[2:]) == 1 for row in table.train), "each row has one class"


def test_noise_moves_the_points():
    clean = make_table("circles", Recipe(noise=0.0, test_share=0))
    radii = {round(math.hypot(*row[:2]), 2) for row in clean.train}
    assert radii == {0.4, 1.0}, "without noise every point lies on one of two circles"
    noisy = make_table("circles", Recipe(noise=0.2, test_share=0))
    assert len({round(math.hypot(*row[:2]), 2) for row in noisy.train}) > 20, "noise scatters them"


def test_curves_follow_their_function():
    for name, function in {
        "sine": lambda x: math.sin(math.pi * x),
        "step": lambda x: float(x > 0),
        "parabola": lambda x: x * x,
    }.items():
        table = make_table(name, Recipe(size=41, noise=0.0, test_share=0.0))
        for x, y in table.train:
            assert y == pytest.approx(function(x), abs=0.004), f"{name} at {x}"
        places = [row[0] for row in table.train]
        assert all(left < right for left, right in pairwise(places)), "places go up"
        assert (places[0], places[-1]) == (-1.0, 1.0), "from −1 to 1"


@pytest.mark.parametrize(("name", "answers"), [("or", "0111"), ("and", "0001"), ("xor", "0110")])
def test_truth_tables(name, answers):
    assert "".join(str(int(row[2])) for row in make_table(name).train) == answers


def test_digits_are_pictures_of_64_shades_with_one_class_each():
    table = make_table("digits")
    assert len(table.train) + len(table.test) == 1797
    assert len(table.test) == 359
    assert all(0 <= value <= 1 for value in table.train[0][:64])
    assert all(sum(row[64:]) == 1 for row in table.train)


def test_penguins_are_of_three_species():
    table = make_table("penguins")
    assert table.classes == ("Adelie", "Chinstrap", "Gentoo")
    assert len(table.train) + len(table.test) == 342


def test_what_ships_names_its_licence_and_source():
    told = resource("datasets", "README.md").read_text(encoding="utf-8")
    for file in ("penguins.csv", "digits.csv"):
        assert resource("datasets", file).exists()
        assert file in told, f"{file} is listed with licence and source"


@pytest.mark.parametrize(
    "recipe",
    [Recipe(size=0), Recipe(noise=-1), Recipe(classes=6), Recipe(test_share=1), Recipe(size=10**6)],
)
def test_a_recipe_that_makes_no_sense_is_refused_in_a_sentence(recipe):
    with pytest.raises(ChainruleError, match="A data set has"):
        make_table("moons", recipe)


def test_an_unknown_name_is_told_with_the_known_ones():
    with pytest.raises(ChainruleError, match=r"There is no data set mnist.*moons"):
        make_table("mnist")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.network.edits import EditError
from chainrule.network.placing import SIDEWAYS, Line, Way, aligned, distributed

COORDINATES = st.floats(-1000, 1000).map(lambda value: round(value, 2))
PLACES = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=3, max_size=9).map(
    lambda found: {f"n{index}": place for index, place in enumerate(found)}
)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (Line.LEFT, {"a": (0.0, 10.0), "b": (0.0, 40.0)}),
        (Line.CENTER, {"a": (10.0, 10.0), "b": (10.0, 40.0)}),
        (Line.RIGHT, {"a": (20.0, 10.0), "b": (20.0, 40.0)}),
        (Line.TOP, {"a": (0.0, 10.0), "b": (20.0, 10.0)}),
        (Line.MIDDLE, {"a": (0.0, 25.0), "b": (20.0, 25.0)}),
        (Line.BOTTOM, {"a": (0.0, 40.0), "b": (20.0, 40.0)}),
    ],
)
def test_neurons_are_brought_in_line(line: Line, wanted: dict[str, tuple[float, float]]) -> None:
    places = {"a": (0.0, 10.0), "b": (20.0, 40.0), "c": (7.0, 7.0)}
    assert aligned(places, ["a", "b"], line) == wanted


@given(PLACES, st.sampled_from(Line))
def test_in_line_is_in_line_and_nothing_leaves_the_room(
    places: dict[str, tuple[float, float]], line: Line
) -> None:
    axis = 0 if line in SIDEWAYS else 1
    before = [place[axis] for place in places.values()]
    try:
        after = aligned(places, list(places), line)
    except EditError:
        assert max(before) - min(before) < 1e-6
        return
    values = {place[axis] for place in after.values()}
    assert len(values) == 1
    assert min(before) <= values.pop() <= max(before)
    assert all(after[name][1 - axis] == places[name][1 - axis] for name in places)
    with pytest.raises(EditError, match="not in line yet"):
        aligned(after, list(places), line)


@given(PLACES, st.sampled_from(Way))
def test_distances_are_equal_and_the_ends_stay(
    places: dict[str, tuple[float, float]], way: Way
) -> None:
    axis = 0 if way is Way.HORIZONTALLY else 1
    try:
        after = distributed(places, list(places), way)
    except EditError:
        after = places
    before = sorted(place[axis] for place in places.values())
    values = sorted(place[axis] for place in after.values())
    step = (before[-1] - before[0]) / (len(places) - 1)
    assert values == pytest.approx([before[0] + step * at for at in range(len(places))], abs=1e-5)
    order = sorted(places, key=lambda name: places[name][axis])
    moved = [after[name][axis] for name in order]
    assert moved == sorted(moved), "none passes another"
    assert all(after[name][1 - axis] == places[name][1 - axis] for name in places)
    with pytest.raises(EditError, match="equal already"):
        distributed(after, list(places), way)


def test_too_few_are_told_how_many_it_takes() -> None:
    places = {"a": (0.0, 0.0), "b": (5.0, 5.0)}
    with pytest.raises(EditError, match="three neurons"):
        distributed(places, ["a", "b"], Way.VERTICALLY)
    with pytest.raises(EditError, match="two neurons"):
        aligned(places, ["a"], Line.TOP)

import pytest

from chainrule.session.drawing import as_inputs, painted, pixels
from helpers.made import THREE, arc, stroke


def rows(ink: tuple[float, ...]) -> list[tuple[float, ...]]:
    return [ink[start : start + 8] for start in range(0, 64, 8)]


def test_nothing_drawn_is_no_ink() -> None:
    assert pixels([], 8) == (0.0,) * 64
    assert pixels([stroke([(0.5, 0.5)], rubs=True)], 8) == (0.0,) * 64, "an eraser leaves no ink"


def test_a_pixel_is_the_mean_of_its_block() -> None:
    ink = painted([stroke([(0.5, 0.0), (0.5, 1.0)])], 64)
    assert ink[:, 30:34].all(), "the pen goes down the middle"
    assert not ink[:, :24].any()
    assert ink.sum() / 64 == pytest.approx(64 * 30 / 256, abs=1), "as thick as 30 of 256"
    values = pixels([stroke([(0.5, 0.0), (0.5, 1.0)])], 8)
    assert rows(values)[3] == pytest.approx((0, 0, 0, 0.5, 0.5, 0, 0, 0)), (
        "half of each middle block is inked"
    )


def test_a_drawing_fills_the_height_and_stands_in_the_middle_like_the_data() -> None:
    found = rows(pixels([stroke(THREE)], 8))
    assert max(found[0]) > 0.3, "ink in the first row"
    assert max(found[-1]) > 0.3, "ink in the last row"
    assert all(row[0] == 0 and row[7] == 0 for row in found), "the outer columns stay empty"


@pytest.mark.parametrize(
    ("size", "x", "y"), [(0.4, 0.1, 0.1), (0.4, 0.5, 0.55), (0.7, 0.0, 0.2)], ids=str
)
def test_size_and_place_on_the_pad_change_little(size: float, x: float, y: float) -> None:
    whole = pixels([stroke(THREE)], 8)
    moved = pixels([stroke([(x + size * a, y + size * b) for a, b in THREE])], 8)
    apart = sum(abs(a - b) for a, b in zip(whole, moved, strict=True)) / sum(whole)
    assert apart < 0.2, f"{apart:.0%} of the ink is elsewhere"


def test_a_wide_drawing_is_squeezed_into_three_quarters() -> None:
    wide = pixels([stroke(arc((0.5, 0.5), (0.45, 0.15), 0, 360))], 8)
    assert all(row[0] == 0 and row[7] == 0 for row in rows(wide))


def test_a_dot_stays_small() -> None:
    assert 0 < sum(pixels([stroke([(0.2, 0.3)])], 8)) < 4


def test_the_eraser_takes_ink_away_and_a_later_pen_covers_it_again() -> None:
    line = stroke([(0.1, 0.5), (0.9, 0.5)])
    rubbed = painted([line, stroke([(0.5, 0.5)], rubs=True)], 64)
    assert not rubbed[32, 32]
    assert rubbed[32, 8]
    assert painted([line, stroke([(0.5, 0.5)], rubs=True), line], 64)[32, 32]


def test_full_ink_is_the_largest_number_of_the_data() -> None:
    assert as_inputs((0.0, 0.5, 1.0), [(0.0, 16.0, 3.0, 1.0)]) == (0.0, 8.0, 16.0)
    assert as_inputs((0.0, 1.0), []) == (0.0, 1.0), "without data ink is what it is"


def test_standardised_pixels_go_from_their_own_least_to_their_own_largest() -> None:
    data = [(-1.0, -0.5), (3.0, 0.5)]
    assert as_inputs((0.0, 1.0), data) == (-1.0, 0.5)
    assert as_inputs((0.5, 0.5), data) == (1.0, 0.0)

"""With and without momentum: the losses side by side, and who was ahead when."""

from __future__ import annotations

import pytest

from chainrule.network.project import LogRow
from chainrule.teaching.race import race_of


def rows(losses: list[float], start: int = 0, momentum: float = 0.9) -> list[LogRow]:
    return [
        LogRow(start + at, start + at, 0.1, momentum, None, loss, None)
        for at, loss in enumerate(losses)
    ]


def told(losses: list[float], plain: list[float], end: int | None = None) -> str:
    race = race_of(rows(losses), plain, end)
    return "" if race is None or race.told is None else str(race.told)


def test_the_last_lap_is_told_and_some_before_it_at_equal_distances() -> None:
    race = race_of(rows([float(at) for at in range(12)]), [100.0 + at for at in range(1, 12)])
    assert [lap.update for lap in race.laps] == [2, 5, 8, 11]
    assert [(lap.rolling, lap.plain) for lap in race.laps[:2]] == [(2.0, 102.0), (5.0, 105.0)]
    few = race_of(rows([1.0, 0.5, 0.25]), [0.5, 0.3])
    assert [lap.update for lap in few.laps] == [1, 2]
    later = race_of(rows([1.0, 0.5, 0.4, 0.3], start=50), [0.5, 0.45, 0.41])
    assert (later.start, [lap.update for lap in later.laps]) == (50, [51, 52, 53])
    assert [lap.plain for lap in later.laps] == [0.5, 0.45, 0.41]


@pytest.mark.parametrize(
    ("losses", "plain", "wanted"),
    [
        (
            [9, 8, 6, 4, 5.5, 7, 6, 3, 1],
            [8, 7, 6, 5, 4, 3.5, 3.2, 3],
            "Momentum overshot the valley at update 5 and was ahead again at 7.",
        ),
        (
            [9, 8, 6, 4, 5.5, 7, 6],
            [8, 7, 6, 5, 4, 3.5],
            "Momentum overshot the valley at update 5 and is still behind.",
        ),
        ([9, 8, 6, 4], [8, 7, 6], "Momentum has been ahead since update 2."),
        (
            [9, 8, 6, 5, 4.5, 3],
            [8, 7, 4.8, 4.2, 3.9],
            "Momentum fell behind at update 3 and was ahead again at 5.",
        ),
        ([9, 8, 7.5, 7], [8, 7, 6], "Momentum has been behind since update 2."),
        ([9, 8, 7.5, 5], [8, 7, 6], "Momentum has been ahead since update 3."),
        ([9, 8], [8], ""),
    ],
)
def test_who_was_ahead_is_said_in_one_sentence(
    losses: list[float], plain: list[float], wanted: str
) -> None:
    assert told(losses, plain) == wanted


def test_a_run_without_momentum_may_blow_up() -> None:
    assert told([9, 8, 7], [20.0], 2) == "Without momentum this run blows up at update 2."
    race = race_of(rows([9.0, 8.0, 7.0]), [20.0], 2)
    assert race.laps[-1].plain is None, "there is no loss where it did not come"


def test_there_is_no_race_before_the_first_update_or_without_momentum() -> None:
    assert race_of(rows([1.0]), []) is None
    assert race_of(rows([1.0, 0.5]), []) is None


def test_a_momentum_that_was_changed_on_the_way_has_no_number() -> None:
    mixed = [*rows([1.0, 0.5]), *rows([0.25], start=2, momentum=0.5)]
    assert race_of(mixed, [0.5, 0.4]).momentum is None
    assert race_of(rows([1.0, 0.5]), [0.5]).momentum == 0.9

"""Playback: time comes in, the step in progress moves on."""

import pytest

from chainrule.session.playback import PAUSE_SECONDS, Leg, Playback
from chainrule.session.runner import run_for


def test_a_step_moves_through_its_legs() -> None:
    playback = Playback()
    playback.begin([Leg(0, 3, 1.0), Leg(3, 5, 0.5)])
    assert playback.advance(0.25) == 0.0
    assert (playback.start, playback.position, playback.progress) == (0, 3, 0.25)
    playback.advance(1.0)
    assert (playback.start, playback.position) == (3, 5)
    assert playback.progress == pytest.approx(0.5)
    assert playback.advance(1.0) == pytest.approx(0.75), "time that is left over comes back"
    assert not playback.moving
    assert playback.progress == 1.0


def test_finishing_jumps_to_the_end() -> None:
    playback = Playback()
    playback.begin([Leg(0, 3, 1.0), Leg(3, 5, 0.5)])
    playback.finish()
    assert (playback.position, playback.start, playback.moving) == (5, 3, False)


def test_a_pause_ends_the_step_soon() -> None:
    playback = Playback()
    playback.begin([Leg(0, 3, 10.0), Leg(3, 5, 10.0)])
    playback.hurry()
    playback.advance(PAUSE_SECONDS)
    assert (playback.position, playback.moving) == (5, False)


def test_as_many_steps_as_fit() -> None:
    now = [0.0]

    def step() -> bool:
        now[0] += 0.003
        return True

    assert run_for(step, 0.01, 1e9, lambda: now[0]) == 4
    assert run_for(step, 0.01, 2.5, lambda: now[0]) == 2, "no more than are owed"
    assert run_for(step, 0.0, 5.0, lambda: now[0]) == 1, "one at least"
    assert run_for(step, 1.0, 0.5, lambda: now[0]) == 0

"""Thousands of random events, and nothing that may not happen happens."""

import os

import pytest

from helpers.held_dialogs import hold_dialogs
from helpers.monkey import LEFT_OUT, Monkey

CHECKED_EVERY = 25
GESTURES = {"Band", "Connect", "Move", "Pan", "PlaceNeuron", "Reconnect", "Scrub"}


def play(window, monkeypatch, tmp_path, seed: int, events: int) -> Monkey:
    monkey = Monkey(window, seed, tmp_path)
    hold_dialogs(monkey, monkeypatch)
    for number in range(events):
        try:
            monkey.step()
            if number % CHECKED_EVERY == 0:
                monkey.check()
        except Exception as error:
            told = f"seed {seed}, event {number}, after {list(monkey.recent)}"
            raise AssertionError(told) from error
    window.driver.pause()
    monkey.check()
    return monkey


def test_a_monkey_does_no_harm(window, monkeypatch, tmp_path):
    monkey = play(window, monkeypatch, tmp_path, seed=1, events=350)
    assert monkey.hits["drag"] > 20
    assert len(monkey.gestures) > 3


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(int(os.environ.get("MONKEYS", "10"))))
def test_ten_thousand_events_from_each_seed_do_no_harm(window, monkeypatch, tmp_path, seed):
    events = int(os.environ.get("MONKEY_EVENTS", "10000"))
    monkey = play(window, monkeypatch, tmp_path, seed, events)
    assert monkey.largest > 30, "the network grew"
    if events >= 10_000:
        names = {action.objectName() for action in window.actions_by_name} - LEFT_OUT
        missed = {name for name in names if not monkey.hits[name]}
        assert not missed, f"every action was taken, not {missed}"
        assert monkey.gestures >= GESTURES, f"every gesture, not {GESTURES - monkey.gestures}"

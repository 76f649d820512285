"""Thousands of random events, and nothing that may not happen happens."""

import os
import sys
import traceback

import pytest

from helpers.held_dialogs import hold_dialogs
from helpers.monkey import LEFT_OUT, Monkey

CHECKED_EVERY = 25
GESTURES = {"Band", "Connect", "Move", "Pan", "PlaceNeuron", "Reconnect", "Scrub"}


def play(window, monkeypatch, tmp_path, seed: int, events: int) -> Monkey:
    monkey = Monkey(window, seed, tmp_path)
    hold_dialogs(monkey, monkeypatch)
    raised = catch_in_events(monkeypatch)
    for number in range(events):
        try:
            monkey.step()
            if number % CHECKED_EVERY == 0:
                monkey.check()
            assert not raised, raised[0]
        except Exception as error:
            told = f"seed {seed}, event {number}, after {list(monkey.recent)}"
            raise AssertionError(told) from error
    window.driver.pause()
    monkey.check()
    assert not raised, raised[0]
    return monkey


def catch_in_events(monkeypatch) -> list[str]:
    """Return a list that takes what is raised while Qt handles an event, as text.

    A traceback that is kept would keep its painter, which must not outlive what it paints on.
    """
    raised: list[str] = []

    def take(kind: type[BaseException], error: BaseException, trace: object) -> None:
        raised.append("".join(traceback.format_exception(kind, error, trace)))
        sys.last_exc = sys.last_value = sys.last_traceback = None

    monkeypatch.setattr(sys, "excepthook", take)
    return raised


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

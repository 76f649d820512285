"""How long showing and training may take between two pictures, so that these keep their pace."""

from __future__ import annotations

AIM = 0.0165
"""seconds from picture to picture"""
LEAST, MOST = 0.005, 0.015
"""seconds of work between two pictures, painting left out"""
LONGEST = 0.1
"""an interval that is longer than this says nothing: a menu or a dialog was open"""
BACK, ON = 0.2, 0.1
"""shares of what is missing or left that the budget gives back or takes"""
MOST_AT_ONCE = 0.004
"""seconds; one slow picture says little about the next"""


class Pace:
    """Finds the budget of a tick: what is left of each interval after painting."""

    def __init__(self) -> None:
        self.budget = 0.5 * (LEAST + MOST)

    def note(self, interval: float) -> None:
        """Take the seconds from one tick to the next, and give more or less to the tick."""
        if interval > LONGEST:
            return
        left = max(-MOST_AT_ONCE, AIM - interval)
        self.budget += left * (BACK if left < 0 else ON)
        self.budget = min(MOST, max(LEAST, self.budget))

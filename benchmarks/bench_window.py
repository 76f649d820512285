"""The window at full speed: how evenly it paints, and how much of the engine that leaves.

The digits network trains in the real window, offscreen, at the speed Max; then the same session
trains by itself, in the same run.
"""

import argparse
import os
import statistics
import sys
from time import perf_counter
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import itertools

from training.one_thread import use_one_thread

if TYPE_CHECKING:
    from chainrule.network.project import Project

PAINT_BAR, SHARE_BAR = 20.0, 45.0
"""milliseconds, p99; percent"""


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="stretches that are measured")
    parser.add_argument("--seconds", type=float, default=4.0, help="how long each of them takes")
    return parser.parse_args()


def digits() -> "Project":
    """Return the network with the data that scikit-learn has, random pixels without it."""
    from training.tasks import tasks

    return tasks()["digits"]().project


class Watched:
    """A window with a note of when its canvas was painted."""

    def __init__(self, project: "Project") -> None:
        from PySide6.QtCore import QEvent, QObject

        from chainrule.gui.app import make_window
        from chainrule.session.operations import Granularity
        from chainrule.session.speed import SPEEDS

        painted: list[float] = []

        class Filter(QObject):
            def eventFilter(self, _: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    painted.append(perf_counter())
                return False

        self.painted = painted
        self.window = make_window(project)
        self.window.resize(1440, 900)
        self.window.show()
        self._filter = Filter()
        self.run(1.5)
        self.window.canvas.installEventFilter(self._filter)
        self.window.driver.set_granularity(Granularity.BATCH)
        self.window.driver.set_speed(SPEEDS[-1])

    def run(self, seconds: float) -> None:
        """Let the window live for a while."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        loop.exec()

    def train(self, seconds: float) -> tuple[list[float], float]:
        """Train at full speed; return the intervals between paints in ms, and updates a second."""
        driver = self.window.driver
        driver.toggle_play()
        self.run(1.0)
        self.painted.clear()
        start, before = perf_counter(), driver.session.run.update
        self.run(seconds)
        rate = (driver.session.run.update - before) / (perf_counter() - start)
        driver.toggle_play()
        times = self.painted
        return [1000 * (b - a) for a, b in itertools.pairwise(times)], rate


def unattended(project: "Project", seconds: float) -> float:
    """Return how many updates a second the same session makes by itself."""
    from chainrule.session.run import Run

    run, start = Run(project), perf_counter()
    while perf_counter() - start < seconds:
        run.train_many(50)
    return run.update / (perf_counter() - start)


def main() -> int:
    """Measure and print."""
    asked = arguments()
    use_one_thread()
    project = digits()
    watched = Watched(project)
    print("| round | paints | median ms | p95 | p99 | bar | updates/s | by itself | share | bar |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for number in range(1, asked.rounds + 1):
        intervals, rate = watched.train(asked.seconds)
        alone = unattended(project, asked.seconds / 2)
        times, share = sorted(intervals), 100 * rate / alone
        late = times[int(len(times) * 0.99)]
        even = "met" if late < PAINT_BAR else "short"
        enough = "met" if share >= SHARE_BAR else "short"
        print(
            f"| {number} | {len(times)} | {statistics.median(times):.1f} |"
            f" {times[int(len(times) * 0.95)]:.1f} | {late:.1f} | {PAINT_BAR:g}: {even} |"
            f" {rate:,.0f} | {alone:,.0f} | {share:.0f} % | {SHARE_BAR:g}: {enough} |"
        )
    sys.stdout.flush()
    watched.window.document.mark_saved()
    watched.window.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Plots: what a live update of the plot costs when a run has a thousand, or a million, points.

At each length the run goes on by a few updates, the panel shows the moment, and the widget paints
itself. The lengths are measured in turn, in one run, in processor time, and held against the
shortest.
"""

import argparse
import os
import statistics
import sys
import tempfile
from dataclasses import replace
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chainrule.gui.panels.loss_panel import LossPanel
    from chainrule.session.log import Log
    from chainrule.session.moment import Moment

    Array = NDArray[np.int64]

LENGTHS = (1_000, 100_000, 1_000_000)
FRESH = 20
"""updates between two pictures"""
BAR = 1.5
"""times what it costs at the shortest length"""
SIZE = (528, 224)
GHOSTS = 2


class Scene(NamedTuple):
    """One way of looking at a run."""

    title: str
    smoothed: bool
    logarithmic: bool
    ghosts: int


SCENES = (
    Scene("training and test set", False, False, 0),
    Scene("the same, logarithmic", False, True, 0),
    Scene("smoothed, two ghosts", True, False, GHOSTS),
)


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="turns of each length")
    parser.add_argument("--frames", type=int, default=20, help="pictures in a turn")
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="leave out longer runs")
    return parser.parse_args()


def noisy_log(count: int) -> "Log":
    """Return the log of a run whose losses fall and jitter."""
    import numpy as np

    from chainrule.session.log import Log

    return Log().extended(columns(np.arange(count), np.random.default_rng(count), count))


def columns(updates: "Array", chance: "np.random.Generator", whole: int) -> list[list[float]]:
    """Return the columns of rows with made-up losses, which look alike at any length."""
    losses = 0.5 / (1 + 10 * updates / whole) + 0.1 * chance.random(len(updates))
    count = len(updates)
    return [
        updates.tolist(), updates.tolist(), [0.1] * count, [0.9] * count,
        losses.tolist(), losses.tolist(), (1.1 * losses).tolist(),
    ]  # fmt: skip


class Live:
    """A panel that shows a run which goes on."""

    def __init__(self, count: int, scene: Scene, moment: "Moment") -> None:
        import numpy as np

        self._chance = np.random.default_rng(1)
        self._count = count
        self._log = noisy_log(count)
        self._moment = moment
        self.panel = self._made(scene)

    def _made(self, scene: Scene) -> "LossPanel":
        from chainrule.gui.panels.loss_panel import LossPanel
        from chainrule.gui.theme import LIGHT
        from chainrule.session.smoothing import Smoothing

        panel = LossPanel(LIGHT)
        panel.resize(*SIZE)
        panel.show()
        panel.load()
        panel.set_log_scale(scene.logarithmic)
        panel.set_smoothing(Smoothing.STRONG if scene.smoothed else Smoothing.NONE)
        self.panel = panel
        for number in range(scene.ghosts):
            shorter = self._log.until(len(self._log) * (number + 1) // (scene.ghosts + 1))
            panel.show_moment(self._at(shorter))
            panel.keep_ghost()
        self.picture()
        return panel

    def _at(self, log: "Log") -> "Moment":
        return replace(self._moment, log=log, last_update=log[-1].update)

    def picture(self) -> float:
        """Let the run go on, show it and paint it; return the milliseconds it took."""
        import numpy as np
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        from chainrule.gui.panels.loss_panel import REFRESH_MS

        fresh = np.arange(len(self._log), len(self._log) + FRESH)
        self._log = self._log.extended(columns(fresh, self._chance, self._count))
        moment = self._at(self._log)
        QTest.qWait(REFRESH_MS + 1)
        start = process_time()
        self.panel.show_moment(moment)
        QApplication.processEvents()
        return 1000 * (process_time() - start)


def settled_moment() -> "Moment":
    """Return a moment between two updates."""
    from chainrule.session.document import Document
    from chainrule.session.operations import Granularity
    from chainrule.session.session import Session
    from chainrule.storage.examples import load_example

    session = Session(Document(load_example("xor")))
    session.granularity = Granularity.EPOCH
    session.step()
    session.finish_animation()
    return session.moment()


def measured(scene: Scene, asked: argparse.Namespace) -> dict[int, list[float]]:
    """Return the milliseconds of the pictures at each length, measured in turn."""
    moment = settled_moment()
    lengths = [count for count in LENGTHS if count <= asked.longest]
    running = {count: Live(count, scene, moment) for count in lengths}
    taken: dict[int, list[float]] = {count: [] for count in lengths}
    for _ in range(asked.rounds):
        for count, live in running.items():
            taken[count] += [live.picture() for _ in range(asked.frames)]
    for live in running.values():
        live.panel.close()
    return taken


def show(scene: Scene, asked: argparse.Namespace) -> None:
    """Measure a scene and print its rows."""
    taken = measured(scene, asked)
    first = statistics.median(taken[LENGTHS[0]])
    for count, times in taken.items():
        median = statistics.median(times)
        late = sorted(times)[int(0.95 * (len(times) - 1))]
        ratio = median / first
        met = "met" if ratio <= BAR else "short"
        bar = f"{BAR}: {met}" if count == LENGTHS[-1] else "–"
        print(f"| {scene.title} | {count:,} | {median:.2f} | {late:.2f} | {ratio:.2f} | {bar} |")
    sys.stdout.flush()


def main() -> int:
    """Print the table."""
    asked = arguments()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp()
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])
    print("## The plot while a run goes on\n")
    print(f"| plot | points | median ms | p95 ms | ÷ {LENGTHS[0]:,} | bar |")
    print("|---|--:|--:|--:|--:|---|")
    for scene in SCENES:
        show(scene, asked)
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())

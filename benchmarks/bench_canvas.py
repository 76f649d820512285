"""Frame times of the canvas: what one repaint takes, beside stroking the same lines once.

Offscreen raster, 1280 × 800, the full scene. The scenes take turns, several rounds in one run;
every time is of the change and of the repaint that shows it.
"""

import argparse
import os
import random
import statistics
import sys
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from canvas.scenes import frames, full, pulsing

if TYPE_CHECKING:
    from chainrule.gui.canvas.view import Canvas
    from chainrule.session.frame import Frame

SIZE = (1280, 800)
TIMES = dict[str, list[float]]


class Case(NamedTuple):
    """A network by its layers, how its edges are labelled, and the bars in milliseconds."""

    title: str
    sizes: tuple[int, ...]
    labels: str
    bars: dict[str, float]


CASES = (
    Case("100 edges, labelled", (5, 5, 5, 5, 5), "all", {"pulses": 1, "values": 4}),
    Case("1,200 edges", (30, 40), "automatic", {"pulses": 1, "values": 8}),
    Case("2,368 edges, digits", (64, 32, 10), "automatic", {}),
    Case("10,000 edges", (100, 100), "automatic", {"pulses": 3, "values": 16, "pick": 0.2}),
    Case(
        "10,000 edges, 1,000 a neuron",
        (1000, 10),
        "automatic",
        {"pulses": 3, "values": 16, "drag": 8, "pick": 0.2},
    ),
)
WHAT = {
    "pulses": "only pulses move",
    "values": "every value changes",
    "drag": "a neuron is dragged",
    "pick": "what is under a point",
}


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="turns that each scene takes")
    parser.add_argument("--only", default="", help="only scenes whose title has this")
    parser.add_argument("--frames", type=int, default=24, help="frames in each turn")
    return parser.parse_args()


class Bench:
    """One scene on its own canvas."""

    def __init__(self, case: Case, count: int) -> None:
        from chainrule.gui.canvas.view import Canvas
        from chainrule.gui.theme import LIGHT

        self.case = case
        self.project = full(case.sizes)
        self.canvas = Canvas(LIGHT)
        self.canvas.resize(*SIZE)
        self.canvas.show()
        _exposed(self.canvas)
        self.canvas.set_project(self.project)
        self.canvas.set_label_mode(case.labels)
        self.canvas.zoom_fit(animated=False)
        self.training = frames(self.project, count)
        self.step = pulsing(self.project, self.training[0], count)
        self.times: TIMES = {name: [] for name in (*WHAT, "lines")}
        self._turn(self.training)

    def turn(self) -> None:
        """Time everything once."""
        self.times["values"] += self._turn(self.training)
        self._turn(self.step[:1] * 3)
        self.times["pulses"] += self._turn(self.step)
        self._turn(self.training[:2])
        self.times["drag"] += self._drag()
        self.times["pick"] += self._pick()
        self.times["lines"] += self._lines()

    def _turn(self, shown: "Sequence[Frame]") -> list[float]:
        return [timed(lambda frame=frame: self._show(frame)) for frame in shown]

    def _show(self, frame: "Frame") -> None:
        self.canvas.set_frame(frame)
        self.canvas.repaint()

    def _drag(self) -> list[float]:
        name = self.project.network.outputs[0].id
        x, y = self.canvas.layout_now.places[name]

        def move(step: int) -> None:
            self.canvas.preview({name: (x + 3 * step, y + 5 * step)})
            self.canvas.repaint()

        move(0)
        times = [timed(lambda step=step: move(step)) for step in range(1, 20)]
        self.canvas.preview(None)
        self.canvas.repaint()
        return times

    def _pick(self) -> list[float]:
        from chainrule.gui.canvas.picking import pick

        chance, prepared = random.Random(1), self.canvas.prepared()
        points = [(chance.random() * SIZE[0], chance.random() * SIZE[1]) for _ in range(60)]
        places = [self.canvas.viewport.to_canvas(point) for point in points]
        return [timed(lambda place=place: pick(prepared, place)) for place in places]

    def _lines(self) -> list[float]:
        """Time a bare painter that strokes the same lines once, antialiased, in one colour."""
        from PySide6.QtCore import QLineF
        from PySide6.QtGui import QColor, QImage, QPainter, QPen

        view, layout = self.canvas.viewport, self.canvas.layout_now
        lines = [
            QLineF(*view.to_screen(curve.free(0)), *view.to_screen(curve.free(1)))
            for curve in layout.curves.values()
        ]
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))

        def stroke() -> None:
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(42, 116, 208), 1.5))
            painter.drawLines(lines)
            painter.end()

        return [timed(stroke) for _ in range(2)]


def _exposed(canvas: "Canvas") -> None:
    """Wait until the window is on its screen: before that, no repaint paints."""
    from PySide6.QtWidgets import QApplication

    for _ in range(100):
        QApplication.processEvents()
        handle = canvas.windowHandle()
        if handle is not None and handle.isExposed():
            return
    raise SystemExit("The window was not shown, so nothing can be timed.")


def timed(act: Callable[[], object]) -> float:
    """Return how long something takes, in milliseconds."""
    start = perf_counter()
    act()
    return 1000 * (perf_counter() - start)


def table(benches: Sequence[Bench]) -> str:
    """Return everything that was measured as a Markdown table."""
    rows = [
        "| scene | what | median ms | p95 ms | bar | ÷ bare lines |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for bench in benches:
        bare = statistics.median(bench.times["lines"])
        for name, told in WHAT.items():
            times = sorted(bench.times[name])
            middle, late = statistics.median(times), times[int(len(times) * 0.95)]
            bar = bench.case.bars.get(name)
            verdict = "–" if bar is None else f"{bar:g}: {'met' if middle <= bar else 'short'}"
            rows.append(
                f"| {bench.case.title} | {told} | {middle:.2f} | {late:.2f} | {verdict} |"
                f" {middle / bare:.2f} |"
            )
        rows.append(f"| {bench.case.title} | bare lines, once | {bare:.2f} |  |  | 1 |")
    return "\n".join(rows)


def main() -> int:
    """Measure and print."""
    asked = arguments()
    from chainrule.gui.app import prepare

    prepare()
    benches = [Bench(case, asked.frames) for case in CASES if asked.only in case.title]
    for _ in range(asked.rounds):
        for bench in benches:
            bench.turn()
    print(table(benches))
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

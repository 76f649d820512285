"""The maps of all neurons: new weights, one pass, every neuron's shades, the output's contour.

Each round has other weights, as a training step gives; the grid is kept, as in the window.
"""

import statistics
import sys
import time

from training.one_thread import use_one_thread

use_one_thread()

from bench_history import layered  # noqa: E402
from chainrule.engine.initializers import DEFAULT_INITIALIZER, draw  # noqa: E402
from chainrule.session.maps import Mapper  # noqa: E402

BAR = 3.0
"""milliseconds for 2-8-8-1 at 100 × 100"""
ROUNDS = 300
SIZES = ((2, 8, 8, 1), (2, 16, 16, 3), (2, 32, 32, 1))
SIDES = (50, 100)
REACH = (-1.0, 1.0)
HEAD = (
    "| network | points | median ms | p95 ms | of the processor | bar |",
    "|---|--:|--:|--:|--:|--:|",
)


def times(widths: tuple[int, ...], side: int, rounds: int) -> tuple[list[float], float]:
    """Return the milliseconds of refreshing every map of a network, and those of the processor.

    The latter (their median) leave out what else the machine does meanwhile.
    """
    project = layered(widths)
    mapper, found, own = Mapper(project), [], []
    outputs = tuple(neuron.id for neuron in project.network.outputs)
    for number in range(rounds):
        weights = draw(project.network, DEFAULT_INITIALIZER, number)
        start, began = time.perf_counter(), time.thread_time()
        maps = mapper.maps(weights, side, REACH, REACH)
        if len(outputs) > 1:
            maps.classes(outputs)
        else:
            maps.plane(outputs[0], *REACH)
        maps.shades  # noqa: B018
        found.append(1000 * (time.perf_counter() - start))
        own.append(1000 * (time.thread_time() - began))
    return sorted(found), statistics.median(own)


def main() -> int:
    """Print the table; 1 when the maps of 2-8-8-1 at 100 × 100 take longer than the bar."""
    rounds = 5 if "--seconds" in sys.argv else ROUNDS
    print(*HEAD, sep="\n")
    worst = 0.0
    for widths in SIZES:
        for side in SIDES:
            found, own = times(widths, side, rounds)
            middle, late = statistics.median(found), found[int(0.95 * len(found))]
            barred = widths == SIZES[0] and side == SIDES[-1]
            worst = middle if barred else worst
            told = f"{BAR:g}: {'met' if middle <= BAR else 'short'}" if barred else "–"
            name = "-".join(map(str, widths))
            print(f"| {name} | {side} × {side} | {middle:.2f} | {late:.2f} | {own:.2f} | {told} |")
    return 0 if worst <= BAR or "--seconds" in sys.argv else 1


if __name__ == "__main__":
    sys.exit(main())

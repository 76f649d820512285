"""Cost: the time of an update against the number of levels and of connections.

Linear and without a cliff: no row costs much more for each level, or each connection, than the
rows beside it. The networks are timed in turn, in one run.
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from training.one_thread import use_one_thread

if TYPE_CHECKING:
    from chainrule.network.graph import Network
    from chainrule.network.project import Project

LEVELS = (1, 2, 4, 6, 7, 8, 12, 16, 24, 32, 48, 64)
WIDTHS = (7, 12, 22, 39, 71, 122, 224)
FILLED = (5_000, 10_000, 20_000, 40_000, 80_000)
"""connections of a graph of 1,000 neurons"""
GROWN = (100, 200, 500, 1_000, 2_000)
"""neurons of graphs with twenty connections each"""
GRAPH_LEVELS = 16
CHAIN = 4
"""neurons of every level of a chain"""
BATCH = 10


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=11, help="slices of each network")
    parser.add_argument("--seconds", type=float, default=0.03, help="how long a slice takes")
    parser.add_argument(
        "--largest", type=int, default=200_000, help="leave out what has more connections"
    )
    return parser.parse_args()


def chains(largest: int) -> dict[str, "Project"]:
    """Return networks of one to many levels of four neurons above four inputs."""
    counts = [count for count in LEVELS if count * CHAIN**2 <= largest]
    return {f"{count} × {CHAIN}": full([CHAIN] * (count + 1)) for count in counts}


def hidden_levels(largest: int) -> dict[str, "Project"]:
    """Return networks with one hidden level, as wide as inputs and outputs."""
    widths = [width for width in WIDTHS if 2 * width**2 <= largest]
    return {f"{width}-{width}-{width}": full([width] * 3) for width in widths}


def filled(largest: int) -> dict[str, "Project"]:
    """Return graphs of equally many neurons with more and more connections."""
    counts = [count for count in FILLED if count <= largest]
    return {f"{count:,} connections": graph(1_000, count) for count in counts}


def grown(largest: int) -> dict[str, "Project"]:
    """Return graphs of more and more neurons, equally many connections to each."""
    counts = [count for count in GROWN if 20 * count <= largest]
    return {f"{count:,} neurons": graph(count, 20 * count) for count in counts}


def graph(neurons: int, connections: int) -> "Project":
    """Return a graph with skips over any number of levels."""
    from training.networks import sparse

    return sparse(neurons, connections, GRAPH_LEVELS, 2 * BATCH)


def full(widths: list[int]) -> "Project":
    """Return a network of full layers of tanh with twenty samples."""
    from chainrule.network.names import Activation
    from training.networks import layered, scattered

    rows = scattered(2 * BATCH, widths[0], widths[-1])
    return layered(widths, Activation.TANH, Activation.LINEAR, rows)


def level_count(network: "Network") -> int:
    """Return how many levels compute."""
    return len(network.levels) - 1


def connection_count(network: "Network") -> int:
    """Return how many connections there are."""
    return len(network.connections)


class Table(NamedTuple):
    """Networks, smallest first, and what their cost is held against."""

    title: str
    unit: str
    networks: Callable[[int], dict[str, "Project"]]
    size: Callable[["Network"], int]


TABLES = (
    Table("Levels of four neurons", "level", chains, level_count),
    Table("One hidden level", "connection", hidden_levels, connection_count),
    Table("Sparse graphs of 1,000 neurons", "connection", filled, connection_count),
    Table(
        "Sparse graphs with twenty connections a neuron", "connection", grown, connection_count
    ),
)


def measured(projects: Mapping[str, "Project"], asked: argparse.Namespace) -> dict[str, float]:
    """Return the microseconds of an update of each network, by the median of its rounds."""
    from training.measuring import rates
    from training.ours import Ours
    from training.report import NO_DRIFT
    from training.tasks import Task

    running = {}
    for name, project in projects.items():
        settings = replace(project.training, batch_size=BATCH, learning_rate=NO_DRIFT)
        running[name] = Ours(Task(name, name, replace(project, training=settings)))
    found = rates(running, asked.rounds, asked.seconds)
    return {name: 1e6 / statistics.median(per_second) for name, per_second in found.items()}


def show(about: Table, asked: argparse.Namespace) -> None:
    """Measure and print a table; nothing when all its networks are too large."""
    projects = about.networks(asked.largest)
    if not projects:
        return
    costs = measured(projects, asked)
    print(f"\n### {about.title}\n")
    print(f"| network | connections | µs an update | ÷ the first | µs a {about.unit} | growth |")
    print("|---|--:|--:|--:|--:|--:|")
    sizes = {name: about.size(project.network) for name, project in projects.items()}
    growths = growth(costs, sizes)
    first = next(iter(costs.values()))
    for name, cost in costs.items():
        links = len(projects[name].network.connections)
        share = f"{cost / sizes[name]:.2g}"
        factor = f"{growths[name]:.2f}" if name in growths else ""
        print(f"| {name} | {links:,} | {cost:.1f} | {cost / first:.2f} | {share} | {factor} |")
    print(f"\nGrowth at most {max(growths.values(), default=1.0):.2f}.", flush=True)


def growth(costs: Mapping[str, float], sizes: Mapping[str, int]) -> dict[str, float]:
    """Return for each row but the first: times the cost of the row before, over times its size."""
    return {
        name: (costs[name] / costs[before]) / (sizes[name] / sizes[before])
        for before, name in pairwise(costs)
    }


def main() -> int:
    """Print the tables."""
    asked = arguments()
    use_one_thread()
    print(f"## The cost of an update, batch {BATCH}")
    print("\nGrowth is how many times as dear, over how many times as large, from row to row:")
    print("1 is linear, below 1 is better, far above 1 is a cliff.")
    for about in TABLES:
        show(about, asked)
    return 0


if __name__ == "__main__":
    sys.exit(main())

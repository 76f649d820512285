"""History: one step back of a session, from the end and from anywhere of a long run.

Each network is trained in a session, then stepped back in. Times are those of the whole step,
tracing and document included. `--long` adds runs of 1,000,000 updates (minutes).
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise

from chainrule.engine.initializers import DEFAULT_INITIALIZER, draw
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Data, Project, Training, with_parameters
from chainrule.session.document import Document
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.session.speed import SPEEDS

BAR = 50.0
"""milliseconds that one step back may take"""
STEPS = 100
NETWORKS = ((2, 2, 1), (4, 14, 12, 4), (10, 31, 31, 5))
HEAD = (
    "| parameters | updates | step back | from | median ms | p95 ms | most ms | ÷ one update |",
    "|---|---|---|---|---|---|---|---|",
)
MEMORY_HEAD = (
    "| parameters | updates | keyframes | their MB | log MB | bytes a row | µs an update |",
    "|---|---|---|---|---|---|---|",
)


def layered(widths: tuple[int, ...], rows: int = 40, batch: int = 10) -> Project:
    """Return a network of full layers with data of its own, to be trained in shuffled batches."""
    chance = random.Random(7)
    layers = [[f"n{level}_{index}" for index in range(w)] for level, w in enumerate(widths)]
    neurons = [Neuron(name, Role.INPUT) for name in layers[0]]
    neurons += [
        Neuron(name, Role.HIDDEN, Activation.TANH) for names in layers[1:-1] for name in names
    ]
    neurons += [Neuron(name, Role.OUTPUT, Activation.LINEAR) for name in layers[-1]]
    links = [
        Connection(source, target, 0.0)
        for names, following in pairwise(layers)
        for source in names
        for target in following
    ]
    width = widths[0] + widths[-1]
    train = tuple(tuple(chance.uniform(-1, 1) for _ in range(width)) for _ in range(rows))
    training = Training(learning_rate=0.003, momentum=0.9, batch_size=batch, shuffle=True)
    project = Project(
        network=Network(tuple(neurons), tuple(links)),
        data=Data(tuple(layers[0]), tuple(layers[-1]), train),
        training=training,
    )
    return with_parameters(project, draw(project.network, DEFAULT_INITIALIZER, 7), None)


def trained(project: Project, updates: int) -> tuple[Session, float]:
    """Return a session that has made so many updates, and the seconds of one."""
    session = Session(Document(project))
    session.granularity, session.speed = Granularity.BATCH, SPEEDS[-1]
    start = time.perf_counter()
    session.run.train_many(updates)
    seconds = (time.perf_counter() - start) / updates
    session.record()
    return session, seconds


def timed(step: Callable[[], None]) -> float:
    """Return the milliseconds that a step takes."""
    start = time.perf_counter()
    step()
    return 1000 * (time.perf_counter() - start)


def from_the_end(session: Session) -> list[float]:
    """Return the times of steps back, one after the other."""
    return [timed(session.step_back) for _ in range(STEPS)]


def from_anywhere(session: Session) -> list[float]:
    """Return the times of one step back each from anywhere, as if one had just come there."""
    chance, times = random.Random(3), []
    for _ in range(STEPS):
        session.go_to(chance.randrange(2, session.run.line.last))
        session.run.history.forget_near()
        times.append(timed(session.step_back))
    return times


def jumps(session: Session) -> list[float]:
    """Return the times of jumps to anywhere."""
    chance = random.Random(5)
    last = session.run.line.last
    return [timed(lambda: session.go_to(chance.randrange(1, last))) for _ in range(STEPS)]


def row(size: int, updates: int, step: str, place: str, times: list[float], one: float) -> str:
    """Return a row of the table."""
    ranked = sorted(times)
    middle, late = statistics.median(ranked), ranked[int(0.95 * len(ranked))]
    ratio = middle / (1000 * one)
    return (
        f"| {size} | {updates:,} | {step} | {place} | {middle:.2f} | {late:.2f} "
        f"| {ranked[-1]:.2f} | {ratio:.0f} |"
    )


def measure(widths: tuple[int, ...], updates: int) -> tuple[list[str], str, float]:
    """Return the rows of both tables for one network, and the worst p95."""
    session, one = trained(layered(widths), updates)
    size, lines = len(session.document.project.network.parameter_names), session.run.lines
    rows, worst = [], 0.0
    memory = (
        f"| {size} | {updates:,} | {session.run.history.keyframes:,} | {lines.bytes / 1e6:.1f} "
        f"| {session.run.log.nbytes / 1e6:.1f} | {session.run.log.nbytes / updates:.0f} "
        f"| {1e6 * one:.1f} |"
    )
    for granularity in (Granularity.BATCH, Granularity.LAYER):
        for place, measured in (("the end", from_the_end), ("anywhere", from_anywhere)):
            session.granularity = granularity
            session.go_to(updates)
            times = measured(session)
            worst = max(worst, sorted(times)[int(0.95 * len(times))])
            rows.append(row(size, updates, granularity.name.capitalize(), place, times, one))
    rows.append(row(size, updates, "(jump)", "anywhere", jumps(session), one))
    return rows, memory, worst


def main() -> int:
    """Print both tables; 1 when a step back from 10,000 updates takes longer than the bar."""
    lengths = (10_000, 1_000_000) if "--long" in sys.argv else (10_000,)
    found = [(updates, *measure(widths, updates)) for updates in lengths for widths in NETWORKS]
    print(*HEAD, sep="\n")
    print(*(line for _, rows, _, _ in found for line in rows), sep="\n")
    print()
    print(*MEMORY_HEAD, sep="\n")
    print(*(memory for _, _, memory, _ in found), sep="\n")
    worst = max(worst for updates, _, _, worst in found if updates == lengths[0])
    print(f"\nworst p95 of a step back in {lengths[0]:,} updates: {worst:.1f} ms (bar {BAR:.0f})")
    return 0 if worst <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())

"""The tables: updates a second and ratios in Markdown, each ratio beside its bar."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

from training.contestants import (
    MICROGRAD,
    OURS,
    PYTORCH,
    SCIKIT_LEARN,
    SESSION,
    TEXTBOOK,
    check,
    enter,
)
from training.measuring import rates
from training.tasks import Task

AHEAD = 1.0
BARS = {
    "article": {TEXTBOOK: 2.5, PYTORCH: 15.0},
    "xor": {TEXTBOOK: 4.0, PYTORCH: 15.0},
    "2-4-2-1": {TEXTBOOK: 4.0, PYTORCH: 15.0},
    "2-8-8-8-1": {TEXTBOOK: 4.0, PYTORCH: 15.0},
    "2-8-8-8-1-by-10": {TEXTBOOK: 4.0, PYTORCH: 15.0},
    "digits": {TEXTBOOK: 1.9, PYTORCH: 6.5},
}
"""how many times as many updates as another's; every other ratio has to be above 1"""
NO_DRIFT = 1e-6
"""a rate at which nothing converges, or diverges, however long it is timed"""


@dataclass(frozen=True)
class Conditions:
    """What a table is about, and who is beside Chainrule in it."""

    title: str
    momentum: float
    shuffle: bool
    columns: tuple[str, ...]


TABLES = (
    Conditions(
        "One order of the samples, drawn beforehand; no momentum",
        0.0,
        False,
        (SESSION, TEXTBOOK, SCIKIT_LEARN, PYTORCH, MICROGRAD),
    ),
    Conditions("A new order in every epoch, no momentum", 0.0, True, (TEXTBOOK, PYTORCH)),
    Conditions("One order, momentum 0.9", 0.9, False, (TEXTBOOK, PYTORCH)),
)


@dataclass
class Tally:
    """Bars met and short, and how far the contestants' parameters were apart."""

    met: int = 0
    short: list[str] = field(default_factory=list)
    apart: float = 0.0


def table(
    about: Conditions, tasks: list[Task], rounds: int, seconds: float, tally: Tally
) -> Iterator[str]:
    """Yield the lines of a table, each as soon as it is measured."""
    head = f"| network | {OURS} |"
    for name in about.columns:
        head += f" {name} |" if name == SESSION else f" {name} | × |"
    yield from (f"### {about.title}", "", head, "|---" + "|--:" * (head.count("|") - 2) + "|")
    for task in tasks:
        settings = task.under(NO_DRIFT, about.momentum, shuffle=about.shuffle)
        yield _row(about, settings, rounds, seconds, tally)


def _row(about: Conditions, task: Task, rounds: int, seconds: float, tally: Tally) -> str:
    names = (OURS, *about.columns)
    tally.apart = max(tally.apart, check(task, names))
    present, absent = enter(task, names)
    found = rates(present, rounds, seconds)
    cells = [task.title, per_second(found[OURS])]
    for name in about.columns:
        if name in absent:
            cells += [absent[name]] if name == SESSION else [absent[name], ""]
            continue
        cells.append(per_second(found[name]))
        if name != SESSION:
            pairs = zip(found[OURS], found[name], strict=True)
            ratio = statistics.median(ours / other for ours, other in pairs)
            cells.append(_judged(about, task.name, name, ratio, tally))
    return f"| {' | '.join(cells)} |"


def _judged(about: Conditions, task: str, name: str, ratio: float, tally: Tally) -> str:
    """Return a ratio with its bar and how it stands to it."""
    bar = BARS.get(task, {}).get(name, AHEAD)
    text = f"{ratio:.3g}" if ratio < 100 else f"{ratio:.0f}"
    met = ratio >= bar
    tally.met += met
    if not met:
        tally.short.append(f"{task} beside {name}, {text} of {bar:g} ({about.title.lower()})")
    return f"**{text}** of {bar:g}: {'met' if met else 'short'}"


def per_second(found: list[float]) -> str:
    """Return the median of rates, in thousands above 10,000."""
    middle = statistics.median(found)
    if middle >= 9_950:
        return f"{middle / 1000:.3g} k" if middle < 999_500 else f"{middle / 1000:,.0f} k"
    return f"{middle:,.0f}"

"""Who trains: Chainrule, and what people use instead, as far as it is installed."""

from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple, Protocol

import numpy as np

from training.tasks import Array, Task

OURS, SESSION, TEXTBOOK, SCIKIT_LEARN, PYTORCH, MICROGRAD = (
    "Chainrule",
    "in a session",
    "textbook numpy",
    "scikit-learn",
    "PyTorch",
    "micrograd",
)
NOT_INSTALLED, DOES_NOT_FIT = "not installed", "–"
CHECKED, CHECK_RATE, TOLERANCE = 60, 0.1, 1e-9
"""how many updates are compared before the clock runs, at which rate, and how closely"""


class Contestant(Protocol):
    """Trains one task."""

    def update(self, count: int) -> None:
        """Make updates."""

    def parameters(self) -> Array:
        """Return the parameters in the order of `network.parameter_names`."""


class Entry(NamedTuple):
    """Where a contestant is found and what has to be installed for it."""

    module: str
    library: str


ENTRIES = {
    OURS: Entry("ours", "numpy"),
    SESSION: Entry("in_session", "numpy"),
    TEXTBOOK: Entry("textbook", "numpy"),
    SCIKIT_LEARN: Entry("scikit_learn", "sklearn"),
    PYTORCH: Entry("pytorch", "torch"),
    MICROGRAD: Entry("scalars", "micrograd"),
}


class Disagreement(Exception):
    """Two contestants do not compute the same, so that their times cannot be compared."""


def enter(task: Task, names: tuple[str, ...]) -> tuple[dict[str, Contestant], dict[str, str]]:
    """Return those that train the task, and for the others why they do not."""
    present: dict[str, Contestant] = {}
    absent: dict[str, str] = {}
    for name in names:
        entry = ENTRIES[name]
        if find_spec(entry.library) is None:
            absent[name] = NOT_INSTALLED
            continue
        module = import_module(f"training.{entry.module}")
        if module.fits(task):
            present[name] = module.start(task)
        else:
            absent[name] = DOES_NOT_FIT
    return present, absent


def check(task: Task, names: tuple[str, ...]) -> float:
    """Return how far the contestants' parameters are apart after the same updates, at most.

    Each takes the updates at a rate at which the parameters move.
    """
    shuffle = task.project.training.shuffle
    present, _ = enter(task.under(CHECK_RATE, task.momentum, shuffle=shuffle), names)
    for contestant in present.values():
        contestant.update(CHECKED)
    found = {name: contestant.parameters() for name, contestant in present.items()}
    if np.abs(found[OURS] - task.values).max() < TOLERANCE:
        raise Disagreement(f"{task.name}: the parameters have not moved")
    worst = 0.0
    for name, values in found.items():
        apart = float(np.abs(values - found[OURS]).max())
        if not apart <= TOLERANCE:
            raise Disagreement(f"{task.name}: {name} is {apart:.1e} from Chainrule")
        worst = max(worst, apart)
    return worst

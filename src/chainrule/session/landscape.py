"""The landscape of a run: the loss over two parameters, and the way that was walked on it."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from chainrule.session.plain_run import plain_run
from chainrule.session.surface import LossSlice, box_round

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from numpy.typing import NDArray

    from chainrule.network.project import Training
    from chainrule.session.plain_run import PlainRun
    from chainrule.session.run import Run
    from chainrule.session.session import Session
    from chainrule.session.surface import Box, Point

    Array = NDArray[np.float64]
    Names = tuple[str, str]

ACROSS, UP = 61, 46
ASPECT = (ACROSS - 1) / (UP - 1)
COARSE = 2
DEAR = 60_000_000
"""numbers of a whole surface from which on it has fewer points"""
CHUNK = 60_000
"""numbers that are computed at once, in a millisecond or so"""
MOST_STEPS, ANCHOR = 200, 50
"""updates of the way that is shown; a longer one begins at a multiple of the second number"""
LEAST_APART = 0.2
"""seconds between two surfaces"""


@dataclass(frozen=True, eq=False)
class Landscape:
    """What is seen: `losses` (rows, columns) over the box, and all that stands on it.

    `path` leads from the update `first` to the ball, `plain_path` begins with it but without
    momentum; `plain_losses` are the training set's losses after each update of that one, which
    ends before the update `plain_end` where its numbers are not finite. `cuts` are the
    losses along each parameter through the ball, over the box's range; `slopes` the slopes there.
    `exact` says that no other parameter is trained; `rows` of all samples it is computed from.
    """

    names: Names
    update: int
    box: Box
    losses: Array
    path: tuple[Point, ...]
    plain_path: tuple[Point, ...]
    ball: Point
    loss: float
    cuts: tuple[Array, Array]
    slopes: Point
    exact: bool
    rows: int
    first: int = 0
    plain_losses: tuple[float, ...] = ()
    plain_end: int | None = None


class Landscapes:
    """Computes landscapes of a session in the background, the latest one that is wanted."""

    def __init__(
        self, session: Callable[[], Session], clock: Callable[[], float] = perf_counter
    ) -> None:
        self._session = session
        self._clock = clock
        self._made: Landscape | None = None
        self._box: Box | None = None
        self._plain: PlainRun | None = None
        self._work: Iterator[Landscape | None] | None = None
        self._working_at: Wanted | None = None
        self._wanted: Wanted | None = None
        self._begun_at = -LEAST_APART

    @property
    def landscape(self) -> Landscape | None:
        """The last one that was finished of the present network and data; None before."""
        return self._made

    @property
    def busy(self) -> bool:
        """Whether one is wanted that is not there."""
        waits = self._wanted is not None and self._working_at != self._wanted
        return waits or self._work is not None

    def want(self, names: Names | None) -> None:
        """Ask for the landscape over two parameters as things are now; None asks for none.

        What was begun for other parameters, another network or other data is dropped.
        """
        wanted = None if names is None else _wanted(self._session(), names)
        before, self._wanted = self._wanted, wanted
        if wanted is None or before is None or before.names != wanted.names:
            self._box = None
        if wanted is None or before is None or before.stands_on != wanted.stands_on:
            self._made, self._work, self._working_at = None, None, None

    def advance(self, seconds: float) -> bool:
        """Compute for a while; return whether a landscape is finished.

        What nobody has asked for since another network or other data came is dropped.
        """
        if self._wanted is not None and self._wanted.run is not self._session().run:
            self.want(None)
        end = self._clock() + seconds
        if self._work is None and not self._begin():
            return False
        while self._work is not None and self._clock() < end:
            found = next(self._work, None)
            if found is not None:
                self._made, self._box, self._work = found, found.box, None
                return True
        return False

    def _begin(self) -> bool:
        """Begin with the one that is wanted, unless the last one is too recent."""
        now = self._clock()
        wanted = self._wanted
        if wanted is None or (self._made is not None and now - self._begun_at < LEAST_APART):
            return False
        self._begun_at, self._working_at = now, wanted
        self._work = self._made_of(self._session(), wanted.names)
        return True

    def _made_of(self, session: Session, names: Names) -> Iterator[Landscape | None]:
        """Make a landscape, a piece at a time; what is run without momentum is kept for later."""
        run, update = session.run, _shown_update(session)
        first = _start(run, update)
        plain = self._plain
        if plain is None or not plain.suits(run, first, names):
            plain = self._plain = plain_run(run, first, names)
        if plain is not None:
            yield from plain.train_to(update)
        yield from _made(session, names, self._box, plain)


@dataclass(frozen=True)
class Wanted:
    """Of what a landscape is wanted: the parameters, the run, its line, update and settings."""

    names: Names
    run: Run
    line: int
    update: int
    training: Training

    @property
    def stands_on(self) -> tuple[object, ...]:
        """What may not change while it is computed."""
        return self.names, self.run


def _wanted(session: Session, names: Names) -> Wanted:
    run = session.run
    return Wanted(names, run, run.line.number, _shown_update(session), run.training)


def _shown_update(session: Session) -> int:
    return session.run.update if session.looking_at is None else session.looking_at


def _start(run: Run, update: int) -> int:
    """Return the update at which the way to another one begins."""
    if update - MOST_STEPS <= run.history.first:
        return run.history.first
    return -(-(update - MOST_STEPS) // ANCHOR) * ANCHOR


def _made(
    session: Session, names: Names, before: Box | None, plain: PlainRun | None
) -> Iterator[Landscape | None]:
    """Compute a landscape, a piece at a time; the last thing that is yielded is the whole."""
    run, update = session.run, _shown_update(session)
    snapshot = run.committed() if update == run.update else run.looked_at(update).snapshot()
    plan, first = run.trainer.plan, _start(run, update)
    places = [int(plan.index[plan.network.parameter_names.index(name)]) for name in names]

    def point(parameters: Array) -> Point:
        return float(parameters[places[0]]), float(parameters[places[1]])

    path = []
    for parameters in _walked(run, first, update):
        path.append(point(parameters))
        yield None
    ball = point(snapshot.parameters)
    box = box_round(ball, path, ASPECT, before)
    slope = LossSlice(plan, run.trainer.setup, run.training.reduction, snapshot.parameters)
    step = 1 if slope.work(names) * ACROSS * UP <= DEAR else COARSE
    yield None
    grid, cuts = yield from _surface(slope, names, box, ball, step)
    here = float(slope.losses(names, np.array(ball[:1]), np.array(ball[1:]))[0])
    yield None
    slopes = slope.slopes(names)
    free = [name for name in plan.network.parameter_names if name not in plan.network.locked]
    yield Landscape(
        names, update, box, grid, tuple(path), _until(plain, update), ball,
        here, cuts, slopes, set(free) <= set(names), slope.samples,
        first, () if plain is None else tuple(plain.losses[: update - first]),
        None if plain is None else plain.end(update),
    )  # fmt: skip


def _until(plain: PlainRun | None, update: int) -> tuple[Point, ...]:
    """Return the way without momentum up to an update."""
    return () if plain is None else tuple(plain.path[: update - plain.first + 1])


def _surface(
    slope: LossSlice, names: Names, box: Box, ball: Point, step: int
) -> Generator[None, None, tuple[Array, tuple[Array, Array]]]:
    """Return the losses over the box (rows, columns), and along each parameter through the ball."""
    first_cut = (box.columns(ACROSS), np.full(ACROSS, ball[1]))
    second_cut = (np.full(ACROSS, ball[0]), box.rows(ACROSS))
    wanted = np.concatenate([_grid(box, step), first_cut, second_cut], axis=1)
    pieces: list[Array] = []
    for losses in _losses(slope, names, wanted):
        pieces.append(losses)
        yield None
    grid, *cuts = np.split(np.concatenate(pieces), [-2 * ACROSS, -ACROSS])
    shape = (1 + (UP - 1) // step, 1 + (ACROSS - 1) // step)
    return grid.reshape(shape), (cuts[0], cuts[1])


def _grid(box: Box, step: int) -> Array:
    """Return the grid's points, row by row from below: values of both parameters (2, points)."""
    across, up = box.columns(1 + (ACROSS - 1) // step), box.rows(1 + (UP - 1) // step)
    return np.stack([np.tile(across, len(up)), np.repeat(up, len(across))])


def _losses(slope: LossSlice, names: Names, points: Array) -> Iterator[Array]:
    """Yield the losses at points (2, points), some at a time."""
    count = max(1, CHUNK // slope.work(names))
    for start in range(0, points.shape[1], count):
        first, second = points[:, start : start + count]
        yield slope.losses(names, first, second)


def _walked(run: Run, first: int, update: int) -> Iterator[Array]:
    """Yield the parameters after each update from one to another."""
    trainer = run.looked_at(first)
    yield trainer.parameters
    for number in range(first + 1, update + 1):
        trainer.training = run.history.training_of(number)
        trainer.replay(1)
        yield trainer.parameters

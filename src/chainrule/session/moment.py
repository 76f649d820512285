"""A moment: all that the window shows of a session, at one position of the cursor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chainrule.session.frame import ready_frame
from chainrule.session.health import Health
from chainrule.session.operations import Granularity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.message import Message
    from chainrule.network.project import LogRow, Project
    from chainrule.session.accuracy import Accuracy
    from chainrule.session.annotations import Note
    from chainrule.session.asked import Asked
    from chainrule.session.comparison import Comparison
    from chainrule.session.divergence import Divergence
    from chainrule.session.frame import Frame
    from chainrule.session.ledger import Ledger
    from chainrule.session.operations import Phase
    from chainrule.session.past import Past
    from chainrule.session.standing import Standing


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor stands; all counts are of what is complete or, for `sample`, shown.

    `row` is the shown sample's row in the training set, from 0. `sample` of `samples` counts in
    the batch, `batch` of `batches` in the epoch, `layer` of `layers` in the phase, `step` of
    `steps` in the update; each counts from 1, and is 0 when there is none. While the whole
    training set is shown, `sample` of `samples` counts in that, and there is no `batch`.
    """

    update: int = 0
    epoch: int = 0
    row: int = 0
    sample: int = 0
    samples: int = 0
    batch: int = 0
    batches: int = 0
    layer: int = 0
    layers: int = 0
    step: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """What the window shows.

    `ledger` and `position` (the number of its operations revealed) are there once an update has
    been entered; `log` has a row per update up to the end of the run, also while `looking_back` at
    an earlier update. `outputs` are the outputs of every training row with the parameters shown,
    in the network's order of outputs, once they have been computed, and `miss` is how far the worst
    of them is from its target. `loss` is the number for the
    status bar: of the sample when one is in progress, else of the whole training set. `divergence`
    is there when training has stopped at a number that is not finite; `old_lines` are the logs of
    runs that were left when training went on from an earlier moment, each from that moment on.
    `past` tells the updates before the open one, while one is open; `what_if` compares the run
    with the alternatives that were begun from a moment of it. `notes` say what has happened
    to the run, up to `last_update`; `accuracy` is there where the targets are classes.
    `standings` are there while looking back: how the run stood then, and stands at its end.
    `asked` are inputs of one's own whose forward pass is shown in place of a sample of the data.
    """

    project: Project
    frame: Frame
    place: Place = field(default_factory=Place)
    phase: Phase | None = None
    phases_done: frozenset[Phase] = frozenset()
    granularity: Granularity = Granularity.LAYER
    ledger: Ledger | None = None
    position: int = 0
    log: Sequence[LogRow] = ()
    first_update: int = 0
    last_update: int = 0
    looking_back: bool = False
    playing: bool = False
    animated: bool = True
    can_step_back: bool = False
    can_step: bool = True
    loss: float | None = None
    loss_is_mean: bool = False
    outputs: Sequence[Sequence[float]] = ()
    miss: float | None = None
    stopped: Message | None = None
    health: Health = field(default_factory=Health)
    divergence: Divergence | None = None
    old_lines: Sequence[Sequence[LogRow]] = ()
    past: Past | None = field(default=None, compare=False)
    what_if: Comparison | None = None
    notes: Sequence[Note] = ()
    accuracy: Accuracy | None = field(default=None, compare=False)
    standings: tuple[Standing, Standing] | None = None
    asked: Asked | None = None


def ready_moment(project: Project) -> Moment:
    """Return the moment before anything has been computed."""
    rows, size = len(project.data.train), _batch(project)
    batches = -(-rows // size) if size else 0
    state = project.state
    place = Place(
        update=0 if state is None else state.update,
        epoch=0 if state is None else state.epoch,
        sample=min(1, rows),
        samples=size,
        batch=min(1, batches),
        batches=batches,
    )
    last = 0 if state is None else state.update
    return Moment(
        project,
        ready_frame(project),
        place,
        log=() if state is None else state.log,
        first_update=last,
        last_update=last,
        can_step=rows > 0,
    )


def _batch(project: Project) -> int:
    rows = len(project.data.train)
    return min(rows, project.training.batch_size or rows)

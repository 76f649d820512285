"""The order of the samples in the epochs to come, as a run of the project would draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.engine.epochs import Epochs
from chainrule.engine.plan import compile_plan
from chainrule.engine.snapshot import first_snapshot

if TYPE_CHECKING:
    from chainrule.network.project import Project

Order = tuple[int, tuple[int, ...]]
"""the batch size, and the rows from 0 in their order"""
LEAST_UPDATES = 50
LEAST_EPOCHS = 3
MOST_ROWS = 100_000
"""rows in all orders together, unless one epoch alone has more"""


def coming_orders(project: Project) -> tuple[Order, ...]:
    """Return the first epochs, the one in progress from where it stands.

    There are none where every epoch takes the rows as they stand in the file: nothing is to be
    known then.
    """
    rows, training = len(project.data.train), project.training
    place = first_snapshot(project, compile_plan(project.network)).place
    if not rows or (place.position == 0 and not training.shuffle):
        return ()
    epochs = Epochs(rows, lambda columns, _: columns.tolist())
    orders: list[Order] = []
    written = updates = 0
    while not orders or (training.shuffle and _too_few(len(orders), updates, written)):
        size = place.batch_size if place.position else training.batch_size
        size = min(size, rows) or rows
        order = epochs.order(place, training)[place.position :]
        orders.append((size, order))
        written, updates = written + len(order), updates - (-len(order) // size)
        place = place._replace(epoch=place.epoch + 1, position=0)
    return tuple(orders)


def _too_few(epochs: int, updates: int, written: int) -> bool:
    return written < MOST_ROWS and (epochs < LEAST_EPOCHS or updates < LEAST_UPDATES)

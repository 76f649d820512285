"""Numbers that are not finite: never committed, and the first bad one named."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.network.names import Activation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.engine.update import Update

    Array = NDArray[np.float64]

LOSS_NAME = "L"


class NonFinite(ChainruleError):
    """A number that is not finite stopped the update; nothing of it was committed.

    `quantity` is the kind of operation (`sum`, `activate`, `loss`, `delta`, `batch_gradient`,
    `new_value`) or the name of an optimizer's slot, `target` the neuron, parameter or `L`, `row`
    the sample's row from 0, None where it speaks for the batch.
    """

    def __init__(
        self, update: int, quantity: str, target: str, row: int | None, value: float
    ) -> None:
        told = QT_TRANSLATE_NOOP(
            "Training",
            "Update {update} was not made: {target} is no longer a finite number. "
            "The steps are too large: try a smaller learning rate.",
        )
        super().__init__(message(told, update=update, target=target))
        self.update = update
        self.quantity = quantity
        self.target = target
        self.row = row
        self.value = value

    @classmethod
    def of_training_loss(cls, update: int, value: float) -> NonFinite:
        """Return the error of an update after which the loss of a set would not be finite."""
        return cls(update, "loss", LOSS_NAME, None, value)


def first_bad(plan: Plan, update: Update) -> NonFinite | None:
    """Return the first number of an update that is not finite, None when all are."""
    if _is_finite(update):
        return None
    for quantity, target, row, value in _in_order(plan, update):
        if not math.isfinite(value):
            return NonFinite(update.update, quantity, target, row, value)
    return None


def _is_finite(update: Update) -> bool:
    """Whether all is finite. A δ that is not shows in the gradient of its neuron's bias.

    The new parameters alone would not do: a locked one hides its gradient, a flat slope an
    infinite z, and rmsprop and adam divide by an infinite size.
    """
    arrays = (
        update.forward.z,
        update.forward.a,
        update.batch_gradient,
        update.after,
        *update.slots_after.values(),
    )
    return math.isfinite(update.batch_loss) and all(np.isfinite(array).all() for array in arrays)


def _in_order(plan: Plan, update: Update) -> Iterator[tuple[str, str, int | None, float]]:
    """Yield (quantity, target, row, value) of an update in the order of the passes."""
    names = sorted(plan.row, key=plan.row.__getitem__)
    for column, row in enumerate(update.rows):
        for name in names:
            for quantity, target, index in _forward_of(plan, name):
                numbers = update.forward.z if quantity == "sum" else update.forward.a
                yield quantity, target, row, float(numbers[index, column])
        yield "loss", LOSS_NAME, row, float(update.backward.losses[column])
        for name in reversed(names[len(plan.network.inputs) :]):
            index = plan.row[name]
            yield "delta", name, row, float(update.backward.delta[index, column])
    yield "loss", LOSS_NAME, None, update.batch_loss
    for quantity, values in (
        ("batch_gradient", update.batch_gradient),
        *update.slots_after.items(),
        ("new_value", update.after),
    ):
        numbers = plan.unpack(values).tolist()
        for name, value in zip(plan.network.parameter_names, numbers, strict=True):
            yield quantity, name, None, value


def _forward_of(plan: Plan, name: str) -> Iterator[tuple[str, str, int]]:
    """Yield (quantity, target, row of the arrays) of a neuron; softmax needs the sums of all."""
    outputs = [neuron.id for neuron in plan.network.outputs]
    softmax = plan.network.by_id[name].activation is Activation.SOFTMAX
    for target in outputs if softmax else (name,):
        yield "sum", target, plan.row[target]
    yield "activate", name, plan.row[name]

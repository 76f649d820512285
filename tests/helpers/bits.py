"""States compared to the last bit: by what they hold, never by how theta is laid out."""

from dataclasses import replace
from hashlib import sha256

import numpy as np

from chainrule.engine.plan import Plan
from chainrule.engine.trainer import Snapshot, Trainer


def named(plan: Plan, theta: np.ndarray) -> dict[str, float]:
    """Return what a flat vector holds, by the name of the parameter."""
    return dict(zip(plan.network.parameter_names, plan.unpack(theta).tolist(), strict=True))


def bits(plan: Plan, snapshot: Snapshot) -> dict[str, object]:
    """Return all that a state consists of; two states are the same when these are equal.

    The order counts inside an epoch only: the next one draws its own.
    """
    found: dict[str, object] = {
        "parameters": plan.unpack(snapshot.parameters).tobytes(),
        "update": snapshot.update,
        "epoch": snapshot.epoch,
        "position": snapshot.position,
    }
    for name, slot in sorted(snapshot.slots.items()):
        found[f"slot {name}"] = plan.unpack(slot).tobytes()
    if snapshot.position:
        found["order"] = tuple(snapshot.order)
        found["order seed"] = snapshot.order_seed
        found["batch size"] = snapshot.batch_size
    return found


def state_hash(plan: Plan, snapshot: Snapshot, log_length: int) -> str:
    """Return the hash of a state and of how long its log is.

    A zero has no sign here: reading a file makes 0 of −0, which changes no number ever after.
    """
    unsigned = replace(
        snapshot,
        parameters=snapshot.parameters + 0.0,
        slots={name: slot + 0.0 for name, slot in snapshot.slots.items()},
    )
    return sha256(repr((bits(plan, unsigned), log_length)).encode()).hexdigest()


def bits_of(trainer: Trainer) -> dict[str, object]:
    """Return all that the state of a trainer consists of."""
    return bits(trainer.plan, trainer.snapshot())

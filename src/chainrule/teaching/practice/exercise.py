"""What is asked in a round of practice: the values that are hidden, in calculating order."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Optimizer
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from chainrule.network.graph import Network
    from chainrule.network.message import Message
    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.session.operations import Operation

MOST = 40
"""values that one round may hide"""
LARGEST = 5_000
"""operations of an update that are looked through for values to hide"""
USUAL = frozenset(
    {
        Kind.SUM,
        Kind.ACTIVATE,
        Kind.LOSS,
        Kind.DELTA,
        Kind.WEIGHT_GRADIENT,
        Kind.BIAS_GRADIENT,
        Kind.NEW_VALUE,
    }
)
"""kinds that are asked unless others are chosen; see `usual` for what a training adds"""

AFTER_DELTA = frozenset({Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT, Kind.PASS_BACK})


@dataclass(frozen=True, slots=True)
class Choice:
    """Which values are hidden: those of these phases and kinds, or at random a share of them."""

    phases: frozenset[Phase] = frozenset(Phase)
    kinds: frozenset[Kind] = field(default=USUAL)
    share: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One hidden value: the operation that finds it, and its index in the ledger."""

    index: int
    operation: Operation

    @property
    def kind(self) -> Kind:
        """What is asked."""
        return self.operation.kind

    @property
    def target(self) -> str:
        """The neuron, the parameter or `L` that the value is of."""
        return self.operation.target

    @property
    def sample(self) -> int | None:
        """The sample's row from 1, None for what speaks for the batch."""
        return self.operation.sample

    @property
    def phase(self) -> Phase:
        """The phase in which the value is found."""
        return self.operation.phase


def usual(ledger: Ledger) -> Choice:
    """Return the choice that suits an update.

    Velocities are asked where there is momentum, batch gradients where several samples make one.
    The new values of RMSprop and Adam come from numbers that no one keeps in the head.
    """
    training = ledger.narrator.training
    kinds = set(USUAL)
    if training.optimizer is not Optimizer.SGD:
        kinds.discard(Kind.NEW_VALUE)
    elif training.momentum:
        kinds.add(Kind.VELOCITY)
    if len(ledger.rows) > 1:
        kinds.add(Kind.BATCH_GRADIENT)
    return Choice(kinds=frozenset(kinds))


def can_practise(ledger: Ledger, choice: Choice | None = None) -> Message | None:
    """Return why these values cannot be practised, None when they can; without a choice the usual.

    A share is counted as it is drawn.
    """
    if len(ledger) > LARGEST:
        return message(QT_TRANSLATE_NOOP("Practice", "This network is too large to practise on."))
    count = len(_drawn(ledger.narrator.network, ledger, choice or usual(ledger)))
    if not count:
        return message(QT_TRANSLATE_NOOP("Practice", "There is nothing to hide here."))
    if count <= MOST:
        return None
    return message(
        QT_TRANSLATE_NOOP(
            "Practice",
            "This would hide {count} values; a round has at most {most}. "
            "Choose fewer phases or kinds, or a smaller network or batch.",
        ),
        count=count,
        most=MOST,
    )


def questions(
    project: Project, ledger: Ledger, choice: Choice | None = None
) -> tuple[Question, ...]:
    """Return what is asked, in the order of the calculation; without a choice the usual."""
    return _drawn(project.network, ledger, choice or usual(ledger))


def _drawn(network: Network, ledger: Ledger, choice: Choice) -> tuple[Question, ...]:
    """Return what is hidden: all that may be, or at random a share of it."""
    found = [
        Question(index, operation)
        for index, operation in enumerate(ledger)
        if operation.phase in choice.phases and _is_asked(network, operation, choice.kinds)
    ]
    found.sort(key=lambda question: (ledger.group_at(question.index).start, _turn(question)))
    if choice.share >= 1.0 or not found:
        return tuple(found)
    count = max(1, round(choice.share * len(found)))
    places = sorted(Random(choice.seed).sample(range(len(found)), count))
    return tuple(found[place] for place in places)


def _is_asked(network: Network, operation: Operation, kinds: frozenset[Kind]) -> bool:
    """Return whether a value may be hidden.

    A linear neuron sends its sum as it is: it is asked once, as what it sends.
    """
    kind = operation.kind
    if kind is Kind.INPUT or kind not in kinds:
        return False
    if kind is Kind.SUM and Kind.ACTIVATE in kinds:
        return network.by_id[operation.target].activation is not Activation.LINEAR
    return True


def _turn(question: Question) -> int:
    """Return when in its level a value can be found: softmax needs the numbers of all outputs."""
    if question.kind in AFTER_DELTA:
        return 2
    return int(question.operation.form in ("softmax", "jacobian"))

"""Conventions: where textbooks differ, which way is on, and how each way is written.

Formulas are plain text: one letter, Latin or Greek, is a symbol, `L_n` has a subscript, `1/K`
without blanks is a fraction.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Loss, Optimizer, Reduction
from chainrule.teaching.notation import FEWEST_DECIMALS, MOST_DECIMALS, DecimalSign

if TYPE_CHECKING:
    from chainrule.network.message import Message
    from chainrule.network.project import Project
    from chainrule.teaching.notation import Notation

SQUARED = (Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR)
"""losses that are the same but for the ½"""


class Topic(StrEnum):
    """What textbooks write in more than one way."""

    LOSS = "loss"
    REDUCTION = "reduction"
    UPDATE = "update"
    DELTA = "delta"
    KINK = "kink"
    DIGITS = "digits"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Form:
    """One of the ways: its formula and what it is called; `key` is the value that is set."""

    key: str
    formula: str
    words: Message | None = None


@dataclass(frozen=True, slots=True)
class Convention:
    """What can differ: its forms, the one that is on, and whether another can be chosen.

    One that is not `free` says what this program does, and what others do.
    """

    topic: Topic
    title: Message
    forms: tuple[Form, ...]
    on: str
    free: bool = True


def conventions(project: Project, notation: Notation) -> tuple[Convention, ...]:
    """Return all that can differ, in the order of a pass, then of the writing."""
    return (
        _loss(project),
        _reduction(project),
        _delta(project),
        _kink(),
        _update(project),
        _digits(notation),
        _sign(notation),
    )


def in_short(project: Project) -> tuple[Message, ...]:
    """Return which conventions a project has, in a word each."""
    words = {
        Loss.HALF_SQUARED_ERROR: QT_TRANSLATE_NOOP("Conventions", "½"),
        Loss.MEAN_SQUARED_ERROR: QT_TRANSLATE_NOOP("Conventions", "no ½"),
        Loss.BINARY_CROSS_ENTROPY: QT_TRANSLATE_NOOP("Conventions", "cross-entropy"),
        Loss.CROSS_ENTROPY: QT_TRANSLATE_NOOP("Conventions", "cross-entropy"),
    }
    mean, total = QT_TRANSLATE_NOOP("Conventions", "mean"), QT_TRANSLATE_NOOP("Conventions", "sum")
    is_mean = project.training.reduction is Reduction.MEAN
    return message(words[project.loss]), message(mean if is_mean else total)


def _loss(project: Project) -> Convention:
    """Return the loss: ½ or not, where it is squared; a cross-entropy has one form only."""
    named = {form.key: form for form in LOSS_FORMS}
    on = project.loss
    forms = tuple(named[loss] for loss in (SQUARED if on in SQUARED else (on,)))
    title = message(QT_TRANSLATE_NOOP("Conventions", "Loss of a sample"))
    return Convention(Topic.LOSS, title, forms, on, free=on in SQUARED)


LOSS_FORMS = (
    Form(
        Loss.HALF_SQUARED_ERROR,
        "L = ½ Σ (ŷ − y)²",
        message(QT_TRANSLATE_NOOP("Conventions", "half squared error; its slope is ŷ − y")),
    ),
    Form(
        Loss.MEAN_SQUARED_ERROR,
        "L = 1/K Σ (ŷ − y)²",
        message(
            QT_TRANSLATE_NOOP(
                "Conventions", "mean over the K outputs; its slope is 2(ŷ − y) ÷ K"
            )
        ),
    ),
    Form(
        Loss.BINARY_CROSS_ENTROPY,
        "L = − Σ ( y ln ŷ + (1 − y) ln (1 − ŷ) )",
        message(QT_TRANSLATE_NOOP("Conventions", "binary cross-entropy: written alike everywhere")),
    ),
    Form(
        Loss.CROSS_ENTROPY,
        "L = − Σ y ln ŷ",
        message(QT_TRANSLATE_NOOP("Conventions", "cross-entropy: written alike everywhere")),
    ),
)


def _reduction(project: Project) -> Convention:
    forms = (
        Form(
            Reduction.MEAN,
            "L = 1/N Σ L_n",
            message(QT_TRANSLATE_NOOP("Conventions", "mean of the N samples of a batch")),
        ),
        Form(
            Reduction.SUM,
            "L = Σ L_n",
            message(QT_TRANSLATE_NOOP("Conventions", "sum: a larger batch takes larger steps")),
        ),
    )
    title = message(QT_TRANSLATE_NOOP("Conventions", "Loss of a batch"))
    return Convention(Topic.REDUCTION, title, forms, project.training.reduction)


def _delta(project: Project) -> Convention:
    """Return how δ of an output is found: by the factors, or by the shortcut where it is exact."""
    exact = bool(project.network.outputs) and _is_exact(project)
    forms = (
        Form(
            "factors",
            "δ = ∂L/∂ŷ · f′(z)",
            message(QT_TRANSLATE_NOOP("Conventions", "slope of the loss times slope of f")),
        ),
        Form(
            "difference",
            "δ = ŷ − y",
            message(
                QT_TRANSLATE_NOOP(
                    "Conventions",
                    "both in one; only for cross-entropy with sigmoid or softmax outputs",
                )
            ),
        ),
    )
    title = message(QT_TRANSLATE_NOOP("Conventions", "Delta of an output"))
    return Convention(Topic.DELTA, title, forms, "difference" if exact else "factors", free=False)


def _is_exact(project: Project) -> bool:
    """Whether every output's δ is ŷ − y: the loss fits them, and is all they feed."""
    from chainrule.engine.losses import LOSSES

    network, wanted = project.network, LOSSES[project.loss].exact_with
    return all(
        neuron.activation is wanted and not network.outgoing[neuron.id]
        for neuron in network.outputs
    )


def _kink() -> Convention:
    forms = (
        Form("zero", "f′(0) = 0", message(QT_TRANSLATE_NOOP("Conventions", "here, as in PyTorch"))),
        Form("half", "f′(0) = ½", message(QT_TRANSLATE_NOOP("Conventions", "in some textbooks"))),
    )
    title = message(QT_TRANSLATE_NOOP("Conventions", "Slope of ReLU at 0"))
    return Convention(Topic.KINK, title, forms, "zero", free=False)


def _update(project: Project) -> Convention:
    """Return the rule of the update; that of momentum is written in two ways."""
    title = message(QT_TRANSLATE_NOOP("Conventions", "Update"))
    training = project.training
    rule = "nesterov" if training.nesterov else training.optimizer.value
    if training.optimizer is not Optimizer.SGD:
        rule = training.optimizer.value
    return Convention(Topic.UPDATE, title, UPDATE_FORMS[rule], "here", free=False)


_HERE = message(QT_TRANSLATE_NOOP("Conventions", "here; with μ = 0 no momentum"))
_MEAN_SQUARE = message(QT_TRANSLATE_NOOP("Conventions", "s is the running mean of g²"))
_MEANS = message(QT_TRANSLATE_NOOP("Conventions", "m and s are the running means of g and g²"))
_PYTORCH = message(
    QT_TRANSLATE_NOOP("Conventions", "PyTorch: the same path while η stays; another once it turns")
)
UPDATE_FORMS = {
    "sgd": (
        Form("here", "v ← μv − ηg ,  w ← w + v", _HERE),
        Form("pytorch", "v ← μv + g ,  w ← w − ηv", _PYTORCH),
    ),
    "nesterov": (
        Form("here", "v ← μv − ηg ,  w ← w + μv − ηg", _HERE),
        Form("pytorch", "v ← μv + g ,  w ← w − η (g + μv)", _PYTORCH),
    ),
    "rmsprop": (Form("here", "w ← w − ηg ÷ (√s + ε)", _MEAN_SQUARE),),
    "adam": (Form("here", "w ← w − ηm ÷ (√s + ε)", _MEANS),),
}
"""the rules of the update: the one that is used, and how others write it"""


def _digits(notation: Notation) -> Convention:
    from chainrule.teaching.numbers import Kind, show

    forms = tuple(
        Form(str(count), show(THIRD, Kind.PARAMETER, notation.digits(count)))
        for count in range(FEWEST_DECIMALS, MOST_DECIMALS + 1)
    )
    title = message(QT_TRANSLATE_NOOP("Conventions", "Digits shown"))
    return Convention(Topic.DIGITS, title, forms, str(notation.decimals))


THIRD = 1 / 3
"""the number that shows what so many digits look like"""


def _sign(notation: Notation) -> Convention:
    forms = (
        Form(
            DecimalSign.POINT,
            "0.5",
            message(QT_TRANSLATE_NOOP("Conventions", "point; a comma between thousands")),
        ),
        Form(
            DecimalSign.COMMA,
            "0,5",
            message(QT_TRANSLATE_NOOP("Conventions", "comma; a thin space between thousands")),
        ),
    )
    title = message(QT_TRANSLATE_NOOP("Conventions", "Decimal sign"))
    return Convention(Topic.SIGN, title, forms, notation.sign)

"""The lines that say what holds on a worksheet: functions, loss, batch, update, rounding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.engine.optimizers import BETA_1, BETA_2, DECAY
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Activation, Loss, Optimizer, Reduction
from chainrule.session.operations import Kind, Phase
from chainrule.teaching.worksheet.pieces import Number, Raised, Style
from chainrule.teaching.worksheet.sheet import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.message import Message
    from chainrule.network.project import Project, Training
    from chainrule.teaching.worksheet.asking import Asked
    from chainrule.teaching.worksheet.pieces import Formula, Piece
    from chainrule.teaching.worksheet.sheet import Wish

NAMES = {
    Activation.LINEAR: QT_TRANSLATE_NOOP("Worksheet", "Linear"),
    Activation.SIGMOID: QT_TRANSLATE_NOOP("Worksheet", "Sigmoid"),
    Activation.TANH: QT_TRANSLATE_NOOP("Worksheet", "Tanh"),
    Activation.RELU: QT_TRANSLATE_NOOP("Worksheet", "ReLU"),
    Activation.LEAKY_RELU: QT_TRANSLATE_NOOP("Worksheet", "Leaky ReLU"),
    Activation.ELU: QT_TRANSLATE_NOOP("Worksheet", "ELU"),
    Activation.SOFTPLUS: QT_TRANSLATE_NOOP("Worksheet", "Softplus"),
    Activation.GELU: QT_TRANSLATE_NOOP("Worksheet", "GELU"),
    Activation.SILU: QT_TRANSLATE_NOOP("Worksheet", "SiLU"),
    Activation.SOFTMAX: QT_TRANSLATE_NOOP("Worksheet", "Softmax"),
}
LEAK = Number(0.01, Style.GIVEN)
SMALL: Formula = (";  ε = 10", Raised(("−8",)))
TO_Z, TO_MINUS_Z, TO_T = Raised(("z",)), Raised(("−z",)), Raised(("t",))
FUNCTIONS: dict[Activation, Formula] = {
    Activation.LINEAR: ("a = z;  a′ = 1",),
    Activation.SIGMOID: ("σ(z) = 1 ÷ (1 + e", TO_MINUS_Z, ");  σ′(z) = a · (1 − a)"),
    Activation.TANH: ("a = tanh(z);  tanh′(z) = 1 − a²",),
    Activation.RELU: ("ReLU(z) = z, ReLU′(z) = 1 (z > 0);  ReLU(z) = ReLU′(z) = 0 (z ≤ 0)",),
    Activation.LEAKY_RELU: (
        "f(z) = z, f′(z) = 1 (z > 0);  f(z) = ", LEAK, " · z, f′(z) = ", LEAK, " (z ≤ 0)",
    ),
    Activation.ELU: (
        "ELU(z) = z, ELU′(z) = 1 (z > 0);  ELU(z) = e", TO_Z, " − 1, ELU′(z) = e", TO_Z, " (z ≤ 0)",
    ),
    Activation.SOFTPLUS: (
        "softplus(z) = ln(1 + e", TO_Z, ");  softplus′(z) = 1 ÷ (1 + e", TO_MINUS_Z, ")",
    ),
    Activation.GELU: ("GELU(z) = z · Φ(z);  GELU′(z) = Φ(z) + z · φ(z)",),
    Activation.SILU: ("SiLU(z) = z · σ(z);  SiLU′(z) = σ(z) + z · σ(z) · (1 − σ(z))",),
    Activation.SOFTMAX: ("a = e", TO_Z, " ÷ Σ e", TO_Z),
}  # fmt: skip
LOSSES = {
    Loss.HALF_SQUARED_ERROR: "L = ½ · Σ(ŷ − y)²",
    Loss.MEAN_SQUARED_ERROR: "L = Σ(ŷ − y)² ÷ K",
    Loss.BINARY_CROSS_ENTROPY: "L = −Σ[y · ln ŷ + (1 − y) · ln(1 − ŷ)]",
    Loss.CROSS_ENTROPY: "L = −Σ y · ln ŷ",
}


def rule_lines(project: Project, asked: Asked, wish: Wish) -> Iterator[Rule]:
    """Yield what holds, as far as the phases asked for need it."""
    if wish.phases & {Phase.FORWARD, Phase.BACKWARD}:
        yield from _functions(project)
    if wish.phases & {Phase.LOSS, Phase.BACKWARD}:
        yield Rule(message(QT_TRANSLATE_NOOP("Worksheet", "Loss")), (LOSSES[project.loss],))
    if Phase.BACKWARD in wish.phases:
        told = QT_TRANSLATE_NOOP("Worksheet", "Delta")
        yield Rule(message(told), ("δ = ∂L/∂z",), _old_weights())
    if Phase.UPDATE in wish.phases:
        yield from _update(project, asked)
    yield from _rounding(asked, wish)


def _functions(project: Project) -> Iterator[Rule]:
    network = project.network
    yield Rule(message(QT_TRANSLATE_NOOP("Worksheet", "Sum")), ("z = Σ w · a + b",))
    found = dict.fromkeys(neuron.activation for neuron in network.computed)
    for activation in found:
        yield Rule(message(NAMES[activation]), FUNCTIONS[activation])


def _old_weights() -> Message:
    return message(
        QT_TRANSLATE_NOOP("Worksheet", "(with the weights as they are before the update)")
    )


def _update(project: Project, asked: Asked) -> Iterator[Rule]:
    training = project.training
    if asked.samples > 1:
        mean = training.reduction is Reduction.MEAN
        said = message(
            QT_TRANSLATE_NOOP("Worksheet", "g is the mean of the samples' gradients")
            if mean
            else QT_TRANSLATE_NOOP("Worksheet", "g is the sum of the samples' gradients")
        )
        yield Rule(message(QT_TRANSLATE_NOOP("Worksheet", "Batch")), said=said)
    if training.l1 or training.l2:
        told = QT_TRANSLATE_NOOP("Worksheet", "Weight decay")
        yield Rule(message(told), ("g = ∂L/∂w", *_pull(training)))
    yield Rule(message(QT_TRANSLATE_NOOP("Worksheet", "Update")), _optimizer(training, asked))
    if remembers(training) and project.state is None:
        said = message(QT_TRANSLATE_NOOP("Worksheet", "this is the first: nothing is remembered"))
        yield Rule(message(QT_TRANSLATE_NOOP("Worksheet", "Before it")), said=said)
    if project.network.locked:
        said = message(QT_TRANSLATE_NOOP("Worksheet", "what is locked stays as it is"))
        yield Rule(message(QT_TRANSLATE_NOOP("Worksheet", "Locked")), said=said)


def remembers(training: Training) -> bool:
    """Return whether an update depends on the one before."""
    return training.optimizer is not Optimizer.SGD or training.momentum > 0


def _pull(training: Training) -> Formula:
    """Return what regularisation adds to a weight's gradient."""
    pulls: list[Piece] = []
    if training.l1:
        pulls += [" + ", Number(training.l1, Style.GIVEN), " · sgn(w)"]
    if training.l2:
        pulls += [" + ", Number(training.l2, Style.GIVEN), " · w"]
    return tuple(pulls)


def _optimizer(training: Training, asked: Asked) -> Formula:
    several = asked.samples > 1 or training.l1 or training.l2
    g = "g" if several else "∂L/∂w"
    if training.optimizer is Optimizer.RMSPROP:
        return (*_mean("s", DECAY, f"{g}²"), f";  w ← w − η · {g} ÷ (√s + ε)", *SMALL)
    if training.optimizer is Optimizer.ADAM:
        first, second = Number(BETA_1, Style.GIVEN), Number(BETA_2, Style.GIVEN)
        return (
            *_mean("m", BETA_1, g), ";  ", *_mean("s", BETA_2, f"{g}²"),
            ";  w ← w − η · m̂ ÷ (√ŝ + ε);  m̂ = m ÷ (1 − ", first, TO_T,
            ");  ŝ = s ÷ (1 − ", second, TO_T, ")", *SMALL,
        )  # fmt: skip
    if not training.momentum:
        return (f"w ← w − η · {g}" if several else "w ← w − η · ∂L/∂w;  b ← b − η · ∂L/∂b",)
    if training.nesterov:
        return (f"v ← μ · v − η · {g};  w ← w + μ · v − η · {g}",)
    return (f"v ← μ · v − η · {g};  w ← w + v",)


def _mean(name: str, kept: float, new: str) -> Formula:
    """Return the formula of a running mean."""
    rest = round(1 - kept, 6)
    shares = Number(kept, Style.GIVEN), Number(rest, Style.GIVEN)
    return f"{name} ← ", shares[0], f" · {name} + ", shares[1], f" · {new}"


def _rounding(asked: Asked, wish: Wish) -> Iterator[Rule]:
    significant = asked.kinds - {Kind.SUM, Kind.ACTIVATE, Kind.NEW_VALUE}
    told: list[Message] = []
    if Phase.FORWARD in wish.phases:
        marked = QT_TRANSLATE_NOOP("Worksheet", "z and a to {count} decimals")
        told.append(message(marked, count=wish.notation.decimals))
    if significant:
        marked = QT_TRANSLATE_NOOP(
            "Worksheet", "L, slopes, δ and gradients to {count} significant digits"
        )
        told.append(message(marked, count=wish.notation.decimals + 1))
    if Phase.UPDATE in wish.phases:
        marked = QT_TRANSLATE_NOOP("Worksheet", "new weights and biases to {count} decimals")
        told.append(message(marked, count=wish.notation.decimals + 1))
    for line in told:
        yield Rule(message(QT_TRANSLATE_NOOP("Worksheet", "Round")), said=line)

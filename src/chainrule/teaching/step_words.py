"""The words and the formulas of a step: in symbols before it is done, with its numbers after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, Message, message
from chainrule.network.names import Activation, Loss, Role
from chainrule.session.formulas import FORMULAS
from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainrule.network.graph import Network
    from chainrule.session.formulas import Number
    from chainrule.session.operations import Operation

MOST_TERMS = 4
"""of a sum in symbols; the rest are dots"""


@dataclass(frozen=True, slots=True)
class Name:
    """A neuron or a parameter, shown as its symbol."""

    name: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that stands for a quantity: z, δ, η."""

    letter: str


Term = Name | Letter | Message | str
"""a piece of a formula; a text is written as it is"""

TIMES, PLUS, LESS, OVER = " · ", " + ", " − ", " ÷ "
SIGNS = {
    Activation.SIGMOID: "σ",
    Activation.TANH: "tanh",
    Activation.RELU: "ReLU",
    Activation.LEAKY_RELU: "leaky ReLU",
    Activation.ELU: "ELU",
    Activation.SOFTPLUS: "softplus",
    Activation.GELU: "GELU",
    Activation.SILU: "SiLU",
    Activation.SOFTMAX: "softmax",
}
SQUARED = (Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR)


def words(operation: Operation) -> Message:
    """Return what a step is called, with what it is about."""
    kind, target = operation.kind, operation.target
    if kind is Kind.LOSS_SLOPE and operation.form not in SQUARED:
        told = QT_TRANSLATE_NOOP("Steps", "loss slope {name}")
        return message(told, name=target)
    return message(_WORDS[kind], letter=_LETTERS.get(kind, ""), name=target)


_LETTERS = {Kind.SUM: "z", Kind.LOSS: "L", Kind.DELTA: "δ"}
_WORDS = {
    Kind.INPUT: QT_TRANSLATE_NOOP("Steps", "input {name}"),
    Kind.MULTIPLY: QT_TRANSLATE_NOOP("Steps", "product {name}"),
    Kind.SUM: QT_TRANSLATE_NOOP("Steps", "sum {letter} of {name}"),
    Kind.ACTIVATE: QT_TRANSLATE_NOOP("Steps", "activation {name}"),
    Kind.LOSS: QT_TRANSLATE_NOOP("Steps", "loss {letter}"),
    Kind.LOSS_SLOPE: QT_TRANSLATE_NOOP("Steps", "error {name}"),
    Kind.SLOPE: QT_TRANSLATE_NOOP("Steps", "slope {name}"),
    Kind.DELTA: QT_TRANSLATE_NOOP("Steps", "delta {letter} of {name}"),
    Kind.PASS_BACK: QT_TRANSLATE_NOOP("Steps", "back over {name}"),
    Kind.ACTIVATION_GRADIENT: QT_TRANSLATE_NOOP("Steps", "blame {name}"),
    Kind.WEIGHT_GRADIENT: QT_TRANSLATE_NOOP("Steps", "gradient {name}"),
    Kind.BIAS_GRADIENT: QT_TRANSLATE_NOOP("Steps", "gradient {name}"),
    Kind.BATCH_GRADIENT: QT_TRANSLATE_NOOP("Steps", "batch gradient {name}"),
    Kind.VELOCITY: QT_TRANSLATE_NOOP("Steps", "velocity {name}"),
    Kind.NEW_VALUE: QT_TRANSLATE_NOOP("Steps", "new value {name}"),
}


# With numbers


def in_numbers(operation: Operation, number: Number) -> Message | str:
    """Return the arithmetic of a step with its numbers, as people write it."""
    form = operation.form
    if operation.kind in (Kind.ACTIVATE, Kind.SLOPE):
        if form == Activation.LINEAR.value:
            value = operation.value if operation.kind is Kind.SLOPE else operation.operands[0]
            return message(QT_TRANSLATE_NOOP("Steps", "{number}, linear"), number=number(value))
        form = SIGNS[Activation(form)]
    text = FORMULAS[operation.kind](operation.operands, number, form)
    if operation.kind is Kind.ACTIVATE:
        text = text.replace(", ", "; ")  # a comma may be the decimal sign
    return _tidy(text)


def _tidy(text: str) -> str:
    """Write the subtraction of the formulas with its own sign, and no sign twice."""
    text = text.replace(" - ", LESS)
    return text.replace(" + −", LESS).replace(" − −", PLUS)


# In symbols


def in_symbols(network: Network, operation: Operation) -> tuple[Term, ...]:
    """Return the formula of a step before its numbers are known."""
    return tuple(_SYMBOLIC[operation.kind](network, operation))


def _input(_network: Network, _operation: Operation) -> Iterator[Term]:
    yield message(QT_TRANSLATE_NOOP("Steps", "from the data"))


def _multiply(_network: Network, operation: Operation) -> Iterator[Term]:
    yield from (Name(operation.target), TIMES, Name(_pair(operation)[0]))


def _sum(network: Network, operation: Operation) -> Iterator[Term]:
    links = network.incoming[operation.target]
    parts = [(Name(link.name), Name(link.source)) for link in links[:MOST_TERMS]]
    yield from _added([*parts, *_rest(len(links)), (Name(f"b[{operation.target}]"),)])


def _activate(_network: Network, operation: Operation) -> Iterator[Term]:
    if operation.form == Activation.LINEAR.value:
        yield from (Letter("z"), message(QT_TRANSLATE_NOOP("Steps", ", linear")))
    else:
        yield from (*_sign(operation), "(", Letter("z"), ")")


def _slope(_network: Network, operation: Operation) -> Iterator[Term]:
    if operation.form == Activation.LINEAR.value:
        yield message(QT_TRANSLATE_NOOP("Steps", "{number}, linear"), number="1")
    else:
        yield from (*_sign(operation), "′(", Letter("z"), ")")


def _loss(network: Network, operation: Operation) -> Iterator[Term]:
    """Yield the loss; of several outputs, with the letter that stands for each of them."""
    outputs = network.outputs
    several = len(outputs) > 1
    output: Term = Letter("ŷ") if several else Name(outputs[0].id)
    target = Letter("y")
    each = "Σ " if several else ""
    if operation.form == Loss.HALF_SQUARED_ERROR:
        yield from (f"½ {each}(", output, LESS, target, ")²")
    elif operation.form == Loss.MEAN_SQUARED_ERROR:
        yield from (f"{each}(", output, LESS, target, f")²{OVER}{len(outputs)}")
    elif operation.form == Loss.CROSS_ENTROPY:
        yield from (f"−{each}", target, " ln ", output)
    else:
        yield from (f"−{each}[", target, " ln ", output)
        yield from (" + (1 − ", target, ") ln(1 − ", output, ")]")


def _loss_slope(network: Network, operation: Operation) -> Iterator[Term]:
    output, target = Name(operation.target), Letter("y")
    if operation.form == Loss.HALF_SQUARED_ERROR:
        yield from (output, LESS, target)
    elif operation.form == Loss.MEAN_SQUARED_ERROR:
        yield from ("2 (", output, LESS, target, f"){OVER}{len(network.outputs)}")
    elif operation.form == Loss.CROSS_ENTROPY:
        yield from ("−", target, OVER, output)
    else:
        yield from ("(", output, LESS, target, f"){OVER}(", output, " (1 − ", output, "))")


def _delta(network: Network, operation: Operation) -> Iterator[Term]:
    name = Name(operation.target)
    if operation.form == "difference":
        yield from (name, LESS, Letter("y"))
    elif operation.form == "scaled_difference":
        yield from (name, " Σ", Letter("y"), LESS, Letter("y"))
    elif operation.form == "jacobian":
        yield from (name, " (", _blame(network, operation), f"{LESS}Σ ")
        yield from (_blame(network, operation), " ", Letter("ŷ"), ")")
    else:
        yield from (_blame(network, operation), TIMES, *_slope_of(network, operation.target))


def _slope_of(network: Network, neuron: str) -> Iterator[Term]:
    activation = network.by_id[neuron].activation
    if activation is Activation.LINEAR:
        yield message(QT_TRANSLATE_NOOP("Steps", "slope"))
        return
    sign = SIGNS[activation]
    yield from (Letter(sign) if len(sign) == 1 else sign, "′(", Letter("z"), ")")


def _blame(network: Network, operation: Operation) -> Message:
    name = operation.target
    if network.by_id[name].role is Role.OUTPUT and not network.outgoing[name]:
        return message(QT_TRANSLATE_NOOP("Steps", "error"))
    return message(QT_TRANSLATE_NOOP("Steps", "blame"))


def _pass_back(_network: Network, operation: Operation) -> Iterator[Term]:
    yield from (Name(operation.target), TIMES, _delta_of(_pair(operation)[1]))


def _activation_gradient(network: Network, operation: Operation) -> Iterator[Term]:
    links = network.outgoing[operation.target]
    parts: list[tuple[Term, ...]] = []
    if network.by_id[operation.target].role is Role.OUTPUT:
        parts.append((message(QT_TRANSLATE_NOOP("Steps", "error")),))
    parts += [(Name(link.name), TIMES, _delta_of(link.target)) for link in links[:MOST_TERMS]]
    yield from _added([*parts, *_rest(len(links))] or [("0",)])


def _weight_gradient(_network: Network, operation: Operation) -> Iterator[Term]:
    source, target = _pair(operation)
    yield from (_delta_of(target), TIMES, Name(source))


def _bias_gradient(_network: Network, operation: Operation) -> Iterator[Term]:
    yield _delta_of(str(operation.subject))


def _batch_gradient(_network: Network, operation: Operation) -> Iterator[Term]:
    reduction, penalty, _ = operation.form.partition("+")
    count = len(operation.operands) - 3 * bool(penalty)
    told = QT_TRANSLATE_NOOP("Steps", "the sample's gradient")
    if count > 1 and reduction == "mean":
        told = QT_TRANSLATE_NOOP("Steps", "mean of {count} gradients")
    elif count > 1:
        told = QT_TRANSLATE_NOOP("Steps", "sum of {count} gradients")
    yield message(told, count=count)
    if penalty:
        yield from (PLUS, message(QT_TRANSLATE_NOOP("Steps", "penalty")))


def _velocity(_network: Network, _operation: Operation) -> Iterator[Term]:
    yield from (Letter("μ"), TIMES, Letter("v"), LESS, Letter("η"), TIMES, Letter("g"))


def _new_value(_network: Network, operation: Operation) -> Iterator[Term]:
    yield Name(operation.target)
    if operation.form == "nesterov":
        yield from (PLUS, Letter("μ"), TIMES, Letter("v"), LESS, Letter("η"), TIMES, Letter("g"))
    elif operation.form in ("rmsprop", "adam"):
        yield from (LESS, Letter("η"), TIMES, Letter("m"), f"{OVER}(√", Letter("s"))
        yield from (PLUS, Letter("ε"), ")")
    else:
        yield from (PLUS, Letter("v"))


def _added(parts: list[tuple[Term, ...]]) -> Iterator[Term]:
    for index, part in enumerate(parts):
        if index:
            yield PLUS
        yield from part


def _rest(count: int) -> list[tuple[Term, ...]]:
    return [("…",)] if count > MOST_TERMS else []


def _delta_of(neuron: str) -> Message:
    told = QT_TRANSLATE_NOOP("Steps", "{letter} of {name}")
    return message(told, letter="δ", name=neuron)


def _sign(operation: Operation) -> Iterator[Term]:
    sign = SIGNS[Activation(operation.form)]
    yield Letter(sign) if len(sign) == 1 else sign


def _pair(operation: Operation) -> tuple[str, str]:
    assert isinstance(operation.subject, tuple)
    return operation.subject


_SYMBOLIC: dict[Kind, Callable[[Network, Operation], Iterator[Term]]] = {
    Kind.INPUT: _input,
    Kind.MULTIPLY: _multiply,
    Kind.SUM: _sum,
    Kind.ACTIVATE: _activate,
    Kind.LOSS: _loss,
    Kind.LOSS_SLOPE: _loss_slope,
    Kind.SLOPE: _slope,
    Kind.DELTA: _delta,
    Kind.PASS_BACK: _pass_back,
    Kind.ACTIVATION_GRADIENT: _activation_gradient,
    Kind.WEIGHT_GRADIENT: _weight_gradient,
    Kind.BIAS_GRADIENT: _bias_gradient,
    Kind.BATCH_GRADIENT: _batch_gradient,
    Kind.VELOCITY: _velocity,
    Kind.NEW_VALUE: _new_value,
}

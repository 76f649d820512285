"""The arithmetic that overflowed, in three lines: in symbols, in numbers, and what it comes to.

What it comes to is found with exponents of any size, so that a reader sees how far it is beyond
the largest float64.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from chainrule.engine.optimizers import BETA_1, BETA_2, DECAY
from chainrule.network.names import Loss, Optimizer
from chainrule.session.formulas import formula
from chainrule.session.operations import Kind
from chainrule.session.written import MINUS, WIDE, is_power, written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainrule.session.operations import Operation

    Numbers = tuple[Decimal, ...]

Lines = tuple[str, ...]
MOST_TERMS = 4


def overflow_lines(operation: Operation, z: Sequence[float] = ()) -> Lines:
    """Return the lines of an operation; `z` are those of the outputs, for the cross-entropies."""
    with localcontext(WIDE):
        operands = tuple(map(Decimal, operation.operands))
        make = MAKERS.get(operation.kind)
        if make is None:
            return _plain(operation)
        return make(operands, operation.form, tuple(map(Decimal, z)), operation.target[:1])


def mean_lines(losses: Sequence[float], is_mean: bool) -> Lines:
    """Return the lines of a loss of many samples whose sum has no room."""
    with localcontext(WIDE):
        return _added("L", "L", tuple(map(Decimal, losses)), is_mean)


def slot_lines(slot: str, optimizer: Optimizer, old: float, gradient: float) -> Lines:
    """Return the lines of an optimizer's memory of g (`mean`) or of g² (`square`)."""
    adam = optimizer is Optimizer.ADAM
    keep = Decimal(str(BETA_1 if slot == "mean" else BETA_2 if adam else DECAY))
    letter, power, times = ("m", "", 1) if slot == "mean" else ("s", "²", 2)
    with localcontext(WIDE):
        before, g, rest = Decimal(old), Decimal(gradient), 1 - keep
        return (
            f"{letter} ← {keep} · {letter} + {rest} · g{power}",
            f"= {keep} · {_factor(before)} + {rest} · {_factor(g, bool(power))}{power}",
            f"= {written(keep * before + rest * g**times)}",
        )


def _plain(operation: Operation) -> Lines:
    return (
        operation.target,
        f"= {formula(operation, written)}",
        f"= {written(operation.value)}",
    )


def _factor(value: Decimal, power: bool = False) -> str:
    """Return a number for use between dots, in brackets where it would be misread."""
    text = written(value)
    return f"({text})" if value < 0 or (is_power(text) and power) else text


def _dots(*values: Decimal) -> str:
    """Return a product; powers of ten stand in brackets."""
    return " · ".join(_factor(value, True) for value in values)


def _sum_of(terms: Sequence[Decimal]) -> str:
    """Return a sum; of many terms the largest, in their order."""
    kept: Sequence[Decimal] = terms
    if len(terms) > MOST_TERMS:
        places = sorted(range(len(terms)), key=lambda place: -abs(terms[place]))
        kept = [terms[place] for place in sorted(places[: MOST_TERMS - 1])]
    text = written(kept[0]) if kept else "0"
    for term in kept[1:]:
        text += f" {MINUS if term < 0 else '+'} {written(abs(term))}"
    return text + (" + …" if len(kept) < len(terms) else "")


def _minus(left: Decimal, right: Decimal) -> str:
    return _sum_of((left, -right))


def _pairs(operands: Numbers) -> list[tuple[Decimal, Decimal]]:
    return list(zip(operands[::2], operands[1::2], strict=True))


def _product(symbols: str) -> Callable[[Numbers, str, Numbers, str], Lines]:
    def lines(operands: Numbers, _form: str, _z: Numbers, _letter: str) -> Lines:
        one, other = operands
        return symbols, f"= {_dots(one, other)}", f"= {written(one * other)}"

    return lines


def _sum(symbols: str) -> Callable[[Numbers, str, Numbers, str], Lines]:
    def lines(operands: Numbers, _form: str, _z: Numbers, _letter: str) -> Lines:
        return symbols, f"= {_sum_of(operands)}", f"= {written(sum(operands, Decimal()))}"

    return lines


def _added(name: str, part: str, parts: Numbers, is_mean: bool) -> Lines:
    """Return the lines of a sum over samples, or of their mean."""
    count = len(parts)
    total = written(sum(parts, Decimal()))
    if count == 1:
        return f"{name} = {part}", f"= {written(parts[0])}", f"= {total}"
    text = _sum_of(parts)
    if not is_mean:
        return f"{name} = {part}₁ + … + {part}ₙ", f"= {text}", f"= {total}"
    return f"{name} = ({part}₁ + … + {part}ₙ) / n", f"= ({text}) / {count}", f"= {total} / {count}"


def _loss(operands: Numbers, form: str, z: Numbers, _letter: str) -> Lines:
    pairs = _pairs(operands)
    if form == Loss.BINARY_CROSS_ENTROPY:
        return _binary_cross_entropy([y for _, y in pairs], z)
    if form == Loss.CROSS_ENTROPY:
        return _cross_entropy([y for _, y in pairs], z)
    shown = pairs
    if len(pairs) > MOST_TERMS:
        shown = [max(pairs, key=lambda pair: abs(pair[0] - pair[1]))]
    squares = " + ".join(f"({_minus(*pair)})²" for pair in shown)
    squares += " + …" if len(shown) < len(pairs) else ""
    total = written(sum(((a - y) ** 2 for a, y in pairs), Decimal()))
    several = len(pairs) > 1
    inner = f"({squares})" if several else squares
    sigma = "Σ " if several else ""
    if form == Loss.HALF_SQUARED_ERROR:
        return f"L = ½ {sigma}(ŷ − y)²", f"= ½ {inner}", f"= ½ × {total}"
    if not several:
        return "L = (ŷ − y)²", f"= {squares}", f"= {total}"
    count = len(pairs)
    return "L = Σ (ŷ − y)² / n", f"= {inner} / {count}", f"= {total} / {count}"


def _binary_cross_entropy(targets: Sequence[Decimal], z: Numbers) -> Lines:
    """Return the lines of max(0, z) − z·y of the worst output; what is left out is below 0.7."""
    if not z:
        return ("L = −y ln ŷ − (1 − y) ln(1 − ŷ)",)
    pairs = zip(z, targets, strict=True)
    one, y = max(pairs, key=lambda pair: max(pair[0], Decimal()) - pair[0] * pair[1])
    above = max(one, Decimal())
    return (
        "L ≈ max(0, z) − z · y",
        f"= {written(above)} − {_dots(one, y)}",
        f"= {written(above - one * y)}",
    )


def _cross_entropy(targets: Sequence[Decimal], z: Numbers) -> Lines:
    """Return the lines of y·(largest z − z) of the worst output."""
    if not z:
        return ("L = −Σ y ln ŷ",)
    top = max(z)
    one, y = max(zip(z, targets, strict=True), key=lambda pair: pair[1] * (top - pair[0]))
    return (
        "L ≈ y · (largest z − z)",
        f"= {_factor(y, True)} · ({_minus(top, one)})",
        f"= {written(y * (top - one))}",
    )


def _loss_slope(operands: Numbers, form: str, _z: Numbers, _letter: str) -> Lines:
    a, y, count = operands
    if form == Loss.HALF_SQUARED_ERROR:
        return "∂L/∂ŷ = ŷ − y", f"= {_minus(a, y)}", f"= {written(a - y)}"
    if form == Loss.MEAN_SQUARED_ERROR:
        return (
            "∂L/∂ŷ = 2 (ŷ − y) / n",
            f"= 2 ({_minus(a, y)}) / {written(count)}",
            f"= {written(2 * (a - y) / count)}",
        )
    if form == Loss.BINARY_CROSS_ENTROPY:
        share = _factor(a, True)
        return (
            "∂L/∂ŷ = (ŷ − y) / (ŷ (1 − ŷ))",
            f"= ({_minus(a, y)}) / ({share} (1 − {share}))",
            f"= {written((a - y) / (a * (1 - a)))}",
        )
    return "∂L/∂ŷ = −y / ŷ", f"= −{_factor(y, True)} / {_factor(a, True)}", f"= {written(-y / a)}"


def _delta(operands: Numbers, form: str, _z: Numbers, _letter: str) -> Lines:
    if form == "difference":
        a, y = operands
        return "δ = ŷ − y", f"= {_minus(a, y)}", f"= {written(a - y)}"
    if form == "scaled_difference":
        a, total, y = operands
        scaled = f"= {_dots(a, total)} − {_factor(y)}"
        return "δ = ŷ · Σy − y", scaled, f"= {written(a * total - y)}"
    if form == "jacobian":
        share, own, *rest = operands
        mean = sum((a * blame for a, blame in _pairs(tuple(rest))), Decimal())
        return (
            "δ = ŷ · (∂L/∂ŷ − Σ ŷ · ∂L/∂ŷ)",
            f"= {_factor(share, True)} · ({_minus(own, mean)})",
            f"= {written(share * (own - mean))}",
        )
    return _product("δ = ∂L/∂a · f′(z)")(operands, form, (), "")


def _batch_gradient(operands: Numbers, form: str, _z: Numbers, letter: str) -> Lines:
    reduction, regularised, _ = form.partition("+")
    parts = operands[:-3] if regularised else operands
    symbols, numbers, total = _added("g", "g", parts, reduction == "mean")
    if not regularised:
        return symbols, numbers, total
    l1, l2, weight = operands[-3:]
    sign = Decimal((weight > 0) - (weight < 0))
    pull = f" + {_dots(l1, sign)} + {_dots(l2, weight)}"
    added = l1 * sign + l2 * weight
    return (
        f"{symbols} + l₁ · sign({letter}) + l₂ · {letter}",
        numbers + pull,
        f"{total} {MINUS if added < 0 else '+'} {written(abs(added))}",
    )


def _velocity(operands: Numbers, _form: str, _z: Numbers, _letter: str) -> Lines:
    momentum, velocity, rate, gradient = operands
    return (
        "v ← μ · v − η · g",
        f"= {_dots(momentum, velocity)} − {_dots(rate, gradient)}",
        f"= {written(momentum * velocity - rate * gradient)}",
    )


def _new_value(operands: Numbers, form: str, _z: Numbers, letter: str) -> Lines:
    if form in (Optimizer.RMSPROP, Optimizer.ADAM):
        value, rate, direction, size, epsilon = operands
        symbol = "m̂" if form == Optimizer.ADAM else "g"
        root = "ŝ" if form == Optimizer.ADAM else "s"
        return (
            f"{letter} ← {letter} − η · {symbol} / (√{root} + ε)",
            f"= {written(value)} − {_dots(rate, direction)} / "
            f"(√{_factor(size, True)} + {written(epsilon)})",
            f"= {written(value - rate * direction / (size.sqrt() + epsilon))}",
        )
    if form == "nesterov":
        value, momentum, velocity, rate, gradient = operands
        return (
            f"{letter} ← {letter} + μ · v − η · g",
            f"= {written(value)} + {_dots(momentum, velocity)} − {_dots(rate, gradient)}",
            f"= {written(value + momentum * velocity - rate * gradient)}",
        )
    return (
        f"{letter} ← {letter} + v",
        f"= {_sum_of(operands)}",
        f"= {written(sum(operands, Decimal()))}",
    )


MAKERS: dict[Kind, Callable[[Numbers, str, Numbers, str], Lines]] = {
    Kind.MULTIPLY: _product("w · a"),
    Kind.SUM: _sum("z = Σ w · a + b"),
    Kind.LOSS: _loss,
    Kind.LOSS_SLOPE: _loss_slope,
    Kind.ACTIVATION_GRADIENT: _sum("∂L/∂a = Σ w · δ"),
    Kind.DELTA: _delta,
    Kind.WEIGHT_GRADIENT: _product("∂L/∂w = δ · a"),
    Kind.PASS_BACK: _product("w · δ"),
    Kind.BATCH_GRADIENT: _batch_gradient,
    Kind.VELOCITY: _velocity,
    Kind.NEW_VALUE: _new_value,
}

"""The arithmetic of an operation with its numbers, for the ledger's CSV and for the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.session.operations import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.session.operations import Operation

    Number = Callable[[float], str]
    Formula = Callable[[tuple[float, ...], Number, str], str]


def formula(operation: Operation, number: Number = repr) -> str:
    """Return the operation's arithmetic, each number written by `number`.

    Examples
    --------
    A weight of 0.3 on an input of 0.5 gives ``0.3 × 0.5``.
    """
    return FORMULAS[operation.kind](operation.operands, number, operation.form)


def _itself(operands: tuple[float, ...], number: Number, _form: str) -> str:
    return number(operands[0])


def _product(operands: tuple[float, ...], number: Number, _form: str) -> str:
    return f"{number(operands[0])} × {number(operands[1])}"


def _sum(operands: tuple[float, ...], number: Number, _form: str) -> str:
    return " + ".join(number(operand) for operand in operands)


def _function(operands: tuple[float, ...], number: Number, form: str) -> str:
    return f"{form}({', '.join(number(operand) for operand in operands)})"


def _slope(operands: tuple[float, ...], number: Number, form: str) -> str:
    return f"{form}′({number(operands[0])})"


def _pairs(operands: tuple[float, ...]) -> list[tuple[float, float]]:
    return list(zip(operands[::2], operands[1::2], strict=True))


def _loss(operands: tuple[float, ...], number: Number, form: str) -> str:
    pairs = [(number(output), number(target)) for output, target in _pairs(operands)]
    if form in ("half_squared_error", "mean_squared_error"):
        squares = " + ".join(f"({output} - {target})²" for output, target in pairs)
        grouped = squares if len(pairs) == 1 else f"({squares})"
        return f"½ × {grouped}" if form == "half_squared_error" else f"{grouped} ÷ {len(pairs)}"
    if form == "binary_cross_entropy":
        return " + ".join(
            f"{target} × ln(1 ÷ {output}) + (1 - {target}) × ln(1 ÷ (1 - {output}))"
            for output, target in pairs
        )
    return " + ".join(f"{target} × ln(1 ÷ {output})" for output, target in pairs)


def _loss_slope(operands: tuple[float, ...], number: Number, form: str) -> str:
    output, target = number(operands[0]), number(operands[1])
    return {
        "half_squared_error": f"{output} - {target}",
        "mean_squared_error": f"2 × ({output} - {target}) ÷ {int(operands[2])}",
        "binary_cross_entropy": f"({output} - {target}) ÷ ({output} × (1 - {output}))",
        "cross_entropy": f"0 - {target} ÷ {output}",
    }[form]


def _delta(operands: tuple[float, ...], number: Number, form: str) -> str:
    if form == "difference":
        return f"{number(operands[0])} - {number(operands[1])}"
    if form == "scaled_difference":
        return f"{number(operands[0])} × {number(operands[1])} - {number(operands[2])}"
    if form == "jacobian":
        share, *pairs = operands
        terms = " + ".join(f"{number(a)} × {number(g)}" for a, g in _pairs(tuple(pairs[1:])))
        return f"{number(share)} × ({number(pairs[0])} - ({terms}))"
    return _product(operands, number, form)


def _batch_gradient(operands: tuple[float, ...], number: Number, form: str) -> str:
    """Write the samples' gradients added up, with what regularisation adds."""
    reduction, regularised, _ = form.partition("+")
    gradients: tuple[float, ...] = operands
    rest: tuple[float, ...] = ()
    if regularised:
        gradients, rest = operands[:-3], operands[-3:]
    text = _sum(gradients, number, form)
    if reduction == "mean" and len(gradients) > 1:
        text = f"({text}) ÷ {len(gradients)}"
    if rest:
        l1, l2, weight = rest
        sign = (weight > 0) - (weight < 0)
        text += f" + {number(l1)} × {sign} + {number(l2)} × {number(weight)}"
    return text


def _velocity(operands: tuple[float, ...], number: Number, _form: str) -> str:
    momentum, velocity, rate, gradient = map(number, operands)
    return f"{momentum} × {velocity} - {rate} × {gradient}"


def _new_value(operands: tuple[float, ...], number: Number, form: str) -> str:
    if form == "nesterov":
        weight, momentum, velocity, rate, gradient = map(number, operands)
        return f"{weight} + {momentum} × {velocity} - {rate} × {gradient}"
    if form in ("rmsprop", "adam"):
        weight, rate, direction, size, epsilon = map(number, operands)
        return f"{weight} - {rate} × {direction} ÷ (√{size} + {epsilon})"
    return _sum(operands, number, form)


FORMULAS: dict[Kind, Formula] = {
    Kind.INPUT: _itself,
    Kind.MULTIPLY: _product,
    Kind.SUM: _sum,
    Kind.ACTIVATE: _function,
    Kind.LOSS: _loss,
    Kind.LOSS_SLOPE: _loss_slope,
    Kind.SLOPE: _slope,
    Kind.DELTA: _delta,
    Kind.PASS_BACK: _product,
    Kind.ACTIVATION_GRADIENT: _sum,
    Kind.WEIGHT_GRADIENT: _product,
    Kind.BIAS_GRADIENT: _itself,
    Kind.BATCH_GRADIENT: _batch_gradient,
    Kind.VELOCITY: _velocity,
    Kind.NEW_VALUE: _new_value,
}

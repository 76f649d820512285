"""What learners get wrong: the number each known mistake gives, worked out here on its own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from chainrule.network.names import Activation
from chainrule.session.operations import Kind
from helpers.learner import activation, slope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.session.operations import Operation

BACK = (
    Kind.LOSS_SLOPE,
    Kind.DELTA,
    Kind.PASS_BACK,
    Kind.ACTIVATION_GRADIENT,
    Kind.WEIGHT_GRADIENT,
    Kind.BIAS_GRADIENT,
    Kind.BATCH_GRADIENT,
)
CHAIN = (Kind.DELTA, Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT)


@dataclass
class Blunders:
    """The mistaken numbers of one question, by the name of the mistake."""

    project: Project
    ledger: Ledger
    operation: Operation

    def __post_init__(self) -> None:
        self.network = self.project.network
        self.training = self.project.training
        self.kind, self.sample = self.operation.kind, self.operation.sample
        self.value, self.operands = self.operation.value, self.operation.operands
        self.before = self.ledger.narrator.before

    def all(self) -> dict[str, list[float]]:
        """Return every mistaken number that can be worked out."""
        names = [name for name in dir(self) if name.startswith("do_")]
        found = {name[3:]: list(getattr(self, name)()) for name in names}
        return {
            name: [each for each in numbers if math.isfinite(each) and each != self.value]
            for name, numbers in found.items()
        }

    # reading

    def get(self, kind: Kind, target: str, sample: int | None) -> float:
        found = self.ledger.find(kind, target, sample)
        assert found is not None, (kind, target, sample)
        return found[1].value

    def sent(self, neuron: str) -> float:
        kind = Kind.INPUT if self.network.by_id[neuron].is_input else Kind.ACTIVATE
        return self.get(kind, neuron, self.sample)

    def z(self, neuron: str) -> float:
        return self.get(Kind.SUM, neuron, self.sample)

    @property
    def neuron(self) -> str:
        subject = self.operation.subject
        return subject[1] if isinstance(subject, tuple) else str(subject)

    @property
    def source(self) -> str:
        assert isinstance(self.operation.subject, tuple)
        return self.operation.subject[0]

    def chain(self) -> tuple[float, float] | None:
        """Return blame and slope where δ is their product."""
        found = self.ledger.find(Kind.DELTA, self.neuron, self.sample)
        assert found is not None
        return found[1].operands if found[1].form == "" else None

    def rest(self) -> float:
        """Return what multiplies δ."""
        return self.sent(self.source) if self.kind is Kind.WEIGHT_GRADIENT else 1.0

    def links(self) -> list[tuple[float, str]]:
        return [
            (self.before[link.name], link.source) for link in self.network.incoming[self.neuron]
        ]

    def is_sum(self) -> bool:
        linear = self.kind is Kind.ACTIVATE and self.operation.form == "linear"
        return self.kind is Kind.SUM or linear

    def total(self, parts: list[tuple[float, float]]) -> float:
        bias = self.before[f"b[{self.neuron}]"]
        return sum(w * a for w, a in parts) + bias

    def from_loss(self) -> bool:
        """Return whether the blame comes straight from the loss."""
        if self.kind in (Kind.LOSS, Kind.LOSS_SLOPE):
            return True
        if self.kind not in CHAIN or self.chain() is None:
            return False
        outputs = {neuron.id for neuron in self.network.outputs}
        return self.neuron in outputs and not self.network.outgoing[self.neuron]

    def step(self, momentum: float, velocity: float, rate: float, gradient: float) -> float:
        """Return a velocity, or the new value that it leads to."""
        step = momentum * velocity - rate * gradient
        if self.kind is Kind.VELOCITY:
            return step
        return self.operands[0] + step

    def step_numbers(self) -> tuple[float, float, float, float] | None:
        """Return μ, v, η and g of a step of classical momentum."""
        if self.kind is Kind.VELOCITY:
            return self.operands
        if self.kind is Kind.NEW_VALUE and self.operation.form == "":
            found = self.ledger.find(Kind.VELOCITY, self.operation.target, None)
            assert found is not None
            return found[1].operands
        if self.kind is Kind.NEW_VALUE and self.operation.form == "nesterov":
            return self.operands[1:]
        return None

    def regular(self) -> float:
        """Return what regularisation adds to the gradient of the operation's parameter."""
        name = self.operation.target
        w = self.before[name] if name.startswith("w[") else 0.0
        return self.training.l1 * ((w > 0) - (w < 0)) + self.training.l2 * w

    # the mistakes

    def do_wrong_sign(self) -> Iterator[float]:
        if self.kind is not Kind.NEW_VALUE:
            yield -self.value
        if self.is_sum():
            parts = self.links()
            terms = [w * self.sent(one) for w, one in parts]
            terms.append(self.before[f"b[{self.neuron}]"])
            yield from (sum(terms) - 2 * term for term in terms if len(terms) > 1)
        if self.kind is Kind.ACTIVATE and self.operation.form not in ("softmax", "linear"):
            yield activation(self.operation.form, [-self.operands[0]])

    def do_forgot_slope(self) -> Iterator[float]:
        if self.kind in CHAIN and (chain := self.chain()):
            yield chain[0] * self.rest()

    def do_wrong_slope(self) -> Iterator[float]:
        others = [
            self.get(Kind.SLOPE, one.id, self.sample)
            for one in self.network.computed
            if one.activation is not Activation.SOFTMAX and one.id != self.neuron
        ] if self.sample is not None else []  # fmt: skip
        if self.kind is Kind.SLOPE:
            yield from others
        if self.kind in CHAIN and (chain := self.chain()):
            yield from (chain[0] * other * self.rest() for other in others)

    def do_z_for_a(self) -> Iterator[float]:
        if self.kind is Kind.ACTIVATE and not self.is_sum():
            yield self.operands[0]
        if self.kind is Kind.WEIGHT_GRADIENT and not self.network.by_id[self.source].is_input:
            yield self.operands[0] * self.z(self.source)
        if self.kind is Kind.MULTIPLY and not self.network.by_id[self.source].is_input:
            yield self.operands[0] * self.z(self.source)
        if self.is_sum():
            parts = self.links()
            sums = [
                (w, self.sent(one) if self.network.by_id[one].is_input else self.z(one))
                for w, one in parts
            ]
            usual = [(w, self.sent(one)) for w, one in parts]
            yield self.total(sums)
            for place in range(len(parts)):
                yield self.total([*usual[:place], sums[place], *usual[place + 1 :]])

    def do_a_for_z(self) -> Iterator[float]:
        if self.kind is Kind.SUM:
            yield self.sent(self.neuron)
        if self.kind is Kind.SLOPE:
            yield slope(self.operation.form, self.sent(self.neuron))
        if self.kind in CHAIN and (chain := self.chain()):
            form = self.network.by_id[self.neuron].activation.value
            yield chain[0] * slope(form, self.sent(self.neuron)) * self.rest()

    def do_updated_weight(self) -> Iterator[float]:
        after = self.ledger.narrator.after
        if self.kind is Kind.PASS_BACK:
            yield after[self.operation.target] * self.operands[1]
        if self.kind in CHAIN and (chain := self.chain()) and self.network.outgoing[self.neuron]:
            blame = sum(
                after[link.name] * self.get(Kind.DELTA, link.target, self.sample)
                for link in self.network.outgoing[self.neuron]
            )
            if self.neuron in {one.id for one in self.network.outputs}:
                blame += self.get(Kind.LOSS_SLOPE, self.neuron, self.sample)
            yield blame * chain[1] * self.rest()

    def do_sum_for_mean(self) -> Iterator[float]:
        n = len(self.ledger.rows)
        if self.training.reduction == "mean" and n > 1:
            if self.kind is Kind.BATCH_GRADIENT and not self.operation.form.endswith("+"):
                yield self.value * n
            if one := self.step_numbers():
                yield self.step(*one[:3], self.regular() + (one[3] - self.regular()) * n)
        k = len(self.network.outputs)
        if k > 1 and self.project.loss == "mean_squared_error" and self.from_loss():
            yield self.value * k

    def do_mean_for_sum(self) -> Iterator[float]:
        n = len(self.ledger.rows)
        if self.training.reduction == "sum" and n > 1:
            if self.kind is Kind.BATCH_GRADIENT and not self.operation.form.endswith("+"):
                yield self.value / n
            if one := self.step_numbers():
                yield self.step(*one[:3], self.regular() + (one[3] - self.regular()) / n)
        k = len(self.network.outputs)
        if k > 1 and self.project.loss != "mean_squared_error" and self.from_loss():
            yield self.value / k

    def do_forgot_half(self) -> Iterator[float]:
        if self.project.loss == "half_squared_error" and self.from_loss():
            yield self.value * 2

    def do_half_too_many(self) -> Iterator[float]:
        if self.project.loss.value.endswith("squared_error") and self.from_loss():
            yield self.value / 2

    def do_forgot_bias(self) -> Iterator[float]:
        if self.kind in (Kind.SUM, Kind.ACTIVATE):
            bias = self.before[f"b[{self.neuron}]"]
            if self.is_sum():
                yield self.value - bias
            elif self.operation.form == "softmax":
                less = [one - bias if one == self.operands[0] else one for one in self.operands]
                yield activation("softmax", less)
            else:
                yield activation(self.operation.form, [self.operands[0] - bias])

    def do_forgot_rate(self) -> Iterator[float]:
        if one := self.step_numbers():
            yield self.step(one[0], one[1], 1.0, one[3])

    def do_rate_too_early(self) -> Iterator[float]:
        rate = self.training.learning_rate
        if self.kind in BACK:
            yield self.value * rate
            yield -self.value * rate
        if self.kind is Kind.WEIGHT_GRADIENT:
            yield self.operands[0] * rate
        if one := self.step_numbers():
            yield self.step(one[0], one[1], rate * rate, one[3])

    def do_added(self) -> Iterator[float]:
        if one := self.step_numbers():
            yield self.step(one[0], one[1], -one[2], one[3])
            if self.kind is Kind.NEW_VALUE and self.operation.form == "":
                yield self.operands[0] - self.operands[1]
        squared = self.project.loss.value.endswith("squared_error")
        if self.kind is Kind.LOSS and squared:
            pairs = list(zip(self.operands[::2], self.operands[1::2], strict=True))
            share = 0.5 if self.project.loss == "half_squared_error" else 1 / len(pairs)
            yield share * sum((a + y) ** 2 for a, y in pairs)
        if self.kind is Kind.LOSS_SLOPE and squared:
            a, y = self.operands[:2]
            if a != y:
                yield self.value * (a + y) / (a - y)
        if self.kind is Kind.DELTA and self.operation.form == "difference":
            yield self.operands[0] + self.operands[1]
        if self.kind in CHAIN and self.from_loss() and squared:
            found = self.ledger.find(Kind.LOSS_SLOPE, self.neuron, self.sample)
            assert found is not None
            a, y = found[1].operands[:2]
            if a != y:
                yield self.value * (a + y) / (a - y)

    def do_weight_for_signal(self) -> Iterator[float]:
        if self.kind is Kind.WEIGHT_GRADIENT:
            yield self.operands[0] * self.before[self.operation.target]

    def do_other_signal(self) -> Iterator[float]:
        level = self.network.level_of
        if self.kind is Kind.WEIGHT_GRADIENT:
            for one in self.network.neurons:
                if one.id not in (self.source, self.neuron):
                    yield self.operands[0] * self.sent(one.id)
        if self.kind is Kind.MULTIPLY:
            for one in self.network.neurons:
                if one.id != self.source and level[one.id] < level[self.neuron]:
                    yield self.operands[0] * self.sent(one.id)
        if self.is_sum():
            usual = [(w, self.sent(one)) for w, one in self.links()]
            for i, j in combinations(range(len(usual)), 2):
                swapped = list(usual)
                swapped[i], swapped[j] = (usual[i][0], usual[j][1]), (usual[j][0], usual[i][1])
                yield self.total(swapped)
            for place, (w, name) in enumerate(self.links()):
                for one in self.network.neurons:
                    if one.id != name and level[one.id] < level[self.neuron]:
                        other = [*usual[:place], (w, self.sent(one.id)), *usual[place + 1 :]]
                        yield self.total(other)

    def do_sum_for_product(self) -> Iterator[float]:
        if self.kind in (Kind.MULTIPLY, Kind.PASS_BACK):
            yield sum(self.operands)
        if self.is_sum() and self.links():
            yield (
                sum(w + self.sent(one) for w, one in self.links())
                + self.before[f"b[{self.neuron}]"]
            )
        if self.kind is Kind.WEIGHT_GRADIENT:
            yield sum(self.operands)
        if self.kind in CHAIN and (chain := self.chain()):
            yield sum(chain) + (self.sent(self.source) if self.kind is Kind.WEIGHT_GRADIENT else 0)

    # slips

    def do_point_slip(self) -> Iterator[float]:
        yield from (self.value * by for by in (10, 0.1, 100, 0.01))

    def factors(self) -> list[float]:
        """Return the factors of a product."""
        if self.kind in (Kind.MULTIPLY, Kind.PASS_BACK):
            return list(self.operands)
        if self.kind in CHAIN and (chain := self.chain()):
            is_edge = self.kind is Kind.WEIGHT_GRADIENT
            return [*chain, self.sent(self.source)] if is_edge else list(chain)
        return []

    def do_digit_swap(self) -> Iterator[float]:
        for factor in self.factors():
            text = f"{factor:.3f}"
            for place in range(len(text) - 1):
                one, two = text[place], text[place + 1]
                if one.isdigit() and two.isdigit() and one != two and factor:
                    swapped = text[:place] + two + one + text[place + 2 :]
                    if text.strip("-0.") != swapped.strip("-0."):  # else the point has moved
                        yield self.value / factor * float(swapped)

    def do_other_number(self) -> Iterator[float]:
        """Take the blame of another neuron, or the weight of another edge."""
        if self.kind in CHAIN and (chain := self.chain()) and chain[0]:
            for one in self.network.computed:
                delta = self.get(Kind.DELTA, one.id, self.sample)
                yield self.value / chain[0] * delta
        if self.kind in (Kind.MULTIPLY, Kind.PASS_BACK):
            for name, weight in self.before.items():
                if name.startswith("w[") and name != self.operation.target:
                    yield weight * self.operands[1]

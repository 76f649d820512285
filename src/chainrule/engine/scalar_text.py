"""The text of the scalar form: an update of a tiny graph as straight-line Python, from the tables.

Variables carry the number of their neuron or parameter: z0, a0, s0 (slope), b0 (blame ∂L/∂a), d0
(δ) and y0 of a neuron; w0, g0 and the slots, such as velocity0, of a parameter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.engine.activations import ACTIVATIONS
from chainrule.engine.losses import LOSSES
from chainrule.engine.optimizers import OPTIMIZERS
from chainrule.engine.passes import exact_outputs
from chainrule.network.names import Optimizer, Reduction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.engine.plan import Plan
    from chainrule.network.graph import Network, Neuron
    from chainrule.network.names import Loss
    from chainrule.network.project import Training

LOOP = """def loop(batches, numbers, rate, momentum, l1, l2, limit, losses, traced):
    {state} = numbers
    made = 0
    try:
        for batch in batches:
            {zeros} = 0.0
            found = []
            for {sample} in batch:
                {passes}
            {finish}
            {step}
            if not ({checks}):
                break
            {note}
            made += 1
    except (OverflowError, ZeroDivisionError):
        pass
    return made, [{state}]
"""


LOOK = """def look(samples, numbers, notes):
    {state} = numbers
    for {sample} in samples:
        {passes}
"""


@dataclass(frozen=True)
class ScalarText:
    """Writes the loop for a plan, a loss and a kind of training."""

    plan: Plan
    loss: Loss
    training: Training

    @property
    def _network(self) -> Network:
        return self.plan.network

    def loop(self, *, losses: bool = False, traced: bool = False) -> str:
        """Return the code; with `losses` it notes the losses, with `traced` every number."""
        passes = [*self._forward(), *self._backward(), *self._gradients()]
        notes = []
        if losses:
            passes.append(f"found.append({self._loss_value()})")
            notes.append("losses.append(found)")
        if traced:
            passes.append(f"traced.append(({self._all()}))")
            notes.append(f"traced.append(({self._each('g')},))")
        names = {
            "state": self._state() + ",",
            "zeros": " = ".join(f"g{index}" for index in self._parameters),
            "sample": ", ".join(self._sample()) + ",",
            "passes": _lines(passes, 16),
            "finish": _lines(self._finish(), 12),
            "step": _lines(self._step(), 12),
            "checks": " and ".join(self._checks()),
            "note": _lines(notes, 12),
        }
        return LOOP.format(**names)

    def look(self, *, traced: bool) -> str:
        """Return the code of a forward pass that notes the losses, or z and a of every neuron."""
        rows = [self._number(neuron.id) for neuron in self._network.computed]
        all_of = ", ".join(f"{letter}{row}" for letter in "za" for row in rows)
        note = f"notes.append({f'({all_of},)' if traced else self._loss_value()})"
        names = {"state": self._each("w") + ",", "sample": ", ".join(self._sample()) + ","}
        return LOOK.format(passes=_lines([*self._forward(), note], 8), **names)

    @property
    def _parameters(self) -> range:
        return range(len(self.plan.index))

    def _number(self, neuron: str) -> int:
        return self.plan.row[neuron]

    def _state(self) -> str:
        slots = OPTIMIZERS[self.training.optimizer].slots
        return ", ".join(self._each(letter) for letter in ("w", *slots))

    def _each(self, letter: str) -> str:
        return ", ".join(f"{letter}{index}" for index in self._parameters)

    def _sample(self) -> Iterator[str]:
        for letter, neurons in (("a", self._network.inputs), ("y", self._network.outputs)):
            for neuron in neurons:
                yield f"{letter}{self._number(neuron.id)}"

    def _all(self) -> str:
        """Return z, a, s, b and δ of every computed neuron, in the order of the network."""
        rows = [self._number(neuron.id) for neuron in self._network.computed]
        return ", ".join(f"{letter}{row}" for letter in "zasbd" for row in rows)

    def _computed(self) -> list[Neuron]:
        """Return the computed neurons in the order of their rows, which is that of the levels."""
        return sorted(self._network.computed, key=lambda neuron: self._number(neuron.id))

    def _parameter(self, name: str) -> int:
        return self._network.parameter_names.index(name)

    def _forward(self) -> Iterator[str]:
        for neuron in self._computed():
            row = self._number(neuron.id)
            parts = [f"w{self._parameter(f'b[{neuron.id}]')}"]
            parts += [
                f"w{self._parameter(link.name)} * a{self._number(link.source)}"
                for link in self._network.incoming[neuron.id]
            ]
            yield f"z{row} = {' + '.join(parts)}"
            text = ACTIVATIONS[neuron.activation].text
            yield text.format(z=f"z{row}", a=f"a{row}", s=f"s{row}")

    def _loss_value(self) -> str:
        terms = " + ".join(f"({self._of_output(neuron, 0)})" for neuron in self._network.outputs)
        return self._text[1].format(terms=terms or "0.0", count=max(1, len(self._network.outputs)))

    @property
    def _text(self) -> tuple[str, str, str]:
        text = LOSSES[self.loss].text
        assert text is not None  # a loss without one asks for softmax, which has no text either
        return text

    def _of_output(self, neuron: Neuron, part: int) -> str:
        row, count = self._number(neuron.id), len(self._network.outputs)
        return self._text[part].format(a=f"a{row}", z=f"z{row}", y=f"y{row}", count=count)

    def _backward(self) -> Iterator[str]:
        exact = exact_outputs(self.plan, self.loss)
        for neuron in reversed(self._computed()):
            row = self._number(neuron.id)
            parts = [f"({self._of_output(neuron, 2)})"] if neuron in self._network.outputs else []
            parts += [
                f"w{self._parameter(link.name)} * d{self._number(link.target)}"
                for link in self._network.outgoing[neuron.id]
            ]
            yield f"b{row} = {' + '.join(parts) or '0.0'}"
            yield f"d{row} = a{row} - y{row}" if neuron.id in exact else f"d{row} = b{row} * s{row}"

    def _gradients(self) -> Iterator[str]:
        for index, link in enumerate(self._network.connections):
            yield f"g{index} += d{self._number(link.target)} * a{self._number(link.source)}"
        for neuron in self._network.computed:
            yield f"g{self._parameter(f'b[{neuron.id}]')} += d{self._number(neuron.id)}"

    def _finish(self) -> Iterator[str]:
        """Write the mean, and add what regularisation adds to weights."""
        if self.training.reduction is Reduction.MEAN:
            yield "n = len(batch)"
            yield from (f"g{index} /= n" for index in self._parameters)
        if self.training.l1 or self.training.l2:
            for index in range(len(self._network.connections)):
                w = f"w{index}"
                yield f"g{index} += l1 * (({w} > 0.0) - ({w} < 0.0)) + l2 * {w}"

    def _step(self) -> Iterator[str]:
        rule = OPTIMIZERS[self.training.optimizer]
        text = rule.nesterov if self.training.nesterov and rule.nesterov else rule.text
        for index, name in enumerate(self._network.parameter_names):
            if name not in self._network.locked:
                slots = {slot: f"{slot}{index}" for slot in rule.slots}
                yield text.format(w=f"w{index}", g=f"g{index}", **slots)

    def _checks(self) -> Iterator[str]:
        """Write what is moderate whenever everything is finite: see `update_calls.Numbers`."""
        adaptive = self.training.optimizer is not Optimizer.SGD
        for index, name in enumerate(self._network.parameter_names):
            if name not in self._network.locked:
                yield f"-limit < w{index} < limit"
            if adaptive or name in self._network.locked:
                yield f"-limit < g{index} < limit"


def _lines(lines: list[str] | Iterator[str], indent: int) -> str:
    return ("\n" + " " * indent).join(lines) or "pass"

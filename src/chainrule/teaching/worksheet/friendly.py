"""Friendly numbers: drawn from small sets, again and again, until every rule is met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.engine.careful import careful_update
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.engine.snapshot import first_snapshot
from chainrule.network.names import Activation, Loss, Optimizer
from chainrule.network.project import Data, State
from chainrule.session.narration import Narrator
from chainrule.teaching.worksheet.dice import Dice
from chainrule.teaching.worksheet.rules import first_offence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.network.graph import Neuron
    from chainrule.network.project import Project, Row
    from chainrule.teaching.worksheet.rules import Offence

SIZES = (*(tenth / 10 for tenth in range(1, 10)), 1.0, 1.5, 2.0)
WEIGHTS = tuple(sign * size for size in SIZES for sign in (1, -1))
INPUTS = (0.5, 2.0, 1.5, 0.4, 0.8, 0.2, 0.6, 0.3, 1.2, 0.7, 0.9, 2.5)
"""1 is left out: a gradient would be the same number as its δ"""
NEGATIVE = 5
"""one input in so many is negative"""
RATES = (0.1, 0.2, 0.5)
VELOCITIES = (0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.05, -0.05)
TARGETS = {
    Activation.SIGMOID: (0.0, 1.0, 0.1, 0.9),
    Activation.TANH: (-1.0, 1.0, 0.5, -0.5),
    Activation.RELU: (0.5, 1.0, 1.5, 2.0),
    Activation.SOFTPLUS: (0.5, 1.0, 1.5, 2.0),
}
ANY_TARGET = (0.5, 1.0, -0.5, 1.5, -1.0, 2.0, 0.8)

EASES = (1.0, 0.1)
"""what comes back through a deep network may be this much smaller, when it has to"""
STARTS, REPAIRS = 6, 30
"""how often all is drawn, and each time a part of it anew"""


def friendly(project: Project, samples: int, seed: int) -> tuple[Project, bool]:
    """Return the project with friendly numbers, and whether they keep every rule.

    The training set is so many samples, which make one batch. Locked parameters stay as they are.
    """
    drawing = _Drawing(project, samples, Dice(f"worksheet {seed}"))
    found = any(drawing.succeeds(ease) for ease in EASES for _ in range(STARTS))
    return drawing.project(), found


class _Drawing:
    """The numbers as they are drawn."""

    def __init__(self, project: Project, samples: int, dice: Dice) -> None:
        self._base = _bare(project)
        self._network = self._base.network
        self._plan = compile_plan(self._network)
        self._samples = samples
        self._dice = dice
        self._values = dict(self._network.parameters)
        self._rows: list[Row] = []
        self._velocity: dict[str, float] = {}

    def succeeds(self, ease: float) -> bool:
        """Draw all, then again what breaks a rule, and return whether all rules are kept."""
        self._draw_all()
        for _ in range(REPAIRS):
            offence = self._offence(ease)
            if offence is None:
                return True
            self._draw_again(offence)
        return False

    def _draw_all(self) -> None:
        for neuron in self._network.computed:
            self._draw_neuron(neuron)
        self._rows = [self._row() for _ in range(self._samples)]
        training = self._base.training
        if training.optimizer is Optimizer.SGD:
            rate = self._dice.choice(RATES)
            self._base = replace(self._base, training=replace(training, learning_rate=rate))
            if training.momentum:
                names = [one for one in self._values if one not in self._network.locked]
                self._velocity = {name: self._dice.choice(VELOCITIES) for name in names}

    def _draw_again(self, offence: Offence) -> None:
        if offence.neuron is None or self._network.by_id[offence.neuron].is_input:
            self._rows[offence.sample] = self._row()
        else:
            self._draw_neuron(self._network.by_id[offence.neuron])
            if self._dice.below(4) == 0:
                self._rows[offence.sample] = self._row()

    def _draw_neuron(self, neuron: Neuron) -> None:
        """Draw the weights into a neuron, all different, and its bias."""
        links = self._network.incoming[neuron.id]
        names = [neuron.bias_name, *(link.name for link in links)]
        drawn = self._dice.different(WEIGHTS, len(names))
        locked = self._network.locked
        self._values.update(
            (name, value) for name, value in zip(names, drawn, strict=True) if name not in locked
        )

    def _row(self) -> Row:
        sizes = self._dice.different(INPUTS, len(self._base.data.inputs))
        inputs = [-size if self._dice.below(NEGATIVE) == 0 else size for size in sizes]
        return (*inputs, *self._targets())

    def _targets(self) -> Sequence[float]:
        outputs = [self._network.by_id[name] for name in self._base.data.targets]
        if outputs and outputs[0].activation is Activation.SOFTMAX:
            hot = self._dice.below(len(outputs))
            return [float(index == hot) for index in range(len(outputs))]
        if self._base.loss is Loss.BINARY_CROSS_ENTROPY:
            return [float(self._dice.below(2)) for _ in outputs]
        return [self._dice.choice(TARGETS.get(neuron.activation, ANY_TARGET)) for neuron in outputs]

    def project(self) -> Project:
        """Return the project with the numbers drawn."""
        slots = {"velocity": self._velocity} if self._velocity else {}
        return replace(
            self._base,
            network=self._network.with_parameters(self._values),
            data=replace(self._base.data, train=tuple(self._rows)),
            state=State(slots=slots) if slots else None,
        )

    def _offence(self, ease: float) -> Offence | None:
        """Return what breaks a rule in the update that these numbers give."""
        project = self.project()
        update = careful_update(
            self._plan,
            Setup.of(project),
            project.training,
            first_snapshot(project, self._plan),
            tuple(range(self._samples)),
        )
        told = Narrator(project, self._plan, update)
        samples = [told.sample(index) for index in range(self._samples)]
        gradients = self._plan.unpack(update.batch_gradient).tolist()
        named = dict(zip(self._network.parameter_names, gradients, strict=True))
        return first_offence(project.network, samples, named, ease)


def _bare(project: Project) -> Project:
    """Return the project without its samples and its past, with one batch an epoch."""
    network = project.network
    return replace(
        project,
        data=Data(
            tuple(neuron.id for neuron in network.inputs),
            tuple(neuron.id for neuron in network.outputs),
        ),
        training=replace(project.training, batch_size=0, shuffle=False),
        state=None,
    )

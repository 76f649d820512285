"""Asking the network about inputs of one's own: a forward pass that has no target."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from chainrule.engine.passes import forward
from chainrule.session.frame import Frame
from chainrule.session.going import Going
from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from chainrule.engine.plan import Plan
    from chainrule.network.project import Project
    from chainrule.session.asked import Asked
    from chainrule.session.frame import Shown
    from chainrule.session.moment import Moment


class Asking(Going):
    """A transport that may show a pass of inputs of one's own in place of the data's.

    What is asked stays while parameters change beneath it; a step through a sample ends it.
    """

    _asked: Asked | None = None

    @property
    def asked(self) -> Asked | None:
        """What is asked, where nothing else is on its way."""
        return None if self.playback.moving or self.stopped is not None else self._asked

    def ask(self, asked: Asked | None) -> None:
        """Send inputs of one's own through the network; None returns to the data."""
        self.finish_animation()
        self._asked = asked

    def keep_asked(self, project: Project, opened: bool) -> None:
        """Let go of inputs that the network does not have, and when another project is opened."""
        if self._asked is not None:
            names = {neuron.id for neuron in project.network.inputs}
            if opened or names != set(self._asked.inputs):
                self._asked = None

    def _leave_asked(self) -> None:
        if not self.settled:
            self._asked = None

    def step(self) -> None:
        """Take one step forward; through a sample of the data, which is then shown."""
        super().step()
        self._leave_asked()

    def step_back(self) -> None:
        """Take one step back."""
        super().step_back()
        self._leave_asked()

    def go_to_phase(self, phase: Phase) -> None:
        """Go to a phase of a sample of the data."""
        super().go_to_phase(phase)
        self._leave_asked()

    def go_to_step(self, step: int) -> None:
        """Stand at a step of an update."""
        super().go_to_step(step)
        self._leave_asked()

    def show_row(self, row: int) -> None:
        """Show another training row (from 0) while no update is open."""
        self.row = row
        self._asked = None


def with_asked(moment: Moment, plan: Plan, asked: Asked) -> Moment:
    """Return a moment with the pass of what is asked: there is a forward pass, and nothing else."""
    place = replace(
        moment.place,
        row=len(moment.project.data.train),
        sample=0,
        samples=0,
        layer=len(moment.project.network.levels) - 1,
        layers=len(moment.project.network.levels) - 1,
        step=0,
        steps=0,
    )
    return replace(
        moment,
        frame=asked_frame(moment.project, plan, moment.frame.parameters, asked.inputs),
        place=place,
        phase=Phase.FORWARD,
        phases_done=frozenset(),
        ledger=None,
        position=0,
        loss=moment.loss if moment.loss_is_mean else None,
        miss=None,
        past=None,
        asked=asked,
    )


def asked_frame(
    project: Project, plan: Plan, parameters: Mapping[str, float], inputs: Mapping[str, float]
) -> Frame:
    """Return the frame of these inputs under these parameters."""
    network = project.network
    passed = forward(plan, plan.pack(parameters), _column(project, inputs))
    values: dict[Shown, float] = {(Kind.INPUT, name): value for name, value in inputs.items()}
    z, a = passed.z[:, 0].tolist(), passed.a[:, 0].tolist()
    for neuron in network.computed:
        values[Kind.SUM, neuron.id] = z[plan.row[neuron.id]]
        values[Kind.ACTIVATE, neuron.id] = a[plan.row[neuron.id]]
    return Frame(Phase.FORWARD, values, parameters=parameters, inputs=inputs)


def _column(project: Project, inputs: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([[inputs[neuron.id]] for neuron in project.network.inputs])

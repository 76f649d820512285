"""What the network answers to the rows kept for testing: computed only while they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainrule.session.moment import Moment
    from chainrule.session.probe import Probe

SECONDS = 0.2
"""between two answers while training runs"""


class AsideOutputs:
    """The outputs of the test rows under the parameters of a moment.

    Where a moment does not tell the outputs of the training rows, it tells none of these either.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._probe: Probe | None = None
        self._key: object = None
        self._at = -SECONDS
        self._outputs: Sequence[Sequence[float]] = ()

    def of(self, moment: Moment) -> Sequence[Sequence[float]]:
        """Return the outputs, row by row."""
        if not len(moment.outputs):
            return ()
        project, parameters = moment.project, moment.frame.parameters
        early = moment.playing and self._clock() - self._at < SECONDS
        same = self._probe is not None and self._probe.project.data is project.data
        if same and (early or self._key == parameters):
            return self._outputs
        if self._probe is None or self._probe.project is not project:
            from chainrule.session.probe import Probe

            self._probe = Probe(project)
        self._key, self._at = dict(parameters), self._clock()
        self._outputs = self._probe.test_outputs(parameters)
        return self._outputs

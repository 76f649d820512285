"""The maps that the window shows: which network and which ranges they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.session.asked import Asked, AskedKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.panels.data_samples import Samples
    from chainrule.session.maps import Mapper, Maps, Plane
    from chainrule.session.moment import Moment

SIZE = 100
"""points along a side"""
AROUND = (-1.0, 1.0)


class Mapping:
    """Has the mapper of the project that is shown; the engine is imported when first asked."""

    def __init__(self) -> None:
        self._mapper: Mapper | None = None

    @property
    def begun(self) -> bool:
        """Whether anything has been asked."""
        return self._mapper is not None

    def of(self, moment: Moment) -> Mapper:
        """Return the mapper of a moment's project."""
        if self._mapper is None or self._mapper.project.network is not moment.project.network:
            from chainrule.session.maps import Mapper

            self._mapper = Mapper(moment.project)
        return self._mapper

    def maps(self, moment: Moment, samples: Samples | None) -> Maps:
        """Return the maps of all neurons over where the samples are, round 0 without any."""
        x, y = (AROUND, AROUND) if samples is None else (samples.across, samples.up)
        return self.of(moment).maps(moment.frame.parameters, SIZE, x, y)


def plane_of(
    mapping: Mapping, moment: Moment, samples: Samples, output: str | None = None
) -> Plane:
    """Return the map of what the network says: an output, or the likeliest class."""
    maps = mapping.maps(moment, samples)
    outputs = tuple(neuron.id for neuron in moment.project.network.outputs)
    if samples.classes and output not in outputs:
        return maps.classes(outputs)
    shown = output if output is not None and output in outputs else outputs[0]
    return maps.plane(shown, samples.low, samples.high)


def asked_at(moment: Moment, place: Sequence[float]) -> Asked:
    """Return what asks about a place of the inputs."""
    names = (neuron.id for neuron in moment.project.network.inputs)
    return Asked(AskedKind.POINT, dict(zip(names, place, strict=True)))


def asked_place(moment: Moment) -> tuple[float, float] | None:
    """Return where in the plane the network is asked, None where it is not."""
    if moment.asked is None or len(moment.project.network.inputs) != 2:
        return None
    x, y = (moment.asked.inputs[neuron.id] for neuron in moment.project.network.inputs)
    return x, y

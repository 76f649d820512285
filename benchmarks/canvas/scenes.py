"""Networks of a given number of edges, and frames in which every number is another."""

import random
from collections.abc import Sequence
from dataclasses import replace

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Project
from chainrule.session.frame import Frame
from chainrule.session.operations import Kind, Phase

SEED = 7


def full(sizes: Sequence[int]) -> Project:
    """Return layers of these sizes, each joined to the next by every edge."""
    chance = random.Random(SEED)
    last = len(sizes) - 1
    neurons: list[Neuron] = []
    links: list[Connection] = []
    before: list[str] = []
    for level, size in enumerate(sizes):
        names = [f"n{level}_{index}" for index in range(size)]
        for name in names:
            if level == 0:
                neurons.append(Neuron(name, Role.INPUT))
            else:
                role = Role.OUTPUT if level == last else Role.HIDDEN
                neurons.append(Neuron(name, role, Activation.TANH, chance.gauss(0, 1)))
        links += [Connection(a, b, chance.gauss(0, 1)) for a in before for b in names]
        before = names
    return Project(network=Network(tuple(neurons), tuple(links)))


def frames(project: Project, count: int) -> list[Frame]:
    """Return frames of a training: nothing in progress, every value another one in each."""
    chance = random.Random(SEED)
    return [_frame(project, chance) for _ in range(count)]


def _frame(project: Project, chance: random.Random) -> Frame:
    network = project.network
    values: dict[tuple[Kind, str], float] = {}
    for neuron in network.computed:
        values[Kind.SUM, neuron.id] = chance.gauss(0, 1)
        values[Kind.ACTIVATE, neuron.id] = chance.uniform(-1, 1)
    return Frame(
        None,
        values,
        parameters={name: chance.gauss(0, 1) for name in network.parameter_names},
        inputs={neuron.id: chance.random() for neuron in network.inputs},
    )


def pulsing(project: Project, frame: Frame, count: int) -> list[Frame]:
    """Return the forward step of the last layer, its pulses a little further in each frame."""
    network = project.network
    last = max(network.level_of.values())
    links = [link for link in network.connections if network.level_of[link.target] == last]
    found = {(Kind.MULTIPLY, link.name): 0.3 for link in links}
    ends = {link.target for link in links}
    fresh = {*found, *((kind, end) for kind in (Kind.SUM, Kind.ACTIVATE) for end in ends)}
    step = replace(
        frame, phase=Phase.FORWARD, values={**frame.values, **found}, fresh=frozenset(fresh)
    )
    return [replace(step, progress=0.25 + 0.4 * index / count) for index in range(count)]

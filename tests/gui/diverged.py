"""A run that has flown off, put together by hand: a tilted plane learned in too large steps."""

import math

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.message import Message
from chainrule.network.names import Activation, Role
from chainrule.network.project import Data, LogRow, Project, Training
from chainrule.session.divergence import Divergence, GrowthRow, Settling
from chainrule.session.frame import Frame
from chainrule.session.moment import Moment, Place
from chainrule.session.operations import LOSS_TARGET, Granularity, Kind, Phase

LOSSES = (
    0.0541, 0.0333, 0.0655, 0.1323, 0.1012, 0.0871, 0.0777, 0.0658, 0.0582, 0.0250, 0.01337,
    0.01762, 0.1203, 1.203, 7.31, 73.66, 9.4e5, 6.4e18, 2.1e57, 6.9e172,
)  # fmt: skip
ROWS = (
    (0.0, 1.8, -0.4), (-1.4, 1.8, -1.3), (-0.8, -0.3, -0.1), (1.3, -0.4, 1.2), (0.2, -1.9, 1.2),
    (1.0, 0.2, 0.8),
)  # fmt: skip
OUTPUTS = ((3.2e86,), (3.2e86,), (3.2e86,), (5.1e259,), (1.7e260,), (3.2e86,))
WEIGHTS = {
    ("x1", "h1"): -0.11, ("x1", "h2"): 4.7e129, ("x1", "h3"): 2.1e129,
    ("x2", "h1"): -0.25, ("x2", "h2"): -1.1e130, ("x2", "h3"): -4.6e129,
    ("h1", "y1"): 0.56, ("h2", "y1"): 4.8e129, ("h3", "y1"): 1.5e130,
}  # fmt: skip
BIASES = {"h1": -0.86, "h2": -5.9e129, "h3": -2.6e129, "y1": 3.2e86}
PLACES = {
    "x1": (0, -90), "x2": (0, 90), "h1": (264, -120), "h2": (264, 0), "h3": (264, 120),
    "y1": (528, 0),
}  # fmt: skip
SUMS = {"h1": -0.9, "h2": 4.5e129, "h3": 2.0e129, "y1": 5.1e259}
SENT = {"h1": 0.0, "h2": 4.5e129, "h3": 2.0e129, "y1": 5.1e259}
GROWTH = (
    GrowthRow(10, 0.873, 0.01337), GrowthRow(11, 0.919, 0.01762), GrowthRow(13, 1.284, 1.203),
    GrowthRow(15, 6.765, 73.66), GrowthRow(16, 64.053, 9.4e5), GrowthRow(17, 1.0e5, 6.4e18),
    GrowthRow(18, 4.4e14, 2.1e57), GrowthRow(19, 3.3e43, 6.9e172),
    GrowthRow(20, 1.5e130, math.inf),
)  # fmt: skip
SETTLING = Settling(3.34, 2 / 3.34, 0.5)


def plane() -> Project:
    """Return the project, with the weights that it had when it stopped."""
    neurons = tuple(_neuron(name) for name in PLACES)
    links = tuple(Connection(*ends, weight) for ends, weight in WEIGHTS.items())
    data = Data(("x1", "x2"), ("y1",), ROWS)
    return Project(
        "Tilted plane",
        Network(neurons, links),
        training=Training(learning_rate=1.5, momentum=0.0, batch_size=6),
        data=data,
    )


def _neuron(name: str) -> Neuron:
    x, y = PLACES[name]
    if name in ("x1", "x2"):
        return Neuron(name, Role.INPUT, x=x, y=y)
    role = Role.OUTPUT if name == "y1" else Role.HIDDEN
    kind = Activation.LINEAR if name == "y1" else Activation.RELU
    return Neuron(name, role, kind, BIASES[name], x=x, y=y)


def log() -> tuple[LogRow, ...]:
    return tuple(LogRow(at, at, 1.5, 0.0, None, loss, None) for at, loss in enumerate(LOSSES))


def frame(project: Project) -> Frame:
    """Return the pass of row 4, which met a number that is not finite in the loss."""
    values = {(Kind.SUM, name): value for name, value in SUMS.items()}
    values |= {(Kind.ACTIVATE, name): value for name, value in SENT.items()}
    values[Kind.LOSS, LOSS_TARGET] = math.inf
    return Frame(
        Phase.LOSS,
        values,
        parameters=project.network.parameters,
        inputs={"x1": 1.3, "x2": -0.4},
        targets={"y1": 1.2},
        stopped=(Kind.LOSS, LOSS_TARGET),
    )


def divergence(**changes: object) -> Divergence:
    given: dict[str, object] = {
        "update": 19,
        "kind": Kind.LOSS,
        "target": LOSS_TARGET,
        "row": 3,
        "phase": Phase.LOSS,
        "formula": ("L = ½ (ŷ − y)²", "= ½ (5.1 × 10²⁵⁹ − 1.2)²", "= ½ × 2.6 × 10⁵¹⁹"),
        "value": math.inf,
        "healthy": 11,
        "growth": GROWTH,
        "settling": SETTLING,
        "rate": 1.5,
        "momentum": 0.0,
        "after": True,
    }
    return Divergence(**(given | changes))


def diverged_moment(**changes: object) -> Moment:
    """Return the moment after the stop; `changes` are to its divergence."""
    project = plane()
    told = Message("Strip", "The loss overflowed: η = {rate} takes steps that are too large.",
                   {"rate": "1.5"})  # fmt: skip
    return Moment(
        project,
        frame(project),
        Place(19, 19, 3, 4, 6, 1, 1),
        Phase.LOSS,
        frozenset({Phase.FORWARD}),
        Granularity.BATCH,
        log=log(),
        last_update=19,
        can_step_back=True,
        can_step=False,
        loss=math.inf,
        loss_is_mean=True,
        outputs=OUTPUTS,
        stopped=told,
        divergence=divergence(**changes),
    )

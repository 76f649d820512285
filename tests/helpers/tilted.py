"""A tilted plane learned by three ReLU neurons in steps that are too large: it flies off."""

from random import Random

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Role
from chainrule.network.project import Data, Project, Training
from chainrule.session.document import Document
from chainrule.session.operations import Granularity
from chainrule.session.session import Session
from chainrule.session.speed import SPEEDS

ROWS = (
    (0.0, 1.8, -0.4), (-1.4, 1.8, -1.3), (-0.8, -0.3, -0.1), (1.3, -0.4, 1.2), (0.2, -1.9, 1.2),
    (1.0, 0.2, 0.8),
)  # fmt: skip
OVERFLOWS_IN_LOSS, OVERFLOWS_ON_THE_WAY = 10, 0
"""seeds: the loss of row 4 is the first bad number, or a product before it"""


def tilted_plane(seed: int = OVERFLOWS_IN_LOSS, **settings) -> Project:
    random = Random(seed)
    hidden = [f"h{index}" for index in (1, 2, 3)]
    ends = [(x, h) for x in ("x1", "x2") for h in hidden] + [(h, "y1") for h in hidden]
    neurons = (
        *(Neuron(name, Role.INPUT) for name in ("x1", "x2")),
        *(Neuron(name, Role.HIDDEN, Activation.RELU) for name in hidden),
        Neuron("y1", Role.OUTPUT, Activation.LINEAR),
    )
    links = tuple(Connection(*pair, round(random.uniform(-1, 1), 2)) for pair in ends)
    given = {"learning_rate": 1.5, "batch_size": 6} | settings
    data = Data(("x1", "x2"), ("y1",), ROWS)
    return Project("Tilted plane", Network(neurons, links), data=data, training=Training(**given))


def session_of(project: Project, granularity: Granularity = Granularity.BATCH) -> Session:
    session = Session(Document(project))
    session.granularity, session.speed = granularity, SPEEDS[-1]
    return session


def stopped_session(project: Project, most: int = 1000) -> Session:
    """Step until training stops at a number that is not finite."""
    session = session_of(project)
    for _ in range(most):
        if session.stopped is not None:
            return session
        session.step()
    raise AssertionError("it was to fly off")

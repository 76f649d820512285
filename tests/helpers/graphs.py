"""Random projects: skips, missing edges, lonely neurons, outputs that feed others.

`projects` draws small ones number by number, so that a failure shrinks well; `graphs` draws a seed
and makes tiny to middle-sized ones from it.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product
from random import Random

from hypothesis import strategies as st

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.network.project import Data, Project, Row, Training

KINKED = (Activation.SOFTMAX, Activation.RELU, Activation.LEAKY_RELU, Activation.ELU)
"""left out where small moves are compared; softmax has its own place"""
SMOOTH = [activation for activation in Activation if activation not in KINKED]
ANY = [activation for activation in Activation if activation is not Activation.SOFTMAX]
NUMBERS = st.floats(-2, 2, allow_nan=False).map(lambda value: round(value, 3))
SHARES = st.floats(0.05, 0.95).map(lambda value: round(value, 3))

LAYERS = ((1, 1), (2, 1), (2, 2, 1), (2, 3, 2), (2, 4, 2, 1), (2, 8, 8, 8, 1), (5, 9, 6, 4))
"""layered and dense, as people mostly build them"""
KINDS = ("tiny", "layered", "tangled")
MOST_LEVELS = 5
RATES = {Optimizer.SGD: 0.01, Optimizer.RMSPROP: 0.001, Optimizer.ADAM: 0.001}


@st.composite
def projects(draw, activations=ANY, most_rows=5) -> Project:
    counts = [draw(st.integers(1, 3)), draw(st.integers(0, 4)), draw(st.integers(1, 3))]
    loss = draw(st.sampled_from(list(Loss)))
    outputs = {
        Loss.BINARY_CROSS_ENTROPY: [Activation.SIGMOID],
        Loss.CROSS_ENTROPY: [Activation.SOFTMAX],
    }.get(loss, activations)
    softmax = loss is Loss.CROSS_ENTROPY
    names = [
        (f"{letter}{index}", role)
        for letter, role, count in zip("xhy", Role, counts, strict=True)
        for index in range(1, count + 1)
    ]
    neurons = []
    for name, role in names:
        if role is Role.INPUT:
            neurons.append(Neuron(name, role))
            continue
        kinds = outputs if role is Role.OUTPUT else activations
        locked = draw(st.booleans()) and draw(st.booleans())
        neurons.append(
            Neuron(name, role, draw(st.sampled_from(kinds)), draw(NUMBERS), bias_locked=locked)
        )
    connections = []
    for index, source in enumerate(neurons):
        for target in neurons[index + 1 :]:
            allowed = not target.is_input and not (softmax and source.role is Role.OUTPUT)
            if allowed and draw(st.integers(0, 3)):
                connections.append(
                    Connection(source.id, target.id, draw(NUMBERS), draw(st.integers(0, 9)) == 0)
                )
    size = draw(st.integers(1, most_rows))
    inputs = tuple(neuron.id for neuron in neurons if neuron.role is Role.INPUT)
    targets = tuple(neuron.id for neuron in neurons if neuron.role is Role.OUTPUT)
    train = tuple(
        tuple([draw(NUMBERS) for _ in inputs] + [draw(SHARES) for _ in targets])
        for _ in range(size)
    )
    training = Training(
        learning_rate=1e-4,
        momentum=draw(st.sampled_from([0.0, 0.9])),
        batch_size=draw(st.integers(0, size)),
        shuffle=draw(st.booleans()),
        reduction=draw(st.sampled_from(list(Reduction))),
    )
    network = Network(tuple(neurons), tuple(connections))
    return Project("random", network, loss, Data(inputs, targets, train), training)


def graphs(activations: Sequence[Activation] = ANY) -> st.SearchStrategy[Project]:
    """Tiny, layered and tangled projects with every optimizer and penalty."""
    return st.builds(
        lambda seed: random_project(Random(seed), activations), st.integers(0, 2**32 - 1)
    )


def random_project(
    random: Random,
    activations: Sequence[Activation] = ANY,
    kinds: Sequence[str] = KINDS,
    losses: Sequence[Loss] = tuple(Loss),
) -> Project:
    """Return a project of 1 to some 40 neurons that follows from `random` alone."""
    loss = random.choice(losses)
    kind = random.choice(kinds)
    softmax = loss is Loss.CROSS_ENTROPY or (
        loss is not Loss.BINARY_CROSS_ENTROPY and random.random() < 0.15
    )
    if kind == "layered":
        levels, edges = _layered(random)
    else:
        levels, edges = _tangled(random, tiny=kind == "tiny", softmax=softmax)
    outputs = [Activation.SOFTMAX] if softmax else list(activations)
    if loss is Loss.BINARY_CROSS_ENTROPY:
        outputs = [Activation.SIGMOID]
    network = _network(random, levels, edges, activations, outputs)
    data = _data(random, network, shares=loss.value.endswith("cross_entropy"))
    return Project("random", network, loss, data, _training(random, len(data.train)))


Levels = list[list[tuple[str, Role]]]
Edges = list[tuple[str, str]]


def _layered(random: Random) -> tuple[Levels, Edges]:
    sizes = random.choice(LAYERS)
    letters = ["x", *(f"h{level}_" for level in range(1, len(sizes) - 1)), "y"]
    roles = [Role.INPUT, *[Role.HIDDEN] * (len(sizes) - 2), Role.OUTPUT]
    levels = [
        [(f"{letter}{index}", role) for index in range(1, size + 1)]
        for letter, role, size in zip(letters, roles, sizes, strict=True)
    ]
    edges = [
        (source[0], target[0])
        for lower, upper in pairwise(levels)
        for source, target in product(lower, upper)
    ]
    return levels, edges


def _tangled(random: Random, *, tiny: bool, softmax: bool) -> tuple[Levels, Edges]:
    """Return levels that any edge may skip; outputs stand anywhere but in the first one.

    Some neurons have no edge in, some none out; now and then there is no input at all.
    """
    inputs = random.randint(1, 2) if tiny else random.choice([0, 1, 2, 3, 5])
    hidden = random.randint(0, 2) if tiny else random.randint(1, 28)
    outputs = 1 if tiny else random.randint(1, 4)
    count = random.randint(1, 2 if tiny else MOST_LEVELS)
    levels: Levels = [[(f"x{index}", Role.INPUT) for index in range(inputs)]]
    levels += [[] for _ in range(count)]
    for index in range(hidden):
        levels[random.randint(1, count)].append((f"h{index}", Role.HIDDEN))
    for index in range(outputs):
        place = count if softmax or random.random() < 0.5 else random.randint(1, count)
        levels[place].append((f"y{index}", Role.OUTPUT))
    share = random.choice([0.1, 0.3, 0.7, 1.0])
    edges = [
        (source[0], target[0])
        for place, upper in enumerate(levels)
        for source, target in product((one for lower in levels[:place] for one in lower), upper)
        if random.random() < share and not (softmax and source[1] is Role.OUTPUT)
    ]
    return levels, edges


def _network(
    random: Random,
    levels: Levels,
    edges: Edges,
    activations: Sequence[Activation],
    outputs: Sequence[Activation],
) -> Network:
    """Give numbers to the graph, small where many edges meet, and mix the order of the lists."""
    locks = random.choice([0.0, 0.0, 0.2])
    mixed = random.random() < 0.7
    usual = random.choice(activations)
    meeting = [target for _, target in edges]

    def neuron(name: str, role: Role) -> Neuron:
        if role is Role.INPUT:
            return Neuron(name, role)
        kinds = outputs if role is Role.OUTPUT else activations if mixed else [usual]
        bias, locked = random.uniform(-1, 1), random.random() < locks
        return Neuron(name, role, random.choice(kinds), bias, locked)

    neurons = [neuron(*one) for level in levels for one in level]
    connections = [
        Connection(
            source,
            target,
            random.uniform(-2, 2) / meeting.count(target) ** 0.5,
            random.random() < locks,
        )
        for source, target in edges
    ]
    if random.random() < 0.5:
        random.shuffle(neurons)
        random.shuffle(connections)
    return Network(tuple(neurons), tuple(connections))


def _data(random: Random, network: Network, *, shares: bool) -> Data:
    """Return 1 to 11 rows, with the columns in an order of their own."""
    inputs = [neuron.id for neuron in network.inputs]
    targets = [neuron.id for neuron in network.outputs]
    random.shuffle(inputs)
    random.shuffle(targets)

    def row() -> Row:
        hot = random.randrange(len(targets))
        given = [random.uniform(-1.5, 1.5) for _ in inputs]
        if shares and random.random() < 0.5:
            return (*given, *(float(index == hot) for index in range(len(targets))))
        low = 0.0 if shares else -1.0
        return (*given, *(random.uniform(low, 1.0) for _ in targets))

    train = tuple(row() for _ in range(random.choice([1, 2, 3, 4, 5, 7, 11])))
    test = tuple(row() for _ in range(random.choice([0, 0, 2])))
    return Data(tuple(inputs), tuple(targets), train, test)


def _training(random: Random, rows: int) -> Training:
    optimizer = random.choice(list(Optimizer))
    return Training(
        optimizer,
        RATES[optimizer] * random.uniform(0.1, 1.0),
        random.choice([0.0, 0.5, 0.9]),
        random.random() < 0.4,
        random.choice([0, 1, 2, 3, rows]),
        random.random() < 0.5,
        random.randrange(1000),
        random.choice(list(Reduction)),
        random.choice([0.0, 0.0, 0.01]),
        random.choice([0.0, 0.0, 0.1]),
    )


def with_training(project: Project, **settings: object) -> Project:
    """Return the project with other settings of the training."""
    return replace(project, training=replace(project.training, **settings))

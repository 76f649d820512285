"""Random projects: skips, missing edges, lonely neurons, outputs that feed others."""

from hypothesis import strategies as st

from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Reduction, Role
from chainrule.network.project import Data, Project, Training

KINKED = (Activation.SOFTMAX, Activation.RELU, Activation.LEAKY_RELU, Activation.ELU)
"""left out where small moves are compared; softmax has its own place"""
SMOOTH = [
    activation
    for activation in Activation
    if activation not in KINKED
]
ANY = [activation for activation in Activation if activation is not Activation.SOFTMAX]
NUMBERS = st.floats(-2, 2, allow_nan=False).map(lambda value: round(value, 3))
SHARES = st.floats(0.05, 0.95).map(lambda value: round(value, 3))


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

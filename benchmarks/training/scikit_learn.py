"""scikit-learn: `partial_fit` of its perceptrons, a batch a call."""

import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from chainrule.network.names import Activation, Loss
from training.tasks import Array, Task

NAMES = {Activation.SIGMOID: "logistic", Activation.TANH: "tanh", Activation.RELU: "relu"}
OUTPUTS = {
    Loss.HALF_SQUARED_ERROR: Activation.LINEAR,
    Loss.CROSS_ENTROPY: Activation.SOFTMAX,
}
"""the one activation of the outputs that goes with a loss"""


class ScikitLearn:
    """A regressor or, for classes, a classifier that starts at the task's parameters."""

    def __init__(self, task: Task) -> None:
        self.task = task
        kind = MLPClassifier if task.is_classes else MLPRegressor
        self.model = kind(
            hidden_layer_sizes=[len(level.bias_at) for level in task.levels[:-1]],
            activation=NAMES[task.levels[0].activation],
            solver="sgd",
            alpha=0.0,
            learning_rate_init=task.rate,
            momentum=task.momentum,
            nesterovs_momentum=False,
            shuffle=False,
        )
        y = task.y.argmax(axis=1) if task.is_classes else task.y[:, 0]
        self.batches = task.batches(task.x, y)
        first = {"classes": np.arange(task.y.shape[1])} if task.is_classes else {}
        self.model.partial_fit(task.x, y, **first)
        for index, (weights, biases) in enumerate(task.matrices()):
            self.model.coefs_[index][:] = weights
            self.model.intercepts_[index][:] = biases

    def update(self, count: int) -> None:
        """Make updates."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(count):
                x, y = next(self.batches)
                self.model.partial_fit(x, y)

    def parameters(self) -> Array:
        """Return the parameters in their order."""
        return self.task.joined(
            list(zip(self.model.coefs_, self.model.intercepts_, strict=True))
        )


def fits(task: Task) -> bool:
    """Return whether the network can be expressed: full layers and the loss's own outputs.

    With momentum its velocity would begin with what the first call, which sets the sizes, leaves.
    """
    own = OUTPUTS.get(task.project.loss) is task.levels[-1].activation
    return own and not task.skips and task.momentum == 0.0


start = ScikitLearn

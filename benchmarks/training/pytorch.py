"""PyTorch on one thread: `nn.Sequential` and `torch.optim.SGD`, in double precision."""

import numpy as np
import torch
from torch import nn

from chainrule.network.names import Activation
from training.tasks import Array, Task

LAYERS = {Activation.SIGMOID: nn.Sigmoid, Activation.TANH: nn.Tanh, Activation.RELU: nn.ReLU}


class Skipping(nn.Module):
    """A graph with skips: a level reads all before it; the gradient is masked afterwards."""

    def __init__(self, task: Task, layers: list[nn.Linear]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.masks = [torch.from_numpy(level.present.T.copy()) for level in task.levels]

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        """Return the last level of the graph; all but it have tanh."""
        for layer in self.layers[:-1]:
            seen = torch.cat((seen, torch.tanh(layer(seen))), 1)
        return self.layers[-1](seen)

    def mask(self) -> None:
        """Set the gradient of missing connections to 0."""
        for layer, mask in zip(self.layers, self.masks, strict=True):
            layer.weight.grad.mul_(mask)


class PyTorch:
    """The usual loop: zero_grad, forward, loss, backward, step."""

    def __init__(self, task: Task) -> None:
        torch.set_num_threads(1)
        self.task = task
        self.layers = [_linear(*pair) for pair in task.matrices()]
        self.skipping = Skipping(task, self.layers) if task.skips else None
        self.model = self.skipping or _sequential(task, self.layers)
        rate, y = task.rate, torch.from_numpy(task.y)
        if task.is_classes:
            self.criterion, y = nn.CrossEntropyLoss(), y.argmax(1)
        else:  # the mean over samples and outputs: the rate makes up for it, at no cost
            self.criterion, rate = nn.MSELoss(), rate * y.shape[1] / 2
        self.optimizer = torch.optim.SGD(self.model.parameters(), rate, task.momentum)
        self.batches = task.batches(torch.from_numpy(task.x), y, torch.from_numpy)

    def update(self, count: int) -> None:
        """Make updates."""
        for _ in range(count):
            x, y = next(self.batches)
            self.optimizer.zero_grad()
            self.criterion(self.model(x), y).backward()
            if self.skipping is not None:
                self.skipping.mask()
            self.optimizer.step()

    def parameters(self) -> Array:
        """Return the parameters in their order."""
        pairs = [(layer.weight.T, layer.bias) for layer in self.layers]
        return self.task.joined([(_numbers(one), _numbers(two)) for one, two in pairs])


def _linear(weights: Array, biases: Array) -> nn.Linear:
    layer = nn.Linear(*weights.shape, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(weights.T))
        layer.bias.copy_(torch.from_numpy(biases))
    return layer


def _sequential(task: Task, layers: list[nn.Linear]) -> nn.Sequential:
    """Return the layers with their activations; softmax is a part of the loss."""
    parts: list[nn.Module] = []
    for level, layer in zip(task.levels, layers, strict=True):
        parts.append(layer)
        if level.activation in LAYERS:
            parts.append(LAYERS[level.activation]())
    return nn.Sequential(*parts)


def _numbers(tensor: torch.Tensor) -> Array:
    return np.array(tensor.detach())


def fits(_task: Task) -> bool:
    """Return whether the network can be expressed."""
    return True


start = PyTorch

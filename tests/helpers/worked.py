"""A worksheet worked out again: its values by the reference engine, its workings as arithmetic."""

import math
import re
from collections.abc import Iterator

from chainrule.network.names import Activation, Reduction
from chainrule.session.operations import Kind
from chainrule.teaching.worksheet.pieces import Formula, Number, Raised
from chainrule.teaching.worksheet.sheet import Question, Sheet
from helpers import reference

NAMED = {
    "σ": Activation.SIGMOID,
    "ReLU": Activation.RELU,
    "ELU": Activation.ELU,
    "GELU": Activation.GELU,
    "SiLU": Activation.SILU,
    "softplus": Activation.SOFTPLUS,
    "tanh": Activation.TANH,
    "f": Activation.LEAKY_RELU,
}


def wanted(sheet: Sheet) -> Iterator[tuple[Question, float]]:
    """Every question with the value that plain loops give it."""
    solved = Solved(sheet)
    for question in sheet.questions:
        yield question, solved.value(question)


class Solved:
    def __init__(self, sheet: Sheet) -> None:
        project = sheet.project
        self.project, self.network = project, project.network
        samples = reference.samples_of(project, range(len(project.data.train)))
        self.passed = [reference.forward(self.network, inputs) for inputs, _ in samples]
        self.losses = [
            reference.loss_of(self.network, project.loss, passed, targets)
            for passed, (_, targets) in zip(self.passed, samples, strict=True)
        ]
        self.gradients = [
            reference.gradients(self.network, project.loss, *sample) for sample in samples
        ]
        mean = project.training.reduction is Reduction.MEAN
        self.batch = reference.reduced(self.gradients, mean)
        pull = reference.regularised(self.network, self.network.parameters, project.training)
        for name, more in pull.items():
            self.batch[name] += more

    def value(self, question: Question) -> float:
        name, kind = question.target, question.kind
        if question.sample is None:
            return self._of_update(kind, name)
        index = question.sample - 1
        passed, gradients = self.passed[index], self.gradients[index]
        if kind is Kind.SLOPE:
            slope = reference.FUNCTIONS[self.network.by_id[name].activation][1]
            return slope(passed.z[name])
        if kind is Kind.DELTA:
            return gradients[self.network.by_id[name].bias_name]
        return {
            Kind.SUM: passed.z.get(name),
            Kind.ACTIVATE: passed.a.get(name),
            Kind.LOSS: self.losses[index],
            Kind.WEIGHT_GRADIENT: gradients.get(name),
            Kind.BIAS_GRADIENT: gradients.get(name),
        }[kind]

    def _of_update(self, kind: Kind, name: str) -> float:
        if kind is Kind.BATCH_GRADIENT:
            return self.batch[name]
        state = self.project.state
        kept = {} if state is None else {slot: of[name] for slot, of in state.slots.items() if of}
        new, memory = reference.stepped(
            self.network.parameters[name], self.batch[name], kept, self.project.training
        )
        return memory["velocity"] if kind is Kind.VELOCITY else new


def arithmetic(working: Formula) -> float:
    """What the numbers and signs of a working give, read as a person reads them."""
    text = _python(working).replace("×", "*").replace("÷", "/").replace("−", "-")
    text = (
        text.replace("²", "**2")
        .replace("½", "0.5")
        .replace("ε", "1e-8")
        .replace("[", "(")
        .replace("]", ")")
    )
    text = re.sub(r"ln (<[^>]*>)", r"ln(\1)", text)
    text = re.sub(r"√(<[^>]*>)", r"root(\1)", text).replace("<", "(").replace(">", ")")
    known = {"ln": math.log, "root": math.sqrt, "exp": math.exp, "sgn": lambda w: (w > 0) - (w < 0)}
    for name, activation in NAMED.items():
        function, slope = reference.FUNCTIONS[activation]
        text = re.sub(rf"(?<![\w]){name}(?=′?\()", f"fn_{activation.value}", text)
        known[f"fn_{activation.value}"] = function
        known[f"fn_{activation.value}_slope"] = slope
    return float(eval(text.replace("′", "_slope"), {"__builtins__": {}}, known))


def _python(working: Formula) -> str:
    text = ""
    for piece in working:
        if isinstance(piece, Number):
            text += f"<{piece.value!r}>"
        elif isinstance(piece, Raised):
            assert text.endswith("e"), f"only e is raised to a power: {text}"
            text = f"{text[:-1]}exp({_python(piece.pieces)})"
        else:
            assert isinstance(piece, str), f"no symbol is left in a working: {piece}"
            text += piece
    return text

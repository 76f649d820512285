"""Worksheets made of a project: one, or one for each pupil."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.engine.finite import NonFinite
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.network.names import Optimizer
from chainrule.session.framing import sample_cells
from chainrule.session.run import Run
from chainrule.teaching.worksheet.asking import what_to_ask
from chainrule.teaching.worksheet.dice import copy_seeds
from chainrule.teaching.worksheet.formulas import Formulas
from chainrule.teaching.worksheet.friendly import friendly
from chainrule.teaching.worksheet.own import next_rows, own
from chainrule.teaching.worksheet.pieces import Number, Quantity, Sign, Style
from chainrule.teaching.worksheet.rule_lines import remembers, rule_lines
from chainrule.teaching.worksheet.sheet import Copy, Given, Question, Row, Sheet
from chainrule.teaching.worksheet.working import Working, answer_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.project import Project
    from chainrule.session.ledger import Ledger
    from chainrule.teaching.worksheet.asking import Asked
    from chainrule.teaching.worksheet.sheet import Wish

SLOTS = {
    "velocity": Quantity.OLD_VELOCITY,
    "mean": Quantity.OLD_MEAN,
    "square": Quantity.OLD_SQUARE,
}


class Worksheets:
    """The worksheets of a project; what cannot be asked for is a `ChainruleError` at once."""

    def __init__(self, project: Project, wish: Wish, seed: int = 1, copies: int = 1) -> None:
        _check(project, wish)
        self.wish = wish
        self._project = project
        self.asked = what_to_ask(
            project, wish.phases, _most_samples(project, wish), _samples(project, wish)
        )
        self._copies = [
            Copy(own_seed, seed, number, copies)
            for number, own_seed in enumerate(copy_seeds(seed, copies), start=1)
        ]

    def __len__(self) -> int:
        return len(self._copies)

    def __iter__(self) -> Iterator[Sheet]:
        for copy in self._copies:
            yield self._sheet(copy)

    def __getitem__(self, index: int) -> Sheet:
        return self._sheet(self._copies[index])

    def _sheet(self, copy: Copy) -> Sheet:
        if self.wish.own:
            project, met = own(self._project, self.asked.samples, self.wish.notation.decimals), True
        else:
            project, met = friendly(self._project, self.asked.samples, copy.seed)
        try:
            ledger = Run(project).open_next()
        except NonFinite:
            told = QT_TRANSLATE_NOOP(
                "Worksheet", "an update of this network gives a number that is not finite"
            )
            raise ChainruleError(message(told)) from None
        return Sheet(
            self._project.title,
            copy,
            self.wish,
            project,
            self.asked.samples,
            _rows(project),
            _parameters(project),
            _settings(project),
            _memory(project),
            tuple(rule_lines(project, self.asked, self.wish)),
            tuple(_questions(project, ledger, self.asked)),
            met,
        )


def _check(project: Project, wish: Wish) -> None:
    if not project.network.outputs:
        told = QT_TRANSLATE_NOOP("Worksheet", "a worksheet needs a network with an output")
        raise ChainruleError(message(told))
    if not wish.phases:
        told = QT_TRANSLATE_NOOP("Worksheet", "a worksheet asks for one phase at least")
        raise ChainruleError(message(told))


def _most_samples(project: Project, wish: Wish) -> int:
    """Return how many samples an update has."""
    rows = len(project.data.train)
    if wish.own:
        return len(next_rows(project))
    return max(1, min(project.training.batch_size or rows, rows))


def _samples(project: Project, wish: Wish) -> int | None:
    """Return how many samples are wanted; of its own a project has only so many."""
    if wish.own and wish.samples is not None:
        return min(wish.samples, len(next_rows(project)))
    return wish.samples


def _questions(project: Project, ledger: Ledger, asked: Asked) -> Iterator[Question]:
    formulas, working = Formulas(project, asked), Working(project, ledger)
    wanted = [operation for operation in ledger if asked.asks(project, operation)]
    for number, operation in enumerate(wanted, start=1):
        formula = formulas.formula(operation)
        yield Question(
            number,
            operation.phase,
            operation.sample,
            operation.kind,
            operation.target,
            formulas.symbol(operation),
            formula,
            working.working(formula, operation),
            Number(operation.value, answer_style(operation.kind)),
        )


def _rows(project: Project) -> tuple[Row, ...]:
    """Return the inputs and targets of every sample, in the order of the network."""
    network = project.network
    rows = []
    for index in range(len(project.data.train)):
        inputs, targets = sample_cells(project, index)
        cells = [_given(Quantity.SENT, neuron.id, inputs[neuron.id]) for neuron in network.inputs]
        cells += [
            _given(Quantity.TARGET, neuron.id, targets[neuron.id]) for neuron in network.outputs
        ]
        rows.append(Row(index + 1, tuple(cells)))
    return tuple(rows)


def _parameters(project: Project) -> tuple[Given, ...]:
    return tuple(
        _given(Quantity.PARAMETER, name, value)
        for name, value in project.network.parameters.items()
    )


def _settings(project: Project) -> tuple[Given, ...]:
    training = project.training
    settings = [_given(Quantity.RATE, "", training.learning_rate)]
    if training.optimizer is Optimizer.SGD and training.momentum:
        settings.append(_given(Quantity.MOMENTUM, "", training.momentum))
    return tuple(settings)


def _memory(project: Project) -> tuple[Given, ...]:
    """Return what the optimizer remembers, where it remembers anything."""
    if project.state is None or not remembers(project.training):
        return ()
    network, slots = project.network, project.state.slots
    free = [name for name in network.parameter_names if name not in network.locked]
    each = [slot for slot in SLOTS if slot in slots]
    memory = [_given(SLOTS[slot], name, slots[slot][name]) for slot in each for name in free]
    if slots.get("steps"):
        memory.append(_given(Quantity.STEPS, "", max(slots["steps"].values())))
    return tuple(memory)


def _given(quantity: Quantity, name: str, value: float) -> Given:
    return Given(Sign(quantity, name), Number(value, Style.GIVEN))

"""Every number leads to the operation that found it, and from there back to the data."""

from hypothesis import given, settings

from chainrule.network.names import Activation
from chainrule.network.project import Project
from chainrule.session.operations import Kind, Operation
from chainrule.session.run import Run
from chainrule.teaching.origins import Source, find, operands
from helpers.graphs import projects


def cell(project: Project, name: str, row: int) -> float:
    data = project.data
    return data.train[row - 1][(*data.inputs, *data.targets).index(name)]


def is_softmax(project: Project, operation: Operation) -> bool:
    """Softmax's outputs are told one after the other though each needs all of them."""
    neuron = project.network.by_id.get(operation.target)
    return neuron is not None and neuron.activation is Activation.SOFTMAX


@settings(max_examples=60, deadline=None)
@given(projects())
def test_every_operand_is_what_its_source_holds(project: Project) -> None:
    run = Run(project)
    run.train()
    ledger = run.open_next()
    parameters = ledger.narrator.before
    for index, operation in enumerate(ledger):
        for operand in operands(project, ledger, operation):
            where = f"{operation.kind} {operation.target}: {operand}"
            if operand.source is Source.FOUND:
                found = find(ledger, operand)
                assert found is not None, f"{where} has no operation"
                beside = ledger.group_at(index).stop if is_softmax(project, operation) else index
                assert found[0] < beside, f"{where} is found only later"
                assert found[1].value == operand.value, f"{where} was found as {found[1].value!r}"
            elif operand.source is Source.PARAMETER:
                assert parameters[operand.name] == operand.value, where
            elif operand.source in (Source.INPUT, Source.TARGET):
                assert cell(project, operand.name, operand.sample) == operand.value, where
            elif operand.source is Source.SETTING:
                assert getattr(project.training, operand.name) == operand.value, where


@settings(max_examples=20, deadline=None)
@given(projects())
def test_going_back_from_any_gradient_ends_at_data_parameters_or_the_network(
    project: Project,
) -> None:
    ledger = Run(project).open_next()
    open_ones = [operation for operation in ledger if operation.kind is Kind.BATCH_GRADIENT]
    seen, ends = set(), set()
    while open_ones:
        operation = open_ones.pop()
        for operand in operands(project, ledger, operation):
            found = find(ledger, operand)
            if found is None:
                ends.add(operand.source)
            elif found[0] not in seen:
                seen.add(found[0])
                open_ones.append(found[1])
    ends_allowed = {Source.PARAMETER, Source.INPUT, Source.TARGET, Source.COUNT, Source.SETTING}
    assert ends <= ends_allowed, f"a way back ended at {ends - ends_allowed}"

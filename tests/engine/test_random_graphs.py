"""Random graphs: the numpy engine against plain loops and against small moves."""

import numpy as np
from hypothesis import given, settings

from chainrule.engine.gradient_check import check_gradients
from chainrule.engine.plan import compile_plan
from chainrule.engine.setup import Setup
from chainrule.engine.trainer import NonFinite, Trainer
from chainrule.network.edits import set_training
from chainrule.network.names import Reduction
from chainrule.network.project import Project
from helpers.graphs import SMOOTH, projects
from helpers.reference import batch_gradients, forward, loss_of


def samples(project: Project, rows: tuple[int, ...]) -> list[tuple[dict, dict]]:
    width = len(project.data.inputs)
    return [
        (
            dict(zip(project.data.inputs, project.data.train[row][:width], strict=True)),
            dict(zip(project.data.targets, project.data.train[row][width:], strict=True)),
        )
        for row in rows
    ]


@settings(max_examples=150, deadline=None)
@given(projects())
def test_an_update_is_what_plain_loops_give(project: Project) -> None:
    trainer = Trainer.start(project)
    update = trainer.update(trace=True)
    batch = samples(project, update.rows)
    mean = project.training.reduction is Reduction.MEAN
    wanted = batch_gradients(project.network, project.loss, batch, mean)
    found = dict(
        zip(
            project.network.parameter_names,
            trainer.plan.unpack(update.batch_gradient).tolist(),
            strict=True,
        )
    )
    for name, value in wanted.items():
        assert abs(found[name] - value) <= 1e-10 * max(1, abs(value)), f"the gradient of {name}"
    for column, (inputs, targets) in enumerate(batch):
        passed = forward(project.network, inputs)
        for name, value in passed.a.items():
            row = trainer.plan.row[name]
            assert abs(update.forward.a[row, column] - value) <= 1e-12 * max(1, abs(value)), name
        loss = loss_of(project.network, project.loss, passed, targets)
        assert abs(update.backward.losses[column] - loss) <= 1e-10 * max(1, abs(loss))


@settings(max_examples=60, deadline=None)
@given(projects(SMOOTH))
def test_gradients_are_what_small_moves_measure(project: Project) -> None:
    plan = compile_plan(project.network)
    theta = plan.pack(project.network.parameters)
    for row in check_gradients(plan, Setup.of(project), theta, project.training.reduction):
        assert row.error <= 1e-7, f"{row.name}: {row.analytic} beside {row.numeric}"


@settings(max_examples=60, deadline=None)
@given(projects())
def test_locked_parameters_stay_and_the_others_move(project: Project) -> None:
    trainer = Trainer.start(project)
    update = trainer.update()
    before, after = trainer.plan.unpack(update.before), trainer.plan.unpack(update.after)
    gradient = trainer.plan.unpack(update.batch_gradient)
    for index, name in enumerate(project.network.parameter_names):
        if name in project.network.locked:
            assert after[index] == before[index], f"{name} is locked"
        elif abs(gradient[index]) > 1e-6:
            assert after[index] != before[index], f"{name} is free and has a gradient"


@settings(max_examples=60, deadline=None)
@given(projects())
def test_a_traced_update_has_the_same_bits(project: Project) -> None:
    plain, traced = Trainer.start(project), Trainer.start(project)
    for _ in range(7):
        plain.update()
        traced.update(trace=True)
    assert plain.parameters.tobytes() == traced.parameters.tobytes()
    assert plain.snapshot().order == traced.snapshot().order


@settings(max_examples=60, deadline=None)
@given(projects())
def test_a_snapshot_brings_everything_back(project: Project) -> None:
    trainer = Trainer.start(project)
    for _ in range(3):
        trainer.update()
    snapshot = trainer.snapshot()
    kept = snapshot.parameters.copy()
    for _ in range(5):
        trainer.update()
    end = trainer.parameters.tobytes()
    assert snapshot.parameters.tobytes() == kept.tobytes(), "a snapshot never changes"
    trainer.restore(snapshot)
    for _ in range(5):
        trainer.update()
    assert trainer.parameters.tobytes() == end


@settings(max_examples=40, deadline=None)
@given(projects())
def test_a_number_that_is_not_finite_is_never_committed(project: Project) -> None:
    trainer = Trainer.start(set_training(project, learning_rate=1e200, momentum=0.0))
    for _ in range(6):
        before = trainer.snapshot()
        bad = None
        try:
            trainer.update()
        except NonFinite as error:
            bad = error
        assert np.isfinite(trainer.parameters).all()
        if bad is not None:
            assert trainer.snapshot() is before, "nothing of the bad update is kept"
            assert not np.isfinite(bad.value), "the first bad number is named"
            assert bad.target, "and whose it is"

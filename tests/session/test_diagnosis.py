"""Why training stopped: the first bad number, how it grew, what settles, and the ways back."""

import math
from dataclasses import replace
from decimal import Decimal

import pytest

from chainrule.engine.trainer import NonFinite, Trainer
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.names import Activation, Loss, Optimizer, Reduction, Role
from chainrule.network.project import Data, Project, Training
from chainrule.session.diagnosis import diagnose, growth_updates, healthy_update
from chainrule.session.divergence import Divergence
from chainrule.session.failure import find_failure
from chainrule.session.log import Log
from chainrule.session.operations import LOSS_TARGET, Granularity, Kind, Phase
from chainrule.session.recovery import back_to_healthy, settle
from chainrule.session.run import Run
from chainrule.session.session import Session
from chainrule.session.settling import stops_below
from chainrule.session.written import written
from helpers.tilted import (
    OVERFLOWS_IN_LOSS,
    OVERFLOWS_ON_THE_WAY,
    session_of,
    stopped_session,
    tilted_plane,
)

BIG = 1e160


def chain(weights: tuple[float, ...], row: tuple[float, float], **settings) -> Project:
    """Return x → h → y, linear, without biases to speak of; with one weight x → y."""
    names = ["x", *[f"h{index}" for index in range(1, len(weights))], "y"]
    neurons = tuple(
        Neuron(name, Role.INPUT)
        if name == "x"
        else Neuron(name, Role.OUTPUT if name == "y" else Role.HIDDEN, Activation.LINEAR)
        for name in names
    )
    links = tuple(
        Connection(source, target, weight)
        for source, target, weight in zip(names, names[1:], weights, strict=False)
    )
    data = Data(("x",), ("y",), (row,))
    return Project("", Network(neurons, links), data=data, training=Training(**settings))


def refused(project: Project, most: int = 1000) -> tuple[Run, NonFinite]:
    run = Run(project)
    try:
        run.train_many(most)
    except NonFinite as error:
        return run, error
    raise AssertionError("it was to be refused")


def report(project: Project) -> Divergence:
    return diagnose(*refused(project))


def divergence_of(session: Session) -> Divergence:
    found = session.moment().divergence
    assert found is not None
    return found


def parameters(session: Session) -> bytes:
    trainer = session.run.trainer
    found: bytes = trainer.plan.unpack(session.run.committed().parameters).tobytes()
    return found


# Which number


def test_the_loss_that_overflowed_is_named_with_its_row_and_numbers() -> None:
    session = stopped_session(tilted_plane(OVERFLOWS_IN_LOSS))
    found = divergence_of(session)
    assert (found.kind, found.target, found.phase) == (Kind.LOSS, LOSS_TARGET, Phase.LOSS)
    assert found.row == 3, "rows 1 to 3 have a finite loss"
    assert found.value == math.inf
    assert found.after, "the update could be made, its loss could not"
    assert found.update == session.run.update
    assert (found.rate, found.momentum) == (1.5, 0.0)
    symbols, numbers, total = found.formula
    assert symbols == "L = ½ (ŷ − y)²"
    assert numbers.startswith("= ½ (−")
    assert numbers.endswith(" − 1.2)²"), "the target of row 4"
    assert total.startswith("= ½ × ")


def test_its_numbers_are_those_of_the_parameters_that_would_have_been() -> None:
    """Recomputed from the state before with the trainer of the app, in long arithmetic."""
    run, error = refused(tilted_plane(OVERFLOWS_IN_LOSS))
    found = diagnose(run, error)
    plan = run.trainer.plan
    own = Trainer(plan, run.trainer.setup, run.training, run.committed())
    own.update()
    output = Decimal(float(own.evaluate().outputs[0, 3]))
    square = (output - Decimal("1.2")) ** 2
    assert found.formula[1:] == (f"= ½ ({written(output)} − 1.2)²", f"= ½ × {written(square)}")
    assert square > Decimal("1.8e308"), "it has no room in a float64"


def test_a_product_before_the_loss_is_named_first() -> None:
    found = divergence_of(stopped_session(tilted_plane(OVERFLOWS_ON_THE_WAY)))
    assert (found.kind, found.phase) == (Kind.MULTIPLY, Phase.FORWARD)
    assert found.target == "w[h3->y1]"
    assert found.formula[0] == "w · a"
    assert found.row == 3


CASES = {
    "product": (chain((BIG, BIG), (1.0, 0.0)), Kind.MULTIPLY, "w[h1->y]", 0),
    "loss": (chain((BIG,), (1.0, 0.0)), Kind.LOSS, LOSS_TARGET, 0),
    "passed back": (chain((1e-150, 1e290), (1e-100, 1e100)), Kind.PASS_BACK, "w[h1->y]", 0),
    "gradient": (chain((1e-200,), (1e200, 1e150)), Kind.WEIGHT_GRADIENT, "w[x->y]", 0),
    "velocity": (
        chain((1.0,), (1e100, 0.0), learning_rate=1e200),
        Kind.VELOCITY,
        "w[x->y]",
        None,
    ),
    "memory": (
        chain((1.0,), (1e100, 0.0), optimizer=Optimizer.RMSPROP),
        Kind.NEW_VALUE,
        "w[x->y]",
        None,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_kind_of_operation_can_be_the_first(case: str) -> None:
    project, kind, target, row = CASES[case]
    found = report(project)
    assert (found.kind, found.target, found.row) == (kind, target, row), found.formula
    assert len(found.formula) == 3, "symbols, numbers, and what they come to"
    assert not math.isfinite(found.value)
    assert "∞" not in "".join(found.formula), "what went in is finite, and the result has room"
    assert found.update == 0


def test_the_memory_of_the_gradient_is_told_with_its_rule() -> None:
    found = report(CASES["memory"][0])
    assert found.formula[0] == "s ← 0.9 · s + 0.1 · g²"
    assert found.settling is None, "the edge is that of sgd"


def test_losses_that_are_finite_but_add_up_to_too_much() -> None:
    rows = ((1.0, 0.0),) * 4
    project = chain((1.3e154,), rows[0], learning_rate=1e-300, batch_size=4)
    project = replace(project, data=replace(project.data, train=rows))
    found = report(project)
    assert (found.kind, found.row) == (Kind.LOSS, None)
    assert found.formula[0] == "L = (L₁ + … + Lₙ) / n"
    assert found.formula[2].startswith("= 3.4 × 10³⁰⁸ / 4")
    summed = replace(project.training, reduction=Reduction.SUM)
    assert report(replace(project, training=summed)).formula[0] == "L = L₁ + … + Lₙ"


def test_a_test_row_that_overflows_stops_too() -> None:
    project = chain((1.0,), (1.0, 0.0))
    project = replace(project, data=replace(project.data, test=((1e200, 0.0),)))
    session = session_of(project)
    session.step()
    found = divergence_of(session)
    assert (found.kind, found.row) == (Kind.LOSS, None), "no row of the training set"
    assert found.formula[1].startswith("= ½ (9.")


def test_softmax_is_not_blamed_for_a_sum_that_is_told_after_it() -> None:
    names = ("y1", "y2")
    neurons = (
        Neuron("x", Role.INPUT),
        *(Neuron(name, Role.OUTPUT, Activation.SOFTMAX) for name in names),
    )
    links = (Connection("x", "y1", 1.0), Connection("x", "y2", BIG))
    data = Data(("x",), names, ((BIG, 1.0, 0.0),))
    project = Project("", Network(neurons, links), Loss.CROSS_ENTROPY, data)
    found = report(project)
    assert (found.kind, found.target) == (Kind.MULTIPLY, "w[x->y2]")


def test_an_update_that_can_be_made_has_no_failure() -> None:
    assert find_failure(Run(tilted_plane())) is None


def test_the_cause_is_the_steps_or_the_numbers() -> None:
    assert report(tilted_plane()).by_steps
    assert report(chain((1.0,), (1.0, 0.0), learning_rate=1e200)).by_steps, "the very first step"
    assert not report(CASES["loss"][0]).by_steps, "the weight was too large from the start"
    assert not report(CASES["memory"][0]).by_steps


# The way there


def test_healthy_is_the_last_update_near_the_best() -> None:
    run, error = refused(tilted_plane(OVERFLOWS_ON_THE_WAY))
    healthy = diagnose(run, error).healthy
    assert healthy is not None
    losses = [row.train_loss for row in run.log]
    assert losses[healthy] <= 2 * min(losses[: healthy + 1])
    for update in range(healthy + 1, len(losses)):
        assert losses[update] > 2 * min(losses[: update + 1]), f"update {update} is lost"


def with_losses(run: Run, losses: list[float]) -> Run:
    row = run.log[0]
    run.log = Log(row._replace(update=at, train_loss=loss) for at, loss in enumerate(losses))
    return run


@pytest.mark.parametrize(
    ("losses", "healthy"),
    [
        ([1.0, 0.5, 0.4, 0.7, 3.0, 1e9], 3),
        ([1.0, 0.5, 9.0, 0.6, 3.0, 1e9], 3),
        ([1.0, 3.0, 9.0], 0),
        ([1.0, 0.9, 0.8], 2),
        ([1.0, 0.0, 1e-9, 1.0], 1),
    ],
)
def test_healthy_forgives_a_bump(losses: list[float], healthy: int) -> None:
    assert healthy_update(with_losses(Run(tilted_plane()), losses)) == healthy


def test_where_nothing_is_left_to_go_back_to_there_is_no_healthy_update() -> None:
    found = report(chain((1.0,), (1.0, 0.0), learning_rate=1e200))
    assert (found.update, found.healthy) == (0, None)


def test_the_rows_of_growth() -> None:
    assert growth_updates(0, 11, 19) == [10, 11, 13, 15, 16, 17, 18, 19]
    assert growth_updates(0, 2, 3) == [0, 1, 2, 3]
    assert growth_updates(5, None, 6) == [5, 6]
    assert growth_updates(0, None, 0) == [0]
    many = growth_updates(0, 4000, 10_000)
    assert len(many) == 8
    assert many[0] == 3999
    assert growth_updates(0, 100, 100)[-1] == 100
    assert len(growth_updates(0, 100, 100)) == 8, "filled up with earlier ones"


def test_growth_tells_the_largest_parameter_and_the_loss_of_each_row() -> None:
    run, error = refused(tilted_plane())
    found = diagnose(run, error)
    again = Trainer.start(tilted_plane())
    for row in found.growth[:-1]:
        again.replay(row.update - again.update_number)
        values = again.plan.unpack(again.parameters).tolist()
        assert row.largest == max(map(abs, values))
        assert row.loss == run.log[row.update].train_loss
    last = found.growth[-1]
    assert last.update == found.update + 1 == error.update
    assert last.loss == math.inf
    assert found.growth[-2].largest < last.largest < math.inf


# What settles


def test_stops_are_the_knobs_marks() -> None:
    stops = stops_below(0.6023)
    assert [next(stops) for _ in range(8)] == [0.5, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03]
    assert next(stops_below(1.0)) == 0.7, "below, not at"
    assert next(stops_below(2e-7)) == 1.5e-7


def test_the_rate_that_settles_is_below_the_edge_and_does() -> None:
    run, error = refused(tilted_plane(OVERFLOWS_ON_THE_WAY))
    found = diagnose(run, error)
    assert found.settling is not None
    assert found.settling.limit == pytest.approx(2 / found.settling.curvature)
    assert found.settling.rate == next(stops_below(found.settling.limit))
    assert found.healthy is not None
    run.go_to(found.healthy)
    run.set_training(replace(run.training, learning_rate=found.settling.rate))
    before = run.log[-1].train_loss
    run.train_many(3000)
    assert run.evaluation.train_loss < 2 * before


def test_momentum_is_in_the_edge() -> None:
    for nesterov, wanted in ((False, 2 * 1.5), (True, 2 * 1.5 / 2)):
        found = report(tilted_plane(momentum=0.5, nesterov=nesterov, learning_rate=7.0))
        assert found.settling is not None
        assert found.settling.limit == pytest.approx(wanted / found.settling.curvature)


def test_with_batches_of_one_a_rate_is_tried_before_it_is_offered() -> None:
    """The edge is that of the whole set: single samples can need far smaller steps."""
    rows = tuple((x, -x) for x in (2.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1))
    project = chain((0.5,), rows[0], learning_rate=1.0, batch_size=1)
    run, error = refused(replace(project, data=replace(project.data, train=rows)), 100_000)
    found = diagnose(run, error)
    assert found.settling is not None
    assert found.settling.rate <= 0.2 < 0.9 < found.settling.limit, "0.21 is the first row's edge"
    assert found.healthy is not None
    run.go_to(found.healthy)
    run.set_training(replace(run.training, learning_rate=found.settling.rate))
    run.train_many(2000)
    assert run.evaluation.train_loss < 1e-6, "y = −x can be learned without an error"


def test_the_sum_over_a_batch_counts_its_samples() -> None:
    mean = report(tilted_plane())
    found = report(tilted_plane(reduction=Reduction.SUM, learning_rate=0.25))
    assert found.healthy == mean.healthy
    assert mean.settling is not None
    assert found.settling is not None
    assert found.settling.curvature == pytest.approx(6 * mean.settling.curvature, rel=1e-6)


def test_without_time_for_the_curvature_it_is_left_out() -> None:
    run, error = refused(tilted_plane())
    times = iter(range(0, 10**6, 10))
    assert diagnose(run, error, lambda: float(next(times))).settling is None


# What is shown


def test_the_stop_shows_the_pass_that_failed() -> None:
    session = stopped_session(tilted_plane())
    moment = session.moment()
    frame = moment.frame
    assert frame.stopped == (Kind.LOSS, LOSS_TARGET)
    assert frame.value(Kind.LOSS, LOSS_TARGET) == math.inf
    others = [value for shown, value in frame.values.items() if shown != frame.stopped]
    assert all(map(math.isfinite, others))
    assert abs(frame.values[Kind.ACTIVATE, "y1"]) > 1e154, "with the weights that overflow"
    assert all(map(math.isfinite, frame.parameters.values()))
    assert frame.inputs == {"x1": 1.3, "x2": -0.4}
    assert (moment.place.row, moment.place.sample, moment.place.samples) == (3, 4, 6)
    assert (moment.phase, moment.phases_done) == (Phase.LOSS, {Phase.FORWARD})
    assert moment.outputs[3] == [frame.values[Kind.ACTIVATE, "y1"]]
    assert moment.loss == math.inf
    assert not moment.can_step
    assert moment.can_step_back


@pytest.mark.parametrize("case", CASES)
def test_what_is_marked_is_the_only_bad_number_shown(case: str) -> None:
    project, kind, target, _ = CASES[case]
    session = session_of(project)
    session.step()
    frame = session.moment().frame
    assert frame.stopped == (kind, target)
    bad = {shown for shown, value in frame.values.items() if not math.isfinite(value)}
    assert bad <= {frame.stopped}
    assert all(map(math.isfinite, frame.parameters.values()))


def test_the_report_is_made_once() -> None:
    session = stopped_session(tilted_plane())
    assert session.moment().divergence is session.moment().divergence


def test_looking_back_shows_the_past_as_it_was() -> None:
    session = stopped_session(tilted_plane())
    session.look_at(2)
    moment = session.moment()
    assert moment.looking_back
    assert moment.divergence is None
    assert not moment.can_step, "training is still stopped"
    session.look_at_end()
    assert session.moment().divergence is not None


# The ways back


def test_back_to_healthy_is_one_undo_step() -> None:
    session = stopped_session(tilted_plane(OVERFLOWS_ON_THE_WAY))
    stopped, update = parameters(session), session.run.update
    healthy = divergence_of(session).healthy
    assert back_to_healthy(session)
    moment = session.moment()
    assert session.run.update == healthy
    assert moment.stopped is None
    assert moment.divergence is None
    assert moment.can_step
    session.undo()
    assert (session.run.update, parameters(session)) == (update, stopped)
    session.redo()
    assert session.run.update == healthy
    again = stopped_session(tilted_plane(OVERFLOWS_ON_THE_WAY))
    again.go_to(healthy)
    assert parameters(session) == parameters(again), "the very state of that update"


def test_from_there_the_same_rate_flies_off_again() -> None:
    session = stopped_session(tilted_plane())
    first = divergence_of(session)
    back_to_healthy(session)
    for _ in range(100):
        session.step()
    assert divergence_of(session) == first


def test_settle_goes_back_and_sets_the_rate_as_one_undo_step() -> None:
    session = stopped_session(tilted_plane(OVERFLOWS_ON_THE_WAY))
    stopped, update = parameters(session), session.run.update
    found = divergence_of(session)
    assert settle(session)
    assert found.settling is not None
    assert session.run.update == found.healthy
    assert session.document.project.training.learning_rate == found.settling.rate
    assert session.run.training.learning_rate == found.settling.rate
    for _ in range(200):
        session.step()
    assert session.moment().stopped is None
    while session.document.project.training.learning_rate != found.rate:
        session.undo()
    assert (session.run.update, parameters(session)) == (update, stopped)


def test_settle_without_anywhere_to_go_back_to_sets_the_rate() -> None:
    session = session_of(chain((1.0,), (1.0, 0.0), learning_rate=1e200))
    session.step()
    assert divergence_of(session).healthy is None
    assert not back_to_healthy(session)
    assert session.moment().stopped is not None, "nothing has changed"
    assert settle(session)
    assert session.moment().stopped is None
    assert session.document.project.training.learning_rate < 2
    session.undo()
    assert session.document.project.training.learning_rate == 1e200


def test_when_training_goes_well_there_is_nothing_to_go_back_from() -> None:
    session = session_of(tilted_plane(learning_rate=0.1))
    session.step()
    assert not back_to_healthy(session)
    assert not settle(session)
    assert session.run.update == 1


def test_going_back_from_playing() -> None:
    session = session_of(tilted_plane())
    session.play()
    for _ in range(100):
        session.advance(1.0)
    assert not session.playing
    stopped = parameters(session)
    session.play()
    assert not session.playing, "play is off while it is stopped"
    assert settle(session)
    session.undo()
    assert parameters(session) == stopped


@pytest.mark.parametrize("granularity", list(Granularity))
def test_stepping_back_from_a_stop_works(granularity: Granularity) -> None:
    session = stopped_session(tilted_plane())
    update = session.run.update
    session.step()
    assert session.run.update == update, "step forward is off"
    session.granularity = granularity
    session.step_back()
    moment = session.moment()
    assert session.run.update == update - 1
    assert moment.stopped is None
    assert moment.divergence is None


def test_reset_leads_out_of_a_stop() -> None:
    session = stopped_session(tilted_plane())
    session.reset()
    assert session.run.update == 0
    assert session.moment().divergence is None

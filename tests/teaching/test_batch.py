"""From samples to the batch: nothing is shown too early, and every sum is the ledger's."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.network.names import Reduction
from chainrule.network.project import Project
from chainrule.session.document import Document
from chainrule.session.moment import Moment
from chainrule.session.operations import LOSS_TARGET, Granularity, Kind, Phase
from chainrule.session.run import Run
from chainrule.session.session import Session
from chainrule.storage.examples import load_example
from chainrule.teaching.batch import (
    MOST_ROWS,
    BatchSum,
    Rung,
    batch_mean,
    batch_rows,
    batch_sum,
    epoch_losses,
    span,
    summed,
    waterfall,
)
from chainrule.teaching.batch_sentences import batch_sentence, cancel_sentence, wanted
from helpers.graphs import graphs, with_training

GRADIENTS = (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT)
W7 = "w[h1->y1]"


def session_of(name: str, granularity: Granularity = Granularity.SAMPLE, **training) -> Session:
    session = Session(Document(with_training(load_example(name), **training)))
    session.granularity = granularity
    return session


def stepped(session: Session) -> Moment:
    session.step()
    session.finish_animation()
    return session.moment()


def of_sample(ledger, name: str, row: int):
    found = (ledger.find(kind, name, row) for kind in GRADIENTS)
    return next(one for one in found if one is not None)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_gradients_shares_and_sums_are_the_ledgers(project: Project) -> None:
    project = with_training(project, learning_rate=1e-4)
    ledger = Run(project).open_next()
    size = len(ledger.rows)
    for name in project.network.parameter_names:
        batch = summed(ledger, name, size)
        told = ledger.find(Kind.BATCH_GRADIENT, name)[1]
        assert batch.result == told.value, f"{name}: the result is the ledger's own"
        assert batch.gradients == tuple(of_sample(ledger, name, row + 1)[1].value
                                        for row in ledger.rows)  # fmt: skip
        for sample in batch.samples:
            one = of_sample(ledger, name, sample.row)[1]
            assert (sample.gradient, sample.factors) == (one.value, one.operands)
            assert sample.row == ledger.rows[sample.order - 1] + 1
        sizes = math.fsum(map(abs, batch.gradients))
        assert batch.total == math.fsum(batch.gradients)
        reduced = batch.total / size if batch.mean else batch.total
        penalty = batch.penalty or 0.0
        assert reduced + penalty == pytest.approx(batch.result, rel=1e-9, abs=1e-12 * (1 + sizes))
        assert (batch.penalty is not None) == told.form.endswith("+")
        assert (batch.divided is not None) == (project.training.reduction is Reduction.MEAN)
        if batch.divided is not None and batch.penalty is None:
            assert batch.divided == told.value
        if sizes:
            assert batch.cancelled == 1 - abs(batch.total) / sizes
            assert -1e-12 <= batch.cancelled <= 1


@settings(max_examples=40, deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_samples_that_are_not_revealed_yet_are_never_among_the_rows(project, random) -> None:
    project = with_training(project, learning_rate=1e-4)
    session = Session(Document(project))
    session.granularity = random.choice([Granularity.OPERATION, Granularity.LAYER])
    for _ in range(60):
        moment = stepped(session)
        ledger = moment.ledger
        if ledger is None or len(ledger.rows) == 1 or moment.phase is Phase.UPDATE:
            continue
        name = random.choice(project.network.parameter_names)
        known = [
            row + 1 for row in ledger.rows if of_sample(ledger, name, row + 1)[0] < moment.position
        ]
        batch = batch_sum(moment, name)
        if not known:
            assert batch is None, f"{name}: nothing is known yet"
            continue
        assert batch.count == len(known), f"{name}: {known} are known"
        assert {sample.row for sample in batch.samples} <= set(known)
        assert (batch.result is None) == (batch.count < batch.size)
        if batch.count < batch.size:
            assert batch.divided is None
            assert batch.penalty is None


def test_arrows_stand_end_to_end() -> None:
    ledger = Run(load_example("xor-noisy")).open_next()
    batch = summed(ledger, W7, 4)
    assert [sample.row for sample in batch.samples] == [7, 8, 4, 6]
    place = 0.0
    for sample in batch.samples:
        assert sample.start == place, f"row {sample.row} begins where the one before ended"
        assert sample.stop == pytest.approx(sample.start + sample.gradient, rel=1e-12)
        place = sample.stop
    assert place == pytest.approx(batch.total, rel=1e-12), "the last tip is the sum"
    bars = waterfall(batch)
    assert [bar.rung for bar in bars] == [Rung.SAMPLE] * 4 + [Rung.SUM, Rung.DIVIDED]
    assert [bar.gradient for bar in bars] == [False] * 5 + [True]
    low, high = span(bars)
    assert low == min(0.0, batch.total, *(sample.stop for sample in batch.samples))
    assert high == max(0.0, batch.total, *(sample.stop for sample in batch.samples))


def test_the_sum_is_not_divided_and_regularisation_has_a_row_of_its_own() -> None:
    example = load_example("xor-noisy")
    ledger = Run(with_training(example, reduction=Reduction.SUM)).open_next()
    bars = waterfall(summed(ledger, W7, 4))
    assert [bar.rung for bar in bars[4:]] == [Rung.SUM]
    assert bars[-1].gradient, "the sum is the batch's gradient"
    ledger = Run(with_training(example, l2=0.1)).open_next()
    bars = waterfall(summed(ledger, W7, 4))
    assert [bar.rung for bar in bars[4:]] == [
        Rung.SUM, Rung.DIVIDED, Rung.PENALTY, Rung.RESULT,
    ]  # fmt: skip
    weight = example.network.by_key["h1", "y1"].weight
    assert bars[-2].value == pytest.approx(0.1 * weight, rel=1e-15)
    assert bars[-1].value == ledger.find(Kind.BATCH_GRADIENT, W7)[1].value
    biased = waterfall(summed(ledger, "b[y1]", 4))
    assert [bar.rung for bar in biased[4:]] == [Rung.SUM, Rung.DIVIDED], "biases are not punished"
    running = waterfall(summed(ledger, W7, 2))
    assert [bar.rung for bar in running] == [Rung.SAMPLE, Rung.SAMPLE, Rung.SUM]
    assert not any(bar.gradient for bar in running), "two samples are still to come"


def test_of_large_batches_the_first_and_the_largest_are_written_out() -> None:
    article = load_example("xor-noisy")
    rows = tuple((0.01 * n, 0.3, float(n % 2)) for n in range(100))
    data = type(article.data)(article.data.inputs, article.data.targets, rows)
    project = with_training(article, batch_size=0, shuffle=False)
    project = type(project)(project.title, project.network, project.loss, data, project.training)
    batch = summed(Run(project).open_next(), W7, 100)
    orders = [sample.order for sample in batch.samples]
    assert len(orders) == MOST_ROWS - 1
    assert orders == sorted(orders)
    assert orders[:3] == [1, 2, 3]
    left = [abs(g) for order, g in enumerate(batch.gradients, 1) if order not in orders]
    assert batch.left_out == len(left) == 93
    chosen = [abs(sample.gradient) for sample in batch.samples[3:]]
    assert min(chosen) >= max(left), "none that is left out is larger"
    told = math.fsum(sample.gradient for sample in batch.samples) + batch.rest
    assert told == pytest.approx(batch.total, rel=1e-12), "what is left out is not lost"


def test_rows_appear_one_by_one_and_the_sum_counts_them() -> None:
    session = session_of("xor-noisy")
    seen = []
    for _ in range(3):
        batch = batch_sum(stepped(session), W7)
        seen.append((batch.count, batch.size, batch.result))
    assert seen == [(1, 4, None), (2, 4, None), (3, 4, None)]
    moment = stepped(session)
    assert moment.phase is Phase.UPDATE, "the last sample takes the update along"
    assert batch_sum(moment, W7).complete
    session.go_to_phase(Phase.UPDATE)
    told = batch_sentence(session.moment(), W7)
    assert told is not None


def test_a_batch_of_one_has_nothing_to_add_up() -> None:
    session = session_of("momentum")
    moment = stepped(session)
    assert batch_sum(moment, W7) is None
    assert batch_rows(moment) == ()


def test_losses_are_those_that_this_epoch_has_computed() -> None:
    session = session_of("xor-noisy", Granularity.LAYER)
    order = session.run.trainer._epochs.order(session.run.trainer._place, session.run.training)
    rows = [row + 1 for row in order]
    moment = stepped(session)
    assert epoch_losses(moment) == {}, "no loss is known in the first forward pass"
    assert batch_rows(moment) == tuple(rows[:4])
    session.granularity = Granularity.BATCH
    first = stepped(session)
    assert set(epoch_losses(first)) == set(rows[:4])
    for row, loss in epoch_losses(first).items():
        assert first.ledger.find(Kind.LOSS, LOSS_TARGET, row)[1].value == loss
    assert batch_mean(first) == first.ledger.narrator.update.batch_loss
    session.granularity = Granularity.SAMPLE
    second = stepped(session)
    assert set(epoch_losses(second)) == set(rows[:5]), "the first batch belongs to the epoch too"
    assert batch_mean(second) is None, "three samples are still to come"
    session.granularity = Granularity.BATCH
    stepped(session)
    third = stepped(session)
    assert len(epoch_losses(third)) == 4, "a new epoch has computed one batch only"


def test_training_that_was_not_watched_counts_too() -> None:
    session = session_of("xor-noisy", Granularity.BATCH, shuffle=False)
    session.run.train_many(5)
    session.settle()
    moment = stepped(session)
    assert moment.ledger.update == 6
    assert set(epoch_losses(moment)) == set(range(1, 9)), "update 5 began this epoch"


def made(*gradients: float, mean: bool = True) -> BatchSum:
    result = sum(gradients) / (len(gradients) if mean else 1)
    return BatchSum(W7, len(gradients), gradients, (), 0.0, sum(gradients), mean, result=result)


@pytest.mark.parametrize(
    ("batch", "text"),
    [
        (made(-0.03, 0.04, 0.05, -0.02), "Two samples want w[h1->y1] smaller, two want it larger."),
        (made(1.0, -2.0), "One sample wants w[h1->y1] smaller, one wants it larger."),
        (made(1.0, -2.0, -1.0), "One sample wants w[h1->y1] smaller, 2 want it larger."),
        (made(1.0, 2.0, -1.0), "One sample wants w[h1->y1] larger, 2 want it smaller."),
        (made(1.0, 2.0, 3.0, -1.0, -1.0), "3 samples want w[h1->y1] smaller, 2 want it larger."),
        (made(1.0, 2.0), "Nothing cancels, all want w[h1->y1] smaller: on average 1.5."),
        (made(-1.0, -2.0, mean=False), "Nothing cancels, all want w[h1->y1] larger: together"),
        (made(1.0, -2.0, mean=False), "Together only -1.0 is left."),
        (made(0.0, 0.0), "No sample wants w[h1->y1] to move."),
    ],
)
def test_the_strip_says_what_the_samples_want(batch: BatchSum, text: str) -> None:
    assert text in str(wanted(batch))


def test_what_cancels_is_told_as_a_share() -> None:
    assert str(cancel_sentence(made(1.0, 1.0, -1.0))) == (
        "0.6666666666666667 of the three gradients cancels out."
    )
    assert "Nothing cancels" in str(cancel_sentence(made(1.0, 1.0)))
    assert "Nearly all" in str(cancel_sentence(made(1.0, -1.0 + 1e-9)))
    assert cancel_sentence(made(1.0)) is None
    assert cancel_sentence(made(0.0, 0.0)) is None

"""Legs: how long each part of a step is shown."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainrule.engine.trainer import Trainer
from chainrule.network.project import Project
from chainrule.session.ledger import Ledger
from chainrule.session.operations import Granularity, Phase
from chainrule.session.playback import (
    BATCH_SECONDS,
    LAYER_SECONDS,
    OPERATION_SECONDS,
    SAMPLE_PHASE_SECONDS,
    Playback,
    legs_of,
)
from chainrule.storage.examples import load_example
from helpers.graphs import projects

ANIMATED = [size for size in Granularity if size is not Granularity.EPOCH]


def ledger_of(project: Project) -> Ledger:
    trainer = Trainer.start(project)
    return Ledger(project, trainer.plan, trainer.update())


def steps(ledger: Ledger, granularity: Granularity) -> list[tuple[int, int]]:
    places = [0]
    while places[-1] < len(ledger):
        places.append(ledger.after(places[-1], granularity))
    return list(pairwise(places))


def test_an_operation_takes_its_time() -> None:
    legs = legs_of(ledger_of(load_example("article")), 4, 5, Granularity.OPERATION)
    assert [(leg.start, leg.stop, leg.seconds) for leg in legs] == [(4, 5, OPERATION_SECONDS)]


def test_a_layer_takes_the_time_of_its_phase() -> None:
    ledger = ledger_of(load_example("article"))
    legs = [legs_of(ledger, *step, Granularity.LAYER) for step in steps(ledger, Granularity.LAYER)]
    phases = [Phase.FORWARD] * 2 + [Phase.LOSS] + [Phase.BACKWARD] * 2 + [Phase.UPDATE]
    assert [leg.seconds for one in legs for leg in one] == [LAYER_SECONDS[one] for one in phases]


def test_a_sample_is_shown_phase_by_phase() -> None:
    ledger = ledger_of(load_example("xor"))
    for number, step in enumerate(steps(ledger, Granularity.SAMPLE)):
        legs = legs_of(ledger, *step, Granularity.SAMPLE)
        phases = [ledger.group_at(leg.stop - 1).phase for leg in legs]
        last = number == 3
        assert phases == [*Phase][: 4 if last else 3], "the last sample takes the update along"
        assert {leg.seconds for leg in legs} == {SAMPLE_PHASE_SECONDS}


@pytest.mark.parametrize("start", [0, 10, 36])
def test_of_a_batch_the_update_is_shown(start: int) -> None:
    ledger = ledger_of(load_example("article"))
    (leg,) = legs_of(ledger, start, len(ledger), Granularity.BATCH)
    assert (leg.start, leg.stop) == (max(start, len(ledger) - 15), len(ledger))
    assert leg.seconds == BATCH_SECONDS


@settings(max_examples=50)
@given(projects(most_rows=3), st.sampled_from(ANIMATED))
def test_legs_lead_to_the_end_of_the_step_without_a_gap(
    project: Project, granularity: Granularity
) -> None:
    ledger = ledger_of(project)
    for start, stop in steps(ledger, granularity):
        legs = legs_of(ledger, start, stop, granularity)
        assert legs[-1].stop == stop
        assert all(one.stop == two.start for one, two in pairwise(legs)), "a gap"
        assert all(start <= leg.start < leg.stop and leg.seconds > 0 for leg in legs)
        if granularity is not Granularity.BATCH:
            assert legs[0].start == start
        playback = Playback()
        playback.begin(legs)
        assert playback.seconds == pytest.approx(sum(leg.seconds for leg in legs))
        left = playback.advance(100.0)
        assert (playback.position, playback.moving) == (stop, False)
        assert left == pytest.approx(100.0 - sum(leg.seconds for leg in legs))


def test_time_in_small_parts_is_the_same_time() -> None:
    ledger = ledger_of(load_example("xor"))
    start, stop = steps(ledger, Granularity.SAMPLE)[0]
    playback, whole = Playback(), Playback()
    for one in (playback, whole):
        one.begin(legs_of(ledger, start, stop, Granularity.SAMPLE))
    for _ in range(50):
        playback.advance(0.01)
    whole.advance(0.5)
    assert (playback.start, playback.position) == (whole.start, whole.position)
    assert playback.progress == pytest.approx(whole.progress, abs=1e-9)


def test_a_playback_with_nothing_to_show_stands_still() -> None:
    playback = Playback()
    playback.finish()
    playback.hurry()
    assert playback.advance(1.0) == 1.0
    assert (playback.position, playback.moving, playback.progress) == (0, False, 1.0)

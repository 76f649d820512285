"""The sentences of health: one plain sentence each, whatever failed."""

from dataclasses import replace
from pathlib import Path

import pytest

from chainrule.session.diagnosis import diagnose
from chainrule.session.divergence import Divergence, Settling
from chainrule.session.health import Health
from chainrule.session.operations import Kind, Phase
from chainrule.teaching.health_sentences import (
    edge_sentence,
    growing_sentence,
    neuron_note,
    stop_report,
    stop_sentence,
)
from chainrule.training_command import Outputs, train_project
from helpers.tilted import stopped_session, tilted_plane

STOPPED = Divergence(
    update=19, kind=Kind.LOSS, target="L", row=3, phase=Phase.LOSS, formula=("", "", ""),
    value=float("inf"), healthy=11, growth=(), settling=Settling(3.34, 2 / 3.34, 0.5), rate=1.5,
    momentum=0.0,
)  # fmt: skip


def test_the_strip_says_what_overflowed_and_why() -> None:
    told = str(stop_sentence(STOPPED))
    assert told == "The loss overflowed: η = 1.5 takes steps that are too large."


def test_numbers_that_were_too_large_from_the_start_are_not_blamed_on_the_steps() -> None:
    told = str(stop_sentence(replace(STOPPED, by_steps=False)))
    assert told == "The loss overflowed: the weights or the data are too large."


@pytest.mark.parametrize("by_steps", [True, False])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_sentence_that_names_its_target(kind: Kind, by_steps: bool) -> None:
    target = "L" if kind is Kind.LOSS else "w[x1->h2]"
    found = replace(STOPPED, kind=kind, target=target, by_steps=by_steps)
    told = stop_sentence(found)
    assert told.context == "Health"
    text = str(told)
    assert target in text or kind is Kind.LOSS
    assert ("1.5" in text) == by_steps
    assert text.endswith(".")
    assert text.count(".") == 1 + by_steps, "one sentence"


@pytest.mark.parametrize(
    ("changes", "edge"),
    [
        ({}, "Steps settle only below η = 2/λ = {limit}."),
        ({"momentum": 0.9}, "Steps settle only below η = 2(1 + μ)/λ = {limit}."),
        (
            {"momentum": 0.9, "nesterov": True},
            "Steps settle only below η = 2(1 + μ)/((1 + 2μ)λ) = {limit}.",
        ),
        (
            {"settling": Settling(0.1, 20.0, 1.0), "rate": 30.0},
            "Steps settle only below η = 2/λ = {limit}.",
        ),
    ],
)
def test_the_edge_is_told_where_the_curvature_is_known(changes: dict, edge: str) -> None:
    found = replace(STOPPED, **changes)
    told = edge_sentence(found)
    assert told is not None
    assert told.template == edge
    assert told.values == {"limit": found.settling.limit}, "the number itself, not a text"


def test_below_the_edge_it_is_told_as_an_average() -> None:
    told = str(edge_sentence(replace(STOPPED, rate=0.4)))
    assert told.startswith("On average steps settle below η = 0.5988")


def test_without_a_curvature_there_is_no_edge() -> None:
    assert edge_sentence(replace(STOPPED, settling=None)) is None


def test_the_warning_has_the_losses() -> None:
    told = growing_sentence(Health(growing=True, loss=4.0, best_loss=0.25))
    assert told is not None
    assert told.values == {"loss": 4.0, "best_loss": 0.25}
    assert str(told).startswith("The loss is growing: it was 0.25 at its best and is 4.0 now.")
    assert growing_sentence(Health()) is None


def test_notes_are_of_unwell_neurons_only() -> None:
    health = Health(frozenset({"h2"}), frozenset({"h3"}))
    assert str(neuron_note(health, "h2")) == (
        "h2 is saturated: its slope is below 0.001 on every sample, so almost no blame comes back "
        "through it."
    )
    assert str(neuron_note(health, "h3")) == (
        "h3 is dead: it is 0 on every sample and no longer learns."
    )
    assert neuron_note(health, "h1") is None


def line(found: Divergence) -> str:
    return " ".join(map(str, stop_report(found)))


def test_the_command_line_names_number_row_and_update_and_what_to_try() -> None:
    assert line(STOPPED) == (
        "Update 20 was not made: the loss L of row 4 is no longer a finite number. "
        "The learning rate 1.5 takes steps that are too large. From update 11 on, 0.5 settles."
    )
    unknown = replace(STOPPED, row=None, settling=None, kind=Kind.VELOCITY, target="w[x->y]")
    assert line(unknown) == (
        "Update 20 was not made: the velocity w[x->y] is no longer a finite number. "
        "The learning rate 1.5 takes steps that are too large. Try a smaller learning rate."
    )
    assert line(replace(STOPPED, healthy=None)).endswith("Try 0.5.")
    assert line(replace(STOPPED, by_steps=False)).endswith("The weights or the data are too large.")


def test_the_line_is_plain_ascii_for_any_terminal() -> None:
    for kind in Kind:
        assert line(replace(STOPPED, kind=kind, rate=1.5e-7)).isascii()


def test_training_without_a_window_stops_with_that_line(tmp_path: Path) -> None:
    project = tilted_plane()
    saved = tmp_path / "end.chainrule"
    told = train_project(project, 1000, None, Outputs(None, None, saved, None, False))
    session = stopped_session(project)
    assert session.stopped is not None
    assert told == line(diagnose(session.run, session.stopped))
    assert saved.exists()
    assert "row 4" in told


def test_training_that_goes_well_says_nothing() -> None:
    project = tilted_plane(learning_rate=0.1)
    assert train_project(project, 5, None, Outputs(None, None, None, None, False)) is None

"""Practice on short labels: the digits that answers need can be read, fewer are taken too."""

import pytest
from PySide6.QtCore import QRect

from chainrule.gui.canvas.geometry import Box
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.gui.selection import Selection
from chainrule.session.operations import Kind
from chainrule.teaching.notation import POINT
from chainrule.teaching.practice.givens import given_parameters

pytestmark = pytest.mark.example("xor-noisy")


@pytest.fixture
def short(pupil):
    """A round of the forward pass on a canvas that has room for short labels only."""
    pupil.begin()
    pupil.window.practice.offered.actions()[0].trigger()
    assert pupil.drill.labels_are_short, "this network has short labels"
    return pupil


def on_screen(canvas, box: Box) -> QRect:
    left, top = canvas.viewport.to_screen((box.left, box.top))
    zoom = canvas.viewport.zoom
    return QRect(round(left), round(top), round(box.width * zoom), round(box.height * zoom))


def callout(pupil) -> tuple[QRect, QRect]:
    """Return the ground of the callout and its whole with the leader, on the canvas."""
    found = pupil.window.practice.desk.placed.callout
    assert found.isVisible(), "short labels have no room for the box of a sum"
    return found.body.translated(found.pos()), found.geometry()


def test_labels_show_the_digits_that_are_calculated_with(short):
    prepared = short.window.canvas.prepared()
    network = short.drill.project.network
    for key, pill in prepared.pills.items():
        wanted = show(network.by_key[key].weight, NumberKind.PARAMETER, POINT, True)
        assert pill.text == wanted, f"{key} has all its digits while they are needed"
    biases = [drawn.bias for drawn in prepared.discs if drawn.bias is not None]
    words = [bias.text for bias in biases]
    assert words == ["0.000"] * 4, "so have the biases"


def test_the_panel_tells_the_weights_and_biases_of_the_answer(short):
    seen = []
    while not short.drill.round.finished:
        asked = short.asked
        given = given_parameters(short.drill.project, short.drill.ledger, asked.operation)
        told = short.words("practice_known")
        for each in given:
            number = show(each.value, NumberKind.PARAMETER, POINT, True)
            assert number in told, f"{number} of {each.name} is told for {asked.target}"
        seen.append((asked.kind, bool(given)))
        short.type(short.right(5))
    assert (Kind.SUM, True) in seen, "sums need weights"
    assert (Kind.ACTIVATE, False) in seen, "activations need none"


def test_numbers_read_from_short_labels_are_right_too(short):
    """With weights of two decimals, inputs and earlier answers as they are shown."""
    network = short.drill.project.network
    moved = 0
    while not short.drill.round.finished:
        asked = short.asked
        if asked.kind is not Kind.SUM:
            short.type(short.right(4))
            continue
        frame = short.window.canvas.frame
        links = network.incoming[asked.target]
        signals = {
            link.source: frame.inputs.get(
                link.source, frame.values.get((Kind.ACTIVATE, link.source))
            )
            for link in links
        }
        coarse = sum(round(link.weight, 2) * round(signals[link.source], 3) for link in links)
        coarse += round(network.by_id[asked.target].bias, 2)
        moved += f"{coarse:.3f}" != f"{asked.operation.value:.3f}"
        before = short.drill.done
        short.type(f"{coarse:.3f}")
        assert short.drill.done == before + 1, f"{coarse:.3f} is right for z of {asked.target}"
    assert moved, "two decimals lead to another number somewhere"


def test_a_selected_weight_shows_all_its_digits(window):
    window.canvas.select(Selection(connections=frozenset({("x1", "h1")})))
    pill = window.canvas.prepared().pills["x1", "h1"]
    weight = window.document.project.network.by_key["x1", "h1"].weight
    wanted = show(weight, NumberKind.PARAMETER, POINT, True)
    assert wanted in [item.text for item in pill.first.items if hasattr(item, "text")]


def test_the_callout_covers_no_number(short):
    canvas = short.window.canvas
    sums = 0
    while not short.drill.round.finished:
        if short.asked.kind is Kind.SUM:
            sums += 1
            prepared = canvas.prepared()
            body, whole = callout(short)
            boxes = [drawn.bias.box for drawn in prepared.discs if drawn.bias is not None]
            for box in boxes:
                inner = on_screen(canvas, box).adjusted(6, 4, -6, -4)
                assert not body.intersects(inner), f"the callout for {short.asked.target} is off"
                end = short.window.practice.desk.placed.callout.end + whole.topLeft()
                assert not inner.contains(end), "its leader ends at the rim of a bias"
        short.type(short.right(5))
    assert sums >= 4, "each sample has its sums"


def test_the_strip_asks_once_a_smaller_round_has_begun(short):
    assert "at most 40" not in short.window.strip.sentence.text(), "the refusal is over"

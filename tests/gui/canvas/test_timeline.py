import pytest

from chainrule.gui.canvas.layout import build_layout
from chainrule.gui.canvas.timeline import activity
from chainrule.session.frame import Frame
from chainrule.session.operations import Kind, Phase

PRODUCTS = [(Kind.MULTIPLY, "w[x1->h1]"), (Kind.MULTIPLY, "w[x2->h1]")]
LAYER = [*PRODUCTS, (Kind.SUM, "h1"), (Kind.ACTIVATE, "h1")]
BACK = [
    (Kind.LOSS_SLOPE, "y1"),
    (Kind.DELTA, "y1"),
    (Kind.WEIGHT_GRADIENT, "w[h1->y1]"),
    (Kind.BIAS_GRADIENT, "b[y1]"),
    (Kind.PASS_BACK, "w[h1->y1]"),
]


def active(project, phase, shown):
    values = dict.fromkeys(shown, 1.0)
    return activity(build_layout(project), Frame(phase, values, frozenset(shown)))


def pulses(found, progress):
    """Return (edge, phase, share) of every pulse."""
    return [
        (key, stage.phase, share) for stage, share in found.pulsing(progress) for key in stage.edges
    ]


def test_forward_layer_reveals_products_then_sum_then_activation(article):
    found = active(article, Phase.FORWARD, LAYER)
    assert found.levels == {1}
    assert found.halo == {"h1"}
    at = {
        t: [found.reveal(shown, 1, t) for shown in (PRODUCTS[0], LAYER[2], LAYER[3])]
        for t in (0.0, 0.3, 0.72, 0.9, 1.0)
    }
    assert at[0.0] == [0, 0, 0]
    assert at[0.3] == [1, 0, 0]
    assert at[0.72][1] > 0
    assert at[0.72][2] == 0
    assert 0 < at[0.9][2] < 1
    assert at[1.0] == [1, 1, 1]


def test_pulses_travel_from_source_to_target_and_stop_before_it(article):
    found = active(article, Phase.FORWARD, LAYER)
    assert pulses(found, 0.1) == []
    shares = [pulses(found, t)[0][2] for t in (0.25, 0.45, 0.7, 1.0)]
    assert shares == sorted(shares)
    assert shares[-1] < 1
    assert {pulse[0] for pulse in pulses(found, 0.5)} == {("x1", "h1"), ("x2", "h1")}


def test_backward_layer_shows_delta_before_gradients(article):
    found = active(article, Phase.BACKWARD, BACK)
    assert found.levels == {2}
    assert found.halo == {"y1"}, "the neuron that is blamed glows, not the one before it"
    assert found.reveal((Kind.DELTA, "y1"), 2, 0.3) == 1
    assert found.reveal((Kind.WEIGHT_GRADIENT, "w[h1->y1]"), 2, 0.3) == 0
    assert pulses(found, 0.5)[0][1] is Phase.BACKWARD


def test_single_operation_has_the_step_to_itself(article):
    found = active(article, Phase.FORWARD, [LAYER[2]])
    assert found.halo == {"h1"}
    assert found.levels == {1}
    assert found.reveal(LAYER[2], 1, 0.5) > 0.5
    assert pulses(found, 0.5) == [], "a sum sends nothing along the edges"


def test_one_product_moves_one_pulse(article):
    found = active(article, Phase.FORWARD, PRODUCTS[:1])
    assert [pulse[0] for pulse in pulses(found, 0.6)] == [("x1", "h1")]


def test_loss_and_update_dim_nothing(article):
    assert active(article, Phase.LOSS, [(Kind.LOSS, "L")]).levels is None
    new = [(Kind.VELOCITY, "w[x1->h1]"), (Kind.NEW_VALUE, "w[x1->h1]")]
    found = active(article, Phase.UPDATE, new)
    assert found.levels is None
    assert found.reveal(new[0], 1, 0.2) == 1
    assert 0 < found.reveal(new[1], 1, 0.3) < 1


def test_whole_sample_goes_through_its_phases_in_order(article):
    found = active(article, Phase.BACKWARD, [*LAYER, (Kind.LOSS, "L"), *BACK])
    assert [stage.phase for stage in found.stages] == [
        Phase.FORWARD,
        Phase.LOSS,
        Phase.BACKWARD,
    ]
    assert found.levels is None
    assert found.reveal(LAYER[2], 1, 0.34) == 1
    assert found.reveal((Kind.LOSS, "L"), 0, 0.34) == 0
    assert pulses(found, 0.2)[0][1] is Phase.FORWARD
    assert pulses(found, 0.85)[0][1] is Phase.BACKWARD
    assert pulses(found, 1.0) == []


def test_nothing_fresh_is_no_activity(article):
    found = active(article, None, [])
    assert found.stages == ()
    assert found.halo == frozenset()
    assert pulses(found, 0.5) == []


@pytest.mark.parametrize("progress", [0.0, 0.5, 1.0])
def test_inputs_come_with_the_first_layer(article, progress):
    found = active(article, Phase.FORWARD, [(Kind.INPUT, "x1"), *LAYER])
    assert found.single
    assert found.halo == {"h1"}

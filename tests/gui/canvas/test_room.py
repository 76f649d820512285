"""Pills keep off one another, off neurons and off biases, however much they would like to say."""

from itertools import combinations

import pytest

from chainrule.gui.canvas.geometry import Box
from chainrule.gui.canvas.pills import Pill
from chainrule.gui.canvas.scene import Scene
from chainrule.gui.main_window import MainWindow
from chainrule.gui.selection import Selection
from chainrule.session.operations import Phase

LAYERS_OF_TWO_UPDATES = 12


def step(window: MainWindow) -> None:
    window.actions_by_name["run.step"].trigger()
    window.driver.interrupt()


def covered(window: MainWindow) -> list[tuple[str, str]]:
    """Return what stands on something else; a bias touches its own neuron's rim."""
    prepared = window.canvas.prepared()
    layout = prepared.scene.layout
    side = 2 * layout.radius * 0.9
    pills = {f"pill of {key}": pill.box for key, pill in prepared.pills.items()}
    biases = {disc.bias.name: disc.bias.box for disc in prepared.discs if disc.bias is not None}
    neurons = {name: Box(x, y, side, side) for name, (x, y) in layout.places.items()}
    found = list(combinations(pills.items(), 2)) + list(combinations(biases.items(), 2))
    found += [
        (one, other) for one in pills.items() for other in (*biases.items(), *neurons.items())
    ]
    return [(one[0], other[0]) for one, other in found if one[1].near(other[1])]


def words(pill: Pill) -> list[str]:
    return [item.text for item in pill.first.items if hasattr(item, "text")]


@pytest.mark.parametrize("example", ["article", "momentum", "shortcut"])
@pytest.mark.parametrize("presents", [False, True])
def test_no_pill_stands_on_anything_in_any_step(
    window: MainWindow, example: str, presents: bool
) -> None:
    from chainrule.storage.examples import load_example

    window.document.open(load_example(example))
    window.driver.show()
    for name in ("view.steps", "view.decimals.5"):
        window.actions_by_name[name].trigger()
    if presents:
        window.actions_by_name["view.presentation"].trigger()
    window.fit()
    for number in range(LAYERS_OF_TWO_UPDATES):
        step(window)
        assert covered(window) == [], f"everything has its own room after step {number + 1}"


@pytest.mark.example("momentum")
def test_a_wide_update_gives_way_to_the_new_value_alone(window: MainWindow) -> None:
    for _ in range(6):
        step(window)
    pill = window.canvas.prepared().pills["h1", "y1"]
    assert window.canvas.frame.phase is Phase.UPDATE, "six layers end in the update"
    assert words(pill) == ["+0.400", "+0.422"], "old and new where there is room"
    window.actions_by_name["view.decimals.6"].trigger()
    window.actions_by_name["view.presentation"].trigger()
    pill = window.canvas.prepared().pills["h1", "y1"]
    assert words(pill) == ["+0.422274"], "the new value alone where there is none"


@pytest.mark.example("article")
def test_pills_of_a_layer_have_the_same_form(window: MainWindow) -> None:
    window.actions_by_name["view.decimals.5"].trigger()
    window.actions_by_name["view.steps"].trigger()
    for _ in range(6):
        step(window)
    pills = window.canvas.prepared().pills
    forms = {pills[key].form for key in (("x1", "h1"), ("x2", "h1"))}
    assert len(forms) == 1, "the weights into a neuron are written alike"


def named(window: MainWindow) -> list[bool]:
    return [pill.sign is not None for pill in window.canvas.prepared().pills.values()]


@pytest.mark.example("shortcut")
def test_labels_of_a_free_graph_tell_their_names_in_a_large_window(window: MainWindow) -> None:
    assert named(window) == [True] * 8, "every weight has its name at 1440"
    window.resize(1024, 700)
    assert not any(named(window)), "none has at 1024"


@pytest.mark.example("xor")
def test_the_card_of_a_batch_leaves_the_heads_of_the_columns_to_be_read(window: MainWindow) -> None:
    for key in window.document.project.network.by_key:
        window.canvas.select(Selection(connections=frozenset({key})))
        window.actions_by_name["run.reset"].trigger()
        for _ in range(LAYERS_OF_TWO_UPDATES):
            step(window)
            prepared = window.canvas.prepared()
            if prepared.card is not None:
                assert not any(prepared.card.box.near(head) for head in heads(prepared.scene)), (
                    f"the card of {key} stands on no head"
                )


def heads(scene: Scene) -> list[Box]:
    """Return the boxes of the words above the columns."""
    view = scene.view
    assert view is not None
    wide, high = 84 / view.zoom, 36 / view.zoom
    top = view.box.top + 4 / view.zoom + high / 2
    return [Box(column.x, top, wide, high) for column in scene.layout.columns]

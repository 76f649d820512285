from chainrule.network.edits import set_locked
from chainrule.network.layers import add_hidden_layer
from chainrule.network.project import Project
from chainrule.session.checking import next_seed, with_drawn_weights, with_weights_for_new
from chainrule.storage.examples import load_example

OUT = [("h1", "y1"), ("h2", "y1")]


def changed(before: Project, after: Project) -> set[str]:
    old, new = before.network.parameters, after.network.parameters
    return {name for name in new if new[name] != old.get(name)}


def test_only_the_chosen_connections_get_new_weights() -> None:
    before = load_example("xor")
    after = with_drawn_weights(before, OUT, 7, "normal")
    assert changed(before, after) == {"w[h1->y1]", "w[h2->y1]"}
    assert after == with_drawn_weights(before, OUT, 7, "normal"), "the seed decides"
    assert after != with_drawn_weights(before, OUT, 8, "normal")
    zeroed = with_drawn_weights(before, OUT, 7, "zeros").network.by_key
    assert [zeroed[key].weight for key in OUT] == [0.0, 0.0]


def test_locked_weights_are_left_alone() -> None:
    before = set_locked(load_example("xor"), ["w[h1->y1]"], True)
    after = with_drawn_weights(before, OUT, 7, "normal")
    assert changed(before, after) == {"w[h2->y1]"}


def test_drawing_again_draws_other_weights_and_a_repeat_the_same() -> None:
    first = load_example("xor")
    second = with_drawn_weights(first, OUT, next_seed(first, OUT), "glorot")
    third = with_drawn_weights(second, OUT, next_seed(second, OUT), "glorot")
    found = [project.network.by_key[OUT[0]].weight for project in (first, second, third)]
    assert len(set(found)) == 3
    assert second == with_drawn_weights(first, OUT, next_seed(first, OUT), "glorot")


def test_new_connections_get_weights_and_the_old_ones_keep_theirs() -> None:
    before = load_example("xor")
    after = with_weights_for_new(before, add_hidden_layer(before), "glorot")
    new = [link for link in after.network.connections if link.key not in before.network.by_key]
    assert len({link.weight for link in new}) == len(new), "equal weights would learn the same"
    assert 0.0 not in {link.weight for link in new}
    kept = [link for link in after.network.connections if link.key in before.network.by_key]
    assert all(link == before.network.by_key[link.key] for link in kept)

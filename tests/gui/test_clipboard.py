"""What is copied is the text of a project file; what is pasted is read as strictly as one."""

from PySide6.QtGui import QGuiApplication

from chainrule.gui.selection import Selection
from chainrule.storage.project_file import project_from_bytes


def does(window, name: str) -> None:
    window.actions_by_name[name].trigger()


def test_a_copied_neuron_is_text_and_comes_back_with_its_weights(window):
    network = window.document.project.network
    window.select(Selection(frozenset({"h1"})))
    does(window, "edit.copy")
    text = QGuiApplication.clipboard().text()
    assert project_from_bytes(text.encode()).network.by_id["h1"].bias == network.by_id["h1"].bias
    for place in (1, 2):
        does(window, "edit.paste")
        name = f"h{place + 1}"
        pasted = window.document.project.network
        assert pasted.by_key["x1", name].weight == network.by_key["x1", "h1"].weight
        x = network.by_id["h1"].x or window.canvas.layout_now.places["h1"][0]
        assert pasted.by_id[name].x is None or pasted.by_id[name].x == x + 24 * place
        assert window.selection == Selection(frozenset({name}))
    does(window, "edit.undo")
    assert "h3" not in window.document.project.network.by_id
    does(window, "edit.redo")
    assert "h3" in window.document.project.network.by_id


def test_what_is_no_part_of_a_network_is_said_and_nothing_is_changed(window):
    before, said = window.document.project, []
    window.canvas.said.connect(said.append)
    for text in ("a shopping list", '{"format": "chainrule-project", "version": 1, "network": 3}'):
        QGuiApplication.clipboard().setText(text)
        does(window, "edit.paste")
    assert "holds no part of a network" in said[0]
    assert "$.network" in said[1], "it says where the text is wrong"
    assert window.document.project is before


def test_inputs_are_not_copied_and_cut_takes_away_what_it_copied_only(window):
    said: list[str] = []
    window.canvas.said.connect(said.append)
    window.select(Selection(frozenset({"x1"})))
    does(window, "edit.cut")
    assert "x1" in window.document.project.network.by_id
    assert "Only hidden neurons" in said[-1]

"""What is still to be found is nowhere to be read, and leaving practice changes nothing."""

import pytest
from PySide6.QtCore import Qt

from chainrule.gui.canvas import commands
from chainrule.gui.numbers import Kind as NumberKind
from chainrule.gui.numbers import show
from chainrule.gui.practice.wish import HALF, Wish, stored_wish
from chainrule.gui.selection import Selection
from chainrule.session.operations import Kind, Phase
from chainrule.storage.examples import load_example
from chainrule.teaching.notation import POINT
from gui.practice.conftest import told

K = Qt.Key


def written(value):
    """How a number may be written anywhere in the window."""
    kinds = (NumberKind.ACTIVATION, NumberKind.GRADIENT, NumberKind.NEW_WEIGHT)
    return {show(value, kind, POINT).lstrip("+−") for kind in kinds} | {f"{value:.6g}".lstrip("-")}


def hidden(pupil):
    """Every number of the ledger that has not been found, as it may be written."""
    drill = pupil.drill
    seen = {text for at, q in enumerate(drill.round.questions) if drill.is_seen(at)
            for text in written(q.operation.value)}  # fmt: skip
    given = {show(v, NumberKind.INPUT, POINT) for v in drill.ledger.narrator.before.values()}
    found = {}
    for at, question in enumerate(drill.round.questions):
        if not drill.is_seen(at):
            for text in written(question.operation.value) - seen - given:
                found[text] = question
    return found


@pytest.mark.parametrize("steps", [0, 5])
def test_hidden_numbers_are_nowhere_before_they_are_answered(pupil, steps):
    for _ in range(steps):
        pupil.window.actions_by_name["run.step"].trigger()
        pupil.window.driver.interrupt()
    pupil.window.canvas.setFocus()
    pupil.begin()
    while not pupil.drill.round.finished:
        text = told(pupil.window)
        leaks = [number for number in hidden(pupil) if number in text]
        asked = pupil.asked
        assert not leaks, f"when {asked.kind} of {asked.target} is asked, {leaks} can be read"
        pupil.type(pupil.right(5))


def test_the_loss_is_told_once_it_is_found(pupil):
    pupil.begin()
    while pupil.asked.kind is not Kind.LOSS:
        pupil.type(pupil.right())
    assert "Loss <b>–</b>" in told(pupil.window), "the status bar does not know the loss yet"
    pupil.type(pupil.right())
    assert "Loss <b>0.05448</b>" in told(pupil.window), "now it does"


@pytest.mark.parametrize("steps", [0, 1, 3, 5])
@pytest.mark.parametrize("way", ["escape", "action", "close"])
def test_leaving_changes_nothing(pupil, steps, way):
    window = pupil.window
    for _ in range(steps):
        window.actions_by_name["run.step"].trigger()
        window.driver.interrupt()
    before, project = window.driver.moment(), window.document.project
    labels = window.document.undo_label, window.document.redo_label
    window.canvas.setFocus()
    pupil.begin()
    pupil.type(pupil.right())
    pupil.type("7")
    {
        "escape": lambda: [pupil.key(K.Key_Escape) for _ in range(3)],
        "action": window.actions_by_name["run.practice"].trigger,
        "close": window.docks.close_button(window.docks.inspector).click,
    }[way]()
    assert not window.practice.on, "practice is left"
    assert window.document.project is project, "the project is the same"
    assert (window.document.undo_label, window.document.redo_label) == labels, "so is undo"
    after = window.driver.moment()
    assert after.frame == before.frame, "the same numbers are shown"
    assert (after.position, after.place) == (before.position, before.place), "at the same place"
    assert window.canvas.frame == before.frame, "on the canvas too"
    assert not window.canvas.options.answers, "no box is left"
    assert window.inspector.isVisible(), "the Inspector is there again"
    assert window.docks.inspector.windowTitle() == "Inspector", "under its own name"
    assert window.actions_by_name["run.play"].isEnabled(), "and training can go on"


def test_nothing_moves_while_a_person_practises(pupil):
    window = pupil.window
    pupil.begin()
    project = window.document.project
    for name in ("run.play", "run.step", "run.reset", "edit.undo", "file.export_csv"):
        assert not window.actions_by_name[name].isEnabled(), f"{name} waits"
    for name in ("network.layers", "network.add_layer", "network.disconnect", "network.lock"):
        window.select(Selection(frozenset({"h1"})))
        assert not window.actions_by_name[name].isEnabled(), f"{name} waits, whatever is selected"
    window.canvas.play_toggled.emit()
    window.strip.phase_chosen.emit(Phase.BACKWARD)
    window.canvas.setFocus()
    pupil.key(K.Key_Delete)
    window.training.findChild(object, "momentum").setText("0.5")
    assert not window.driver.session.playing, "Space does not play"
    assert window.document.project is project, "nothing is changed"


@pytest.mark.parametrize("chosen", [Selection(), Selection(frozenset({"h1"}))])
def test_every_action_is_after_practice_as_it_was_before(pupil, chosen):
    window = pupil.window
    window.select(Selection(frozenset({"y1"})))
    window.select(chosen)
    before = {action.objectName(): action.isEnabled() for action in window.actions_by_name}
    window.canvas.setFocus()
    pupil.begin()
    pupil.type(pupil.right())
    for _ in range(2):
        pupil.key(K.Key_Escape)
    assert not window.practice.on, "practice is left"
    after = {action.objectName(): action.isEnabled() for action in window.actions_by_name}
    changed = {name for name in before if before[name] != after[name]}
    assert not changed, f"{changed} can be chosen as before"
    assert after["run.reset"], "Reset can be chosen"
    assert after["file.export_csv"], "and the export of the log"


@pytest.mark.parametrize("way", ["double click", "F2", "delete", "tool", "move"])
def test_what_is_refused_on_the_canvas_is_told(pupil, way):
    window, canvas = pupil.window, pupil.window.canvas
    pupil.begin()
    window.select(Selection(connections=frozenset({("h1", "y1")})))
    canvas.setFocus()
    said = []
    canvas.said.connect(said.append)
    project, tool = window.document.project, window.actions_by_name["tool.neuron"]
    {
        "double click": lambda: canvas.edit_value(("h1", "y1")),
        "F2": lambda: pupil.key(K.Key_F2),
        "delete": lambda: pupil.key(K.Key_Delete),
        "tool": tool.trigger,
        "move": lambda: canvas.request(commands.tidy()),
    }[way]()
    assert window.document.project is project, "nothing is changed"
    assert said, "something is told"
    assert said[-1].startswith("While you practise"), f"it tells why, not {said}"
    assert not tool.isChecked(), "no other tool is taken"


def test_an_edit_is_refused_and_the_strip_says_why(pupil):
    pupil.begin()
    project = pupil.window.document.project
    pupil.window.apply(commands.set_value(commands.weight_value(project, ("h1", "y1")), 2.0, 0))
    assert pupil.window.document.project is project, "the weight stays"
    assert "While you practise" in pupil.window.strip.sentence.text(), "the strip says why"


def test_another_project_ends_practice(pupil):
    pupil.begin()
    pupil.window.files.open_example("or")
    assert not pupil.window.practice.on, "practice was about the other project"
    assert pupil.window.document.project.title == load_example("or").title, "which is open now"


@pytest.mark.example("xor")
def test_too_many_values_are_said_and_fewer_are_offered(pupil):
    pupil.begin()
    window = pupil.window
    assert not window.practice.on, "so many values cannot be asked"
    assert "at most 40" in window.strip.sentence.text(), "the strip says why"
    assert not window.actions_by_name["run.practice"].isChecked(), "the button is not pressed"
    offers = window.practice.offered.actions()
    assert offers[0].text().startswith("Practise Forward, Loss"), "fewer phases are offered"
    offers[0].trigger()
    assert window.practice.on, "and taken"
    assert {q.phase for q in pupil.drill.round.questions} == {Phase.FORWARD, Phase.LOSS}, (
        "only those phases are asked"
    )
    assert stored_wish() == Wish(), "the lasting choice stays: everything"
    assert window.practice.wish == Wish(), "for the next round, too"


def test_half_of_the_values_at_random(pupil):
    pupil.window.practice.choose(Wish(share=HALF))
    pupil.begin()
    asked = pupil.drill.round.questions
    assert len(asked) == 8, "half of the sixteen values are asked"
    pupil.window.practice.desk.another()
    assert pupil.drill.round.questions != asked, "another round asks others"


def test_what_is_hidden_from_practice_is_not_asked(pupil):
    window = pupil.window
    window.canvas.spare_toggled.emit("h1")
    window.canvas.spare_toggled.emit(("h1", "y1"))
    pupil.begin()
    asked = {question.operation.subject for question in pupil.drill.round.questions}
    assert not asked & {"h1", ("h1", "y1")}, "neither the neuron nor the edge is asked about"
    assert ("x1", "h1") in asked, "the others are"


def test_practice_while_presenting(pupil):
    window = pupil.window
    window.actions_by_name["view.presentation"].trigger()
    window.canvas.setFocus()
    pupil.begin()
    assert window.docks.inspector.isVisible(), "the panel is seen"
    pupil.type("7.12")
    for _ in range(3):
        pupil.key(K.Key_Escape)
    assert not window.practice.on, "practice is left first"
    assert window.view_menu.presentation.on, "the presentation goes on"
    assert not window.docks.inspector.isVisible(), "without the panel"
    pupil.key(K.Key_Escape)
    assert not window.view_menu.presentation.on, "then the presentation ends"
    assert window.docks.inspector.isVisible(), "and everything is there again"

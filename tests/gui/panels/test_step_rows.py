"""The rows of the step list: every formula can be read, and nothing stands over anything."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from chainrule.gui.canvas.text import Line, Word
from chainrule.gui.main_window import MainWindow
from chainrule.gui.panels.steps.step_tree import StepTree
from chainrule.network.project import Project
from chainrule.storage.examples import load_example

Painted = list[tuple[Line, float, float]]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Painted:
    """Every line of words that is painted, with its centre."""
    found: Painted = []
    paint = Line.paint

    def note(self: Line, painter: QPainter, x: float, y: float) -> None:
        found.append((self, x, y))
        paint(self, painter, x, y)

    monkeypatch.setattr(Line, "paint", note)
    return found


@pytest.fixture
def listed(window: MainWindow) -> Callable[[Project], StepTree]:
    """Open a project with its update done and every step in the list."""

    def show(project: Project) -> StepTree:
        window.document.open(project)
        window.driver.show()
        window.files.opened.emit(project)
        window.actions_by_name["view.steps"].trigger()
        window.driver.step()
        window.driver.interrupt()
        window.driver.go_to_step(len(window.driver.session.ledger()))
        for _ in range(8):
            QApplication.processEvents()
        tree = window.access.steps.panel.tree
        tree.expandAll()
        return tree

    return show


def look_at(tree: StepTree, painted: Painted) -> None:
    """See the whole list, a page at a time, and judge each page."""
    bar = tree.verticalScrollBar()
    for place in range(bar.minimum(), bar.maximum() + bar.pageStep(), max(1, bar.pageStep())):
        bar.setValue(place)
        painted.clear()
        tree.viewport().grab()
        assert painted, "the page has rows"
        judge(painted, tree.viewport().width())


def judge(painted: Painted, width: float) -> None:
    spans = [(x - words.width / 2, x + words.width / 2, y, words) for words, x, y in painted]
    for words, _, _ in painted:
        texts = [item.text for item in words.items if isinstance(item, Word)]
        assert not any("…" in text for text in texts), f"{texts} is told whole"
    for index, (left, right, y, words) in enumerate(spans):
        assert left >= 0, "nothing is cut at the left"
        assert right <= width, "nothing is cut at the right"
        for other_left, other_right, other_y, other in spans[index + 1 :]:
            if abs(y - other_y) < 12:
                apart = right <= other_left or other_right <= left
                assert apart, f"{words.items} stands beside {other.items}, not over it"


@pytest.mark.parametrize("example", ["article", "momentum", "xor", "shortcut"])
@pytest.mark.parametrize("digits", [3, 6])
def test_every_formula_is_read_whole_and_by_itself(
    window: MainWindow,
    listed: Callable[[Project], StepTree],
    painted: Painted,
    example: str,
    digits: int,
) -> None:
    tree = listed(load_example(example))
    window.actions_by_name[f"view.decimals.{digits}"].trigger()
    for _ in range(8):
        QApplication.processEvents()
    look_at(tree, painted)


def test_another_example_is_listed_from_its_start(
    window: MainWindow, listed: Callable[[Project], StepTree]
) -> None:
    tree = listed(load_example("xor"))
    bar = tree.verticalScrollBar()
    assert bar.value() > 0, "the list has followed the run"
    bar.triggerAction(bar.SliderAction.SliderSingleStepSub)
    project = load_example("momentum")
    window.document.open(project)
    window.driver.show()
    window.files.opened.emit(project)
    for _ in range(8):
        QApplication.processEvents()
    assert bar.value() == 0, "the list of the other example begins at its first step"

"""Maps in the data dock and in the neurons, and points that are sent through the network."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from chainrule.datasets.catalogue import make_table
from chainrule.datasets.recipe import Recipe
from chainrule.datasets.table import Table
from chainrule.gui import export_image
from chainrule.gui.app import make_window, prepare
from chainrule.gui.canvas.picking import Hit
from chainrule.gui.datasets.marks import mark_colour
from chainrule.gui.exporting import Exporting
from chainrule.gui.main_window import MainWindow
from chainrule.gui.theme import LIGHT
from chainrule.network.project import Project
from chainrule.session.matching import made_for
from chainrule.session.operations import Kind, Phase
from helpers.made import trained

LEFT = Qt.MouseButton.LeftButton
Open = Callable[[Project], MainWindow]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Open]:
    """What opens a window of a project."""
    prepare()
    windows = []

    def open_window(project: Project) -> MainWindow:
        window = make_window(project)
        qtbot.addWidget(window, before_close_func=lambda widget: widget.document.mark_saved())
        window.resize(1440, 900)
        window.show()
        qtbot.waitExposed(window)
        window.load()
        windows.append(window)
        return window

    yield open_window
    for window in windows:
        window.driver.pause()
        window.document.mark_saved()


def inputs(window: MainWindow) -> tuple[float, ...]:
    return tuple(window.canvas.frame.inputs.values())


@pytest.mark.example("xor")
def test_a_place_in_the_plane_is_sent_through_the_network(window: MainWindow) -> None:
    plane = window.data.plane
    QTest.mouseClick(plane, LEFT, pos=plane._at(0.5, 0.25).toPoint())
    assert inputs(window) == pytest.approx((0.5, 0.25), abs=0.01)
    moment = window.driver.moment()
    assert moment.phase is Phase.FORWARD
    assert moment.frame.value(Kind.ACTIVATE, "y1") is not None
    assert window.strip.sentence.text().startswith("For these inputs the network gives")
    assert not window.strip.chips[Phase.BACKWARD].isEnabled()
    QTest.keyClick(plane, Qt.Key.Key_Escape)
    assert window.driver.moment().asked is None


@pytest.mark.example("xor")
def test_the_point_is_moved_with_the_mouse_and_with_the_arrows(window: MainWindow) -> None:
    plane = window.data.plane
    QTest.mousePress(plane, LEFT, pos=plane._at(0.5, 0.25).toPoint())
    QTest.mouseMove(plane, plane._at(0.7, 0.7).toPoint())
    QTest.mouseRelease(plane, LEFT, pos=plane._at(0.7, 0.7).toPoint())
    assert inputs(window) == pytest.approx((0.7, 0.7), abs=0.02)
    QTest.keyClick(plane, Qt.Key.Key_Right)
    assert inputs(window)[0] == pytest.approx(0.735, abs=0.02)
    assert inputs(window)[1] == pytest.approx(0.7, abs=0.02)


@pytest.mark.example("xor")
def test_nothing_of_the_data_is_edited_through_a_point(window: MainWindow) -> None:
    data = window.document.project.data
    plane = window.data.plane
    QTest.mouseClick(plane, LEFT, pos=plane._at(0.5, 0.25).toPoint())
    window.canvas.edit_value("x1")
    assert window.canvas.editing.editor is None, "an input that is asked about is in no row"
    assert window.document.project.data == data


def test_several_classes_have_a_colour_each(opened: Open) -> None:
    window = opened(trained("blobs", 20))
    plane = window.data.plane
    assert window.data.plane_part.choice.currentText() == "All classes"
    image = plane.grab().toImage()
    rows = window.document.project.data.train
    alike = 0
    for row in rows:
        seen = image.pixelColor(plane._at(row[0], row[1]).toPoint())
        wanted = mark_colour(LIGHT, row[2:].index(1.0))
        alike += abs(seen.red() - wanted.red()) + abs(seen.blue() - wanted.blue()) < 160
    assert alike > 0.6 * len(rows), "samples are seen in the colours of their classes"


def test_one_of_several_classes_can_be_shown_alone(opened: Open) -> None:
    window = opened(trained("blobs", 20))
    choice, plane = window.data.plane_part.choice, window.data.plane
    assert [choice.itemText(place) for place in range(choice.count())] == [
        "All classes",
        "Class 0",
        "Class 1",
        "Class 2",
    ]
    assert plane.plane is not None
    assert plane.plane.classes == 3
    pick(choice, 2)
    row = next(row for row in window.document.project.data.train if row[3] == 1.0)
    assert plane.plane.classes == 0, "a map from unlikely to likely"
    seen = plane.grab().toImage().pixelColor(plane._at(row[0] + 0.03, row[1]).toPoint())
    assert seen.blue() > seen.red(), "likely where the samples of the class are"


def test_either_of_two_numbers_can_be_shown(opened: Open) -> None:
    window = opened(two_numbers(2))
    part = window.data.plane_part
    assert part.choice.isVisible()
    before = part.plane.plane
    assert part.plane.samples is not None
    assert part.plane.samples.numbers, "targets that are numbers are no classes"
    first = [part.plane.samples.share(row) for row in range(4)]
    pick(part.choice, 1)
    assert part.plane.plane != before, "another output has another map"
    assert [part.plane.samples.share(row) for row in range(4)] != first, "and other targets"


def test_either_of_two_curves_can_be_shown(opened: Open) -> None:
    window = opened(two_numbers(1))
    part = window.data.curve_part
    assert part.view.curve is not None
    first = part.view.curve
    pick(part.choice, 1)
    assert part.view.curve.samples[3][1] == 9.0, "the second targets"
    assert part.view.curve.y != first.y, "and the second output"


def test_one_output_is_no_choice(opened: Open) -> None:
    assert opened(trained("sine", 2)).data.curve_part.choice.isHidden()


def pick(choice: QComboBox, place: int) -> None:
    """Choose with the keys."""
    choice.setFocus()
    for _ in range(place - choice.currentIndex()):
        QTest.keyClick(choice, Qt.Key.Key_Down)


def two_numbers(inputs: int) -> Project:
    """Return a network of two outputs with targets x² and 2x + 3."""
    names = ("a", "b")[:inputs]
    rows = tuple((*(float(x),) * inputs, float(x * x), 2.0 * x + 3.0) for x in range(4))
    return made_for(Project(), Table(names, ("square", "line"), rows))


def test_one_input_has_a_curve_with_the_samples_on_it(opened: Open) -> None:
    window = opened(trained("sine", 60))
    view = window.data.curve_part.view
    assert view.isVisible()
    assert not window.data.plane.isVisible()
    assert view.curve is not None
    for x, y in view.curve.samples[::10]:
        assert view.curve.output(x) == pytest.approx(y, abs=0.6)
    at = view._at(0.4, 0.0).toPoint()
    QTest.mouseClick(view, LEFT, pos=QPoint(at.x(), 8))
    assert inputs(window)[0] == pytest.approx(0.4, abs=0.02)
    before = inputs(window)[0]
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert inputs(window)[0] < before


@pytest.mark.example("xor")
def test_every_neuron_has_its_map_when_that_is_wanted(window: MainWindow) -> None:
    assert window.canvas.options.maps is None, "they are an option"
    window.actions_by_name["view.show.maps"].trigger()
    maps = window.canvas.options.maps
    assert maps is not None
    assert set(maps.round) == set(window.document.project.network.by_id)
    before = maps
    window.driver.step()
    window.driver.interrupt()
    assert window.canvas.options.maps is before, "a forward step changes no weight"
    window.actions_by_name["view.show.maps"].trigger()
    assert window.canvas.options.maps is None


@pytest.mark.example("xor")
def test_maps_are_seen_in_the_neurons_and_larger_under_the_pointer(window: MainWindow) -> None:
    canvas = window.canvas
    centre = canvas.neuron_point("x1").toPoint()
    reach = round(canvas.layout_now.radius * canvas.viewport.zoom * 0.8)
    plain = canvas.grab().toImage()
    window.actions_by_name["view.show.maps"].trigger()
    mapped = canvas.grab().toImage()
    low, high = (mapped.pixelColor(centre + QPoint(way * reach, 0)) for way in (-1, 1))
    assert low.red() > low.blue(), "orange where the input is small"
    assert high.blue() > high.red(), "blue where it is large"
    assert plain.pixelColor(centre + QPoint(reach, 0)) != high
    hovered = next(item for item in canvas.prepared().discs if item.neuron.id == "h1")
    from chainrule.gui.canvas.picking import Part

    canvas.mouse.hovered = Hit(Part.NEURON, neuron=hovered.neuron.id)
    large = canvas.grab().toImage()
    beside = canvas.neuron_point("h1").toPoint() + QPoint(reach + 60, 0)
    assert large.pixelColor(beside) != mapped.pixelColor(beside)


@pytest.mark.example("xor")
def test_an_exported_picture_has_the_maps_that_the_screen_shows(window: MainWindow) -> None:
    window.driver.step()
    exporting, theme = Exporting(window), window.theme
    plain = export_image.svg(exporting.complete_moment(), theme, options=exporting.options())
    assert b"<image" not in plain
    window.canvas.set_parts(window.canvas.options.parts | {"maps"})
    mapped = export_image.svg(exporting.complete_moment(), theme, options=exporting.options())
    count = len(window.document.project.network.neurons)
    assert mapped.count(b"<image") == count, "a map in every neuron"


def test_no_maps_while_practising(window: MainWindow) -> None:
    window.actions_by_name["view.show.maps"].trigger()
    window.actions_by_name["run.practice"].trigger()
    assert window.practice.on
    assert window.canvas.options.maps is None
    window.practice.leave()


@pytest.mark.parametrize("zoom", [0.46, 0.49, 0.86, 1.5])
def test_small_neurons_have_maps_too(opened: Open, zoom: float) -> None:
    window = opened(made_for(Project(), make_table("moons", Recipe(seed=1)), hidden=(16,)))
    canvas = window.canvas
    canvas.set_animated(False)
    canvas.zoom_to(zoom)
    window.actions_by_name["view.show.maps"].trigger()
    place = canvas.neuron_point("h8").toPoint()
    reach = round(canvas.layout_now.radius * zoom * 0.5)
    image = canvas.grab().toImage()
    shades = {
        image.pixelColor(place + QPoint(*way)).rgb()
        for way in ((-reach, 0), (reach, 0), (0, -reach), (0, reach))
    }
    assert len(shades) > 1, "a map has several shades, a dot one"


def test_it_is_said_why_no_maps_are_seen(opened: Open) -> None:
    window = opened(made_for(Project(), make_table("moons", Recipe(seed=1)), hidden=(16,)))
    shown = window.actions_by_name["view.show.maps"]
    window.canvas.set_animated(False)
    window.canvas.zoom_to(0.2)
    shown.trigger()
    assert "zoom in" in window.status.said.text()
    shown.trigger()
    other = opened(trained("sine", 1))
    other.actions_by_name["view.show.maps"].trigger()
    assert "two inputs" in other.status.said.text()

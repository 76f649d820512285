"""The gallery: a data set is chosen, changed, looked at and put in, as one step of undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from chainrule.datasets.catalogue import names
from chainrule.gui.datasets.gallery import GalleryDialog, title_of
from chainrule.gui.datasets.opening import enter, show_gallery
from chainrule.gui.main_window import MainWindow
from chainrule.network.names import Activation, Loss
from chainrule.network.sizes import sizes_text


@pytest.fixture
def gallery(qtbot: QtBot, window: MainWindow) -> GalleryDialog:
    project = window.document.project
    dialog = GalleryDialog(project, window.theme, window.inspector.initializer, window)
    dialog.used.connect(lambda edit: enter(window, edit))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press_use(dialog: GalleryDialog) -> None:
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)


def test_every_data_set_has_a_picture_and_its_title(gallery: GalleryDialog) -> None:
    items = [gallery.sets.item(row) for row in range(gallery.sets.count())]
    assert [item.text() for item in items] == [title_of(name) for name in names()]
    assert all(not item.icon().isNull() for item in items), "each with a picture"


@pytest.mark.example("xor")
def test_data_that_fits_goes_in_and_the_network_stays(
    window: MainWindow, gallery: GalleryDialog
) -> None:
    before = window.document.project
    gallery.choose("moons")
    gallery.recipe.size_box.setValue(40)
    assert gallery.told.text() == "Inputs: 2, targets: 1, rows: 30, for testing: 10"
    assert gallery.fit.keep.text() == "Keep the network, 2-3-1"
    press_use(gallery)
    project = window.document.project
    assert (len(project.data.train), len(project.data.test)) == (30, 10)
    assert project.network == before.network
    assert window.data.title.full == "Two moons"
    window.driver.undo()
    assert window.document.project == before, "one step of undo takes it back"


@pytest.mark.example("xor")
def test_data_that_does_not_fit_is_told_and_gets_a_network(
    window: MainWindow, gallery: GalleryDialog
) -> None:
    before = window.document.project
    gallery.choose("penguins")
    assert gallery.fit.told.text() == (
        "The data has 4 inputs and 3 targets; the network has 2 and 1."
    )
    assert not gallery.fit.keep.isEnabled(), "it cannot be put in as it is"
    assert gallery.fit.make.text() == "Make a 4-8-3 network for it"
    assert gallery.fit.make.isChecked()
    press_use(gallery)
    project = window.document.project
    assert sizes_text(project.network) == "4-8-3"
    assert project.loss is Loss.CROSS_ENTROPY
    assert {neuron.activation for neuron in project.network.outputs} == {Activation.SOFTMAX}
    window.actions_by_name["run.step"].trigger()
    window.driver.interrupt()
    window.driver.undo()
    assert window.document.project == before, "network and data together are one step"


def test_a_choice_changes_the_preview_and_only_what_is_heeded_is_shown(
    gallery: GalleryDialog,
) -> None:
    gallery.choose("blobs")
    first = gallery.picture.table
    gallery.recipe.classes.setValue(5)
    assert len(gallery.picture.table.targets) == 5, "the preview follows"
    gallery.recipe.seed.setValue(9)
    assert gallery.picture.table != first
    gallery.choose("digits")
    assert gallery.recipe.size_box.isHidden(), "the size of a set that is shipped is fixed"
    assert gallery.recipe.seed.isVisible()
    gallery.choose("xor")
    assert gallery.recipe.seed.isHidden(), "nothing about XOR can be chosen"


@pytest.mark.example("xor")
def test_a_network_can_be_made_also_where_the_data_fits(
    window: MainWindow, gallery: GalleryDialog
) -> None:
    gallery.choose("moons")
    QTest.mouseClick(gallery.fit.make, Qt.MouseButton.LeftButton)
    gallery.recipe.seed.setValue(3)
    assert gallery.fit.make.isChecked(), "the choice stays while the data is changed"
    press_use(gallery)
    assert window.document.project.loss is Loss.BINARY_CROSS_ENTROPY


def test_noise_is_kept_within_what_makes_a_picture(gallery: GalleryDialog) -> None:
    gallery.choose("moons")
    before = gallery.recipe.recipe().noise
    for text in ("7", "0x", ""):
        gallery.recipe.noise.setFocus()
        gallery.recipe.noise.selectAll()
        QTest.keyClicks(gallery.recipe.noise, text or "\b")
        QTest.mouseClick(gallery.use, Qt.MouseButton.LeftButton)
        assert gallery.recipe.noise.marked, f"{text!r} is marked"
        assert gallery.isVisible(), f"nothing is used with {text!r} as noise"
        assert gallery.recipe.recipe().noise == before


def test_nothing_is_opened_while_looking_back(window: MainWindow) -> None:
    window.actions_by_name["run.step"].trigger()
    window.driver.interrupt()
    for _ in range(6):
        window.driver.step()
        window.driver.interrupt()
    window.driver.look_at(0)
    assert not window.actions_by_name["data.sets"].isEnabled()
    assert not window.actions_by_name["file.import_csv"].isEnabled()
    show_gallery(window)
    assert window.findChild(GalleryDialog) is None, "an earlier moment can only be looked at"

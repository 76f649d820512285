"""The marks of classes: told apart by shape and by colour, by all eyes, wherever they stand."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from chainrule.gui.canvas.class_signs import sign_marks
from chainrule.gui.canvas.view import Canvas
from chainrule.gui.datasets.marks import SHAPES, mark_colour, marks_classes, paint_mark
from chainrule.gui.panels.map_shades import shades_of
from chainrule.gui.theme import DARK, LIGHT, Theme
from chainrule.session.shades import STEPS
from helpers.colour_vision import EYES, apart
from helpers.made import trained

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
LEAST_MARKS, LEAST_REGIONS = 14.0, 7.0
"""differences that are seen without looking for them, of small marks and of large areas"""


def test_the_measure_is_the_published_one() -> None:
    assert apart(LIGHT.pos, LIGHT.neg, "usual") == pytest.approx(50.8, abs=0.1)
    assert apart(LIGHT.pos, LIGHT.back, "deutan") == pytest.approx(9.3, abs=0.1)


@BOTH
@pytest.mark.parametrize("eye", EYES)
def test_no_two_classes_look_alike(theme: Theme, eye: str) -> None:
    for one, other in combinations(range(SHAPES), 2):
        found = apart(mark_colour(theme, one), mark_colour(theme, other), eye)
        assert found >= LEAST_MARKS, f"the marks of classes {one} and {other}: {found:.1f}"


@BOTH
@pytest.mark.parametrize("eye", EYES)
def test_no_two_regions_look_alike_where_the_network_is_sure(theme: Theme, eye: str) -> None:
    shades = [QColor(shade) for shade in shades_of(theme, SHAPES)]
    sure = [shades[place * STEPS + STEPS - 1] for place in range(SHAPES)]
    for one, other in combinations(range(SHAPES), 2):
        found = apart(sure[one], sure[other], eye)
        assert found >= LEAST_REGIONS, f"the regions of classes {one} and {other}: {found:.1f}"


def test_every_class_has_a_shape_of_its_own() -> None:
    black = replace(LIGHT, **dict.fromkeys(("neg", "pos", "class3", "class4", "class5"), QColor(0)))
    drawn = []
    for place in range(SHAPES):
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.fill(LIGHT.panel)
        painter = QPainter(image)
        paint_mark(painter, black, QPointF(20, 20), place, 12.0, LIGHT.panel)
        painter.end()
        drawn.append(image)
    for one, other in combinations(range(SHAPES), 2):
        assert drawn[one] != drawn[other], f"classes {one} and {other} have the same mark"


def test_outputs_have_the_marks_of_their_classes(qtbot: QtBot) -> None:
    project = trained("blobs", 2)
    assert marks_classes(project)
    canvas = Canvas(LIGHT)
    qtbot.addWidget(canvas)
    canvas.resize(840, 486)
    canvas.set_project(project)
    scene = canvas.prepared().scene
    keys = [key for _, _, key, _, _ in sign_marks(scene)]
    assert [key[1] for key in keys] == [0, 1, 2], "one for each output, in their order"


def test_numbers_and_pictures_have_no_marks() -> None:
    assert not marks_classes(trained("sine", 2))
    assert not marks_classes(trained("digits", 1))

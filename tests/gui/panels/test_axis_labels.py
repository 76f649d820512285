"""Numbers beside and below a plot: never cut so that another number is read."""

import re

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from chainrule.gui.panels.axis_labels import widest, write_below, write_beside
from chainrule.gui.panels.inspector.curve import Curve, Picture, tick_text
from chainrule.gui.theme import LIGHT


def written(paint) -> list[tuple[float, str]]:
    """Return the texts that a painting writes, with where each begins."""

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    found = re.findall(r'<text[^>]* x="([^"]*)"[^>]*>([^<]*)<', buffer.data().data().decode())
    return [(float(x), text.strip()) for x, text in found]


@pytest.mark.parametrize("room", [20, 28, 40, 80])
@pytest.mark.parametrize("text", ["2×10⁻¹⁰", "−12345", "0.0025"])
def test_a_number_beside_begins_with_its_first_digits(qapp, room: int, text: str) -> None:
    ((left, said),) = written(lambda painter: write_beside(painter, room, 50, text))
    assert left >= 0, "it begins inside"
    assert said == text or text.startswith(said.removesuffix("…")), said
    assert said == text or said.endswith("…"), f"a part of a number is told as such: {said}"


def test_numbers_below_lie_apart_and_inside(qapp) -> None:
    labels = [(at, "−1.25×10⁻¹⁰") for at in (0.0, 60.0, 200.0)]
    found = written(lambda painter: write_below(painter, labels, 50, 0, 210))
    width = widest(["−1.25×10⁻¹⁰"])
    assert len(found) == 2, f"the one without room is left out: {found}"
    assert found[0][0] >= 0
    assert found[-1][0] + width <= 211


def test_a_small_plot_gives_its_numbers_room(qapp, qtbot) -> None:
    curve = Curve(LIGHT)
    qtbot.addWidget(curve)
    curve.resize(200, 116)
    ticks = (1e-10, 2e-10, 3e-10)
    curve.set_picture(Picture(y=(1e-10, 3e-10), y_ticks=ticks, x_ticks=(0.0, 0.5, 1.0)))
    texts = {tick_text(tick, ticks, LIGHT.notation) for tick in ticks}
    found = written(lambda painter: curve._paint_axes(painter))
    assert texts <= {text for _, text in found}, f"{texts} in whole: {found}"
    assert min(left for left, _ in found) >= 0, "none begins outside"

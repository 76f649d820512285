"""Whether the numbers and words about a batch have room, on its card and in the Inspector."""

import pytest
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from chainrule.gui.canvas.batch_card import batch_height, draw_batch
from chainrule.gui.canvas.edge_card import WIDTH
from chainrule.gui.panels.inspector.batch_rows import sample_rows
from chainrule.gui.panels.inspector.pen import Pen
from chainrule.gui.panels.inspector.rows import fitting, line_text
from chainrule.gui.theme import LIGHT
from chainrule.teaching.batch import BatchSum, SampleGradient


class Recorder(QPainter):
    """A painter that keeps what it writes and where, and the lines it draws."""

    def __init__(self, picture: QImage) -> None:
        super().__init__(picture)
        self.picture = picture
        self.written: dict[str, QRectF] = {}
        self.lines: list[QLineF] = []

    def drawText(self, place: QPointF, text: str) -> None:
        self.written[text] = self.fontMetrics().boundingRect(text).toRectF().translated(place)

    def drawLine(self, line: QLineF) -> None:
        self.lines.append(line)


def drawn(batch: BatchSum) -> Recorder:
    """Return what a card of this batch draws."""
    recorder = Recorder(QImage(400, 300, QImage.Format.Format_ARGB32))
    draw_batch(recorder, LIGHT, batch, QRectF(0, 0, WIDTH, batch_height(batch)))
    recorder.end()
    return recorder


def batch_of(size: int, gradients: tuple[float, ...]) -> BatchSum:
    samples = tuple(
        SampleGradient(order, 1000 + order, value, (value / 0.807, 0.807))
        for order, value in enumerate(gradients, 1)
    )
    return BatchSum("w1", size, gradients, samples[:3], sum(gradients[3:]), sum(gradients), True)


@pytest.mark.parametrize("gradients", [(8.2e-5,), (-0.1, 0.4), (-0.2, -0.4) * 6])
@pytest.mark.parametrize("size", [4, 32])
def test_no_line_runs_through_the_words_of_the_card(
    qapp, size: int, gradients: tuple[float, ...]
) -> None:
    found = drawn(batch_of(size, gradients[:size]))
    assert found.lines
    for text, box in found.written.items():
        for line in found.lines:
            crossing = QRectF(line.p1(), line.p2()).normalized().adjusted(-0.5, -0.5, 0.5, 0.5)
            assert not box.intersects(crossing), text


def test_the_card_counts_one_sample(qapp) -> None:
    assert "1 sample" in drawn(batch_of(32, (0.1,))).written
    assert "2 samples" in drawn(batch_of(32, (0.1, 0.2))).written


@pytest.mark.parametrize("width", [264, 304])
def test_every_factor_of_a_sample_is_shown(qapp, width: int) -> None:
    rows = sample_rows(Pen(LIGHT), batch_of(32, (8.2e-5, -0.4, -3.1e-7)), width)
    told = " ".join(
        line_text(cell.line) for row in rows for cell in fitting(row.cells, width)
    ).split(" row ")
    assert len(told) == 3
    for text in told:
        assert text.count("×") - text.count("× 10") == 1
        before, after = text.split(" = ")
        assert "0.807" in before
        assert after
    for row in rows:
        for cell in row.cells:
            assert 0 <= cell.left(width) <= width - cell.line.width
            assert all(item.px >= 12 for item in cell.line.items)

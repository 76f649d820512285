import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from chainrule.gui.fonts import SYMBOLS, load_fonts, style_font, symbol_font, ui_font
from chainrule.gui.sentences import render_message
from chainrule.gui.symbols import (
    Symbol,
    Symbols,
    neuron_symbol,
    paint_symbol,
    symbol_html,
    symbol_width,
)
from chainrule.gui.theme import LIGHT
from chainrule.network.graph import Connection, Network, Neuron
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Role

OUT = Role.OUTPUT
NETWORK = Network(
    (
        Neuron("x1", Role.INPUT),
        Neuron("h1"),
        Neuron("h12"),
        Neuron("y1", OUT),
    ),
    (Connection("x1", "h1"), Connection("x1", "h12"), Connection("h1", "y1")),
)
CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


def named(*outputs: Neuron) -> list[str]:
    network = Network(outputs)
    return [neuron_symbol(neuron, network).lowered for neuron in network.neurons]


def test_neurons_are_named_by_letter_and_subscript() -> None:
    assert neuron_symbol(NETWORK.by_id["h12"], NETWORK) == Symbol("h", "12")
    assert str(Symbol("h", "1")) == "h1"
    assert Symbol("h", "12").lowered == "h₁₂"


def test_outputs_wear_a_hat() -> None:
    assert named(Neuron("y1", OUT)) == ["ŷ"], "a single output needs no number"
    assert named(Neuron("y", OUT)) == ["ŷ"]
    assert named(Neuron("y1", OUT), Neuron("y2", OUT)) == ["ŷ₁", "ŷ₂"]
    assert named(Neuron("o", OUT)) == ["o"]
    assert neuron_symbol(Neuron("y1"), NETWORK).hat is False, "only outputs are estimates"


def test_labels_win_and_words_stand_upright() -> None:
    assert neuron_symbol(Neuron("x1", label="x₂"), NETWORK) == Symbol("x", "2")
    assert neuron_symbol(Neuron("x1", label="rain"), NETWORK) == Symbol("rain", upright=True)
    assert neuron_symbol(Neuron("7", OUT), NETWORK) == Symbol("7", upright=True)


def test_parameters_are_numbered_in_the_order_of_the_file() -> None:
    symbols = Symbols(NETWORK)
    assert symbols.parameter("w[h1->y1]") == Symbol("w", "3")
    assert symbols.parameter("b[h1]") == Symbol("b", "1")
    assert symbols.parameter("b[y1]") == Symbol("b", "3")
    assert symbols.find("nobody") is None


def test_rich_text_escapes_what_people_write() -> None:
    assert symbol_html(Symbol("<b>", upright=True), 16) == "&lt;b&gt;"
    assert SYMBOLS in symbol_html(Symbol("h", "1"), 16)


@pytest.mark.parametrize("letter", ["∂", "ŷ", "η", "μ", "δ", "σ", "w", "x", "z", "a", "L"])
def test_every_symbol_is_in_the_bundled_typeface(qapp, letter: str) -> None:
    from PySide6.QtGui import QFontInfo, QFontMetricsF

    load_fonts()
    font = symbol_font(20)
    assert QFontInfo(font).family() == SYMBOLS
    assert QFontMetricsF(font).inFontUcs4(ord(letter))


def test_digits_of_every_weight_have_one_width(qapp) -> None:
    from PySide6.QtGui import QFontMetricsF

    load_fonts()
    for weight in (400, 500, 600):
        metrics = QFontMetricsF(ui_font(17, weight))
        widths = [metrics.horizontalAdvance(digit) for digit in "0123456789"]
        assert max(widths) - min(widths) < 0.05, f"digits differ at weight {weight}"
    assert style_font("title").pixelSize() == 18


def painted(symbol: Symbol, place: QPointF | QRectF, align: Qt.AlignmentFlag) -> QRectF:
    """Paint on white and return the box of the ink."""
    image = QImage(120, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_symbol(painter, symbol, place, 20, QColor("black"), align)
    painter.end()
    ink = [
        (x, y) for x in range(120) for y in range(60) if image.pixelColor(x, y).lightness() < 128
    ]
    xs, ys = zip(*ink, strict=True)
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def test_a_painted_symbol_stands_where_it_is_put(qapp) -> None:
    load_fonts()
    ink = painted(Symbol("h", "1"), QPointF(60, 30), CENTRED)
    assert abs(ink.center().x() - 60) < 3
    assert 20 < ink.center().y() < 40
    right = painted(Symbol("h", "1"), QRectF(0, 0, 110, 60), Qt.AlignmentFlag.AlignRight | CENTRED)
    assert right.right() <= 111
    assert symbol_width(Symbol("h", "12"), 20) > symbol_width(Symbol("h", "1"), 20)


def test_the_subscript_is_lowered(qapp) -> None:
    load_fonts()
    bare = painted(Symbol("h"), QPointF(20, 30), Qt.AlignmentFlag.AlignBaseline)
    both = painted(Symbol("h", "1"), QPointF(20, 30), Qt.AlignmentFlag.AlignBaseline)
    assert both.bottom() - bare.bottom() >= 4


def test_a_sentence_shows_numbers_and_symbols() -> None:
    marked = QT_TRANSLATE_NOOP("Say", "{output} is {value} off; {weight} & η. {text}")
    said = message(marked, output="y1", value=-0.33, weight="w[h1->y1]", text="<i>")
    html = render_message(said, LIGHT, NETWORK)
    assert ">ŷ<" in html
    assert "−0.330" in html
    assert ">w<" in html
    assert "&amp;" in html
    assert "&lt;i&gt;" in html, "what people wrote is never markup"
    assert ">η<" in html


def test_gradients_in_a_sentence_have_significant_digits() -> None:
    said = message(("Say", "{gradient} of {loss_before} at {update}"), gradient=-0.22273830118,
                   loss_before=0.054475707, update=1080)  # fmt: skip
    html = render_message(said, LIGHT, NETWORK)
    assert "−0.2227" in html
    assert "0.05448" in html
    assert "1,080" in html

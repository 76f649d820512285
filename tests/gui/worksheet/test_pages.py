"""The pages: nothing outside the margins, nothing over another, no colour, signs as they should."""

import re
import zlib
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from chainrule.gui.fonts import load_fonts
from chainrule.gui.worksheet.bits import Line, Words
from chainrule.gui.worksheet.blocks import Block, flow
from chainrule.gui.worksheet.pages import Page, key_pages, sheet_pages
from chainrule.gui.worksheet.paper import FOOT, MARGIN, Paper
from chainrule.gui.worksheet.pdf import pages_of, pdf
from chainrule.gui.worksheet.setter import Setter
from chainrule.network.graph import Network
from chainrule.storage.examples import load_example
from chainrule.teaching.notation import DecimalSign, Notation
from chainrule.teaching.worksheet.making import Worksheets
from chainrule.teaching.worksheet.pieces import Number, Style
from chainrule.teaching.worksheet.sheet import Sheet, Wish

EXAMPLES = ("article", "or", "xor")


def sheet_of(name: str, **wish: object) -> Sheet:
    return Worksheets(load_example(name), Wish(**wish), 1)[0]


def all_pages(sheet: Sheet, paper: Paper) -> list[Page]:
    return [*sheet_pages(sheet, paper), *key_pages(sheet, paper)]


def painted(page: Page, paper: Paper) -> QImage:
    area = paper.sheet
    image = QImage(round(area.width), round(area.height), QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    page.paint(painter, paper)
    painter.end()
    return image


def words_of(pages: list[Page]) -> list[str]:
    """All that is written on pages."""

    class Listener(QPainter):
        def drawText(self, *given: object) -> None:
            found.extend(text for text in given if isinstance(text, str))

    found: list[str] = []
    for page in pages:
        image = QImage(900, 1200, QImage.Format.Format_RGB32)
        painter = Listener(image)
        page.paint(painter, Paper.A4)
        painter.end()
    return found


def is_blank(image: QImage, area: QRect) -> bool:
    part = image.copy(area)
    white = QImage(part.size(), part.format())
    white.fill(QColor("#FFFFFF"))
    return part == white


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_printed_on_the_margins(name: str, paper: Paper) -> None:
    for own in (False, True):
        for number, page in enumerate(all_pages(sheet_of(name, own=own), paper), start=1):
            image = painted(page, paper)
            edge, width, height = round(MARGIN) - 1, image.width(), image.height()
            for area in (
                QRect(0, 0, width, edge),
                QRect(0, height - edge, width, edge),
                QRect(0, 0, edge, height),
                QRect(width - edge, 0, edge, height),
            ):
                assert is_blank(image, area), f"{name}, page {number}: ink on the margin at {area}"
            foot = round(paper.sheet.inner.bottom())
            gap = QRect(edge, foot + 1, width - 2 * edge, round(FOOT) - 16)
            assert is_blank(image, gap), f"{name}, page {number}: something runs into the foot"


def test_pages_are_black_and_grey() -> None:
    for page in all_pages(sheet_of("xor"), Paper.A4):
        image = painted(page, Paper.A4)
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        assert grey.convertToFormat(image.format()) == image, "there is a colour on the page"


def test_every_question_has_its_place_once() -> None:
    for name in EXAMPLES:
        sheet = sheet_of(name)
        for pages in (sheet_pages(sheet, Paper.A4), key_pages(sheet, Paper.A4)):
            height = Paper.A4.sheet.inner.height()
            for page in pages:
                ends = [one.y + one.block.height for one in page.placed]
                assert max(ends) <= height, f"{name}: a block ends below its page"
                starts = [one.y for one in page.placed]
                assert starts == sorted(starts), f"{name}: a block stands over another"


def test_a_heading_never_stands_last() -> None:
    def block(height: float, keeps: bool) -> Block:
        return Block(height, lambda painter, x, y: None, keeps)

    pages = flow([block(70, False), block(20, True), block(30, False)], 100)
    assert [len(page) for page in pages] == [1, 2], "the heading goes along to the next page"


def test_numbers_are_written_with_the_digits_asked_for() -> None:
    setter = Setter.of(sheet_of("article", notation=Notation(2)))
    written = [
        setter.number(Number(-0.0123456, Style.SIGNIFICANT)),
        setter.number(Number(0.67480527, Style.VALUE)),
        setter.number(Number(0.42227383, Style.NEW)),
        setter.number(Number(-0.3, Style.GIVEN, bracketed=True)),
        setter.number(Number(2.0, Style.GIVEN)),
    ]
    assert written == ["−0.0123", "0.67", "0.422", "(−0.3)", "2"]


def test_the_comma_is_everywhere() -> None:
    sheet = sheet_of("xor", notation=Notation(3, DecimalSign.COMMA))
    drawn = "".join(words_of(sheet_pages(sheet, Paper.A4)) + words_of(key_pages(sheet, Paper.A4)))
    assert "0,5" in drawn or "0,9" in drawn, f"expected commas in {drawn}"
    assert not re.search(r"\d\.\d", drawn), f"a number with a point: {drawn}"


def test_long_formulas_break_before_a_sign() -> None:
    words = [Words("0.25", 13.0), *(Words(f" + {number}.75", 13.0) for number in range(12))]
    whole = Line(tuple(words))
    lines = whole.broken(whole.width / 3)
    assert len(lines) >= 3, "expected as many lines as are needed"
    for line in lines:
        assert line.width <= whole.width / 3 + 1, "a line is wider than its room"
    for line in lines[1:]:
        first = line.bits[0]
        assert isinstance(first, Words)
        assert first.text.startswith(" +"), f"a line begins with {first.text!r}"


def test_titles_and_names_of_any_length_and_language() -> None:
    project = load_example("article")
    neurons = tuple(
        replace(one, label="隐藏神经元 & <b>" if one.id == "h1" else one.label)
        for one in project.network.neurons
    )
    named = replace(
        project, title="很长的标题 " * 20, network=Network(neurons, project.network.connections)
    )
    sheet = Worksheets(named, Wish(), 1)[0]
    for page in all_pages(sheet, Paper.LETTER):
        image = painted(page, Paper.LETTER)
        edge = round(MARGIN) - 1
        side = QRect(image.width() - edge, 0, edge, image.height())
        assert is_blank(image, side), "a long title runs off the page"


def named_by(document: bytes) -> set[str]:
    """Return the characters that a PDF names in its tables of what each glyph stands for."""
    tables = (unpacked(stream) for stream in streams(document))
    return set().union(*(letters_of(text) for text in tables if "beginbfrange" in text))


def streams(document: bytes) -> list[bytes]:
    return re.findall(rb"stream\r?\n(.*?)\r?\nendstream", document, re.DOTALL)


def unpacked(stream: bytes) -> str:
    try:
        return zlib.decompress(stream).decode("latin-1")
    except zlib.error:
        return stream.decode("latin-1")


def letters_of(table: str) -> set[str]:
    """Return the characters that the table of a typeface names."""
    lists = "".join(re.findall(r"\[(.*?)\]", table, re.DOTALL))
    return {chr(int(code, 16)) for code in re.findall(r"<([0-9A-Fa-f]{4})>", lists)}


def test_every_digit_and_sign_of_a_pdf_can_be_read_out(qapp: QApplication) -> None:
    load_fonts()
    sheet = sheet_of("article")
    document = pdf("Sheet", pages_of([sheet], Paper.A4), Paper.A4)
    named = named_by(document)
    written = set("".join(words_of(all_pages(sheet, Paper.A4)))) - set(" \n")
    missing = {sign for sign in written if sign.isdigit() or sign in "+−×÷=().·"} - named
    assert not missing, f"the PDF names {sorted(missing)}"

"""Worksheets without a window: what the command `worksheet` takes and does."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.progress import progress_bar
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator

    from chainrule.network.project import Project
    from chainrule.teaching.worksheet.making import Worksheets
    from chainrule.teaching.worksheet.sheet import Sheet

MOST_COPIES, LARGEST_SEED = 500, 2**31 - 1


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    digits, seeds = _from_to(2, 6), _from_to(0, LARGEST_SEED)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--pdf", metavar="PDF", type=Path, required=True)
    parser.add_argument("--copies", metavar="N", type=_from_to(1, MOST_COPIES), default=1)
    parser.add_argument("--seed", metavar="N", type=seeds, default=1, help="1 if nothing is said")
    parser.add_argument("--digits", metavar="N", type=digits, default=3, help="decimals of z and a")
    parser.add_argument("--comma", action="store_true", help="write 0,5 and not 0.5")
    parser.add_argument("--phases", metavar="LIST", type=_phases, default=frozenset(Phase),
                        help="of forward,loss,backward,update: all if nothing is said")  # fmt: skip
    parser.add_argument("--samples", metavar="N", type=_from_to(1, 40), help="of the one update")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4")
    parser.add_argument("--keep", action="store_true", help="keep the project's own numbers")
    parser.add_argument("--no-formulas", action="store_true", help="do not say how to find a value")
    parser.add_argument("--no-key", action="store_true", help="the sheets only")
    parser.add_argument("--keys-last", action="store_true", help="all keys after all sheets")


def _from_to(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number between two others."""

    def read_number(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or not least <= int(text[:20]) <= most:
            told = f"{text} is not a whole number from {least} to {most}"
            raise ArgumentTypeError(told)
        return int(text)

    return read_number


def _phases(text: str) -> frozenset[Phase]:
    """Return the phases that are named, with commas between."""
    try:
        return frozenset(Phase(name.strip()) for name in text.split(","))
    except ValueError:
        known = ", ".join(Phase)
        raise ArgumentTypeError(f"{text}: the phases are {known}") from None


def write_worksheets(project: Project, wanted: Namespace) -> list[str]:
    """Write the worksheets as PDF; return a line for each that has unfriendly numbers."""
    worksheets = _worksheets(project, wanted)
    try:
        from chainrule.gui.offscreen import without_display
        from chainrule.gui.worksheet.paper import Paper
        from chainrule.gui.worksheet.pdf import pages_of, pdf
    except ImportError as error:
        told = QT_TRANSLATE_NOOP(
            "CommandLine", "windows and pictures need Qt, which could not be loaded: {reason}"
        )
        raise ChainruleError(message(told, reason=str(error))) from None
    from chainrule.storage.atomic import write_atomically

    _application = without_display()
    paper, notes = Paper(wanted.paper), list[str]()
    with progress_bar() as draw:
        sheets = _made(worksheets, draw, notes)
        pages = pages_of(sheets, paper, not wanted.no_key, wanted.keys_last)
        data = pdf(project.title, pages, paper)
    write_atomically(wanted.pdf, data)
    return notes


def _worksheets(project: Project, wanted: Namespace) -> Worksheets:
    from chainrule.teaching.notation import DecimalSign, Notation
    from chainrule.teaching.worksheet.making import Worksheets
    from chainrule.teaching.worksheet.sheet import Wish

    formulas = not wanted.no_formulas
    sign = DecimalSign.COMMA if wanted.comma else DecimalSign.POINT
    wish = Wish(Notation(wanted.digits, sign), wanted.phases, wanted.keep, wanted.samples, formulas)
    return Worksheets(project, wish, wanted.seed, wanted.copies)


def _made(
    worksheets: Worksheets, draw: Callable[[int, int], None], notes: list[str]
) -> Iterator[Sheet]:
    """Yield the sheets as they are made, and note which are not friendly."""
    for number, sheet in enumerate(worksheets, start=1):
        if not sheet.friendly:
            told = QT_TRANSLATE_NOOP(
                "Worksheet",
                "copy {number}, seed {seed}: no numbers were found that are all friendly",
            )
            notes.append(str(message(told, number=number, seed=sheet.copy.seed)))
        yield sheet
        draw(number, len(worksheets))

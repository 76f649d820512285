"""The data sets that come with the program, read from resources/datasets."""

from __future__ import annotations

import csv
from functools import cache

from chainrule.resources import resource

BRIGHTEST = 16
"""of a pixel of the digits"""
PIXELS = 64


@cache
def penguins() -> tuple[tuple[str, ...], list[tuple[float, ...]], list[str]]:
    """Return the measured columns of the penguins, their rows, and the species of each."""
    head, rows = _read("penguins.csv")
    numbers = [tuple(map(float, row[:-1])) for row in rows]
    return tuple(head[:-1]), numbers, [row[-1] for row in rows]


@cache
def digits() -> tuple[list[tuple[float, ...]], list[int]]:
    """Return the pixels of the handwritten digits, row by row from 0 to 1, and the digits."""
    _, rows = _read("digits.csv")
    shades = {str(value): value / BRIGHTEST for value in range(BRIGHTEST + 1)}
    pixels = [tuple(shades[text] for text in row[:PIXELS]) for row in rows]
    return pixels, [int(row[PIXELS]) for row in rows]


def _read(name: str) -> tuple[list[str], list[list[str]]]:
    with resource("datasets", name).open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return head, rows

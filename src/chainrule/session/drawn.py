"""The strokes of a drawing."""

from __future__ import annotations

from dataclasses import dataclass

PEN = 30 / 256
"""thickness of the pen, as a share of the pad"""
RUBBER = 46 / 256


@dataclass(frozen=True, slots=True)
class Stroke:
    """Points (x, y) from 0 to 1, y downwards, joined by a pen or, `rubs`, by an eraser."""

    points: tuple[tuple[float, float], ...]
    rubs: bool = False

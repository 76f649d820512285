"""Looks for steps by what a person types: words, symbols and the names of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.gui.panels.steps.row_writer import RowWriter
    from chainrule.teaching.steps import StepList

_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789", "_")


def matching(steps: StepList, position: int, text: str, writer: RowWriter) -> frozenset[int]:
    """Return the steps whose number, words or target hold every word of the text."""
    wanted = _plain(text).split()
    return frozenset(
        step
        for step in steps.searched(position)
        if all(word in _searched(steps, step, writer) for word in wanted)
    )


def _searched(steps: StepList, step: int, writer: RowWriter) -> str:
    operation = steps.operation(step)
    return _plain(f"{step + 1} {writer.name(operation)} {operation.target}")


def _plain(text: str) -> str:
    return text.casefold().translate(_PLAIN)

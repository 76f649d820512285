"""Sentences for people, handed over as a template and its values.

Layers without Qt never build a finished sentence: the window translates the template first and
puts the values in afterwards. The command line uses :meth:`Message.__str__`, plain English.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | int | float


def QT_TRANSLATE_NOOP(context: str, template: str) -> tuple[str, str]:  # noqa: N802, RUF100
    """Mark ``template`` for Qt Linguist, which finds this function by its name."""
    return context, template


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: its translation context, its English template and the values named in it."""

    context: str
    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format_map(self.values)


def message(marked: tuple[str, str], **values: Value) -> Message:
    """Return the message of a marked template, with its values.

    Examples
    --------
    >>> str(message(QT_TRANSLATE_NOOP("Edit", "There is no neuron {id}."), id="h7"))
    'There is no neuron h7.'
    """
    context, template = marked
    return Message(context, template, values)


class ChainruleError(Exception):
    """An error that a person is told about in one plain sentence."""

    def __init__(self, told: Message) -> None:
        super().__init__(str(told))
        self.message = told

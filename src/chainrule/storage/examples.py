"""The built-in examples, in the order in which they are met."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message
from chainrule.resources import ResourceError, resource
from chainrule.storage.made_examples import MADE
from chainrule.storage.project_file import read_project

if TYPE_CHECKING:
    from chainrule.network.project import Project

STORED = ("article", "momentum", "or", "xor", "xor-noisy", "shortcut")
NAMES = (*STORED, *MADE)


def example_names() -> tuple[str, ...]:
    """Return the names of the examples."""
    return NAMES


def example_titles() -> tuple[str, ...]:
    """Return the titles of the examples, in the order of their names."""
    return tuple(MADE[name].title if name in MADE else load_example(name).title for name in NAMES)


@cache
def load_example(name: str) -> Project:
    """Return an example; an unknown name is told with the known ones."""
    if name not in NAMES:
        told = QT_TRANSLATE_NOOP("Examples", "There is no example {name}. There are: {names}.")
        raise ChainruleError(message(told, name=name, names=", ".join(NAMES)))
    if name in MADE:
        return MADE[name].project()
    try:
        return read_project(resource("examples", f"{name}.chainrule"))
    except ResourceError as error:
        told = QT_TRANSLATE_NOOP("Examples", "The example {name} cannot be found: {reason}")
        raise ChainruleError(message(told, name=name, reason=str(error))) from None

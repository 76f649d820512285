"""What the exported modules share: numbers written out as Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chainrule.network.project import Project


def block(brackets: str, entries: Iterable[str]) -> str:
    """Return a list or dictionary with an entry a line."""
    lines = "".join(f"    {entry},\n" for entry in entries)
    return f"{brackets[0]}\n{lines}{brackets[1]}" if lines else brackets


def memory_of(project: Project, slots: Iterable[str]) -> Mapping[str, Mapping[str, float]]:
    """Return what the optimizer remembers, by slot and parameter; 0 before the first update."""
    names = project.network.parameter_names
    kept = {} if project.state is None else project.state.slots
    return {slot: {name: kept.get(slot, {}).get(name, 0.0) for name in names} for slot in slots}


def memory_block(project: Project, slots: Iterable[str]) -> str:
    """Return that memory as a dictionary of dictionaries."""
    return block(
        "{}",
        (f"{slot!r}: {_inner(values)}" for slot, values in memory_of(project, slots).items()),
    )


def _inner(values: Mapping[str, float]) -> str:
    return "{" + ", ".join(f"{name!a}: {value!r}" for name, value in values.items()) + "}"

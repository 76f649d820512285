"""Edits that set stop marks and take them away; each is one undo step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.stops import Stops
from chainrule.session.document import Edit

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.network.project import Project


def toggle_row(operation: str, target: str) -> Edit:
    """Set the mark of a row, or take it away."""
    return _edit(lambda stops: stops.toggled_row(operation, target))


def toggle_neuron(neuron: str) -> Edit:
    """Set the mark of a neuron, or take it away."""
    return _edit(lambda stops: stops.toggled_neuron(neuron))


def toggle_phase(phase: str) -> Edit:
    """Set the mark of a phase, or take it away."""
    return _edit(lambda stops: stops.toggled_phase(phase))


def clear_stops() -> Edit:
    """Take all marks away."""
    told = message(QT_TRANSLATE_NOOP("Undo", "Clear stop marks"))
    return Edit(told, lambda project: replace(project, stops=Stops()))


def _edit(change: Callable[[Stops], Stops]) -> Edit:
    def changed(project: Project) -> Project:
        return replace(project, stops=change(project.stops))

    return Edit(message(QT_TRANSLATE_NOOP("Undo", "Stop mark")), changed)

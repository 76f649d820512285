"""What a person has chosen to see on the canvas, and how it is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from chainrule.gui.canvas.options import Labels, Options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.gui.canvas.answers import Answer
    from chainrule.gui.selection import Selection
    from chainrule.session.frame import Shown
    from chainrule.teaching.notation import Notation


class Adjustable(QWidget):
    """A widget with options; `options_changed` is for whoever shows them.

    `spare_toggled` carries a neuron or a connection that is to be left out of practice, or asked
    about again; `spared` are those that are left out.
    """

    spare_toggled = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = Options()
        self.spared: frozenset[object] = frozenset()

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self.options.selection

    def options_changed(self) -> None:
        """Show the options that have just been chosen."""

    def set_notation(self, notation: Notation) -> None:
        """Say how numbers are written."""
        self._choose(notation=notation)

    def set_parts(self, parts: frozenset[str]) -> None:
        """Say which parts are shown, of `scene.PARTS`."""
        self._choose(parts=parts)

    def set_text_scale(self, scale: float) -> None:
        """Enlarge all text of the canvas, as for a projector."""
        self._choose(text_scale=scale)

    def set_label_mode(self, name: str) -> None:
        """Say which edges have their numbers on them: a value of `Labels`."""
        self._choose(labels=Labels(name))

    def set_weakest(self, share: float) -> None:
        """Leave out edges below this share (0 to 1) of the strongest of their layer."""
        self._choose(weakest=share)

    def set_hovered(self, neuron: str | None) -> None:
        """Let the edges of a neuron stand out, None for no neuron."""
        if neuron != self.options.hovered:
            self._choose(hovered=neuron)

    def _choose(self, **changes: object) -> None:
        self.options = replace(self.options, **changes)  # type: ignore[arg-type]
        self.options_changed()

    def set_answers(self, answers: Mapping[Shown, Answer]) -> None:
        """Say which numbers a person is to find, and how far each search has come."""
        if answers != self.options.answers:
            self._choose(answers=answers)

    def mark_targets(self, legal: frozenset[str], illegal: frozenset[str]) -> None:
        """Ring the neurons that a connection may end at and fade the others."""
        self._choose(legal=legal, illegal=illegal)

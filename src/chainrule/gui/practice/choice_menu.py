"""The menu of what is hidden while practising: phases, kinds, all of them or half at random."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup

from chainrule.gui.language import translate
from chainrule.gui.practice.wish import ALL, HALF
from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from chainrule.gui.practice.wish import Wish


def fill_choice(menu: QMenu, wish: Wish, choose: Callable[[Wish], None]) -> None:
    """Fill the menu anew; `choose` is told of each other wish."""
    menu.clear()
    menu.setToolTipsVisible(True)
    for phase, text in phase_words().items():
        only = wish.phases == {phase}
        action = _check(menu, f"practice.{phase.value}", text, phase in wish.phases)
        action.setEnabled(not only)
        action.triggered.connect(
            lambda on=False, phase=phase: choose(wish.with_phase(phase, bool(on)))
        )
    menu.addSeparator()
    for name, text in _group_words().items():
        action = _check(menu, f"practice.{name}", text, name not in wish.left_out)
        action.triggered.connect(
            lambda on=False, name=name: choose(wish.with_group(name, bool(on)))
        )
    menu.addSeparator()
    group = QActionGroup(menu)
    for share, text in (
        (ALL, translate("Practice", "All of them")),
        (HALF, translate("Practice", "Half of them, at random")),
    ):
        action = _check(menu, f"practice.share_{share}", text, share == wish.share)
        group.addAction(action)
        action.triggered.connect(lambda _=False, share=share: choose(replace(wish, share=share)))


def _check(menu: QMenu, name: str, text: str, checked: bool) -> QAction:
    action = menu.addAction(text)
    action.setObjectName(name)
    action.setCheckable(True)
    action.setChecked(checked)
    return action


def phase_words() -> dict[Phase, str]:
    """Return the phases as they are named in the menu."""
    return {
        Phase.FORWARD: translate("Practice", "Forward"),
        Phase.LOSS: translate("Practice", "Loss"),
        Phase.BACKWARD: translate("Practice", "Backward"),
        Phase.UPDATE: translate("Practice", "Update"),
    }


def _group_words() -> dict[str, str]:
    return {
        "sums": translate("Practice", "Sums z"),
        "activations": translate("Practice", "Values a"),
        "deltas": translate("Practice", "Blames δ"),
        "gradients": translate("Practice", "Gradients"),
        "steps": translate("Practice", "Velocities and new values"),
    }


def smaller_wishes(wish: Wish) -> list[tuple[str, Wish]]:
    """Return wishes for fewer phases, with their names, the larger ones first."""
    words = phase_words()
    runs = (
        (Phase.FORWARD, Phase.LOSS, Phase.BACKWARD),
        (Phase.BACKWARD, Phase.UPDATE),
        (Phase.FORWARD, Phase.LOSS),
        *((phase,) for phase in Phase),
    )
    offered = [run for run in runs if wish.phases > set(run)]
    return [
        (", ".join(words[phase] for phase in run), replace(wish, phases=frozenset(run)))
        for run in offered
    ]

"""What a person wants to practise, remembered between starts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from chainrule.teaching.practice.exercise import Choice

PHASES, LEFT_OUT, SHARE = "practice/phases", "practice/left_out", "practice/share"
ALL, HALF = 1.0, 0.5
GROUPS: dict[str, frozenset[Kind]] = {
    "sums": frozenset({Kind.SUM}),
    "activations": frozenset({Kind.ACTIVATE}),
    "deltas": frozenset({Kind.DELTA}),
    "gradients": frozenset({Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT, Kind.BATCH_GRADIENT}),
    "steps": frozenset({Kind.VELOCITY, Kind.NEW_VALUE}),
}
"""kinds that are chosen together"""


@dataclass(frozen=True, slots=True)
class Wish:
    """Phases that are asked, groups of kinds that are not, and the share that is hidden."""

    phases: frozenset[Phase] = frozenset(Phase)
    left_out: frozenset[str] = frozenset()
    share: float = ALL

    def choice(self, usual: Choice, seed: int) -> Choice:
        """Return the choice of values for an update whose usual one is given."""
        unwanted = frozenset(kind for name in self.left_out for kind in GROUPS[name])
        kinds = usual.kinds - unwanted
        return replace(usual, phases=self.phases, kinds=kinds, share=self.share, seed=seed)

    def with_phase(self, phase: Phase, wanted: bool) -> Wish:
        """Return the wish with a phase asked or not."""
        phases = self.phases | {phase} if wanted else self.phases - {phase}
        return replace(self, phases=phases)

    def with_group(self, name: str, wanted: bool) -> Wish:
        """Return the wish with a group of kinds asked or not."""
        left_out = self.left_out - {name} if wanted else self.left_out | {name}
        return replace(self, left_out=left_out)


def stored_wish() -> Wish:
    """Return what was wished last; what makes no sense is as at first."""
    settings = QSettings()
    known = {phase.value: phase for phase in Phase}
    words = str(settings.value(PHASES, "")).split()
    phases = frozenset(known[word] for word in words if word in known)
    left_out = frozenset(str(settings.value(LEFT_OUT, "")).split()) & GROUPS.keys()
    half = str(settings.value(SHARE, "")) == str(HALF)
    return Wish(phases or frozenset(Phase), left_out, HALF if half else ALL)


def store_wish(wish: Wish) -> None:
    """Remember a wish."""
    settings = QSettings()
    settings.setValue(PHASES, " ".join(phase.value for phase in Phase if phase in wish.phases))
    settings.setValue(LEFT_OUT, " ".join(sorted(wish.left_out)))
    settings.setValue(SHARE, str(wish.share))

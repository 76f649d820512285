"""When the parts of a step appear: windows of time in 0..1, and the pulses on the way. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.session.operations import Kind, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chainrule.gui.canvas.layout import Key, Layout
    from chainrule.session.frame import Frame, Shown

Window = tuple[float, float]

PHASE_OF = {
    Kind.INPUT: Phase.FORWARD,
    Kind.MULTIPLY: Phase.FORWARD,
    Kind.SUM: Phase.FORWARD,
    Kind.ACTIVATE: Phase.FORWARD,
    Kind.LOSS: Phase.LOSS,
    Kind.LOSS_SLOPE: Phase.BACKWARD,
    Kind.SLOPE: Phase.BACKWARD,
    Kind.DELTA: Phase.BACKWARD,
    Kind.PASS_BACK: Phase.BACKWARD,
    Kind.ACTIVATION_GRADIENT: Phase.BACKWARD,
    Kind.WEIGHT_GRADIENT: Phase.BACKWARD,
    Kind.BIAS_GRADIENT: Phase.BACKWARD,
    Kind.BATCH_GRADIENT: Phase.UPDATE,
    Kind.VELOCITY: Phase.UPDATE,
    Kind.NEW_VALUE: Phase.UPDATE,
}
WINDOWS: dict[Kind, Window] = {
    Kind.INPUT: (0.0, 0.1),
    Kind.MULTIPLY: (0.0, 0.2),
    Kind.SUM: (0.7, 0.8),
    Kind.ACTIVATE: (0.75, 1.0),
    Kind.LOSS: (0.5, 1.0),
    Kind.LOSS_SLOPE: (0.0, 0.2),
    Kind.ACTIVATION_GRADIENT: (0.0, 0.2),
    Kind.SLOPE: (0.0, 0.2),
    Kind.DELTA: (0.0, 0.2),
    Kind.WEIGHT_GRADIENT: (0.6, 0.85),
    Kind.BIAS_GRADIENT: (0.6, 0.85),
    Kind.PASS_BACK: (0.6, 0.85),
    Kind.BATCH_GRADIENT: (0.0, 0.2),
    Kind.VELOCITY: (0.0, 0.2),
    Kind.NEW_VALUE: (0.2, 0.7),
}
"""when each kind of number appears in the step of a whole layer"""
ALONE: Window = (0.1, 0.7)
"""when a number appears that has the step to itself"""
ALONE_ON_EDGE: Window = (0.0, 0.3)
PULSE: dict[Phase, Window] = {Phase.FORWARD: (0.2, 0.7), Phase.BACKWARD: (0.2, 0.75)}
PULSE_ALONE: Window = (0.2, 1.0)
PARKED = {Phase.FORWARD: 0.86, Phase.BACKWARD: 0.93}
"""how far along its edge a pulse stops: just before the neuron"""
EDGE_KINDS = {Kind.MULTIPLY, Kind.WEIGHT_GRADIENT, Kind.PASS_BACK}
HALO_KINDS = {
    Kind.INPUT,
    Kind.SUM,
    Kind.ACTIVATE,
    Kind.LOSS_SLOPE,
    Kind.ACTIVATION_GRADIENT,
    Kind.SLOPE,
    Kind.DELTA,
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a step: one phase at one level, from `start` to `end` of the step's time."""

    phase: Phase
    level: int
    start: float
    end: float
    kinds: frozenset[Kind]
    edges: tuple[Key, ...]
    neurons: frozenset[str]

    def local(self, progress: float) -> float:
        """Return the time inside this stage, 0 before it and 1 after it."""
        return within((self.start, self.end), progress)

    def window(self, kind: Kind) -> Window:
        """Return when a number of this kind appears in the stage."""
        if len(self.kinds) == 1:
            return ALONE_ON_EDGE if kind in EDGE_KINDS else ALONE
        return WINDOWS[kind]

    def pulse(self, t: float) -> float | None:
        """Return where the pulses of this stage are at the local time t, None when not there."""
        if not self.edges or self.phase not in PULSE:
            return None
        window = PULSE_ALONE if len(self.kinds) == 1 else PULSE[self.phase]
        return None if t < window[0] else in_out_cubic(within(window, t)) * PARKED[self.phase]


@dataclass(frozen=True, slots=True)
class Activity:
    """What a step is about, whatever its progress.

    `levels` are those in progress, None when nothing is to be dimmed; `halo` the neurons that
    glow in the phase's colour.
    """

    phase: Phase | None
    stages: tuple[Stage, ...]
    levels: frozenset[int] | None
    halo: frozenset[str]
    stage_of: Mapping[tuple[Phase, int], Stage]

    @property
    def single(self) -> bool:
        """Whether the step is one phase at one level, with everything animated."""
        return len(self.stages) == 1

    def reveal(self, shown: Shown, level: int, progress: float) -> float:
        """Return how far a fresh number has appeared, 0 to 1."""
        if progress >= 1:
            return 1.0
        stage = self.stage_of.get((PHASE_OF[shown[0]], stage_level(shown[0], level)))
        if stage is None:
            return 1.0
        t = stage.local(progress)
        if not self.single:
            return float(t >= 1)
        return out_cubic(within(stage.window(shown[0]), t))

    def pulsing(self, progress: float) -> list[tuple[Stage, float]]:
        """Return the stages whose pulses are on their way, and the share of it they have gone.

        At rest those of the last stage stand at the end.
        """
        found: list[tuple[Stage, float]] = []
        for stage in self.stages:
            t = stage.local(progress)
            if not self.single and not 0 < t < 1:
                continue
            share = stage.pulse(t)
            if share is not None:
                found.append((stage, share))
        return found


def stage_level(kind: Kind, level: int) -> int:
    """Return the level that a stage is for: loss and update are one for the whole network."""
    return 0 if PHASE_OF[kind] in (Phase.LOSS, Phase.UPDATE) else level


def activity(layout: Layout, frame: Frame) -> Activity:
    """Return what the frame's step is about."""
    groups: dict[tuple[Phase, int], list[Shown]] = {}
    for shown in frame.fresh:
        level = stage_level(shown[0], _level(layout, shown))
        groups.setdefault((PHASE_OF[shown[0]], level), []).append(shown)
    _join_inputs(groups)
    order = sorted(groups, key=_teaching_order)
    stages = tuple(
        _stage(layout, place, groups[place], index / len(order), (index + 1) / len(order))
        for index, place in enumerate(order)
    )
    levels, halo = None, frozenset[str]()
    if len(stages) == 1 and stages[0].phase in PULSE:
        levels = frozenset({stages[0].level}) if stages[0].level else None
        halo = stages[0].neurons
    return Activity(frame.phase, stages, levels, halo, dict(zip(order, stages, strict=True)))


def _join_inputs(groups: dict[tuple[Phase, int], list[Shown]]) -> None:
    """Let the inputs appear with the first layer, when both are new."""
    inputs = (Phase.FORWARD, 0)
    if inputs in groups and (Phase.FORWARD, 1) in groups:
        groups[Phase.FORWARD, 1] += groups.pop(inputs)


def _teaching_order(place: tuple[Phase, int]) -> tuple[int, int]:
    phase, level = place
    return list(Phase).index(phase), -level if phase is Phase.BACKWARD else level


def _stage(
    layout: Layout, place: tuple[Phase, int], shown: list[Shown], start: float, end: float
) -> Stage:
    kinds = frozenset(kind for kind, _ in shown)
    keys = _unique(
        layout.by_weight[target]
        for kind, target in shown
        if kind in EDGE_KINDS and target in layout.by_weight
    )
    neurons = frozenset(
        target for kind, target in shown if kind in HALO_KINDS and kind is not Kind.INPUT
    )
    if kinds == {Kind.INPUT}:
        neurons = frozenset(target for _, target in shown)
    return Stage(*place, start, end, kinds, keys, neurons)


def _unique(keys: Iterable[Key]) -> tuple[Key, ...]:
    return tuple(sorted(set(keys)))


def _level(layout: Layout, shown: Shown) -> int:
    level_of = layout.network.level_of
    target = shown[1]
    if target in layout.by_weight:
        return level_of[layout.by_weight[target][1]]
    return level_of.get(layout.by_bias.get(target, target), 0)


def within(window: Window, t: float) -> float:
    """Return how far t has come in the window, 0 before it and 1 after it."""
    start, end = window
    if end <= start:
        return float(t >= end)
    return min(1.0, max(0.0, (t - start) / (end - start)))


def in_out_cubic(t: float) -> float:
    """Return t eased at both ends."""
    return 4 * t**3 if t < 0.5 else 1 - (2 - 2 * t) ** 3 / 2


def out_cubic(t: float) -> float:
    """Return t eased towards its end."""
    return 1 - (1 - t) ** 3


def out_quint(t: float) -> float:
    """Return t eased strongly towards its end."""
    return 1 - (1 - t) ** 5

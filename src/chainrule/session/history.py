"""History: any update of a run can be had again, bit for bit, from keyframes and replay.

Keyframes stand at even distances, which double whenever there are too many, so that the memory
stays bounded; a few more stand close together where somebody has just been: at the end of the
run, and before a moment that was far from any other, so that the next steps back are short.
Between keyframes the trainer does again what it did, with the settings of the time.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.engine.trainer import Snapshot, Trainer
    from chainrule.network.project import Training

BOUND = 64_000_000
"""bytes that keyframes may take"""
MOST_KEYFRAMES = 4096
"""more would not make any jump feel shorter"""
MOST_NEAR = 64
NEAR_SHARE = 4
"""the keyframes that stand close together may take this part of the memory"""
WIDEST_SPACING = 32
REPLAY_WORK = 1 << 22
"""parameters times samples that are replayed in a few milliseconds"""
FRAME_BYTES, ARRAY_BYTES, SAMPLE_BYTES = 400, 120, 40
"""what a snapshot, an array and a place in the order of samples take beside their numbers"""


class Keyframe(NamedTuple):
    """Where the trainer stood after `update`, and how many bytes that takes."""

    update: int
    snapshot: Snapshot
    size: int


_update_of = attrgetter("update")


class History:
    """The past of one run since its plan, its data or its parameters were last edited.

    `bound` is in bytes; at least one keyframe is kept, however large.
    """

    def __init__(self, trainer: Trainer, bound: int = BOUND) -> None:
        self.first = self.last = trainer.update_number
        self.bound = bound
        self._dense = self._spacing = _first_spacing(trainer)
        self._settings: list[tuple[int, Training]] = [(self.first, trainer.training)]
        self._even: list[Keyframe] = []
        self._near: list[Keyframe] = []
        self._even.append(self._keyframe(trainer))
        self._bytes = self._even[0].size

    @property
    def bytes(self) -> int:
        """What the keyframes take."""
        return self._bytes

    @property
    def settings(self) -> Sequence[tuple[int, Training]]:
        """The settings of the updates after each of these ones, in order."""
        return self._settings

    @property
    def keyframes(self) -> int:
        """How many keyframes there are."""
        return len(self._even) + len(self._near)

    def room(self, update: int) -> int:
        """Return how many updates after this one may be made before the next `note`."""
        return self._dense - update % self._dense

    def note(self, trainer: Trainer) -> None:
        """Remember the updates since `last`, all made with the trainer's settings."""
        self.begin(trainer.training)
        self.last = trainer.update_number
        if self.last % self._dense == 0:
            self._keep(self._keyframe(trainer))

    def begin(self, training: Training) -> None:
        """Remember that the updates after `last` are made with these settings."""
        since, known = self._settings[-1]
        if known is training or known == training:
            return
        if since == self.last:
            self._settings.pop()
        self._settings.append((self.last, training))

    def _keyframe(self, trainer: Trainer) -> Keyframe:
        snapshot = trainer.snapshot()
        return Keyframe(snapshot.update, snapshot, _size(snapshot, self._newest()))

    def _newest(self) -> Snapshot | None:
        newest = [frames[-1] for frames in (self._even, self._near) if frames]
        return max(newest, key=_update_of).snapshot if newest else None

    def _keep(self, frame: Keyframe) -> None:
        self._bytes += frame.size
        if frame.update % self._spacing:
            self._near.append(frame)
            self._keep_near(frame.update)
        else:
            self._even.append(frame)
        while (len(self._even) > MOST_KEYFRAMES or self._bytes > self.bound) and self.thin():
            pass

    def thin(self) -> bool:
        """Give up memory, about half of it; return whether there was anything to give up."""
        if len(self._even) < 2:  # noqa: PLR2004, RUF100
            given = bool(self._near)
            self._near = []
        else:
            given = True
            self._spacing *= 2
            kept = [frame for frame in self._even if self._is_even(frame.update)]
            late = [frame for frame in self._even if not self._is_even(frame.update)]
            self._even = kept
            self._near = sorted([*self._near, *late[-MOST_NEAR:]], key=_update_of)
        self._bytes = sum(frame.size for frame in (*self._even, *self._near))
        self._keep_near(self.last)
        return given

    def _is_even(self, update: int) -> bool:
        return update == self.first or update % self._spacing == 0

    def _keep_near(self, update: int) -> None:
        """Drop the near keyframes that help least to step back from an update, if there are many.

        Those after it come first, then the earliest.
        """
        near, share = self._near, self.bound // NEAR_SHARE
        taken = sum(frame.size for frame in near)
        while near and (len(near) > MOST_NEAR or taken > share):
            dropped = near.pop(-1 if near[-1].update > update else 0)
            taken -= dropped.size
            self._bytes -= dropped.size

    def forget_near(self) -> None:
        """Give up the keyframes that only make steps back from here short."""
        self._near = []
        self._bytes = sum(frame.size for frame in self._even)

    def until(self, update: int) -> History:
        """Return the history up to an update, to go on from there another way."""
        part = History.__new__(History)
        part.first, part.last, part.bound = self.first, update, self.bound
        part._dense, part._spacing = self._dense, self._spacing
        part._even = [frame for frame in self._even if frame.update <= update]
        part._near = [frame for frame in self._near if frame.update <= update]
        part._bytes = sum(frame.size for frame in (*part._even, *part._near))
        kept = [setting for setting in self._settings if setting[0] < update]
        part._settings = kept or self._settings[:1]
        return part

    def onto(self, later: History) -> History:
        """Return the history up to where a later one begins, and on along that one."""
        whole = self.until(later.first)
        whole.last = later.last
        whole._spacing = max(self._spacing, later._spacing)
        frames = (*whole._even, *whole._near, *later._even, *later._near)
        by_update = {frame.update: frame for frame in sorted(frames, key=_update_of)}
        whole._even = [frame for frame in by_update.values() if whole._is_even(frame.update)]
        whole._near = [frame for frame in by_update.values() if not whole._is_even(frame.update)]
        whole._settings += later._settings
        whole._bytes = sum(frame.size for frame in by_update.values())
        whole._keep_near(whole.last)
        return whole

    def bring(self, trainer: Trainer, update: int) -> None:
        """Put the trainer where it stood after `update` (from `first` to `last`), bit for bit.

        Its `training` is then that of the time; the caller sets the present one.
        """
        start = self._before(update)
        trainer.restore(start.snapshot)
        distance = update - start.update
        stride = max(self._dense, -(-distance // self._most_near(start.size)))
        while trainer.update_number < update:
            made = trainer.update_number
            self._replay(trainer, min(update, made + stride - made % stride))
            if distance > self._dense and trainer.update_number < update:
                self._leave(trainer, update)

    def _before(self, update: int) -> Keyframe:
        """Return the nearest keyframe at or before an update."""
        found = self._even[bisect_right(self._even, update, key=_update_of) - 1]
        near = bisect_right(self._near, update, key=_update_of) - 1
        return max(found, self._near[near], key=_update_of) if near >= 0 else found

    def _most_near(self, size: int) -> int:
        return max(1, min(MOST_NEAR, self.bound // NEAR_SHARE // size))

    def _leave(self, trainer: Trainer, target: int) -> None:
        """Leave a keyframe behind on the way to an update."""
        snapshot = trainer.snapshot()
        frame = Keyframe(snapshot.update, snapshot, _size(snapshot, None))
        if self._before(frame.update).update < frame.update:
            insort(self._near, frame, key=_update_of)
            self._bytes += frame.size
            self._keep_near(target)

    def _replay(self, trainer: Trainer, update: int) -> None:
        while trainer.update_number < update:
            made = trainer.update_number
            index = self._setting(made + 1)
            trainer.training = self._settings[index][1]
            later = self._settings[index + 1 : index + 2]
            stop = min(update, later[0][0]) if later else update
            trainer.replay(stop - made)

    def training_of(self, update: int) -> Training:
        """Return the settings that made this update."""
        return self._settings[self._setting(update)][1]

    def _setting(self, update: int) -> int:
        found = bisect_right(self._settings, update - 1, key=lambda setting: setting[0])
        return max(0, found - 1)


def _first_spacing(trainer: Trainer) -> int:
    """Return how many updates lie between keyframes while there are few: fewer if they are dear."""
    work = max(1, trainer.setup.samples) * max(1, trainer.plan.size)
    spacing = WIDEST_SPACING
    while spacing > 1 and spacing * work > REPLAY_WORK:
        spacing //= 2
    return spacing


def _size(snapshot: Snapshot, before: Snapshot | None) -> int:
    """Return the bytes of a snapshot; an order shared with the one before counts there."""
    arrays = (snapshot.parameters, *snapshot.slots.values())
    numbers: int = sum(array.nbytes for array in arrays)
    shared = before is not None and before.order is snapshot.order
    order = 0 if shared else SAMPLE_BYTES * len(snapshot.order)
    return FRAME_BYTES + ARRAY_BYTES * len(arrays) + numbers + order

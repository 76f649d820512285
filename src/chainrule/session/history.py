"""History: any update of a run can be had again, bit for bit, from keyframes and replay.

Between two keyframes the trainer does again what it did, with the settings of the time. When there
are too many keyframes every second one is dropped, so that the memory stays bounded.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.engine.trainer import Snapshot, Trainer
    from chainrule.network.project import Training

MOST_KEYFRAMES = 256
FIRST_SPACING = 8


class History:
    """The past of one run since its plan, its data or its parameters were last edited."""

    def __init__(self, trainer: Trainer) -> None:
        self.first = trainer.update_number
        self.last = trainer.update_number
        self._spacing = FIRST_SPACING
        self._keyframes: list[tuple[int, Snapshot]] = [(self.first, trainer.snapshot())]
        self._settings: list[tuple[int, Training]] = [(self.first, trainer.training)]

    def note(self, trainer: Trainer) -> None:
        """Remember the update that the trainer has just made."""
        self.last = trainer.update_number
        self.set_training(trainer.training, self.last - 1)
        if (self.last - self.first) % self._spacing == 0:
            self._keyframes.append((self.last, trainer.snapshot()))
            self._thin()

    def set_training(self, training: Training, since: int) -> None:
        """Remember that the updates after `since` are made with these settings."""
        if self._settings[-1][1] is training:
            return
        if self._settings[-1][0] == since:
            self._settings.pop()
        self._settings.append((since, training))

    def _thin(self) -> None:
        if len(self._keyframes) > MOST_KEYFRAMES:
            self._spacing *= 2
            self._keyframes = [
                frame for frame in self._keyframes if (frame[0] - self.first) % self._spacing == 0
            ]

    def truncate(self, update: int) -> None:
        """Forget what came after `update`."""
        self.last = update
        self._keyframes = [frame for frame in self._keyframes if frame[0] <= update]
        kept = [setting for setting in self._settings if setting[0] < update]
        self._settings = kept or self._settings[:1]

    def bring(self, trainer: Trainer, update: int) -> None:
        """Put the trainer where it stood after `update` (from `first` to `last`), bit for bit.

        Its `training` is then that of the time; the caller sets the present one.
        """
        index = bisect_right(self._keyframes, update, key=lambda frame: frame[0]) - 1
        trainer.restore(self._keyframes[index][1])
        while trainer.update_number < update:
            trainer.training = self.training_of(trainer.update_number + 1)
            trainer.update()

    def training_of(self, update: int) -> Training:
        """Return the settings that made this update."""
        index = bisect_right(self._settings, update - 1, key=lambda setting: setting[0]) - 1
        return self._settings[max(0, index)][1]

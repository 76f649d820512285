"""Epochs: in which order and in which batches the samples come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chainrule.engine.snapshot import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from chainrule.network.project import Training

    Prepare = Callable[[NDArray[np.intp], int], Sequence[Any]]

ONES = 2**64 - 1
MOST_AHEAD = 4096
"""batches that are handed out at once"""


class Shuffler:
    """Draws orders: the seed is the key of a counter-based generator, the epoch its counter.

    So an order follows from seed and epoch alone, and the generator need not be made anew for
    each epoch, which would cost more than an update (Salmon and others 2011, Philox).
    """

    def __init__(self) -> None:
        self._bits = np.random.Philox(key=0)
        self._random = np.random.Generator(self._bits)

    def order(self, seed: int, epoch: int, samples: int) -> NDArray[np.intp]:
        """Return the rows from 0 in the order of an epoch."""
        key = np.array([seed & ONES, seed >> 64 & ONES], dtype=np.uint64)
        self._bits.state = {
            "bit_generator": "Philox",
            "state": {"counter": np.array([0, epoch, 0, 0], dtype=np.uint64), "key": key},
            "buffer": np.zeros(4, dtype=np.uint64),
            "buffer_pos": 4,
            "has_uint32": 0,
            "uinteger": 0,
        }
        return self._random.permutation(samples)


class Epochs:
    """The samples' order in each epoch, and the batches, prepared once for as long as they serve.

    The order of an epoch follows from the seed and the epoch's number alone.
    """

    def __init__(self, samples: int, prepare: Prepare) -> None:
        self.samples = samples
        self._prepare = prepare
        self._in_file_order = tuple(range(samples))
        self._shuffler = Shuffler()
        self._drawn: tuple[tuple[int, int], tuple[int, ...], NDArray[np.intp]] | None = None
        self._prepared: tuple[tuple[int, ...], int, int, Sequence[Any]] | None = None

    def order(self, place: Place, training: Training) -> tuple[int, ...]:
        """Return the order of the present epoch: rows from 0."""
        if place.position and len(place.order) == self.samples:
            return place.order
        if not training.shuffle:
            return self._in_file_order
        key = (training.seed, place.epoch)
        if self._drawn is None or self._drawn[0] != key:
            drawn = self._shuffler.order(*key, self.samples)
            self._drawn = (key, tuple(drawn.tolist()), drawn)
        return self._drawn[1]

    def _columns(self, order: tuple[int, ...]) -> NDArray[np.intp]:
        """Return an order as an array: the drawn one when it is that, which is the faster."""
        if self._drawn is not None and self._drawn[1] is order:
            return self._drawn[2]
        return np.array(order, dtype=np.intp)

    def ahead(self, place: Place, training: Training, size: int, most: int) -> Sequence[Any]:
        """Return the coming batches, at most `most`, as far as their order is known."""
        batches = self._batches(self.order(place, training), size, place.position % size)
        start, most = place.position // size, min(most, MOST_AHEAD)
        if place.position == 0 and not training.shuffle and most > len(batches):
            return (list(batches) * -(-most // len(batches)))[:most]
        return batches[start : start + most]

    def _batches(self, order: tuple[int, ...], size: int, first: int) -> Sequence[Any]:
        """Return the batches of an epoch from the sample at `first` on."""
        kept = self._prepared
        if kept is None or kept[0] is not order or kept[1:3] != (size, first):
            kept = (order, size, first, self._prepare(self._columns(order)[first:], size))
            self._prepared = kept
        return kept[3]

    def after(self, place: Place, training: Training, size: int, made: int) -> Place:
        """Return where training stands `made` batches later, all of them handed out by `ahead`."""
        order = self.order(place, training)
        seed = place.order_seed if place.position else training.seed
        left = -(-(self.samples - place.position) // size)
        position, epoch = place.position + made * size, place.epoch
        if made >= left:
            a_whole_one = -(-self.samples // size)
            epochs, over = divmod(made - left, a_whole_one)
            position, epoch = over * size, epoch + 1 + epochs
        return Place(place.update + made, epoch, position, size, order, seed)

"""The examples that are made: a data set, a network for it, and settings under which it learns."""

from __future__ import annotations

from dataclasses import dataclass

from chainrule.datasets.catalogue import entry, make_table
from chainrule.network.project import Project, Training

MOMENTUM = 0.9


@dataclass(frozen=True, slots=True)
class MadeExample:
    """A data set by its name, the hidden layers of the network for it, and how it is trained."""

    data: str
    hidden: tuple[int, ...]
    rate: float
    batch: int = 16

    @property
    def title(self) -> str:
        """The title: that of the data set."""
        return entry(self.data).title[1]

    def project(self) -> Project:
        """Return the project; the same one every time."""
        from chainrule.session.matching import made_for

        training = Training(
            learning_rate=self.rate, momentum=MOMENTUM, batch_size=self.batch, shuffle=True
        )
        table = make_table(self.data)
        return made_for(Project(training=training), table, self.title, hidden=self.hidden)


MADE = {
    "circles": MadeExample("circles", (4,), 0.1),
    "moons": MadeExample("moons", (6,), 0.1),
    "spirals": MadeExample("spirals", (16, 16), 0.05),
    "blobs": MadeExample("blobs", (4,), 0.05),
    "sine": MadeExample("sine", (8,), 0.05, 8),
    "penguins": MadeExample("penguins", (6,), 0.02),
    "digits": MadeExample("digits", (16,), 0.05, 32),
}
"""by the name of the example, which is that of the data set"""

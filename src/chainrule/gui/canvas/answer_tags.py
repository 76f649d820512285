"""The tags below a neuron while a person practises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.answer_rows import answer_rows
from chainrule.gui.canvas.neurons import Tag
from chainrule.gui.metrics import Metrics

if TYPE_CHECKING:
    from chainrule.gui.canvas.scene import Scene
    from chainrule.network.graph import Neuron


def with_answers(scene: Scene, neuron: Neuron, given: list[Tag], lower: float) -> list[Tag]:
    """Return the tags of a neuron: what was given, and what is asked for, one below the other."""
    rows = {shown: (words, fill) for words, fill, shown in answer_rows(scene, neuron)}
    tags = [tag for tag in given if tag.reveals not in scene.options.answers]
    tags += [Tag(words, 0.0, fill, shown) for shown, (words, fill) in rows.items()]
    apart = Metrics.DELTA_OFFSET - Metrics.Z_OFFSET
    return [
        Tag(tag.line, Metrics.Z_OFFSET + lower + apart * index, tag.fill, tag.reveals)
        for index, tag in enumerate(tags)
    ]

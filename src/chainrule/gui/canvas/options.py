"""What a person has chosen to see on the canvas."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from chainrule.gui.selection import Selection
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.gui.canvas.answers import Answer
    from chainrule.gui.canvas.edge_card import Card
    from chainrule.gui.canvas.maps import Pictures
    from chainrule.gui.canvas.path_marks import PathMarks
    from chainrule.session.frame import Shown
    from chainrule.teaching.notation import Notation

PARTS = frozenset(
    {"weights", "contributions", "gradients", "z", "biases", "pixels", "maps", "legend", "grid"}
)
"""what the context menu can show and hide"""
USUAL = PARTS - {"maps"}
"""what is shown at first"""


class Labels(StrEnum):
    """Which edges have their numbers written on them."""

    AUTOMATIC = "automatic"
    """all of them where there is room, by zoom and number of edges"""
    ALL = "all"
    NEAR = "near"
    """those at the selected neurons, and the selected ones"""
    DEMAND = "demand"
    """only the one that is selected or pointed at"""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person has chosen to see, has selected and is doing.

    `weakest` is the share of its layer's strongest below which an edge is not drawn,
    `text_scale` enlarges all text of the canvas, `still` says that nothing may travel or roll.
    """

    selection: Selection = field(default_factory=Selection)
    parts: frozenset[str] = USUAL
    notation: Notation = POINT
    labels: Labels = Labels.AUTOMATIC
    weakest: float = 0.0
    text_scale: float = 1.0
    still: bool = False
    hovered: str | None = None
    """the neuron whose edges stand out while the others fade"""
    legal: frozenset[str] = frozenset()
    """neurons that the connection in the making may end at"""
    illegal: frozenset[str] = frozenset()
    dead: frozenset[str] = frozenset()
    saturated: frozenset[str] = frozenset()
    """neurons to be marked as unwell"""
    card: Card | None = None
    """what stands beside the pill of the selected parameter"""
    gathered: Mapping[str, float] = field(default_factory=dict)
    """what the gradients of a batch come to so far, of the selected weight and those beside it"""
    paths: PathMarks | None = None
    """the paths to the loss that are lit"""
    maps: Pictures | None = None
    """what each neuron sends over the plane of two inputs, where that is wanted"""
    answers: Mapping[Shown, Answer] = field(default_factory=dict, hash=False)
    """the numbers that a person is to find, while practising"""


def picture_options(
    notation: Notation,
    paths: PathMarks | None = None,
    card: Card | None = None,
    maps: Pictures | None = None,
) -> Options:
    """Return how a picture shows the network: complete, without selection and dots."""
    parts = USUAL - {"grid"} if maps is None else PARTS - {"grid"}
    return Options(parts=parts, notation=notation, paths=paths, card=card, maps=maps)

"""Why there is no loss for inputs of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.session.asked import AskedKind

if TYPE_CHECKING:
    from chainrule.session.asked import Asked


def no_target(asked: Asked) -> str:
    """Return why what is asked has only a forward pass."""
    return {
        AskedKind.DRAWING: translate(
            "Strip",
            "A drawing has no right answer. Choose Add to data and give it one.",
        ),
        AskedKind.POINT: translate(
            "Strip", "A point of your own has no right answer: it is not in the data."
        ),
        AskedKind.TEST: translate("Strip", "Nothing is learned from what is kept for testing."),
    }[asked.kind]

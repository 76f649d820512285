"""The way of a path in words: straight to the output, or through which neurons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.text import line
from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.pieces import filled

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Line
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.gui.panels.inspector.pieces import Pieces
    from chainrule.teaching.paths.path_sum import Path

PX = 13
GAP = 3.5


def way_lines(pen: Pen, facts: Facts, path: Path) -> list[Line]:
    """Return the way as lines, the one that tells most first, the shorter ones after it."""
    return [
        line(
            *(
                pen.quiet(piece, PX)
                if isinstance(piece, str)
                else pen.sign(piece, PX, pen.theme.text2)
                for piece in told
            ),
            gap=GAP,
        )
        for told in _told(facts, path)
    ]


def _told(facts: Facts, path: Path) -> list[Pieces]:
    output = facts.symbols.neuron(path.output)
    if len(path.neurons) == 1:
        return [filled(translate("Inspector", "{output} itself"), output=(output,))]
    if not path.between:
        return [filled(translate("Inspector", "straight to {output}"), output=(output,))]
    through = _through(facts, path)
    count = translate("Inspector", "through {count} neurons")
    short = filled(count, count=(str(len(path.between)),))
    if len(facts.network.outputs) == 1:
        return [through, short]
    end = filled(translate("Inspector", "to {output}"), output=(output,))
    return [(*through, *end), through, (*short, *end), short]


def _through(facts: Facts, path: Path) -> Pieces:
    first, *_, last = (facts.symbols.neuron(name) for name in (path.between[0], *path.between))
    if len(path.between) == 1:
        return filled(translate("Inspector", "through {last}"), last=(last,))
    if len(path.between) == 2:
        template = translate("Inspector", "through {first} and {last}")
    else:
        template = translate("Inspector", "through {first} … {last}")
    return filled(template, first=(first,), last=(last,))

"""Views that show a part of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas.geometry import Box, united

if TYPE_CHECKING:
    from chainrule.gui.canvas.layout import Layout
    from chainrule.gui.canvas.viewport import Viewport
    from chainrule.gui.selection import Selection

SEVERAL = 3
"""neurons that come or go at once"""


def bounds_of(layout: Layout, selection: Selection) -> Box | None:
    """Return the box round what is selected, neurons and the ends of edges; None for nothing."""
    names = {*selection.neurons, *(end for key in selection.connections for end in key)}
    reach = 2 * layout.radius
    places = (layout.places[name] for name in names if name in layout.places)
    return united(Box(x, y, 2 * reach, 2 * reach) for x, y in places)


def view_of(layout: Layout, selection: Selection, view: Viewport) -> Viewport | None:
    """Return the view that shows what is selected as large as it fits; None for nothing."""
    bounds = bounds_of(layout, selection)
    return None if bounds is None else view.fitted(bounds)


def is_another(layout: Layout, before: Layout, view: Viewport) -> bool:
    """Return whether a network is to be looked at anew, not as the one that somebody works on.

    Several neurons have come or gone at once then: most of them, or while all of it was seen.
    """
    names, old = layout.places.keys(), before.places.keys()
    if len(names ^ old) < SEVERAL:
        return False
    bounds = before.bounds
    seen = bounds is not None and view.shows(bounds)
    return seen or 2 * len(names & old) <= len(names | old)


def following(layout: Layout, names: frozenset[str], view: Viewport) -> Viewport | None:
    """Return the view moved so that some neurons are seen; None where they are seen already."""
    places = [layout.places[name] for name in names if name in layout.places]
    box = united(Box(x, y, 0, 0) for x, y in places)
    if box is None:
        return None
    left, top = view.to_screen((box.left, box.top))
    right, bottom = view.to_screen((box.right, box.bottom))
    margin = layout.radius * view.zoom
    seen = left >= margin and top >= margin
    if seen and right <= view.width - margin and bottom <= view.height - margin:
        return None
    x, y = view.to_screen((box.x, box.y))
    return view.moved(view.width / 2 - x, view.height / 2 - y)

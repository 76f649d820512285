"""The ring of the keyboard: which neuron or edge has it, and what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.canvas import walking
from chainrule.gui.canvas.accessible import hit_of, tell_focus, tell_structure
from chainrule.gui.canvas.accessible_names import item_description
from chainrule.gui.canvas.in_view import bring_into_view
from chainrule.gui.canvas.picking import LOSS_ITEM
from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from chainrule.gui.canvas.geometry import Point
    from chainrule.gui.canvas.view import Canvas

Item = str | tuple[str, str]
"""a neuron by id, an edge by source and target, or the loss as `LOSS_ITEM`"""


class Ring:
    """Walks over neurons and edges; `neuron` is the one that the walk is at or left for an edge.

    The ring follows what is selected by other means: what is then selected alone has it.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._item: Item | None = None
        self._place: Point = (0.0, 0.0)
        self._chosen = Selection()
        self.neuron: str | None = None
        self.walks_edges = False
        """whether the ring has come to an edge over the edges of `neuron`"""

    @property
    def item(self) -> Item | None:
        """What has the ring; None while the mouse is used."""
        chosen = self._canvas.selection
        if self._item is None or chosen == self._chosen:
            return self._item
        return only_item(chosen) or self._item

    def hide(self) -> None:
        """Take the ring away; the next key begins where it was, or at what is selected."""
        self._item = None

    def enter(self) -> None:
        """Come to what is selected, to where the ring was last, or to the first neuron."""
        if self._item is not None:
            return
        self.adopt()
        first = self.neuron or walking.first(self._canvas.layout_now)
        if len(self._canvas.selection) > 1:
            self.move(first)
        else:
            self.go(self._item or first)

    def go(self, item: Item | None, adding: bool = False) -> None:
        """Give the ring to an item and select it, beside what is selected if so wished."""
        if item is not None:
            chosen, before = only(item), self._canvas.selection
            if adding:
                chosen = Selection(
                    before.neurons | chosen.neurons, before.connections | chosen.connections
                )
            self._canvas.select(chosen)
            self.move(item)

    def toggle(self, item: Item | None = None) -> None:
        """Add an item, else what has the ring, to the selection, or take it out."""
        item = item or self.item
        if item == LOSS_ITEM:
            self.go(item)
        elif item is not None:
            chosen, this = self._canvas.selection, only(item)
            self._chosen = Selection(
                chosen.neurons ^ this.neurons, chosen.connections ^ this.connections
            )
            self._canvas.select(self._chosen)
            self._take(item)

    def clear(self) -> None:
        """Select nothing; the ring stays."""
        self._canvas.select(Selection())
        self._chosen = self._canvas.selection

    def move(self, item: Item | None) -> None:
        """Give the ring to an item and bring it into view; what is selected stays."""
        self._chosen = self._canvas.selection
        if item is None or not self._exists(item):
            return
        self._take(item)
        self.show()
        tell_focus(self._canvas, item)
        hit = hit_of(item)
        if hit is not None and self._chosen != only(item):
            self._canvas.said.emit(item_description(self._canvas, hit))

    def show(self) -> None:
        """Bring what has the ring into view."""
        bring_into_view(self._canvas, hit_of(self.item))

    def walk(self, direction: tuple[int, int], select: bool = True, adding: bool = False) -> None:
        """Go to the neuron in a direction."""
        found = self._next(direction)
        if select:
            self.go(found, adding)
        else:
            self.move(found)

    def _next(self, direction: tuple[int, int]) -> Item | None:
        """Return what comes next: beyond the outputs the loss, and before it its last neuron."""
        layout, at_loss = self._canvas.layout_now, self._item == LOSS_ITEM
        if at_loss and self.neuron is not None:
            return LOSS_ITEM if direction[0] >= 0 else self.neuron
        found = walking.step(layout, self.neuron, direction)
        end = direction[0] > 0 and found == self.neuron and layout.loss is not None
        outputs = {neuron.id for neuron in layout.network.outputs}
        return LOSS_ITEM if end and found in outputs else found

    def walk_edges(self, step: int) -> None:
        """Go to the next edge of the neuron, incoming ones first, or to the one before."""
        network = self._canvas.project.network
        neuron = self.neuron or walking.first(self._canvas.layout_now)
        if neuron is None:
            return
        self.neuron = neuron
        keys = [link.key for link in (*network.incoming[neuron], *network.outgoing[neuron])]
        if keys:
            before = -1 if step > 0 else 0
            if isinstance(self._item, tuple) and self._item in keys:
                before = keys.index(self._item)
            self.go(keys[(before + step) % len(keys)])
            self.walks_edges = True

    def adopt(self) -> None:
        """Go on from what was selected by other means since the last key."""
        chosen = self._canvas.selection
        item = self.item or only_item(chosen)
        if item is not None and item != self._item and self._exists(item):
            self._take(item)
        self._chosen = chosen

    def forget_gone(self) -> None:
        """Go from what is no longer there to what is nearest."""
        layout = self._canvas.layout_now
        tell_structure(self._canvas)
        if self.neuron not in layout.network.by_id:
            self.neuron = None if self.neuron is None else walking.nearest(layout, self._place)
        if self._item is not None and not self._exists(self._item):
            self._item = self.neuron

    def _take(self, item: Item) -> None:
        self._item, self.walks_edges = item, False
        if isinstance(item, str):
            self._remember(item)
        elif item != LOSS_ITEM and self.neuron not in item:
            self._remember(item[0])
        self._canvas.update()

    def _remember(self, neuron: str) -> None:
        self.neuron, self._place = neuron, self._canvas.layout_now.places[neuron]

    def _exists(self, item: Item) -> bool:
        network = self._canvas.project.network
        if item == LOSS_ITEM:
            return self._canvas.layout_now.loss is not None
        return item in network.by_id if isinstance(item, str) else item in network.by_key


def only(item: Item) -> Selection:
    """Return the selection of one item."""
    if item == LOSS_ITEM:
        return Selection(loss=True)
    if isinstance(item, str):
        return Selection(frozenset({item}))
    return Selection(connections=frozenset({item}))


def only_item(chosen: Selection) -> Item | None:
    """Return the item that alone is selected."""
    if chosen.loss:
        return LOSS_ITEM
    return chosen.only_neuron or chosen.only_connection

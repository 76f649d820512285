"""What the canvas shows beside the selected parameter: what moves it, or how a batch adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from chainrule.session.operations import Phase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.gui.canvas.edge_card import Card
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.selection import Selection
    from chainrule.session.moment import Moment

MOST_BESIDE = 4
"""weights of one layer whose pills have room for two rows"""


class EdgeCards(QObject):
    """Hands the canvas its card for each moment and each selection, and tells the strip of it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._made: tuple[object, object] = (None, None)
        window.driver.moment_changed.connect(self.show_moment)
        window.selected.connect(self._selected)

    def _selected(self, selection: Selection) -> None:
        moment = self._window.driver.moment()
        self._window.strip.set_parameter(chosen_parameter(moment, selection))
        self.show_moment(moment)

    def show_moment(self, moment: Moment) -> None:
        """Show the card of a moment; while a step only moves on, the card stays."""
        name = chosen_parameter(moment, self._window.selection)
        key = (moment.ledger, moment.position, moment.phase, name)
        if key[0] is self._made[0] and key[1:] == self._made[1]:
            return
        self._made = (key[0], key[1:])
        card = None if name is None else card_of(moment, name)
        self._window.canvas.set_card(card, gathered(moment, card))


def chosen_parameter(moment: Moment, selection: Selection) -> str | None:
    """Return the weight of the only selected connection, or the bias of the only neuron."""
    network = moment.project.network
    link = network.by_key.get(selection.only_connection or ("", ""))
    if link is not None:
        return link.name
    neuron = network.by_id.get(selection.only_neuron or "")
    return None if neuron is None or neuron.is_input else neuron.bias_name


def card_of(moment: Moment, name: str) -> Card | None:
    """Return the card of a parameter.

    In the update: what moves it. Before that how the batch adds up; of a batch of one, once its
    gradient is known and there is momentum, what the update will do.
    """
    if moment.ledger is None or not moment.position:
        return None
    from chainrule.teaching.batch import batch_sum
    from chainrule.teaching.movement import shown_movement

    several = len(moment.ledger.rows) > 1
    if several and moment.phase is not Phase.UPDATE:
        return batch_sum(moment, name)
    ahead = moment.phase is Phase.BACKWARD and bool(moment.project.training.momentum)
    if moment.phase is not Phase.UPDATE and not ahead:
        return None
    move = shown_movement(moment, name)
    return move if move is not None and move.arrows else None


def gathered(moment: Moment, card: Card | None) -> Mapping[str, float]:
    """Return what the batch comes to so far for a weight and for those into the same layer.

    Only for the weight itself where the layer has more weights than its pills have room for.
    """
    from chainrule.teaching.batch import BatchSum, batch_sum

    network = moment.project.network
    weights = {link.name: link for link in network.connections}
    if not isinstance(card, BatchSum) or card.name not in weights:
        return {}
    level = network.level_of[weights[card.name].target]
    names = [name for name, link in weights.items() if network.level_of[link.target] == level]
    found = {}
    for name in names if len(names) <= MOST_BESIDE else [card.name]:
        batch = batch_sum(moment, name)
        if batch is not None:
            found[name] = batch.total if batch.result is None else batch.result
    return found

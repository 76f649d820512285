"""The Inspector itself: the card of what is selected, and its foot."""

from __future__ import annotations

from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.inspector.ball_card import BallCard
from chainrule.gui.panels.inspector.card import Card
from chainrule.gui.panels.inspector.divergence_card import DivergenceCard
from chainrule.gui.panels.inspector.facts import Reader
from chainrule.gui.panels.inspector.foot import Foot
from chainrule.gui.panels.inspector.loss_card import LossCard
from chainrule.gui.panels.inspector.network_card import NetworkCard
from chainrule.gui.panels.inspector.neuron_card import NeuronCard
from chainrule.gui.panels.inspector.origin_section import OriginSection
from chainrule.gui.panels.inspector.several_card import SeveralCard
from chainrule.gui.panels.inspector.weight_card import WeightCard
from chainrule.gui.panels.inspector.whatif_card import WhatIfCard
from chainrule.gui.selection import Selection
from chainrule.teaching.cards.parts import NumberName
from chainrule.teaching.origin_story import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment
    from chainrule.session.operations import Kind
    from chainrule.teaching.ball import Ball
    from chainrule.teaching.race import Race

Made = TypeVar("Made", bound=Card)
FAST_SECONDS = 0.1
"""while training runs without animation, numbers are renewed this often at most"""


class Inspector(QWidget):
    """All about what is selected; without a selection, about the network or why it stopped."""

    edit_requested = Signal(object)
    merge_ended = Signal()
    selection_changed = Signal(object)
    origin_changed = Signal(object)
    """the `Story` that is shown of a number, None when it has been closed"""
    step_pointed = Signal(object)
    """the `Step` of it that is pointed at, None when there is none"""
    hovered = Signal(object)
    path_lit = Signal(object)
    check_requested = Signal()
    new_weights_requested = Signal()
    row_chosen = Signal(int)
    tested = Signal(int)
    alternative_wanted = Signal(object, int)
    alternative_taken = Signal(str)
    alternative_removed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._shown_at = -FAST_SECONDS
        self._reader = Reader()
        self._moment: Moment | None = None
        self._selection = Selection()
        self._ball: tuple[Ball, Race | None] | None = None
        self.comparing = False
        self.setObjectName("inspector")
        self.setAccessibleName(translate("Inspector", "Inspector"))
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(Metrics.RIGHT_DOCK_SMALL)
        self._theme = theme
        self._cards: list[Card] = []
        self._lay_out(theme)

    @property
    def initializer(self) -> str:
        """The rule by which new weights are drawn."""
        return self.network_card.start.initializer

    # Its cards: each is made when it is first wanted, for it costs as much as a small panel

    @cached_property
    def neuron_card(self) -> NeuronCard:
        """The card of a neuron."""
        return self._put(NeuronCard(self._theme))

    @cached_property
    def weight_card(self) -> WeightCard:
        """The card of a weight."""
        return self._put(WeightCard(self._theme))

    @cached_property
    def loss_card(self) -> LossCard:
        """The card of the loss."""
        return self._put(LossCard(self._theme))

    @cached_property
    def several_card(self) -> SeveralCard:
        """The card of several things at once."""
        return self._put(SeveralCard(self._theme))

    @cached_property
    def divergence_card(self) -> DivergenceCard:
        """The card of a run that has stopped."""
        return self._put(DivergenceCard(self._theme))

    @cached_property
    def whatif_card(self) -> WhatIfCard:
        """The card of other settings that are tried."""
        card = self._put(WhatIfCard(self._theme))
        card.wanted.connect(self.alternative_wanted)
        card.taken.connect(self.alternative_taken)
        card.removed.connect(self.alternative_removed)
        return card

    @cached_property
    def ball_card(self) -> BallCard:
        """The card of the ball on the loss surface."""
        return self._put(BallCard(self._theme))

    @cached_property
    def network_card(self) -> NetworkCard:
        """The card of the network, when nothing is selected."""
        card = self._put(NetworkCard(self._theme))
        card.selection_chosen.connect(self.selection_changed)
        card.check_requested.connect(self.check_requested)
        card.new_weights_requested.connect(self.new_weights_requested)
        card.insight.row_chosen.connect(self.row_chosen)
        card.insight.tested.connect(self.tested)
        return card

    def _put(self, card: Made) -> Made:
        card.edit_requested.connect(self.edit_requested)
        card.hovered.connect(self.hovered)
        card.origin_wanted.connect(self.open_origin)
        card.path_lit.connect(self.path_lit)
        card.hide()
        self._column.addWidget(card)
        self._cards.append(card)
        return card

    def _lay_out(self, theme: Theme) -> None:
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("look", "panel")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.origin = OriginSection(theme)
        self.origin.stepped.connect(self.origin_changed)
        self.origin.pointed.connect(self.step_pointed)
        self._column.addWidget(self.origin)
        self._scroll.setWidget(inside)
        self.foot = Foot(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.foot)

    @property
    def card(self) -> Card:
        """The card of what is selected."""
        if self._selection.loss:
            return self.loss_card
        if self._selection.only_neuron is not None:
            return self.neuron_card
        if self._selection.only_connection is not None:
            return self.weight_card
        if self._selection:
            return self.several_card
        return self._card_of_nothing()

    def _card_of_nothing(self) -> Card:
        """Return the card that is shown when nothing is selected."""
        moment = self._moment
        if moment is not None and (moment.looking_back or self.comparing):
            return self.whatif_card
        if moment is not None and moment.divergence is not None:
            return self.divergence_card
        return self.network_card if self._ball is None else self.ball_card

    @property
    def offers_alternatives(self) -> bool:
        """Whether the card of other settings is in sight."""
        return "whatif_card" in vars(self) and self.whatif_card.isVisible()

    def sizeHint(self) -> QSize:
        """Return the width the design gives the dock."""
        return QSize(Metrics.RIGHT_DOCK, 600)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        for card in self._cards:
            card.set_theme(theme)
        self.origin.set_theme(theme)
        self.foot.set_theme(theme)

    def set_comparing(self, comparing: bool) -> None:
        """Show the comparison in place of the network, also when not looking back."""
        self.comparing = comparing
        self._show()

    def set_ball(self, ball: Ball | None, race: Race | None = None) -> None:
        """Show the ball of the loss surface in place of the network; None shows that again."""
        shown = None if ball is None else (ball, race)
        if shown != self._ball:
            self._ball = shown
            if ball is not None:
                self.ball_card.show_ball(ball, race)
            self._show()

    def set_selection(self, selection: Selection) -> None:
        """Show something else."""
        if selection != self._selection:
            self._selection = selection
            self.hovered.emit(None)
            self._scroll.verticalScrollBar().setValue(0)
            self._show()

    def show_origin(self, kind: Kind, target: str, sample: int | None = None) -> None:
        """Show where a number comes from; `sample` is its row from 1, None of the batch."""
        self.open_origin(NumberName(kind, target, sample))

    def open_origin(self, number: NumberName | Step | None) -> None:
        """Show where a number comes from; None closes what is shown.

        Where training has stopped, the card of the divergence tells it.
        """
        if number is None or self._moment is None or self._moment.divergence is not None:
            self.origin.leave()
            return
        step = number if isinstance(number, Step) else Step(number)
        self.origin.open(step, self._reader.read(self._moment))
        self._scroll.verticalScrollBar().setValue(0)

    def show_moment(self, moment: Moment) -> None:
        """Show the numbers of a moment."""
        fast = moment.playing and not moment.animated
        old = self._moment
        same = old is not None and old.project.network is moment.project.network
        self._moment = moment
        if fast and same and self._clock() - self._shown_at < FAST_SECONDS:
            return
        self._show()

    def _show(self) -> None:
        moment = self._moment
        if moment is None:
            return
        self._shown_at = self._clock()
        self._selection = self._selection.within(moment.project.network)
        facts = self._reader.read(moment)
        chosen = self.card
        for card in self._cards:
            card.setVisible(card is chosen)
        chosen.show_facts(facts, self._selection)
        self.origin.show_facts(facts)
        self.foot.set_note(chosen.note(facts))

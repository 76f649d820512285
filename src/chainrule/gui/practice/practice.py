"""Practice in the window: begins and ends it, and brings what a person does to the drill."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from chainrule.gui.files import told
from chainrule.gui.language import translate
from chainrule.gui.menus import PRACTICE
from chainrule.gui.practice.choice_menu import fill_choice, smaller_wishes
from chainrule.gui.practice.held import HINT, Held
from chainrule.gui.practice.kept_round import KeptRound
from chainrule.gui.practice.wish import store_wish, stored_wish
from chainrule.gui.practice.words import counted
from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from collections.abc import Hashable

    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.practice.desk import Desk
    from chainrule.gui.practice.drill import Drill
    from chainrule.gui.practice.wish import Wish
    from chainrule.network.message import Message
    from chainrule.session.frame import Frame
    from chainrule.session.moment import Moment
    from chainrule.session.operations import Subject


class Practice(QObject):
    """Holds the session still while it is on; what is done meanwhile is done to a copy.

    `spared` are neurons and connections that a person does not want to be asked about.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.wish = stored_wish()
        self.spared: frozenset[Subject] = frozenset()
        self._desk: Desk | None = None
        self._held = Held(window)
        self._kept = KeptRound()

    @property
    def on(self) -> bool:
        """Whether a person practises."""
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        """What there is while a person practises."""
        assert self._desk is not None  # noqa: S101, RUF100
        return self._desk

    def bind(self) -> None:
        """Connect the action and the menus; the window is complete."""
        window = self._window
        action = window.actions_by_name["run.practice"]
        action.triggered.connect(self.set_on)
        for menu in (window.menus[PRACTICE], self._button_menu):
            menu.aboutToShow.connect(lambda menu=menu: self._fill(menu))
        window.canvas.spare_toggled.connect(self.spare)
        window.toolbar.practice.setMenu(self._button_menu)
        window.document.listen(lambda *_: self._changed())
        window.actions_by_name[HINT].triggered.connect(self._hint)
        self._held.bind()

    def _fill(self, menu: QMenu) -> None:
        fill_choice(menu, self._now, self.choose)
        menu.addSeparator()
        anew = menu.addAction(translate("Practice", "Begin a new round"))
        anew.setObjectName("practice.anew")
        anew.triggered.connect(self.anew)

    def anew(self) -> None:
        """Begin a round without the answers so far."""
        self._kept.forget()
        if self.on:
            self.desk.anew()
        else:
            self.set_on(True)

    @cached_property
    def _button_menu(self) -> QMenu:
        return QMenu(self._window.toolbar.practice)

    # Beginning and ending

    def set_on(self, on: bool) -> None:
        """Practise, or leave practice."""
        if on and not self.on:
            self._begin()
        elif not on:
            self.leave()
        self._window.actions_by_name["run.practice"].setChecked(self.on)

    def _begin(self, wish: Wish | None = None) -> None:
        """Begin with a wish; else go on with a round that was left, or begin with the usual one."""
        from chainrule.gui.practice.desk import Desk

        window = self._window
        window.inspector  # noqa: B018  the panel takes its place
        window.origins.close()
        window.driver.pause()
        if not window.document.project.data.train or window.driver.moment().divergence is not None:
            self._say(translate("Practice", "There is no pass to practise here."))
            return
        window.driver.look_at_end()
        try:
            kept = None if wish else self._kept.take(window.driver.session.run, self._asked)
            drill = kept or self._drill(wish or self.wish)
        except ChainruleError as error:
            self._say(told(error))
            return
        if drill.refused is not None or not drill.round.questions:
            self._offer(drill.refused)
            return
        self._desk = Desk(window, self, drill)
        window.driver.holder = self
        window.strip.say("")
        self._desk.open()

    @property
    def _asked(self) -> Hashable:
        """What decides about the numbers that are asked and how they are judged."""
        return self.wish, self.spared, self._window.theme.notation.decimals

    def _drill(self, wish: Wish) -> Drill:
        """Return a drill of the next update, or of the one that is open."""
        from chainrule.gui.practice.drill import Drill

        window = self._window
        return Drill(window.driver.session.run, wish, self.spared, window.theme.notation.decimals)

    def _offer(self, refused: Message | None) -> None:
        """Say why there is no round, and offer what fits."""
        nothing = message(QT_TRANSLATE_NOOP("Practice", "There is nothing to hide here."))
        self._say(told(ChainruleError(refused or nothing)))
        drill = self._drill(self.wish)
        fitting = [(name, wish) for name, wish in smaller_wishes(self.wish) if drill.count(wish)]
        button = self._window.toolbar.practice
        menu = self.offered = QMenu(button)
        menu.setObjectName("practice_offer")
        for name, wish in fitting:
            text = translate("Practice", "Practise {phases}: {count} values")
            action = menu.addAction(text.format(phases=name, count=drill.count(wish)))
            action.triggered.connect(lambda _=False, wish=wish: self._begin_with(wish))
        if fitting:
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _begin_with(self, wish: Wish) -> None:
        """Begin with a smaller wish, for this time only."""
        self._begin(wish)
        self._window.actions_by_name["run.practice"].setChecked(self.on)

    def leave(self) -> bool:
        """Show everything again; return whether a person was practising.

        A round in which something was answered is kept, to go on with.
        """
        drill = self._desk.drill if self._desk is not None else None
        if drill is None or not self._end():
            return False
        window = self._window
        kept = self._kept.keep(drill, window.driver.session.run, self._asked)
        window.driver.show()
        window.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        if kept:
            told = translate("Practice", "Your answers are kept: P goes on with {count}.")
            self._say(told.format(count=counted(drill)))
        return True

    def _changed(self) -> None:
        """Leave practice when there is another project; whoever made it shows it."""
        self._kept.forget()
        self._end()

    def _end(self) -> bool:
        """Let the session go on; what it now shows is for others to show."""
        desk, self._desk = self._desk, None
        if desk is None:
            return False
        self._window.driver.holder = None
        desk.close()
        self._held.release()
        self._window.actions_by_name["run.practice"].setChecked(False)
        return True

    # Choosing

    @property
    def _now(self) -> Wish:
        """What is hidden now, or will be."""
        return self.desk.drill.wish if self.on else self.wish

    def choose(self, wish: Wish) -> None:
        """Remember another wish; a round that has not begun begins anew with it."""
        self.wish = wish
        store_wish(wish)
        if self.on:
            self.desk.wish(wish)

    def spare(self, subject: Subject) -> None:
        """Leave a neuron or a connection out of practice, or ask about it again."""
        self.spared ^= {subject}
        self._window.canvas.spared = self.spared
        if self.on:
            self.desk.spare(self.spared)

    # What the driver asks

    def veil(self, moment: Moment) -> Moment:
        """Return what may be shown of a moment."""
        return self.desk.veil(moment)

    def frame(self, moment: Moment) -> Frame:
        """Return what the canvas shows: while practising, what has been found."""
        return self.desk.frame() if self.on else moment.frame

    def refusal(self) -> Message:
        """Return why nothing can be changed now."""
        return message(
            QT_TRANSLATE_NOOP(
                "Practice", "While you practise, nothing is changed. P or Esc leaves practice."
            )
        )

    def refuse(self) -> None:
        """Say why nothing is done."""
        self._say(self.why_held())

    def why_held(self) -> str:
        """Return why nothing can be changed, as it is told."""
        return told(ChainruleError(self.refusal()))

    def step_back(self) -> None:
        """Look at the answer before."""
        self.desk.look_back()

    def show_moment(self, moment: Moment) -> None:
        """Hold back the actions that would change the network or tell its numbers."""
        if self.on:
            self._held.hold()
            self._window.actions_by_name[HINT].setEnabled(self.desk.drill.current is not None)
            self.desk.show()

    def _hint(self) -> None:
        """Give a hint to the number that is asked for."""
        if self.on and self.desk.drill.current is not None:
            self.desk.hint()

    def _say(self, text: str) -> None:
        self._window.strip.say(text)
        self._window.status.say(text)

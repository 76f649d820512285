"""The dock of the loss surface: made when it is first opened; the surface is computed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.selection import Selection

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.panels.surface.surface_panel import SurfacePanel
    from chainrule.session.landscape import Landscape, Landscapes
    from chainrule.session.ledger import Ledger
    from chainrule.session.moment import Moment
    from chainrule.teaching.ball import Ball
    from chainrule.teaching.race import Race

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea


class SurfaceDock(QObject):
    """Hands the panel its moments, has landscapes computed, and does what it asks for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.panel: SurfacePanel | None = None
        self._landscapes: Landscapes | None = None
        self._ball: Ball | None = None
        self._over = False
        """whether the rail shows the panel over the canvas"""
        self._told_of: Landscape | None = None
        self._told_by: Ledger | None = None
        title = translate("Docks", "Loss surface")
        self.dock = window.docks.made("surface", title, QWidget(), "chart")
        window.addDockWidget(LEFT, self.dock)
        self.dock.hide()
        self.action = window.actions_by_name["view.surface"]
        self.action.triggered.connect(self.set_open)
        self.dock.visibilityChanged.connect(self._seen)
        window.docks.widths.add(self.dock, Metrics.SURFACE_DOCK)
        window.rail.add("surface", self.dock, translate("Rail", "Loss"))
        window.rail.opens.connect(self._opens)
        window.rail.opened.connect(self._opened)
        window.rail.visibilityChanged.connect(self._narrowed)
        window.driver.moment_changed.connect(self._show)

    def set_open(self, opened: bool) -> None:
        """Open the dock beside the canvas, or over it in a narrow window; or close it."""
        if not self._window.rail.isHidden():
            self._window.rail.open("surface" if opened else "")
            return
        if opened:
            self._made()
            self.dock.setFloating(False)
        self.dock.setVisible(opened)
        if opened:
            for other in (self._window.docks.data, self._window.docks.steps):
                self._window.tabifyDockWidget(other, self.dock)
            self.dock.raise_()

    def _narrowed(self, narrow: bool) -> None:
        """Leave the room beside the canvas where the rail takes the docks' place."""
        if narrow and not self.dock.isFloating():
            self.dock.hide()

    def _opens(self, name: str) -> None:
        """Make the panel before the rail shows it."""
        if name == "surface":
            self._made()
            self.dock.hide()

    def _opened(self, name: str) -> None:
        if name == "surface" or self._over:
            self._over = name == "surface"
            self._follow(self._over)

    def _seen(self, visible: bool) -> None:
        if visible and self._window.isVisible():
            self._made()
        if self._window.rail.isHidden() or self.dock.isFloating():
            self._follow(visible)

    def _follow(self, shown: bool) -> None:
        """Show the moment in a panel that has come to be seen; compute nothing for any other."""
        self.action.setChecked(shown)
        if shown and self._window.isVisible():
            self._show(self._window.driver.moment())
        elif self._landscapes is not None and not shown:
            self._landscapes.want(None)
            self._tell(None, self._window.driver.moment())

    def _made(self) -> SurfacePanel:
        if self.panel is None:
            from chainrule.gui.panels.surface.surface_panel import SurfacePanel
            from chainrule.session.landscape import Landscapes

            window = self._window
            driver = window.driver
            panel = self.panel = SurfacePanel(window.theme)
            self._landscapes = Landscapes(lambda: driver.session)
            driver.works.append(self._landscapes)
            window.docks.put(self.dock, panel)
            panel.edit_requested.connect(window.apply)
            panel.names_changed.connect(driver.show)
            panel.view.ball_chosen.connect(self.show_ball)
            window.access.regions.order_tabs()
        return self.panel

    def renew(self) -> None:
        """Take another theme."""
        if self.panel is not None:
            self.panel.set_theme(self._window.theme)

    def _show(self, moment: Moment) -> None:
        """Show what is there, and ask for what is not."""
        panel, landscapes, driver = self.panel, self._landscapes, self._window.driver
        if panel is None or landscapes is None or not panel.isVisible() or not driver.loaded:
            return
        if driver.holder is not None:
            landscapes.want(None)
            panel.show_land(None, (), moment, held=True)
            self._tell(None, moment)
            return
        panel.show_network(moment.project.network)
        wanted = panel.names if moment.project.data.train else None
        landscapes.want(wanted)
        driver.keep_going()
        land = landscapes.landscape
        if land is None and landscapes.busy:
            return
        self._tell(land, moment)
        current = land is not None and land.update == moment.place.update
        pushes = self._ball.pushes if current and self._ball is not None else ()
        panel.show_land(land, pushes, moment, held=False)

    def _tell(self, land: Landscape | None, moment: Moment) -> None:
        """Hand the Inspector the ball when it is another; at full speed with each landscape."""
        fast = moment.playing and not moment.animated
        if fast and land is self._told_of:
            return
        ledger = None if land is None else self._window.driver.session.coming()
        if land is self._told_of and ledger is not None and ledger is self._told_by:
            return
        self._told_of, self._told_by = land, ledger
        self._ball, race = (None, None) if land is None else self._told(land, ledger)
        self._window.inspector.set_ball(self._ball, race)

    def _told(self, land: Landscape, ledger: Ledger | None) -> tuple[Ball | None, Race | None]:
        """Return the ball before the update to come, and the race up to the landscape's update."""
        from chainrule.teaching.ball import ball_of
        from chainrule.teaching.race import race_of

        session = self._window.driver.session
        log = session.run.log
        ball = ball_of(ledger, land.names, (log[-1].train_loss, session.coming_loss()))
        walked = log.since(land.first).until(land.update)
        return ball, race_of(walked, land.plain_losses, land.plain_end)

    def show_ball(self) -> None:
        """Show the ball's card: nothing else is selected or compared."""
        window = self._window
        window.select(Selection())
        window.what_if.show_card(False)
        window.docks.inspector.show()
        window.docks.inspector.raise_()

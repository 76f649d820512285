"""The header of the Loss panel: what is plotted, which line is which, the scale, and the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from chainrule.gui.language import translate
from chainrule.gui.metrics import Metrics
from chainrule.gui.panels.plot_legend import Legend
from chainrule.gui.panels.plot_options import Quantity
from chainrule.gui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from chainrule.gui.icons import Icons
    from chainrule.gui.panels.plot_options import PlotOptions

ICON, CHEVRON = 18, 14


class LossHead(QWidget):
    """Title or switch, legend, scale, menu button."""

    accuracy_chosen = Signal(bool)
    log_chosen = Signal(bool)
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel(_loss())
        self.title.setProperty("look", "section")
        self.quantity = self._choice()
        self.scale = Segmented(
            "loss_scale",
            translate("Plot", "Scale of the loss"),
            {"linear": translate("Plot", "Linear"), "log": translate("Plot", "Log")},
        )
        self.legend = Legend()
        self.menu = QToolButton()
        self.menu.setObjectName("plot_menu")
        self.menu.setAccessibleName(translate("Plot", "Menu of the plot"))
        self.menu.setToolTip(translate("Plot", "Smoothing, ghosts, what happened, export"))
        self.menu.setIconSize(QSize(ICON, ICON))
        self.menu.clicked.connect(
            lambda: self.menu_wanted.emit(self.menu.mapToGlobal(self.menu.rect().bottomLeft()))
        )
        self.scale.current_changed.connect(lambda key: self.log_chosen.emit(key == "log"))
        self.quantity.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(Metrics.DOCK_PADDING, 0, Metrics.DOCK_PADDING, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.quantity)
        row.addWidget(self.legend, 1)
        row.addWidget(self.scale)
        row.addWidget(self.menu)

    def _choice(self) -> QToolButton:
        """Return the title as a button, for where there is a choice of what is plotted."""
        button = QToolButton()
        button.setObjectName("plot_quantity")
        button.setProperty("look", "heading")
        button.setAccessibleName(translate("Plot", "What is plotted"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setIconSize(QSize(CHEVRON, CHEVRON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        for name, text in (("loss", _loss()), ("accuracy", translate("Plot", "Accuracy"))):
            action = menu.addAction(text)
            action.setObjectName(f"plot_quantity.{name}")
            action.triggered.connect(
                lambda _=False, on=name == "accuracy": self.accuracy_chosen.emit(on)
            )
        button.setMenu(menu)
        return button

    def show_options(self, options: PlotOptions, *, classes: bool) -> None:
        """Show what is chosen; with classes there is a choice of what is plotted."""
        shows_loss = options.quantity is Quantity.LOSS
        self.title.setHidden(classes)
        self.quantity.setHidden(not classes)
        self.quantity.setText(_loss() if shows_loss else translate("Plot", "Accuracy"))
        self.scale.set_current("log" if options.logarithmic else "linear")
        self.scale.setHidden(not shows_loss)

    def set_icons(self, icons: Icons) -> None:
        """Take the icons of another theme."""
        self.menu.setIcon(icons.icon("ellipsis", sizes=(ICON,)))
        self.quantity.setIcon(icons.icon("chevron-down", sizes=(CHEVRON,)))


def _loss() -> str:
    return translate("Plot", "Loss")

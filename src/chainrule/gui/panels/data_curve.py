"""The curve in the data dock, of networks with one input: its title, and when it is drawn anew."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.panels.curve_view import CurveView, has_curve
from chainrule.gui.panels.output_head import OutputHead
from chainrule.gui.symbols import Symbols, symbol_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.panels.data_maps import Mapping
    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

SECONDS = 0.2


class CurvePart(QWidget):
    """The output over the input, with the samples."""

    row_chosen = Signal(int)
    place_chosen = Signal(float)

    def __init__(
        self,
        theme: Theme,
        mapping: Mapping,
        parent: QWidget | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__(parent)
        self._mapping, self._clock = mapping, clock
        self._drawn_at = -SECONDS
        self._moment: Moment | None = None
        self._head = OutputHead("curve_output", self)
        self.view = CurveView(theme, self)
        self.view.row_chosen.connect(self.row_chosen)
        self.view.place_chosen.connect(self.place_chosen)
        self.choice = self._head.choice
        self.choice.chosen.connect(self._show_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._head)
        column.addWidget(self.view)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.view.set_theme(theme)

    def show_moment(self, moment: Moment) -> None:
        """Show the curve of a moment, when it is due."""
        self.setVisible(has_curve(moment))
        due = not moment.playing or self._clock() - self._drawn_at >= SECONDS
        if not has_curve(moment) or not due or not self.isVisible():
            return
        self._drawn_at, self._moment = self._clock(), moment
        network = moment.project.network
        self.choice.show_project(moment.project, classes=False)
        output = symbol_html(Symbols(network).neuron(network.outputs[0].id), 13)
        text = translate("Data", "Output {output} over the input").format(output=output)
        if not self.choice.isHidden():
            text = translate("Data", "Over the input")
        self._head.show_title(text)
        shown = self.choice.output or network.outputs[0].id
        self.view.show_moment(moment, self._mapping, shown)

    def _show_again(self) -> None:
        """Show another output at once."""
        if self._moment is not None:
            self._drawn_at = -SECONDS
            self.show_moment(self._moment)

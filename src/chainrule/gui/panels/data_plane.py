"""The plane in the data dock: its tools, its title, and when it is computed anew."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from chainrule.gui.language import translate
from chainrule.gui.panels import data_edits
from chainrule.gui.panels.data_maps import asked_place, plane_of
from chainrule.gui.panels.data_samples import drawn_row, held, samples_of
from chainrule.gui.panels.output_head import OutputHead
from chainrule.gui.panels.plane import PlaneView
from chainrule.gui.panels.plane_asking import PlaneAsking
from chainrule.gui.panels.plane_pen import PlanePen
from chainrule.gui.panels.plane_tools import POINTER, PlaneTools
from chainrule.gui.symbols import Symbols, symbol_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.gui.panels.data_maps import Mapping
    from chainrule.gui.panels.data_samples import Samples
    from chainrule.gui.theme import Theme
    from chainrule.session.moment import Moment

PLANE_SECONDS = 0.2


class PlanePart(QWidget):
    """The output over the plane of two inputs, with the samples, which can be drawn."""

    edit_requested = Signal(object)
    row_chosen = Signal(int)
    place_chosen = Signal(float, float)

    def __init__(
        self,
        theme: Theme,
        mapping: Mapping,
        parent: QWidget | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__(parent)
        self._clock, self._mapping = clock, mapping
        self._moment: Moment | None = None
        self._batch: frozenset[int] = frozenset()
        self._drawn: object = None
        self._drawn_at = -PLANE_SECONDS
        self._samples: tuple[object, Samples | None] = (None, None)
        self._head = OutputHead("plane_output", self)
        self.title, self.choice = self._head.title, self._head.choice
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.tools = PlaneTools(theme, self)
        self.plane = PlaneView(theme, self)
        self.plane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plane.installEventFilter(self.tools)
        self.pen = PlanePen(self.plane, self.tools)
        self.asking = PlaneAsking(self.plane, self.tools)
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head)
        for widget in (self.tools, self.plane):
            column.addWidget(widget)

    def _connect(self) -> None:
        self.asking.asked.connect(self.place_chosen)
        self.plane.row_chosen.connect(self.row_chosen)
        self.pen.drawn.connect(self._draw)
        self.pen.erased.connect(lambda rows: self.edit_requested.emit(data_edits.erase_rows(rows)))
        self.tools.tool_changed.connect(self._fit)
        self.tools.clear_requested.connect(
            lambda: self.edit_requested.emit(data_edits.remove_rows())
        )
        self.choice.chosen.connect(self._show_again)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.plane.set_theme(theme)
        self.tools.set_theme(theme)

    def show_moment(self, moment: Moment, batch: frozenset[int]) -> None:
        """Show the samples of a moment, and the output when it is due."""
        self._moment, self._batch = moment, batch
        samples = self._samples_of(moment)
        self.setVisible(samples is not None)
        if samples is None:
            return
        self._fill_title(moment, samples, bool(batch))
        self.tools.show_samples(samples, not moment.looking_back)
        samples = self._samples_of(moment)
        self.plane.set_samples(samples, moment.place.row, batch)
        self.plane.set_asked(asked_place(moment))
        if not moment.playing or self._clock() - self._drawn_at >= PLANE_SECONDS:
            self.refresh()

    def _samples_of(self, moment: Moment) -> Samples | None:
        """Return the samples, worked out once for the same rows and neurons."""
        key = (moment.project.data, moment.project.network.neurons, self.choice.output)
        known = self._samples[0]
        same = isinstance(known, tuple) and all(a is b for a, b in zip(known, key, strict=True))
        if not same:
            found = samples_of(moment, self.choice.output)
            before = self._samples[1]
            if self.tools.tool != POINTER and found is not None and before is not None:
                found = held(found, before)
            self._samples = (key, found)
        return self._samples[1]

    def _fit(self, tool: int) -> None:
        """Fit the plane to the samples once the tool that drew them is put away."""
        if tool == POINTER:
            self._samples = (None, None)
            self._show_again()

    def _show_again(self) -> None:
        """Show what is there with another output."""
        if self._moment is not None:
            self.show_moment(self._moment, self._batch)

    def _fill_title(self, moment: Moment, samples: Samples, batch: bool) -> None:
        self.choice.show_project(moment.project, bool(samples.classes))
        output = Symbols(moment.project.network).neuron(moment.project.network.outputs[0].id)
        title = translate("Data", "Output {output} over the plane")
        if not self.choice.isHidden():
            title = translate("Data", "Over the plane")
        if batch:
            title = translate("Data", "The batch in the plane")
        self._head.show_title(title.format(output=symbol_html(output, 13)))

    def refresh(self) -> None:
        """Compute the plane anew when it can be seen and something has changed."""
        moment = self._moment
        if moment is None or not self.isVisible():
            return
        samples = self._samples_of(moment)
        if samples is None:
            return
        parameters = moment.frame.parameters
        key = (moment.project.network, parameters, samples, self.choice.output)
        if key == self._drawn:
            return
        self._drawn, self._drawn_at = key, self._clock()
        self.plane.set_plane(plane_of(self._mapping, moment, samples, self.choice.output))

    def catch_up(self) -> None:
        """Compute what was not computed while it could not be seen.

        Nothing is computed before the engine has been asked for anything: the plane of a fresh
        window appears with its first numbers.
        """
        if self._mapping.begun or (self._moment is not None and len(self._moment.outputs)):
            self.refresh()

    def _draw(self, places: list[tuple[float, float]], tool: int) -> None:
        moment, samples = self._moment, self._samples[1]
        if moment is None or samples is None or not self.tools.settle():
            return
        target = self.tools.target(tool)
        rows = [drawn_row(moment.project, samples, at, target) for at in places]
        self.edit_requested.emit(data_edits.add_rows(rows))

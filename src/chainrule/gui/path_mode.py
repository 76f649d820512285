"""Path mode: the paths of what is selected, lit on the canvas and told in the strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from chainrule.gui.canvas.path_marks import PathMarks

if TYPE_CHECKING:
    from chainrule.gui.main_window import MainWindow
    from chainrule.gui.selection import Selection
    from chainrule.session.moment import Moment
    from chainrule.teaching.paths.path_sum import PathSum
    from chainrule.teaching.paths.tracing import Tracer


class PathMode(QObject):
    """Begins when one weight or neuron is selected that the backward pass has reached.

    While steps are played the canvas belongs to them: paths are lit where it stands still.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._tracer: Tracer | None = None
        self._moment: Moment | None = None
        self._found: PathSum | None = None
        self._lit: int | None = None
        window.selected.connect(self._select)

    @property
    def marks(self) -> PathMarks | None:
        """What is lit on the canvas, all paths together: for pictures."""
        return None if self._found is None else PathMarks.of(self._found)

    def show_moment(self, moment: Moment) -> None:
        """Follow the steps."""
        self._moment = moment
        self._renew()

    def light(self, number: int | None) -> None:
        """Light one path alone, or all together."""
        if number != self._lit:
            self._lit = number
            self._mark()

    def _select(self, _selection: Selection) -> None:
        self._renew()

    def _renew(self) -> None:
        found = self._trace()
        if found is self._found:
            return
        self._found, self._lit = found, None
        self._mark()
        self._tell()

    def _trace(self) -> PathSum | None:
        moment = self._moment
        start = self._window.selection.only
        if moment is None or start is None or moment.phase is None:
            return None
        if moment.playing or not moment.frame.complete:
            return None
        return self._made_tracer().trace(moment, start)

    def _made_tracer(self) -> Tracer:
        """Return the tracer, made when a step is first shown."""
        if self._tracer is None:
            from chainrule.teaching.paths.tracing import Tracer

            self._tracer = Tracer()
        return self._tracer

    def _mark(self) -> None:
        found = self._found
        self._window.canvas.show_paths(None if found is None else PathMarks.of(found, self._lit))

    def _tell(self) -> None:
        if self._found is None:
            self._window.strip.tell(None)
            return
        from chainrule.teaching.paths.path_sentences import paths_sentence

        self._window.strip.tell(paths_sentence(self._found))

"""What the plot says of one update: its loss or accuracy, and all that goes with it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind, show
from chainrule.gui.panels.ghost_style import ghost_role
from chainrule.gui.panels.plot_options import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from chainrule.gui.panels.plot_options import PlotOptions
    from chainrule.gui.theme import Theme
    from chainrule.network.project import LogRow
    from chainrule.session.moment import Moment

    Values = Sequence[tuple[str, float]]

BETWEEN = "&nbsp;&nbsp; "


def valued(value: float, options: PlotOptions, theme: Theme) -> str:
    """Return a value as the axis counts it."""
    kind = Kind.GRADIENT if options.quantity is Quantity.LOSS else Kind.PERCENT
    return show(value, kind, theme.notation)


def heading(update: int, value: float, options: PlotOptions, theme: Theme) -> str:
    """Return the first line: which update, and its value in bold."""
    words = translate("Plot", "update {update}  {loss}")
    return words.format(update=update, loss=f"<b>{valued(value, options, theme)}</b>")


def reading(
    moment: Moment,
    point: tuple[int, float],
    options: PlotOptions,
    theme: Theme,
    smooth: float | None,
) -> list[str]:
    """Return what is read at a point (update, value), line by line."""
    first = heading(*point, options, theme)
    return [first, _beside(moment, point[0], options, theme, smooth)]


def _beside(
    moment: Moment, update: int, options: PlotOptions, theme: Theme, smooth: float | None
) -> str:
    """Return the second line: the test set, the smooth curve, and the settings in force."""
    parts = []
    tested = _tested(moment, update, options)
    if tested is not None and options.show_test:
        said = translate("Plot", "test {value}")
        parts.append(said.format(value=valued(tested, options, theme)))
    if smooth is not None:
        said = translate("Plot", "smooth {value}")
        parts.append(said.format(value=valued(smooth, options, theme)))
    row = row_at(moment.log, update)
    if row is not None:
        settings = (
            (translate("Plot", "η {value}"), row.learning_rate),
            (translate("Plot", "μ {value}"), row.momentum),
        )
        parts += [
            said.format(value=show(value, Kind.SETTING, theme.notation)) for said, value in settings
        ]
    return BETWEEN.join(parts)


def of_others(alternatives: Values, ghosts: Values, options: PlotOptions, theme: Theme) -> str:
    """Return the line of alternatives and ghosts: each one's value by its letter."""
    return BETWEEN.join(
        [_lettered(*each, theme["text2"], options, theme) for each in alternatives]
        + [_lettered(*each, theme[ghost_role(each[0])], options, theme) for each in ghosts]
    )


def _lettered(letter: str, value: float, colour: QColor, options: PlotOptions, theme: Theme) -> str:
    shown = valued(value, options, theme)
    return f'<span style="color:{colour.name()}"><b>{letter}</b></span> {shown}'


def row_at(log: Sequence[LogRow], update: int) -> LogRow | None:
    """Return the row of an update, None without one."""
    at = update - log[0].update if log else 0
    if not 0 <= at < len(log) or log[at].update != update:
        at = bisect_left(log, update, key=lambda row: row.update)
    return log[at] if at < len(log) and log[at].update == update else None


def _tested(moment: Moment, update: int, options: PlotOptions) -> float | None:
    if options.quantity is Quantity.LOSS:
        row = row_at(moment.log, update)
        return None if row is None else row.test_loss
    known = None if moment.accuracy is None else moment.accuracy.known.get(update)
    return None if known is None else known.test

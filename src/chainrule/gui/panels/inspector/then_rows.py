"""Then and now: how a run stood at the moment that is looked at, beside its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.rows import Row
from chainrule.gui.panels.plot_scale import by_epoch

if TYPE_CHECKING:
    from chainrule.gui.canvas.text import Word
    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.session.moment import Moment
    from chainrule.session.standing import Standing

    Standings = tuple[Standing, Standing]

THEN, NOW = 110.0, 0.0
"""px from the right at which the columns end"""
HEAD = 24.0


def then_rows(pen: Pen, moment: Moment, standings: Standings) -> list[Row]:
    """Return the rows: losses, the largest weight, and how many samples are right or near."""
    then, _ = standings
    rows = [_head(pen, standings, epochs=by_epoch(moment.log))]
    rows.append(_losses(pen, translate("WhatIf", "mean loss"), standings, "train_loss"))
    if then.row.test_loss is not None:
        rows.append(_losses(pen, translate("WhatIf", "test loss"), standings, "test_loss"))
    if then.largest is not None:
        word = translate("WhatIf", "largest weight")
        rows.append(_numbers(pen, word, [each.largest for each in standings], Kind.PARAMETER))
    rows.append(_good(pen, standings))
    return rows


def _head(pen: Pen, standings: Standings, *, epochs: bool) -> Row:
    template = translate("WhatIf", "update {update}")
    if epochs:
        template = translate("WhatIf", "epoch {update}")
    cells = []
    for each, right in zip(standings, (THEN, NOW), strict=True):
        told = template.format(update=pen.show(each.row.update, Kind.COUNT))
        cells.append(pen.cell(pen.word(told, 12, 400, pen.theme.text3), right=right))
    return Row(tuple(cells), HEAD)


def _losses(pen: Pen, word: str, standings: Standings, column: str) -> Row:
    values = [getattr(each.row, column) for each in standings]
    return _numbers(pen, word, values, Kind.GRADIENT)


def _numbers(pen: Pen, word: str, values: list[float | None], kind: Kind) -> Row:
    cells = [pen.cell(pen.quiet(word))]
    for value, right in zip(values, (THEN, NOW), strict=True):
        number = pen.number(value, kind, weight=400, coloured=False)
        cells.append(pen.cell(number, right=right, value=value))
    return Row(tuple(cells), rule=True)


def _good(pen: Pen, standings: Standings) -> Row:
    """Return the row that counts the samples that are right; without classes those near."""
    from chainrule.session.standing import NEAR

    word = translate("WhatIf", "rows right")
    if not standings[0].classes:
        word = translate("WhatIf", "rows within {distance}")
        word = word.format(distance=pen.show(NEAR, Kind.SETTING))
    cells = [pen.cell(pen.quiet(word))]
    for each, right in zip(standings, (THEN, NOW), strict=True):
        cells.append(pen.cell(_share(pen, each), right=right))
    return Row(tuple(cells), rule=True)


def _share(pen: Pen, standing: Standing) -> Word:
    template = translate("WhatIf", "{count} of {rows}")
    good, rows = (pen.show(each, Kind.COUNT) for each in (standing.good, standing.rows))
    return pen.word(template.format(count=good, rows=rows))

"""Then and now: how a run stood at the moment that is looked at, beside its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind
from chainrule.gui.panels.inspector.two_columns import TwoNumbers, in_columns
from chainrule.gui.panels.plot_scale import by_epoch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.gui.panels.inspector.pen import Pen
    from chainrule.gui.panels.inspector.rows import Row
    from chainrule.session.moment import Moment
    from chainrule.session.standing import Standing

    Standings = tuple[Standing, Standing]

WIDE, NARROW = 110.0, 80.0
"""px from the right at which the first column ends, in a wide Inspector and in a narrow one"""
HEAD = 24.0
COUNTED = 100
"""samples from which on a share tells more than a count"""


def then_rows(pen: Pen, moment: Moment, standings: Standings, *, narrow: bool) -> list[Row]:
    """Return the rows: losses, the largest weight, and how many samples are right or near."""
    then, _ = standings
    lines = [_head(pen, standings, epochs=by_epoch(moment.log))]
    lines.append(_losses(pen, translate("WhatIf", "mean loss"), standings, "train_loss"))
    if then.row.test_loss is not None:
        lines.append(_losses(pen, translate("WhatIf", "test loss"), standings, "test_loss"))
    if then.largest is not None:
        word = translate("WhatIf", "largest weight")
        lines.append(_numbers(pen, word, [each.largest for each in standings], Kind.PARAMETER))
    lines.append(_good(pen, standings))
    return in_columns(pen, lines, NARROW if narrow else WIDE)


def _head(pen: Pen, standings: Standings, *, epochs: bool) -> TwoNumbers:
    template = translate("WhatIf", "update {update}")
    if epochs:
        template = translate("WhatIf", "epoch {update}")
    told = [template.format(update=pen.show(each.row.update, Kind.COUNT)) for each in standings]
    quiet = pen.theme.text3
    return TwoNumbers(None, [pen.word(word, 12, 400, quiet) for word in told], None, HEAD)


def _losses(pen: Pen, word: str, standings: Standings, column: str) -> TwoNumbers:
    values = [getattr(each.row, column) for each in standings]
    return _numbers(pen, word, values, Kind.GRADIENT)


def _numbers(pen: Pen, word: str, values: Sequence[float | None], kind: Kind) -> TwoNumbers:
    words = [pen.number(value, kind, weight=400, coloured=False) for value in values]
    return TwoNumbers(pen.cell(pen.quiet(word)), words, values, rule=True)


def _good(pen: Pen, standings: Standings) -> TwoNumbers:
    """Return the line that counts the samples that are right; without classes those near."""
    from chainrule.session.standing import NEAR

    word = translate("WhatIf", "rows right")
    if not standings[0].classes:
        word = translate("WhatIf", "rows within {distance}")
        word = word.format(distance=pen.show(NEAR, Kind.SETTING))
    if standings[0].rows >= COUNTED:
        shares = [each.good / each.rows for each in standings]
        return _numbers(pen, word, shares, Kind.PERCENT)
    counts = [pen.word(_count(pen, each)) for each in standings]
    return TwoNumbers(pen.cell(pen.quiet(word)), counts, None, rule=True)


def _count(pen: Pen, standing: Standing) -> str:
    template = translate("WhatIf", "{count} of {rows}")
    good, rows = (pen.show(each, Kind.COUNT) for each in (standing.good, standing.rows))
    return template.format(count=good, rows=rows)

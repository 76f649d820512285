"""The card of the loss: this sample's, over an output, at every output, and the batch's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.panels.inspector.card import Card, Note
from chainrule.gui.panels.inspector.curve import Curve, Picture, nice_ticks
from chainrule.gui.panels.inspector.header import IconHeader
from chainrule.gui.panels.inspector.loss_rows import batch_rows, sample_rows, slope_rows
from chainrule.gui.panels.inspector.rows import Rows
from chainrule.gui.panels.inspector.section import Stage
from chainrule.gui.panels.inspector.words import loss_title
from chainrule.gui.selection import Selection
from chainrule.gui.symbols import LOSS, Symbol
from chainrule.session.operations import LOSS_TARGET, Kind
from chainrule.teaching.cards.loss import batch_loss, loss_curve, output_slopes, sample_loss

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.theme import Theme
    from chainrule.teaching.cards.loss import LossCurve

TANGENT = 0.15
"""half the length of the tangent, as a share of the width of the plot"""
HIGHEST = 4.0
"""how far above its point a curve that rises without end is shown, times the point's height"""


class LossCard(Card):
    """All about the loss."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._chosen: str | None = None
        self.header = IconHeader(theme, "chart")
        self.put(self.header)
        self.of_sample = self.section()
        self.of_sample.head.set_title(translate("Inspector", "This sample"))
        self.sample_rows = Rows(theme)
        self.of_sample.add(self.sample_rows)
        self.along = self.section()
        self.along.head.set_remark(translate("Inspector", "all else held still"))
        self.curve = Curve(theme)
        self.along.add(self.curve)
        self.at_outputs = self.section(role="back")
        title = translate("Inspector", "Slope at the output")
        self.at_outputs.head.set_title(title, Symbol("∂L/∂ŷ"))
        self.slope_rows = Rows(theme)
        self.slope_rows.clicked.connect(self._choose)
        self.at_outputs.add(self.slope_rows)
        self.of_batch = self.section()
        self.of_batch.head.set_title(translate("Inspector", "Batch"))
        self.batch_rows = Rows(theme)
        self.of_batch.add(self.batch_rows)
        self.column.addStretch(1)

    def fill(self, facts: Facts) -> None:
        """Show the loss."""
        project = facts.moment.project
        title = loss_title(project.loss)
        self.header.set_words((translate("Inspector", "Loss"), LOSS), (title,))
        told = sample_loss(facts)
        self.sample_rows.set_rows(sample_rows(self.pen, facts, told, self.inner))
        row = translate("Inspector", "row {number}").format(number=facts.sample)
        self.of_sample.head.set_remark(row if len(project.data.train) > 1 else "")
        self._fill_curve(facts)
        slopes = output_slopes(facts)
        self.at_outputs.setVisible(bool(slopes))
        known = any(each.slope.known for each in slopes)
        self.at_outputs.head.set_stage(Stage.KNOWN if known else Stage.LATER)
        self.slope_rows.set_rows(slope_rows(self.pen, facts, slopes, self.narrow))
        rows = batch_rows(self.pen, facts, batch_loss(facts), self.inner)
        self.of_batch.setVisible(bool(rows))
        self.batch_rows.set_rows(rows)

    def _fill_curve(self, facts: Facts) -> None:
        outputs = facts.network.outputs
        shown = next((each for each in outputs if each.id == self._chosen), None)
        shown = shown or next(iter(outputs), None)
        found = None if shown is None else loss_curve(facts, shown)
        self.along.setVisible(found is not None)
        if found is None:
            return
        symbol = facts.symbols.neuron(found.neuron)
        self.along.head.set_title(translate("Inspector", "Loss over"), symbol)
        self.curve.set_picture(self._picture(found), Selection(loss=True))

    def _picture(self, found: LossCurve) -> Picture:
        from chainrule.session.probe import tangent

        left, right = found.x
        top = max(height for _, height in found.points)
        if found.point[1] > 0:
            top = min(top, max(HIGHEST * found.point[1], top / HIGHEST))
        ticks = nice_ticks(0.0, top, 3, outer=True) if top > 0 else (0.0, 1.0)
        slope, line = found.slope, None
        if slope is not None:
            line = tangent(found.point, slope, TANGENT * (right - left))
        return Picture(
            tuple(point for point in found.points if 0.0 <= point[1] <= ticks[-1]),
            found.x,
            (0.0, ticks[-1]),
            nice_ticks(*found.x, 5)[:5],
            ticks,
            found.point,
            tangent=line,
            words="" if slope is None else translate("Inspector", "slope"),
            number="" if slope is None else self.pen.gradient(slope),
            left=38.0,
            colour="accent" if slope is None else "back",
        )

    def _choose(self, target: Selection) -> None:
        """Show the curve over the output whose row was clicked."""
        self._chosen = target.only_neuron
        self.refresh()

    def note(self, facts: Facts) -> Note:
        """Say what pointing at a number does."""
        if facts.value(Kind.LOSS, LOSS_TARGET) is None:
            text = translate("Inspector", "The loss comes after the forward pass.")
            return Note("info", text)
        return super().note(facts)

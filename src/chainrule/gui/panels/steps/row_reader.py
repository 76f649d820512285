"""What the rows of the step list read as, for screen readers and for tips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.panels.steps.step_model import Node

if TYPE_CHECKING:
    from chainrule.gui.panels.steps.step_delegate import StepDelegate
    from chainrule.gui.panels.steps.step_model import Item
    from chainrule.teaching.steps import StepList


class RowReader:
    """Reads rows as they are painted."""

    def __init__(self, delegate: StepDelegate) -> None:
        self._delegate = delegate
        self.list: StepList | None = None

    def describe(self, item: Item) -> str:
        """Return a row as a sentence."""
        if isinstance(item, Node):
            told = item.what.words
            return translate(told.context, told.template).format_map(told.values)
        standing, writer = self._delegate.standing, self._delegate.writer
        if self.list is None or writer is None:
            return ""
        operation = self.list.operation(item)
        parts = [str(item + 1), *writer.text(operation, item < standing.position)]
        if (operation.kind.value, operation.target) in standing.marked:
            parts.append(translate("Steps", "stop mark"))
        if item == standing.position - 1:
            parts.append(translate("Steps", "the run stands here"))
        return ", ".join(parts)

    def explain(self, item: Item) -> str:
        """Return a step in full, with all the digits of its number."""
        writer = self._delegate.writer
        if isinstance(item, Node) or self.list is None or writer is None:
            return ""
        return writer.exact(self.list.operation(item), item < self._delegate.standing.position)

"""Which form makes the updates of a plan: a rule on the graph alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.engine.matrix_form import MatrixForm

if TYPE_CHECKING:
    from chainrule.engine.form import Form
    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup


def form_of(plan: Plan, setup: Setup) -> Form:
    """Return the form for a plan."""
    return MatrixForm(plan, setup)

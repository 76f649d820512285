"""Which form makes the updates of a plan: a rule on the graph alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.engine.matrix_form import MatrixForm
from chainrule.engine.scalar_form import ScalarForm, is_tiny

if TYPE_CHECKING:
    from chainrule.engine.form import Form
    from chainrule.engine.plan import Plan
    from chainrule.engine.setup import Setup


def form_of(plan: Plan, setup: Setup) -> Form:
    """Return the form for a plan: plain numbers while the graph is tiny, else matrices."""
    return ScalarForm(plan, setup) if is_tiny(plan.network) else MatrixForm(plan, setup)

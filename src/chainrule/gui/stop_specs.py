"""The actions that say where Play stops: names, words and keys."""

from __future__ import annotations

from chainrule.gui.actions import Spec
from chainrule.gui.language import translate
from chainrule.session.halting import When
from chainrule.session.operations import Phase


def stop_specs() -> tuple[Spec, ...]:
    """Return the actions of stop marks and of "Stop at", in the order of the menu."""
    at = {
        When.PHASE: translate("Actions", "End of each &phase"),
        When.SAMPLE: translate("Actions", "End of each &sample"),
        When.EPOCH: translate("Actions", "After an &epoch…"),
        When.LOSS: translate("Actions", "When the &loss is low…"),
        When.NEVER: translate("Actions", "&Never"),
    }
    before = {
        Phase.FORWARD: translate("Actions", "Stop before &Forward"),
        Phase.LOSS: translate("Actions", "Stop before &Loss"),
        Phase.BACKWARD: translate("Actions", "Stop before &Backward"),
        Phase.UPDATE: translate("Actions", "Stop before &Update"),
    }
    return (
        *(Spec(f"run.stop_at.{when}", text, (), "", True) for when, text in at.items()),
        *(Spec(f"run.stop_before.{phase}", text, (), "", True) for phase, text in before.items()),
        Spec("run.stop_mark", translate("Actions", "Set or clear a stop &mark"), ("F8",)),
        Spec("run.clear_stops", translate("Actions", "C&lear stop marks")),
    )

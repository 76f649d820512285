"""What is said below the blocks of the paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.gui.language import translate
from chainrule.gui.numbers import Kind as Shown
from chainrule.gui.numbers import show
from chainrule.gui.symbols import DELTA, Symbol, symbol_html
from chainrule.network.names import Activation
from chainrule.session.operations import Kind
from chainrule.teaching.cards.words import function_sign

if TYPE_CHECKING:
    from chainrule.gui.panels.inspector.facts import Facts
    from chainrule.gui.theme import Theme
    from chainrule.session.operations import Operation
    from chainrule.teaching.paths.path_sum import PathSum

PX = 12


def rest_words(theme: Theme, found: PathSum) -> str:
    """Say how many paths are not shown and what they add; of very many, how much is shown."""
    if not found.untold:
        return ""
    told = translate("Inspector", "and {count} more: {rest}").format(
        count=show(found.untold, Shown.COUNT, theme.notation),
        rest=_strong(theme, found.rest, signed=True),
    )
    shown = translate("Inspector", "The {count} largest make up {share} of the sizes of all.")
    share = show(found.share, Shown.PERCENT, theme.notation)
    return f"{told}<br>{shown.format(count=len(found.told), share=share)}"


def first_factor_words(facts: Facts, found: PathSum) -> str:
    """Say why the paths begin with δ, where they do."""
    kinds = {path.factors[0].kind for path in found.told}
    if Kind.DELTA not in kinds:
        return ""
    delta = symbol_html(DELTA, PX)
    outputs = facts.network.outputs
    if any(neuron.activation is Activation.SOFTMAX for neuron in outputs):
        told = translate(
            "Inspector",
            "Softmax outputs depend on one another: each path begins with {delta} of its output.",
        )
    else:
        told = translate(
            "Inspector",
            "Each path begins with {delta} of its output, which is {output} − {target}.",
        )
    return told.format(
        delta=delta,
        output=symbol_html(Symbol("y", hat=True), PX),
        target=symbol_html(Symbol("y"), PX),
    )


def together_words(theme: Theme, facts: Facts, found: PathSum) -> str:
    """Say how backprop finds the same number with one product, where the paths meet."""
    blame = facts.known(Kind.DELTA, found.neuron)
    if blame is None:
        return ""
    head = translate("Inspector", "Backprop adds the paths once, where they meet:")
    if isinstance(found.start, tuple):
        line = _of_weight(theme, facts, found, found.start[0], blame)
    else:
        line = _of_neuron(theme, facts, found, blame)
    return f"{head}<br>{line}"


def _of_weight(theme: Theme, facts: Facts, found: PathSum, source: str, blame: Operation) -> str:
    """Write δ of the target × the signal of the source."""
    told = translate("Inspector", "{delta} of {neuron} {blame} × {source} {signal} = {result}")
    is_input = facts.network.by_id[source].is_input
    signal = found.told[0].factors[-1].value
    return told.format(
        delta=symbol_html(DELTA, PX),
        neuron=symbol_html(facts.symbols.neuron(found.neuron), PX),
        blame=_strong(theme, blame.value),
        source=symbol_html(facts.symbols.neuron(source), PX),
        signal=_strong(theme, signal, Shown.INPUT if is_input else Shown.ACTIVATION),
        result=_strong(theme, found.gradient),
    )


def _of_neuron(theme: Theme, facts: Facts, found: PathSum, blame: Operation) -> str:
    """Write what came back to the neuron × its slope."""
    told = translate("Inspector", "{back} {passed} × {slope} {steepness} = {result}")
    passed, steepness = blame.operands
    activation = facts.network.by_id[found.neuron].activation
    neuron = symbol_html(facts.symbols.neuron(found.neuron), PX)
    return told.format(
        back=symbol_html(Symbol("∂L/∂"), PX) + neuron,
        passed=_strong(theme, passed),
        slope=function_sign(activation) + "′",
        steepness=_strong(theme, steepness),
        result=_strong(theme, found.gradient),
    )


def _strong(theme: Theme, value: float, kind: Shown = Shown.GRADIENT, signed: bool = False) -> str:
    """Return a number that no line breaks in."""
    text = show(value, kind, theme.notation, signed).replace(" ", "\u00a0")
    return f'<span style="font-weight:600; color:{theme.text.name()}">{text}</span>'

"""The actions of the View menu that choose what is seen, and how: names and words."""

from __future__ import annotations

from chainrule.gui.actions import Spec
from chainrule.gui.language import translate
from chainrule.teaching.notation import FEWEST_DECIMALS, MOST_DECIMALS


def view_specs() -> tuple[Spec, ...]:
    """Return the actions, in the order of the menu."""
    return (*_labels(), *_digits(), *_parts(), *_themes(), *_showing())


def _labels() -> tuple[Spec, ...]:
    return (
        _choice("view.labels.automatic", translate("Actions", "&Automatic")),
        _choice("view.labels.all", translate("Actions", "A&ll")),
        _choice("view.labels.near", translate("Actions", "&Near the selection")),
        _choice("view.labels.demand", translate("Actions", "On &demand")),
    )


def _digits() -> tuple[Spec, ...]:
    return tuple(
        _choice(f"view.decimals.{count}", f"&{count}")
        for count in range(FEWEST_DECIMALS, MOST_DECIMALS + 1)
    )


def _parts() -> tuple[Spec, ...]:
    return (
        _choice("view.show.weights", translate("Canvas", "Weights")),
        _choice("view.show.contributions", translate("Canvas", "Contributions")),
        _choice("view.show.gradients", translate("Canvas", "Gradients")),
        _choice("view.show.z", translate("Canvas", "Weighted sums z")),
        _choice("view.show.biases", translate("Canvas", "Biases")),
        _choice("view.show.pixels", translate("Canvas", "Pixels")),
        _choice("view.show.legend", translate("Canvas", "Legend")),
        _choice("view.show.grid", translate("Canvas", "Grid")),
    )


def _themes() -> tuple[Spec, ...]:
    return (
        _choice("view.theme.system", translate("Actions", "&System")),
        _choice("view.theme.light", translate("Actions", "&Light")),
        _choice("view.theme.dark", translate("Actions", "&Dark")),
        _choice("view.contrast", translate("Actions", "&High contrast")),
    )


def _showing() -> tuple[Spec, ...]:
    return (
        Spec("view.conventions", translate("Actions", "&Conventions…")),
        _choice("view.projector", translate("Actions", "Pro&jector text")),
        _choice("view.follow", translate("Actions", "F&ollow the step")),
        Spec("view.presentation", translate("Actions", "&Presentation"), ("F5",), "", True),
    )


def _choice(name: str, text: str) -> Spec:
    return Spec(name, text, checkable=True)

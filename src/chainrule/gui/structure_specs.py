"""The actions of the structure tools: names and words."""

from __future__ import annotations

from chainrule.gui.actions import Spec
from chainrule.gui.canvas.wording import activation_name
from chainrule.gui.language import translate
from chainrule.network.names import Activation


def structure_specs() -> tuple[Spec, ...]:
    """Return the actions of the structure tools, in the order of the menu."""
    return (*_wiring(), *_placing(), *_activations(), *_parameters())


def _wiring() -> tuple[Spec, ...]:
    return (
        Spec("network.layers", translate("Actions", "&Layers…"), ("Ctrl+Shift+L",), "layers"),
        Spec("network.add_layer", translate("Actions", "Add &hidden layer"), (), "plus"),
        Spec("network.connect_all", translate("Actions", "Connect &all"), ("Ctrl+J",)),
        Spec("network.disconnect", translate("Actions", "&Disconnect"), ("Ctrl+Shift+J",)),
    )


def _placing() -> tuple[Spec, ...]:
    return (
        Spec("network.align_left", translate("Actions", "&Left"), (), "align-left"),
        Spec("network.align_center", translate("Actions", "&Centre"), (), "align-center"),
        Spec("network.align_right", translate("Actions", "&Right"), (), "align-right"),
        Spec("network.align_top", translate("Actions", "&Top"), (), "align-top"),
        Spec("network.align_middle", translate("Actions", "&Middle"), (), "align-middle"),
        Spec("network.align_bottom", translate("Actions", "&Bottom"), (), "align-bottom"),
        Spec(
            "network.distribute_horizontally",
            translate("Actions", "&Horizontally"),
            (),
            "distribute-horizontally",
        ),
        Spec(
            "network.distribute_vertically",
            translate("Actions", "&Vertically"),
            (),
            "distribute-vertically",
        ),
    )


def _activations() -> tuple[Spec, ...]:
    return tuple(
        Spec(f"network.activation.{kind}", activation_name(kind), checkable=True)
        for kind in Activation
    )


def _parameters() -> tuple[Spec, ...]:
    return (
        Spec(
            "network.new_weights_selected",
            translate("Actions", "New weights for the &selection"),
            (),
            "die",
        ),
        Spec("network.lock", translate("Actions", "&Freeze"), (), "lock"),
        Spec("network.unlock", translate("Actions", "&Unfreeze"), (), "unlock"),
    )

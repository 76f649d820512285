"""The colours of the window, by their roles, in light and in dark."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor

from chainrule.gui.style import apply_theme as apply_theme
from chainrule.teaching.notation import POINT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainrule.teaching.notation import Notation

Colour = QColor | str
"""a colour, or the name of a role"""

HEAT = 0.62
"""how far the heat map goes from `panel` to `pos` or `neg`"""
HEAT_THUMBNAIL = 0.34
STRONG = 0.7
"""how far a neuron without a number goes to the colour of its sign"""


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour per role, as attributes or by `theme["role"]`.

    `edge_scale` widens the edges of the canvas, `contrast` says that this is a high contrast form,
    `notation` is how numbers are written.
    """

    name: str
    app: QColor
    panel: QColor
    sunken: QColor
    canvas: QColor
    grid: QColor
    border: QColor
    control: QColor
    text: QColor
    text2: QColor
    text3: QColor
    ink: QColor
    onInk: QColor
    nodeStroke: QColor
    idle: QColor
    accent: QColor
    accentHover: QColor
    onAccent: QColor
    accentText: QColor
    accentSoft: QColor
    focus: QColor
    pos: QColor
    posText: QColor
    posSoft: QColor
    nodePos: QColor
    neg: QColor
    negText: QColor
    negSoft: QColor
    nodeNeg: QColor
    back: QColor
    onBack: QColor
    backText: QColor
    backSoft: QColor
    ok: QColor
    okText: QColor
    okSoft: QColor
    err: QColor
    errText: QColor
    errSoft: QColor
    class3: QColor
    class4: QColor
    class5: QColor
    ghost1: QColor
    ghost2: QColor
    ghost3: QColor
    ghost4: QColor
    edge_scale: float = 1.0
    contrast: bool = False
    notation: Notation = POINT

    def __getitem__(self, role: str) -> QColor:
        colour = getattr(self, role, None)
        if not isinstance(colour, QColor):
            raise KeyError(role)
        return colour

    @property
    def dark(self) -> bool:
        """Whether light text stands on dark ground."""
        return self.name == "dark"

    @property
    def colours(self) -> Mapping[str, QColor]:
        """Every colour by its role."""
        return {role: self[role] for role in roles()}

    def mix(self, a: Colour, b: Colour, t: float) -> QColor:
        """Return the opaque colour a share `t` (0 to 1) of the way from `a` to `b`."""
        start, end = self._colour(a), self._colour(b)
        share = min(1.0, max(0.0, t))
        return QColor.fromRgbF(
            *(
                one + (other - one) * share
                for one, other in zip(_channels(start), _channels(end), strict=True)
            )
        )

    def sign(self, value: float) -> QColor:
        """Return the text colour of a signed number: positive, negative or neither."""
        if value > 0:
            return self.posText
        return self.negText if value < 0 else self.text

    def node_fill(self, a: float) -> QColor:
        """Return the fill of a neuron that sends `a`."""
        return self.mix(self.panel, self.nodePos if a >= 0 else self.nodeNeg, abs(a))

    def strong_fill(self, a: float) -> QColor:
        """Return the fill of a neuron that sends `a` and has no number in it."""
        return self.mix(self.panel, self.pos if a >= 0 else self.neg, STRONG * min(1.0, abs(a)))

    def heat(self, p: float, strength: float = HEAT) -> QColor:
        """Return the colour of an output `p` (0 to 1) in the heat map."""
        return self.mix(self.panel, self.pos if p >= 0.5 else self.neg, strength * abs(2 * p - 1))

    def _colour(self, colour: Colour) -> QColor:
        return self[colour] if isinstance(colour, str) else colour


def _channels(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def roles() -> tuple[str, ...]:
    """Return the names of all roles."""
    own = {"name", "edge_scale", "contrast", "notation"}
    return tuple(field.name for field in fields(Theme) if field.name not in own)


def high_contrast(theme: Theme) -> Theme:
    """Return the theme without tints, with every hairline as strong as a control's border."""
    tints: dict[str, Any] = {role: theme.panel for role in roles() if role.endswith("Soft")}
    return replace(
        theme,
        **tints,
        nodePos=theme.panel,
        nodeNeg=theme.panel,
        border=theme.control,
        idle=theme.control,
        edge_scale=1.25,
        contrast=True,
    )


def themes() -> tuple[Theme, ...]:
    """Return the themes a person can choose from."""
    return LIGHT, DARK


def _theme(name: str, **colours: str) -> Theme:
    named: dict[str, Any] = {role: QColor(code) for role, code in colours.items()}
    return Theme(name, **named)


LIGHT = _theme(
    "light",
    app="#F4F6F8",
    panel="#FFFFFF",
    sunken="#F0F3F6",
    canvas="#FAFBFC",
    grid="#E2E7EC",
    border="#DFE4EA",
    control="#7E8A9A",
    text="#15202B",
    text2="#445161",
    text3="#5F6C7B",
    ink="#1F2B38",
    onInk="#FFFFFF",
    nodeStroke="#7F8B9B",
    idle="#C3CBD5",
    accent="#0B7A75",
    accentHover="#08625E",
    onAccent="#FFFFFF",
    accentText="#075E5A",
    accentSoft="#DCF0EE",
    focus="#0B7A75",
    pos="#2A74D0",
    posText="#1A5FB4",
    posSoft="#DDEAFA",
    nodePos="#CFE1F8",
    neg="#DD6B0D",
    negText="#A84A00",
    negSoft="#FCE8D6",
    nodeNeg="#FBDDC2",
    back="#7A22B5",
    onBack="#FFFFFF",
    backText="#681C9C",
    backSoft="#F1E6FA",
    ok="#17794A",
    okText="#0F5E38",
    okSoft="#DEF2E6",
    err="#C22F3D",
    errText="#9C1F2C",
    errSoft="#FBE5E7",
    class3="#B0287F",
    class4="#1F6B3A",
    class5="#1F2B38",
    ghost1="#445161",
    ghost2="#A1267C",
    ghost3="#6B6A00",
    ghost4="#7C4A2A",
)

DARK = _theme(
    "dark",
    app="#14191F",
    panel="#1B2128",
    sunken="#12171C",
    canvas="#10151A",
    grid="#222A32",
    border="#2E3741",
    control="#6B7888",
    text="#E9EDF2",
    text2="#B7C1CD",
    text3="#93A0AF",
    ink="#E3E8EE",
    onInk="#15202B",
    nodeStroke="#77869A",
    idle="#46515E",
    accent="#35BDB2",
    accentHover="#5BD2C8",
    onAccent="#04211F",
    accentText="#7FE0D8",
    accentSoft="#12373A",
    focus="#35BDB2",
    pos="#5FA8F5",
    posText="#86BEFA",
    posSoft="#1A3350",
    nodePos="#1E4470",
    neg="#F08A35",
    negText="#FFAE6B",
    negSoft="#43290F",
    nodeNeg="#5A340F",
    back="#DFB5FF",
    onBack="#22062F",
    backText="#E3C2FF",
    backSoft="#35223F",
    ok="#4CC78A",
    okText="#7FDDAB",
    okSoft="#143826",
    err="#F57583",
    errText="#FF9FA8",
    errSoft="#45191E",
    class3="#C9318F",
    class4="#B9EE8E",
    class5="#FFFFFF",
    ghost1="#B7C1CD",
    ghost2="#F2A0D6",
    ghost3="#CFCB5F",
    ghost4="#D9AE86",
)

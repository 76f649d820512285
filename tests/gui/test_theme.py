import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QPushButton

from chainrule.gui.fonts import load_fonts
from chainrule.gui.style import style_sheet
from chainrule.gui.theme import DARK, LIGHT, Theme, apply_theme, high_contrast, roles, themes

TEXT_PAIRS = [
    *((text, ground) for text in ("text", "text2", "text3")
      for ground in ("app", "panel", "canvas", "sunken")),
    *((text, ground) for text in ("posText", "negText")
      for ground in ("panel", "canvas", "app", "sunken", "accentSoft", "backSoft")),
    ("text", "accentSoft"), ("text", "backSoft"), ("text", "errSoft"), ("text", "okSoft"),
    ("text", "posSoft"), ("text", "negSoft"), ("text2", "errSoft"), ("text2", "accentSoft"),
    ("text", "nodePos"), ("text", "nodeNeg"), ("onAccent", "accent"), ("onAccent", "accentHover"),
    ("onInk", "ink"), ("onBack", "back"), ("accent", "app"), ("accent", "panel"),
    ("accentText", "panel"), ("accentText", "accentSoft"), ("backText", "panel"),
    ("backText", "backSoft"), ("okText", "panel"), ("okText", "okSoft"), ("errText", "panel"),
    ("errText", "errSoft"), ("posText", "posSoft"), ("negText", "negSoft"), ("panel", "err"),
]  # fmt: skip
"""text on its ground: 4.5 to 1"""
GRAPHIC_PAIRS = [
    *((mark, ground) for mark in ("pos", "neg", "back", "accent", "focus", "nodeStroke", "ok",
      "err", "ink", "class3", "class4", "class5") for ground in ("canvas", "panel")),
    ("control", "panel"), ("control", "app"), ("control", "canvas"), ("control", "sunken"),
    ("focus", "app"), ("err", "errSoft"), ("ok", "okSoft"),
]  # fmt: skip
"""strokes on their ground: 3 to 1"""
ALL = [LIGHT, DARK, high_contrast(LIGHT), high_contrast(DARK)]
NAMES = ["light", "dark", "light high contrast", "dark high contrast"]
PUBLISHED = [
    ("text", "panel", 16.5, 13.8), ("text2", "app", 7.5, 9.7), ("text3", "app", 4.9, 6.6),
    ("text3", "canvas", 5.2, 6.9), ("accent", "app", 4.8, 7.6), ("onAccent", "accent", 5.2, 7.3),
    ("posText", "canvas", 6.1, 9.4), ("negText", "canvas", 5.6, 10.1),
    ("negText", "negSoft", 4.8, 7.4), ("negText", "backSoft", 4.8, 7.9),
    ("posText", "accentSoft", 5.3, 6.6), ("backText", "backSoft", 7.8, 9.2),
    ("okText", "okSoft", 6.7, 7.9), ("errText", "errSoft", 6.6, 7.6), ("pos", "canvas", 4.5, 7.3),
    ("neg", "canvas", 3.3, 7.3), ("back", "canvas", 7.4, 10.7), ("control", "panel", 3.5, 3.6),
    ("nodeStroke", "canvas", 3.3, 4.9), ("focus", "canvas", 5.0, 7.9),
]  # fmt: skip
"""the design's table, light and dark"""


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: Theme, one: str, other: str) -> float:
    dark, light = sorted((luminance(theme[one]), luminance(theme[other])))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ALL, ids=NAMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme: Theme, text: str, ground: str) -> None:
    assert contrast(theme, text, ground) >= 4.5


@pytest.mark.parametrize("theme", ALL, ids=NAMES)
@pytest.mark.parametrize(("mark", "ground"), GRAPHIC_PAIRS)
def test_strokes_can_be_seen(theme: Theme, mark: str, ground: str) -> None:
    assert contrast(theme, mark, ground) >= 3.0


@pytest.mark.parametrize("theme", ALL[2:], ids=NAMES[2:])
@pytest.mark.parametrize("ground", ["panel", "app", "canvas", "sunken"])
def test_no_line_is_faint_in_high_contrast(theme: Theme, ground: str) -> None:
    for line in ("border", "idle"):
        assert contrast(theme, line, ground) >= 3.0, f"{line} on {ground}"


@pytest.mark.parametrize("theme", ALL[2:], ids=NAMES[2:])
def test_selection_is_seen_without_tints(theme: Theme) -> None:
    sheet = style_sheet(theme)
    assert f"selection-background-color: {theme.ink.name()}" in sheet
    assert f"selection-color: {theme.onInk.name()}" in sheet
    assert contrast(theme, "ink", "panel") >= 7, "the row stands out"
    assert contrast(theme, "onInk", "ink") >= 7, "and is read"


@pytest.mark.parametrize(("one", "other", "light", "dark"), PUBLISHED)
def test_the_published_ratios_are_ours(one: str, other: str, light: float, dark: float) -> None:
    assert contrast(LIGHT, one, other) == pytest.approx(light, abs=0.06)
    assert contrast(DARK, one, other) == pytest.approx(dark, abs=0.06)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("a", [-5.0, -1.0, -0.5, 0.0, 0.5, 1.0, 5.0])
def test_the_number_in_a_neuron_can_be_read_at_every_fill(theme: Theme, a: float) -> None:
    dark, light = sorted((luminance(theme.text), luminance(theme.node_fill(a))))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_colours_go_by_role() -> None:
    assert LIGHT["accent"] == LIGHT.accent == QColor("#0B7A75")
    with pytest.raises(KeyError):
        LIGHT["name"]
    assert set(LIGHT.colours) == set(roles())
    assert [theme.name for theme in themes()] == ["light", "dark"]


def test_fill_and_sign_follow_the_value() -> None:
    assert LIGHT.node_fill(0.0) == LIGHT.panel
    assert LIGHT.node_fill(3.0) == LIGHT.nodePos, "the fill stops at 1"
    assert LIGHT.node_fill(-1.0) == LIGHT.nodeNeg
    assert LIGHT.sign(1e-300) == LIGHT.posText
    assert LIGHT.sign(-1.0) == LIGHT.negText
    assert LIGHT.sign(0.0) == LIGHT.text
    assert LIGHT.heat(0.5) == LIGHT.panel


def test_high_contrast_has_no_tints_and_strong_lines() -> None:
    for theme in themes():
        strong = high_contrast(theme)
        assert strong.accentSoft == strong.nodePos == theme.panel
        assert strong.border == strong.idle == theme.control
        assert strong.edge_scale == 1.25


def test_the_application_wears_the_theme(qapp, qtbot) -> None:
    load_fonts()
    for theme in (*themes(), high_contrast(LIGHT)):
        apply_theme(qapp, theme)
        button = QPushButton("Next")
        button.setProperty("look", "primary")
        button.resize(80, 32)
        qtbot.addWidget(button)
        assert qapp.palette().color(QPalette.ColorRole.Window) == theme.app
        assert button.grab().toImage().pixelColor(10, 16) == theme.accent


def test_sizes_follow_the_ui_scale(qapp, qtbot) -> None:
    load_fonts()
    heights = []
    for scale in (1.0, 1.5):
        apply_theme(qapp, LIGHT, scale)
        label = QLabel("Chainrule")
        label.setProperty("look", "title")
        qtbot.addWidget(label)
        label.ensurePolished()
        heights.append(label.font().pixelSize())
    apply_theme(qapp, LIGHT)
    assert heights == [18, 27]


def test_digits_of_styled_labels_have_one_width(qapp, qtbot) -> None:
    load_fonts()
    apply_theme(qapp, LIGHT)
    label = QLabel("1")
    label.setProperty("look", "display")
    qtbot.addWidget(label)
    label.ensurePolished()
    metrics = label.fontMetrics()
    assert {metrics.horizontalAdvance(digit * 10) for digit in "0123456789"} == {
        metrics.horizontalAdvance("0" * 10)
    }, "the style sheet lost the tabular digits"


def test_every_role_of_the_style_sheet_is_filled_in() -> None:
    assert "$" not in style_sheet(LIGHT)

import gc
import weakref

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from chainrule.gui.icons import MENU, PANEL, TOOLBAR, Icons, device_px, screen_ratios
from chainrule.gui.theme import DARK, LIGHT, Theme
from chainrule.resources import resource

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))
RATIOS = (1.0, 1.5, 2.0, 3.0)

DESIGNED = [
    "file-new", "folder-open", "save", "undo", "redo", "pointer", "neuron", "connect",
    "restart", "step-back", "play", "pause", "step-forward", "gauge", "repeat", "practice",
    "export-png", "export-csv", "moon", "sun", "panel-right", "more", "learn", "table",
    "chart", "sliders", "nodes", "crosshair", "bulb", "plus", "minus", "fit", "shuffle", "die",
    "ellipsis", "pencil", "eraser", "magnifier", "check", "check-circle", "cross-circle",
    "warning", "info", "help", "pin", "cross", "chevron-left", "chevron-right", "chevron-down",
    "lock", "unlock", "copy", "bin", "keyboard", "languages", "book", "file",
]  # fmt: skip
"""the names of the design"""
OWN_COLOURS = {"chainrule", "mark"}
"""the application's mark is no line icon"""
MARGIN = 2.0
"""units round the box of an icon that are looked at too"""


def colours(pixmap: QPixmap) -> set[str]:
    """Return the colours of the pixels that are fully inked."""
    image = pixmap.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_can_be_seen_in_both_themes(qapp, name: str) -> None:
    for theme in (LIGHT, DARK):
        inked = colours(Icons(theme).pixmap(name, 64))
        assert inked, f"{name} is empty"
        assert "#000000" not in inked, f"{name} is black, the theme's colour was not put in"


def test_every_icon_of_the_design_is_drawn() -> None:
    assert set(DESIGNED) <= set(NAMES)


@pytest.mark.parametrize("name", sorted(set(NAMES) - OWN_COLOURS))
def test_icons_are_one_family(name: str) -> None:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    for look in ('viewBox="0 0 24 24"', 'stroke="currentColor"', 'stroke-width="1.75"',
                 'stroke-linecap="round"', 'stroke-linejoin="round"'):  # fmt: skip
        assert look in drawing, f"{name} lacks {look}"


@pytest.mark.parametrize("name", sorted(set(NAMES) - OWN_COLOURS))
def test_no_icon_reaches_out_of_its_box(qapp, name: str) -> None:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    side, scale = 24 + 2 * MARGIN, 4
    box = f'viewBox="{-MARGIN} {-MARGIN} {side} {side}"'
    wider = drawing.replace('viewBox="0 0 24 24"', box).replace("currentColor", "#ff0000")
    image = QImage(round(side * scale), round(side * scale), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(wider.encode())).render(painter)
    painter.end()
    inked = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 8
    ]
    inside = range(round(MARGIN * scale), round((MARGIN + 24) * scale))
    assert inked, f"{name} is empty"
    assert all(x in inside and y in inside for x, y in inked)


@pytest.mark.parametrize("name", sorted(set(NAMES) - OWN_COLOURS))
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_state_has_its_colour_at_every_size(qapp, name: str, theme: Theme) -> None:
    icon = Icons(theme, (1.0, 2.0)).icon(name, sizes=(16, 18, 20, 24))
    wanted = {
        QIcon.Mode.Normal: theme.text2,
        QIcon.Mode.Disabled: theme.idle,
        QIcon.Mode.Selected: theme.accentText,
    }
    for size in (16, 18, 20, 24):
        for ratio in (1.0, 2.0):
            for mode, colour in wanted.items():
                pixmap = icon.pixmap(QSize(size, size), ratio, mode)
                assert pixmap.width() == device_px(size, ratio)
                strongest = _strongest(pixmap)
                assert strongest.alpha() > 100, f"{name} cannot be seen at {size}"
                apart = max(abs(strongest.red() - colour.red()),
                            abs(strongest.green() - colour.green()),
                            abs(strongest.blue() - colour.blue()))  # fmt: skip
                assert apart <= 3, f"{name} is {strongest.name()} for {mode}"


def _strongest(pixmap: QPixmap) -> QColor:
    image = pixmap.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0, 3.0])
@pytest.mark.parametrize("size", [MENU, PANEL, TOOLBAR])
def test_icons_are_crisp_at_every_scale(qapp, ratio: float, size: int) -> None:
    icons = Icons(LIGHT, (1.0, ratio))
    pixmap = icons.icon("save", sizes=(MENU, PANEL, TOOLBAR)).pixmap(QSize(size, size), ratio)
    assert pixmap.width() == device_px(size, ratio)
    assert pixmap.devicePixelRatio() == ratio
    sharp = icons.pixmap("save", size, ratio)
    assert pixmap.toImage() == sharp.toImage(), "drawn for this size, not scaled to it"


def test_icons_are_made_for_the_screens_there_are(qapp) -> None:
    ratio = qapp.primaryScreen().devicePixelRatio()
    assert ratio in screen_ratios()
    assert Icons(LIGHT).icon("save").pixmap(QSize(20, 20), ratio).width() == round(20 * ratio)


def test_states_have_their_colours(qapp) -> None:
    icon = Icons(LIGHT).icon("bin", sizes=(64,))
    size = QSize(64, 64)

    def colour(mode: QIcon.Mode, state: QIcon.State = QIcon.State.Off) -> set[str]:
        return colours(icon.pixmap(size, mode, state))

    assert colour(QIcon.Mode.Normal) == {LIGHT.text2.name()}
    assert colour(QIcon.Mode.Active) == {LIGHT.text2.name()}
    assert colour(QIcon.Mode.Disabled) == {LIGHT.idle.name()}
    assert colour(QIcon.Mode.Disabled, QIcon.State.On) == {LIGHT.idle.name()}
    assert colour(QIcon.Mode.Normal, QIcon.State.On) == {LIGHT.accentText.name()}
    assert colour(QIcon.Mode.Selected) == {LIGHT.accentText.name()}


def test_an_icon_in_a_role_keeps_it(qapp) -> None:
    icon = Icons(DARK).icon("play", "onAccent", (64,))
    for state in QIcon.State:
        assert colours(icon.pixmap(QSize(64, 64), QIcon.Mode.Normal, state)) == {
            DARK.onAccent.name()
        }


def test_the_mark_follows_the_theme(qapp) -> None:
    assert {DARK.text.name(), DARK.accent.name()} <= colours(Icons(DARK).mark(96))
    assert QColor("#0b7a75").name() in colours(Icons(DARK).app.pixmap(QSize(128, 128)))


def test_icons_outlive_the_object_that_made_them(qapp) -> None:
    icons = Icons(LIGHT)
    icon, gone = icons.icon("save"), weakref.ref(icons)
    wanted = icons.pixmap("save", 20, 1.0).toImage()
    del icons
    gc.collect()
    assert gone() is None, "an icon does not keep its set alive"
    assert icon.pixmap(QSize(20, 20), 1.0).toImage() == wanted


def test_thousands_of_icons_made_changed_dropped_and_painted(qapp) -> None:
    kept: list[QIcon] = []
    for round_ in range(24):
        icons = Icons(DARK if round_ % 2 else LIGHT, RATIOS)
        made = [icons.icon(name) for name in NAMES[round_ % 3 :: 3]]
        copies = [QIcon(icon) for icon in made]
        for copy in copies[::4]:
            copy.addPixmap(QPixmap(8, 8))  # takes the copy's engine apart from the first's
        kept = [*kept[-40:], *copies[::2]]
        del icons, made, copies
        gc.collect()
        _paint_all(kept, RATIOS[round_ % 4])
    assert all(not icon.isNull() for icon in kept)


def _paint_all(icons: list[QIcon], ratio: float) -> None:
    target = QPixmap(round(20 * ratio), round(20 * ratio))
    target.setDevicePixelRatio(ratio)
    painter = QPainter(target)
    for icon in icons:
        for mode in QIcon.Mode:
            for state in QIcon.State:
                icon.paint(painter, 0, 0, 20, 20, mode=mode, state=state)
    painter.end()

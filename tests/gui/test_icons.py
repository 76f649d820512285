import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap

from chainrule.gui.icons import Icons
from chainrule.gui.theme import DARK, LIGHT
from chainrule.resources import resource

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


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


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0, 3.0])
def test_icons_are_crisp_at_every_scale(qapp, ratio: float) -> None:
    pixmap = Icons(LIGHT).icon("save").pixmap(QSize(20, 20), ratio)
    assert pixmap.width() == round(20 * ratio)
    assert pixmap.devicePixelRatio() == ratio


def test_states_have_their_colours(qapp) -> None:
    icon = Icons(LIGHT).icon("bin")
    size = QSize(64, 64)

    def colour(mode: QIcon.Mode, state: QIcon.State = QIcon.State.Off) -> set[str]:
        return colours(icon.pixmap(size, mode, state))

    assert colour(QIcon.Mode.Normal) == {LIGHT.text2.name()}
    assert colour(QIcon.Mode.Disabled) == {LIGHT.idle.name()}
    assert colour(QIcon.Mode.Normal, QIcon.State.On) == {LIGHT.accentText.name()}


def test_an_icon_in_a_role_keeps_it(qapp) -> None:
    icon = Icons(DARK).icon("play", "onAccent")
    assert colours(icon.pixmap(QSize(64, 64))) == {DARK.onAccent.name()}


def test_the_mark_follows_the_theme(qapp) -> None:
    assert {DARK.text.name(), DARK.accent.name()} <= colours(Icons(DARK).mark(96))
    assert QColor("#0b7a75").name() in colours(Icons(DARK).app.pixmap(QSize(128, 128)))


def test_icons_outlive_the_object_that_made_them(qapp) -> None:
    icon = QIcon(Icons(LIGHT).icon("save"))
    assert not icon.pixmap(QSize(20, 20)).isNull()

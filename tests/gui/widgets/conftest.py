import pytest

from chainrule.gui.fonts import load_fonts
from chainrule.gui.icons import Icons
from chainrule.gui.theme import LIGHT, apply_theme


@pytest.fixture
def dressed(qapp):
    """The application in its theme, as a person meets it."""
    load_fonts()
    apply_theme(qapp, LIGHT)
    return qapp


@pytest.fixture
def icons(dressed) -> Icons:
    return Icons(LIGHT)

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from chainrule.gui.app import make_window, prepare
from chainrule.gui.main_window import MainWindow
from chainrule.gui.theme import DARK, LIGHT
from chainrule.storage.examples import load_example


def _colours() -> list[dict[str, str]]:
    argb = QColor.NameFormat.HexArgb
    return [
        {role: colour.name(argb) for role, colour in theme.colours.items()}
        for theme in (LIGHT, DARK)
    ]


COLOURS = _colours()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> Iterator[None]:
    """Every test starts with no settings and leaves none behind."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    yield
    QSettings().clear()


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Delete what a test has closed: thousands of hidden widgets slow every later test down."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def colours_kept() -> Iterator[None]:
    """No painting may change a colour of a theme, which all painting shares."""
    yield
    assert _colours() == COLOURS, "a colour is copied before it is made lighter or transparent"


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Hold every widget until its test is over.

    A widget that only a test's own variables held would be collected in the middle of one of its
    events, when the last of them are handled after the test.
    """
    held: list[QWidget] = []
    add = qtbot.addWidget

    def hold(widget: QWidget, **given: object) -> None:
        held.append(widget)
        add(widget, **given)

    qtbot.addWidget = hold
    return qtbot


@pytest.fixture
def window(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    """The main window with an example: the article's, or the one the test is marked with."""
    prepare()
    marker = request.node.get_closest_marker("example")
    made = make_window(load_example(marker.args[0] if marker else "article"))
    qtbot.addWidget(made, before_close_func=lambda widget: widget.document.mark_saved())
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    made.load()
    yield made
    made.driver.pause()
    made.document.mark_saved()
    assert not made.driver.running, "a test leaves no timer running"

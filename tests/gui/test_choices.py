from PySide6.QtCore import QSettings

from chainrule.gui.canvas.options import USUAL, Labels
from chainrule.gui.choices import (
    Choices,
    Preferences,
    Scheme,
    Wish,
    settings_before_start,
    stored_preferences,
)
from chainrule.teaching.notation import DecimalSign, Notation


def test_everything_follows_the_system_at_first(qapp) -> None:
    now = Choices().now
    assert now == Preferences()
    assert (now.theme, now.contrast, now.motion, now.text_size) == ("system", *["system"] * 2, 0)
    assert now.parts == USUAL


def test_what_was_chosen_is_remembered(qapp) -> None:
    Choices().choose(
        theme=Scheme.DARK,
        contrast=Wish.ON,
        motion=Wish.OFF,
        text_size=130,
        decimals=5,
        decimal_sign=DecimalSign.COMMA,
        labels=Labels.NEAR,
        projector=True,
        follow=True,
        hidden=frozenset({"grid", "z"}),
    )
    assert Choices().now == Preferences(
        Scheme.DARK,
        Wish.ON,
        Wish.OFF,
        130,
        5,
        DecimalSign.COMMA,
        Labels.NEAR,
        projector=True,
        follow=True,
        hidden=frozenset({"grid", "z"}),
    )


def test_the_choice_of_an_earlier_version_counts(qapp) -> None:
    QSettings().setValue("theme", "dark")
    assert Choices().now.theme is Scheme.DARK


def test_the_choices_are_found_before_there_is_an_application(qapp) -> None:
    qapp.setOrganizationName("Chainrule")
    qapp.setApplicationName("Chainrule")
    Choices().choose(text_size=150)
    QSettings().sync()
    assert stored_preferences(settings_before_start()).text_size == 150


def test_what_makes_no_sense_is_as_at_first(qapp) -> None:
    nonsense = {
        "theme": "pink",
        "contrast": "3",
        "text_size": "99",
        "decimals": "many",
        "decimal_sign": "both",
        "labels": "",
        "projector": "perhaps",
        "hidden": "grid unheard",
    }
    for name, value in nonsense.items():
        QSettings().setValue(name, value)
    assert Choices().now == Preferences(hidden=frozenset({"grid"}))
    QSettings().setValue("decimals", "40")
    assert Choices().now.decimals == 8, "held within what can be chosen"
    QSettings().setValue("decimal_sign", ";")
    assert Choices().now.notation == Notation(8), "a sign that is none is a point"


def test_choosing_the_same_again_tells_nobody(qapp, qtbot) -> None:
    choices = Choices()
    with qtbot.waitSignal(choices.changed):
        choices.choose(decimals=4)
    with qtbot.assertNotEmitted(choices.changed):
        choices.choose(decimals=4)

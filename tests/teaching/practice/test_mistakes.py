"""Every known mistake, made on purpose on random networks, is named."""

import pytest

from chainrule.teaching.practice.mistakes import ROWS
from helpers.injecting import Tally, inject

ENOUGH = 0.95
NETWORKS, SOAK_NETWORKS = 200, 200
FEW_QUESTIONS, MANY_QUESTIONS = 1, 40


def check(tally: Tally, least: int) -> None:
    for row in ROWS:
        name = row.mistake.name
        assert tally.made[name] >= least, f"{name} was hardly ever made: {tally}"
        like = "\n".join(line for line in tally.unlike if f" is {name}, not" in line)
        assert tally.share(name) >= ENOUGH, f"{name}: {tally.share(name):.1%} named\n{like}"


def test_mistakes_are_named_on_two_hundred_networks() -> None:
    tally = inject(range(NETWORKS), FEW_QUESTIONS)
    made, named = sum(tally.made.values()), sum(tally.named.values())
    assert made > 500, f"too few mistakes to tell: {tally}"
    assert named / made >= 0.98, f"{named} of {made} named: {tally}"


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_each_mistake_is_named_in_95_of_100_cases() -> None:
    tally = inject(range(1000, 1000 + SOAK_NETWORKS), MANY_QUESTIONS)
    check(tally, least=50)


def test_every_mistake_has_a_name_and_words_of_its_own() -> None:
    names = [row.mistake.name for row in ROWS]
    words = [str(row.mistake.words) for row in ROWS]
    assert len(set(names)) == len(names), "two mistakes have one name"
    assert len(set(words)) == len(words), "two mistakes have the same words"

"""When the paths are shown, and what is said about them."""

import pytest

from chainrule.network.project import Project
from chainrule.session.document import Document
from chainrule.session.operations import Granularity, Phase
from chainrule.session.session import Session
from chainrule.storage.examples import load_example
from chainrule.teaching.paths.path_sentences import paths_sentence
from chainrule.teaching.paths.path_sum import PathSum, Start
from chainrule.teaching.paths.tracing import Tracer
from chainrule.teaching.sentences import counter

W1 = ("x1", "h1")


class Walk:
    """A session that is walked step by step, with one tracer."""

    def __init__(self, project: Project, granularity: Granularity = Granularity.LAYER) -> None:
        self.session = Session(Document(project))
        self.session.granularity = granularity
        self.tracer = Tracer()

    def step(self, count: int = 1) -> None:
        for _ in range(count):
            self.session.step()
            self.session.finish_animation()

    def until_backward_is_over(self) -> None:
        while not self.session.moment().phases_done >= {Phase.LOSS}:
            self.step()
        layers = self.session.moment().place.layers
        while self.session.moment().place.layer < layers:
            self.step()

    def trace(self, start: Start | None = W1) -> PathSum | None:
        return self.tracer.trace(self.session.moment(), start)


def test_paths_are_shown_from_the_step_on_that_reaches_the_weight() -> None:
    walk = Walk(load_example("shortcut"))
    for step in range(9):
        reached = walk.trace() is not None
        assert not reached, f"step {step}: {walk.session.moment().phase} has not come to w1"
        walk.step()
    assert walk.trace() is not None, "the fourth step back reaches h1 and its weights"
    assert str(counter(walk.session.moment())) == "Neuron 4 of 4"
    walk.step()
    assert walk.trace() is None, "the update has its own card"
    walk.session.step_back()
    assert walk.trace() is not None, "a step back shows them again"


def test_while_the_step_that_reaches_the_weight_is_animated_they_are_not_there_yet() -> None:
    walk = Walk(load_example("shortcut"))
    walk.step(8)
    walk.session.step()
    assert not walk.session.moment().frame.complete
    assert walk.trace() is None
    walk.session.finish_animation()
    assert walk.trace() is not None


def test_one_path_is_no_sum() -> None:
    walk = Walk(load_example("article"))
    walk.until_backward_is_over()
    assert walk.trace() is None, "a single path is the ordinary chain rule"
    assert walk.trace("h1") is None
    assert walk.trace(None) is None, "nothing is selected"


def test_the_same_paths_are_kept_while_nothing_changes() -> None:
    walk = Walk(load_example("shortcut"))
    walk.until_backward_is_over()
    first = walk.trace()
    assert walk.trace() is first
    assert walk.trace("h1").start == "h1"


def test_operation_by_operation_they_come_with_the_gradient() -> None:
    walk = Walk(load_example("shortcut"), Granularity.OPERATION)
    while walk.trace() is None:
        walk.step()
    moment = walk.session.moment()
    last = moment.ledger.operation(moment.position - 1)
    assert (last.kind.value, last.target) == ("weight_gradient", "w[x1->h1]")


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (W1, "w[x1->h1] reaches the loss along three paths. "),
        ("h1", "h1 reaches the loss along three paths. "),
    ],
)
def test_the_sentence_counts_the_paths_and_gives_the_gradient(start: Start, told: str) -> None:
    walk = Walk(load_example("shortcut"))
    walk.until_backward_is_over()
    found = walk.trace(start)
    said = paths_sentence(found)
    assert str(said).startswith(told), str(said)
    assert said.values["signed_gradient"] == found.gradient

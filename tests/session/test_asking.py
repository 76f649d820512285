import pytest

from chainrule.network.edits import add_neuron, set_parameters
from chainrule.network.graph import Neuron
from chainrule.network.message import QT_TRANSLATE_NOOP, message
from chainrule.network.names import Role
from chainrule.network.project import Project
from chainrule.session.asked import Asked, AskedKind, asked_of_test
from chainrule.session.document import Document, Edit
from chainrule.session.operations import LOSS_TARGET, Granularity, Kind, Phase
from chainrule.session.probe import Probe
from chainrule.session.session import Session
from chainrule.session.speed import Speed
from chainrule.storage.examples import load_example
from chainrule.teaching.cards.facts import Facts

POINT = Asked(AskedKind.POINT, {"x1": 0.5, "x2": 0.8})
WORDS = message(QT_TRANSLATE_NOOP("Test", "Change"))


@pytest.fixture
def session() -> Session:
    made = Session(Document(load_example("article")))
    made.speed = Speed(0.0, 30.0)
    return made


def test_the_pass_of_what_is_asked_has_the_numbers_of_the_same_sample(session: Session) -> None:
    session.ask(POINT)
    asked = session.moment()
    session.ask(None)
    session.granularity = Granularity.LAYER
    session.step()
    session.step()
    of_data = session.moment().frame
    for kind, name in ((Kind.SUM, "h1"), (Kind.ACTIVATE, "h1"), (Kind.ACTIVATE, "y1")):
        assert asked.frame.value(kind, name) == of_data.value(kind, name), (kind, name)


def test_there_is_a_forward_pass_and_nothing_else(session: Session) -> None:
    session.ask(POINT)
    moment = session.moment()
    assert moment.phase is Phase.FORWARD
    assert moment.asked == POINT
    assert (moment.ledger, moment.loss) == (None, None)
    assert dict(moment.frame.targets) == {}
    assert moment.frame.value(Kind.LOSS, LOSS_TARGET) is None
    assert moment.frame.value(Kind.DELTA, "y1") is None


def test_asking_changes_nothing_of_the_training(session: Session) -> None:
    other = Session(Document(load_example("article")))
    other.speed = session.speed
    session.ask(POINT)
    for each in (session, other):
        each.step()
        each.granularity = Granularity.EPOCH
        each.step()
    assert session.moment() == other.moment()
    assert session.document.project == other.document.project


def test_a_step_through_a_sample_returns_to_the_data(session: Session) -> None:
    session.ask(POINT)
    session.step()
    moment = session.moment()
    assert moment.asked is None
    assert moment.ledger is not None


def test_what_is_asked_stays_while_whole_epochs_train_beneath_it(session: Session) -> None:
    session.granularity = Granularity.EPOCH
    session.ask(POINT)
    before = session.moment().frame.value(Kind.ACTIVATE, "y1")
    session.step()
    moment = session.moment()
    assert moment.asked == POINT
    assert moment.place.update == 1
    assert moment.frame.value(Kind.ACTIVATE, "y1") != before, "it follows the new weights"


def test_a_pass_in_progress_is_where_it_was_when_asking_ends(session: Session) -> None:
    session.step()
    before = session.moment()
    session.ask(POINT)
    session.ask(None)
    assert session.moment() == before


def test_it_follows_an_edited_weight_and_ends_with_the_inputs(session: Session) -> None:
    session.ask(POINT)
    before = session.moment().frame.value(Kind.ACTIVATE, "y1")
    (name,) = [link.name for link in session.document.project.network.incoming["y1"]]
    session.edit(Edit(WORDS, lambda project: set_parameters(project, {name: 2.0})))
    assert session.moment().asked == POINT
    assert session.moment().frame.value(Kind.ACTIVATE, "y1") != before
    session.edit(Edit(WORDS, lambda project: add_neuron(project, Neuron("x3", Role.INPUT))))
    assert session.moment().asked is None


def test_choosing_a_row_ends_it(session: Session) -> None:
    session.ask(POINT)
    session.show_row(0)
    assert session.moment().asked is None


def test_it_can_be_asked_while_looking_back(session: Session) -> None:
    session.granularity = Granularity.EPOCH
    session.step()
    session.step()
    session.ask(POINT)
    now = session.moment().frame.value(Kind.ACTIVATE, "y1")
    session.look_at(0)
    then = session.moment()
    assert then.asked == POINT
    assert then.frame.value(Kind.ACTIVATE, "y1") != now, "the earlier weights answer"


def test_a_test_sample_is_asked_by_its_row() -> None:
    project = load_example("article")
    data = project.data.__class__(("x1", "x2"), ("y1",), project.data.train, ((0.1, 0.2, 0.3),))
    asked = asked_of_test(Project(network=project.network, data=data), 0)
    assert asked == Asked(AskedKind.TEST, {"x1": 0.1, "x2": 0.2}, 0)


def test_cards_know_the_operations_of_the_pass_but_no_loss(session: Session) -> None:
    session.ask(POINT)
    moment = session.moment()
    facts = Facts(moment, lambda: Probe(moment.project))
    told = facts.known(Kind.SUM, "h1")
    assert told is not None
    assert told.value == moment.frame.value(Kind.SUM, "h1")
    assert facts.known(Kind.LOSS, LOSS_TARGET) is None, "there is no target to be off from"
    assert facts.known(Kind.DELTA, "y1") is None

"""Where the cursor stands: the counts are of the batch and of the sample that are shown."""

from dataclasses import replace

from chainrule.network.edits import set_training
from chainrule.network.message import Message
from chainrule.session.document import Document, Edit
from chainrule.session.operations import Granularity, Phase
from chainrule.session.session import Session
from chainrule.storage.examples import load_example


def of_seven_rows() -> Session:
    """Return a session of three batches: of three rows, of three, and of one."""
    project = load_example("xor-noisy")
    data = replace(project.data, train=project.data.train[:7])
    project = set_training(replace(project, data=data), batch_size=3)
    return Session(Document(project))


def step(session: Session, size: Granularity) -> None:
    session.granularity = size
    session.step()
    session.finish_animation()


def counted(session: Session) -> tuple[int, ...]:
    place = session.moment().place
    return place.batch, place.batches, place.sample, place.samples


def test_a_batch_that_is_done_is_counted_while_it_is_shown() -> None:
    session = of_seven_rows()
    assert counted(session) == (1, 3, 1, 3), "the batch that begins"
    seen = []
    for _ in range(4):
        step(session, Granularity.BATCH)
        seen.append(counted(session))
    assert seen == [(1, 3, 3, 3), (2, 3, 3, 3), (3, 3, 1, 1), (1, 3, 3, 3)]
    assert session.moment().place.update == 4


def test_the_next_batch_is_counted_from_its_first_step() -> None:
    session = of_seven_rows()
    step(session, Granularity.BATCH)
    step(session, Granularity.LAYER)
    assert session.moment().phase is Phase.FORWARD
    assert counted(session) == (2, 3, 1, 3)
    session.step_back()
    session.finish_animation()
    assert counted(session) == (1, 3, 3, 3), "back in the batch before"


def test_another_batch_size_counts_from_the_next_epoch_on() -> None:
    session = of_seven_rows()
    step(session, Granularity.BATCH)
    told = Message("Edit", "turn")
    session.document.apply(Edit(told, lambda project: set_training(project, batch_size=7)))
    assert counted(session) == (1, 3, 3, 3), "what is shown has been made already"
    for _ in range(3):
        step(session, Granularity.BATCH)
    assert counted(session) == (1, 1, 7, 7)


def test_the_whole_training_set_belongs_to_no_batch() -> None:
    session = of_seven_rows()
    step(session, Granularity.BATCH)
    step(session, Granularity.EPOCH)
    assert session.settled
    assert counted(session) == (0, 3, 1, 7), "a sample of all the data"

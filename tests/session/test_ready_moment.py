"""What is shown before the engine is there is what the session then says."""

import pytest

from chainrule.session.document import Document
from chainrule.session.moment import ready_moment
from chainrule.session.session import Session
from chainrule.storage.examples import load_example


@pytest.mark.parametrize("name", ["article", "xor", "xor-noisy", "blobs", "digits"])
def test_the_place_does_not_change_when_the_engine_comes(name):
    project = load_example(name)
    early = ready_moment(project).place
    place = Session(Document(project), lambda: 0.0).moment().place
    assert (early.update, early.epoch) == (place.update, place.epoch)
    assert (early.sample, early.samples) == (place.sample, place.samples)
    assert (early.batch, early.batches) == (place.batch, place.batches), "nor what the axis counts"

"""Random edits, undo, redo, save and reload: what is shown is always what the project is."""

import contextlib

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chainrule.gui.app import prepare
from chainrule.gui.canvas import commands
from chainrule.gui.canvas.layout import build_layout
from chainrule.gui.canvas.view import Canvas
from chainrule.gui.selection import Selection
from chainrule.gui.theme import LIGHT
from chainrule.network.edits import EditError
from chainrule.network.names import Role
from chainrule.network.project import Project
from chainrule.session.document import Document
from chainrule.session.frame import ready_frame
from chainrule.storage.project_file import project_from_bytes, project_to_bytes

PLACE = st.tuples(st.integers(-400, 400), st.integers(-300, 300))
AT = st.integers(0, 1000)


class Story(RuleBasedStateMachine):
    """A canvas and its document; every rule is what a person can do."""

    def __init__(self) -> None:
        super().__init__()
        prepare()
        self.canvas = Canvas(LIGHT)
        self.canvas.resize(900, 600)
        self.canvas.set_animated(False)
        self.canvas.edit_requested.connect(self._apply)
        self._open(Project())

    def _open(self, project: Project) -> None:
        self.document = Document(project)
        self.document.listen(lambda changed, _: self._show(changed))
        self._show(project)

    def _show(self, project: Project) -> None:
        self.canvas.set_project(project)
        self.canvas.set_frame(ready_frame(project))

    def _apply(self, edit: object) -> None:
        with contextlib.suppress(EditError):
            self.document.apply(edit)

    def _neuron(self, at: int) -> str:
        names = sorted(self.document.project.network.by_id)
        return names[at % len(names)]

    def grown(self) -> bool:
        return bool(self.document.project.network.neurons)

    def joined(self) -> bool:
        return bool(self.document.project.network.connections)

    @rule(role=st.sampled_from(Role), place=PLACE)
    def add(self, role: Role, place: tuple[int, int]) -> None:
        if len(self.document.project.network.neurons) < 40:
            self._apply(commands.add_neuron(self.document.project, role, place))

    @precondition(grown)
    @rule(one=AT, other=AT)
    def connect(self, one: int, other: int) -> None:
        self.canvas.connect_neurons(self._neuron(one), self._neuron(other))

    @precondition(joined)
    @rule(at=AT, end=AT, side=st.booleans())
    def reconnect(self, at: int, end: int, side: bool) -> None:
        links = self.document.project.network.connections
        source, target = links[at % len(links)].key
        name = self._neuron(end)
        new = (name, target) if side else (source, name)
        self._apply(commands.reconnect((source, target), new))

    @precondition(grown)
    @rule(at=AT, place=PLACE, preview=st.booleans())
    def move(self, at: int, place: tuple[int, int], preview: bool) -> None:
        places = {self._neuron(at): (float(place[0]), float(place[1]))}
        if preview:
            self.canvas.preview(places)
            self.canvas.preview(None)
        self._apply(commands.move(places, None))

    @precondition(grown)
    @rule(at=AT)
    def delete(self, at: int) -> None:
        self.canvas.select(Selection(frozenset({self._neuron(at)})))
        self.canvas.delete_selection()

    @precondition(joined)
    @rule(at=AT, number=st.floats(-5, 5))
    def set_weight(self, at: int, number: float) -> None:
        links = self.document.project.network.connections
        value = commands.weight_value(self.document.project, links[at % len(links)].key)
        self._apply(commands.set_value(value, number, 0))

    @rule()
    def tidy(self) -> None:
        self._apply(commands.tidy())

    @rule(times=st.integers(1, 4), forwards=st.booleans())
    def undo_or_redo(self, times: int, forwards: bool) -> None:
        for _ in range(times):
            (self.document.redo if forwards else self.document.undo)()

    @rule()
    def save_and_open_again(self) -> None:
        project = self.document.project
        read = project_from_bytes(project_to_bytes(project))
        assert read == project, "a file gives back what was saved"
        self._open(read)

    @invariant()
    def what_is_shown_is_what_is_there(self) -> None:
        project, canvas = self.document.project, self.canvas
        fresh = build_layout(project)
        assert canvas.project is project
        assert canvas.layout_now.places == fresh.places
        assert dict(canvas.layout_now.curves) == dict(fresh.curves)
        network = project.network
        assert canvas.selection == canvas.selection.within(network)
        prepared = canvas.prepared()
        drawn = {disc.neuron.id for disc in prepared.discs} | {dot.id for dot in prepared.dots}
        assert drawn == set(network.by_id), "every neuron is drawn"
        assert set(prepared.pills) <= set(network.by_key)

    def teardown(self) -> None:
        self.canvas.deleteLater()


class TestStory(Story.TestCase):
    settings = settings(max_examples=30, stateful_step_count=25, deadline=None)


@pytest.mark.soak
@pytest.mark.timeout(1200)
class TestLongStories(Story.TestCase):
    settings = settings(max_examples=300, stateful_step_count=60, deadline=None)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from chainrule.storage.examples import load_example
from chainrule.storage.project_file import ReadError, project_from_bytes, project_to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    Plain = dict[str, Any]


@pytest.fixture
def plain() -> Plain:
    """The article's project as plain JSON values, for a test to spoil."""
    return json.loads(project_to_bytes(load_example("article")))


@pytest.fixture
def refusal() -> Callable[[object], str]:
    """Return what the reader says of a file: of bytes, or of plain values as JSON."""

    def said(file: object) -> str:
        data = file if isinstance(file, bytes) else json.dumps(file).encode()
        with pytest.raises(ReadError) as caught:
            project_from_bytes(data)
        text = str(caught.value)
        assert text.isprintable(), f"the error is not one printable line: {text!r}"
        return text

    return said

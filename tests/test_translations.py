"""Every text of the window is a literal that Qt Linguist's lupdate finds."""

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MARKERS = ("translate", "QT_TRANSLATE_NOOP")


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id in MARKERS:
                yield path, node


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def passes_a_message_on(call: ast.Call) -> bool:
    """translate(message.context, message.template): the template was marked where it stands."""
    names = [argument.attr for argument in call.args if isinstance(argument, ast.Attribute)]
    return names == ["context", "template"]


def marked() -> set[tuple[str, str]]:
    found = set()
    for path, call in calls():
        if passes_a_message_on(call):
            continue
        texts = [literal(argument) for argument in call.args]
        assert len(texts) == 2, f"{path.name}:{call.lineno}: expected a context and a text"
        assert None not in texts, f"{path.name}:{call.lineno}: expected two literal strings"
        found.add((texts[0], texts[1]))
    return found


def test_every_text_is_a_literal_with_named_values() -> None:
    for context, text in marked():
        assert text.strip(), f"{context}: an empty text"
        assert "{}" not in text, f"{context}: {text!r} has a value without a name"


def lupdate() -> str | None:
    beside = Path(sys.executable).parent / "pyside6-lupdate"
    return str(beside) if beside.exists() else shutil.which("pyside6-lupdate")


def test_lupdate_finds_every_text(tmp_path: Path) -> None:
    tool = lupdate()
    if tool is None:
        pytest.fail("pyside6-lupdate comes with PySide6-Essentials")
    result = tmp_path / "all.ts"
    command = [tool, *map(str, SOURCES), "-ts", str(result)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found = {
        (context.findtext("name"), message.findtext("source"))
        for context in ElementTree.parse(result).getroot().iter("context")
        for message in context.iter("message")
    }
    missing = marked() - found
    assert not missing, f"lupdate does not find: {sorted(missing)[:10]}"

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chainrule import resources
from chainrule.resources import ResourceError, resource

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder of its own, from which resources are looked for; it has none yet."""
    package = tmp_path / "site-packages" / "chainrule"
    package.mkdir(parents=True)
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    return package


def put(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(folder))
    return path


def test_a_checkout_has_them_beside_the_sources() -> None:
    found = resource("examples", "article.chainrule")
    assert found == CHECKOUT / "resources" / "examples" / "article.chainrule"
    assert resource("icons").is_dir()


def test_a_wheel_has_them_inside_the_package(installed: Path) -> None:
    path = put(installed / "resources", "icons/a.svg")
    assert resource("icons", "a.svg") == path


def test_a_checkout_of_any_name_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "src" / "chainrule"
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    path = put(tmp_path / "resources", "icons/a.svg")
    assert resource("icons", "a.svg") == path


def test_a_frozen_bundle_has_them_where_it_was_unpacked(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    put(installed / "resources", "icons/a.svg")
    path = put(tmp_path / "bundle" / "chainrule" / "resources", "icons/a.svg")
    assert resource("icons", "a.svg") == path


@pytest.mark.usefixtures("installed")
def test_a_missing_resource_is_named() -> None:
    with pytest.raises(ResourceError, match=r"icons/none\.svg is missing"):
        resource("icons", "none.svg")

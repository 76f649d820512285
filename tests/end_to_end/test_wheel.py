"""The built wheel is whole: what a person installs finds its resources without the checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("chainrule-*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run_in(folder: Path, code: str) -> str:
    """Run code with `folder` and the installed packages on the path, and never the checkout."""
    packages = sysconfig.get_path("purelib")
    start = f"import sys; sys.path[:0] = [{str(folder)!r}, {packages!r}]\n"
    command = [sys.executable, "-I", "-S", "-c", start + code]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return told.stdout


def files_below(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_the_wheel_holds_every_resource_of_the_checkout(unpacked: Path) -> None:
    assert files_below(unpacked / "chainrule" / "resources") == files_below(ROOT / "resources")


@pytest.mark.parametrize(
    "pattern",
    ["icons/chainrule.svg", "fonts/Inter-*.otf", "fonts/OFL-*.txt", "examples/article.chainrule"],
)
def test_the_wheel_holds_icons_fonts_licences_and_examples(unpacked: Path, pattern: str) -> None:
    found = list((unpacked / "chainrule" / "resources").glob(pattern))
    assert found, f"no {pattern} in the wheel's resources"


def test_the_wheel_holds_the_licence_and_the_type_marker_and_no_tests(unpacked: Path) -> None:
    files = files_below(unpacked)
    assert any(name.endswith("licenses/LICENSE") for name in files)
    assert "chainrule/py.typed" in files
    assert {name.split("/")[0].split("-")[0] for name in files} == {"chainrule"}


def test_resources_are_found_in_the_unpacked_wheel(unpacked: Path) -> None:
    code = (
        "from chainrule.resources import resource\nprint(resource('examples', 'article.chainrule'))"
    )
    expected = unpacked / "chainrule" / "resources" / "examples" / "article.chainrule"
    found = Path(run_in(unpacked, code).strip())
    assert found.resolve() == expected.resolve()
    assert found.read_bytes() == (ROOT / "resources/examples/article.chainrule").read_bytes()


def test_the_program_runs_from_the_unpacked_wheel(unpacked: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.chainrule"
    arguments = ["example", "article", "--save", str(saved)]
    run_in(unpacked, f"from chainrule.cli import main\nsys.exit(main({arguments!r}))")
    assert saved.is_file(), "the example was not written"

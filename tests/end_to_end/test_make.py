"""`make` on machines that lack something, with stand-ins for Python, apt and the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

# Answers like this Python, but makes no real .venv and installs nothing: it only writes that down.
PYTHON = f"""#!/bin/sh
case "$*" in
  "-m venv "*)
    echo "venv" >>log
    mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
    echo "VIRTUAL_ENV=$(pwd -P)/$3" >"$3/bin/activate" ;;
  "-m pip install "*)
    echo "pip" >>log
    if [ -n "${{KILL:-}}" ]; then kill -9 "$PPID"; fi
    exit "${{PIP_EXIT:-0}}" ;;
  *) exec "{sys.executable}" "$@" ;;
esac
"""
PROGRAM = """#!/bin/sh
echo "program $*" >>log
if [ $# -eq 0 ]; then exit "${WINDOW_EXIT:-0}"; fi
"""


@dataclass(frozen=True)
class Machine:
    """A folder with the project's set-up files, and the commands that stand in for the system's."""

    folder: Path
    environment: dict[str, str]

    def sh(self, script: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = ["sh", f"packaging/{script}.sh", *arguments]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment | more,
            capture_output=True,
            text=True,
            check=False,
        )

    def log(self) -> list[str]:
        path = self.folder / "log"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def write_command(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    folder = tmp_path / "a project"
    commands = tmp_path / "commands"
    (folder / "packaging").mkdir(parents=True)
    for name in ("setup.sh", "run.sh", "system_packages.py"):
        shutil.copy(ROOT / "packaging" / name, folder / "packaging")
    shutil.copy(ROOT / "pyproject.toml", folder)
    python = write_command(commands / "python", PYTHON)
    write_command(commands / "apt-get", '#!/bin/sh\necho "apt-get $*" >>log\n')
    write_command(commands / "id", '#!/bin/sh\necho "${USER_ID:-1000}"\n')
    kept = {key: value for key, value in os.environ.items() if "DISPLAY" not in key}
    return Machine(
        folder, kept | {"PATH": f"{commands}{os.pathsep}{kept['PATH']}", "PYTHON": str(python)}
    )


@pytest.fixture
def without_venv(tmp_path: Path) -> dict[str, str]:
    """As Debian's python3 is without python3-venv: there is no ensurepip."""
    write_command(tmp_path / "lacking" / "ensurepip.py", "raise ModuleNotFoundError('ensurepip')\n")
    return {"PYTHONPATH": str(tmp_path / "lacking")}


def test_make_alone_lists_what_it_can_do() -> None:
    command = ["make", "--no-print-directory"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = [line.split()[1] for line in told.splitlines()]
    assert {"run", "test", "bundle", "bench", "soak", "clean"} <= set(listed)
    assert len(told.splitlines()) == len(listed)


def test_an_old_python_is_named_in_one_line(machine: Machine) -> None:
    told = machine.sh("setup", "run", PYTHON="false")
    assert told.returncode != 0
    assert told.stderr == "chainrule: PYTHON=false is not a Python 3.11 or newer.\n"


def test_without_root_one_line_to_copy_names_all(
    machine: Machine, without_venv: dict[str, str]
) -> None:
    told = machine.sh("setup", "run", **without_venv)
    assert told.returncode != 0
    assert told.stdout == ""
    assert len(told.stderr.splitlines()) == 1
    assert f"sudo apt-get update && sudo apt-get install -y python{VERSION}-venv" in told.stderr
    assert machine.log() == [], "nothing may be installed without root"
    assert not (machine.folder / ".venv").exists()


def test_root_installs_what_is_missing_and_goes_on(
    machine: Machine, without_venv: dict[str, str]
) -> None:
    told = machine.sh("setup", "run", USER_ID="0", **without_venv)
    assert told.returncode == 0, told.stderr
    calls = machine.log()
    assert calls[0].endswith("update")
    assert f"python{VERSION}-venv" in calls[1]
    assert calls[2:] == ["venv", "pip"]


def test_a_second_run_installs_nothing(machine: Machine) -> None:
    machine.sh("setup", "run", USER_ID="0")
    before = machine.log()
    assert machine.sh("setup", "run", USER_ID="0").stdout == ""
    assert machine.log() == before


def test_other_requirements_are_installed_anew_into_the_same_venv(machine: Machine) -> None:
    machine.sh("setup", "run", USER_ID="0")
    with (machine.folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n")
    machine.sh("setup", "run", USER_ID="0")
    assert [call for call in machine.log() if call in ("venv", "pip")] == ["venv", "pip", "pip"]


def test_a_failed_installation_is_tried_again(machine: Machine) -> None:
    told = machine.sh("setup", "run", USER_ID="0", PIP_EXIT="1")
    assert told.returncode != 0
    assert "pip could not install" in told.stderr
    assert machine.sh("setup", "run", USER_ID="0").returncode == 0
    assert machine.log().count("pip") == 2


def test_a_set_up_killed_half_way_starts_with_a_new_venv(machine: Machine) -> None:
    machine.sh("setup", "run", USER_ID="0", KILL="yes")
    assert machine.sh("setup", "run", USER_ID="0").returncode == 0
    assert [call for call in machine.log() if call in ("venv", "pip")] == ["venv", "pip"] * 2


def test_a_venv_that_was_moved_is_made_anew(machine: Machine, tmp_path: Path) -> None:
    machine.sh("setup", "run", USER_ID="0")
    moved = Machine(machine.folder.rename(tmp_path / "elsewhere"), machine.environment)
    moved.sh("setup", "run", USER_ID="0")
    assert moved.log().count("venv") == 2


def test_without_a_display_the_example_is_trained(machine: Machine) -> None:
    write_command(machine.folder / ".venv/bin/chainrule", PROGRAM)
    told = machine.sh("run")
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[0].startswith("No display here")
    for name in ("session.png", "session.csv"):
        assert f"{machine.folder}/build/{name}" in told.stdout
    assert [call.split()[1] for call in machine.log()] == ["example", "train"]


@pytest.mark.parametrize(
    ("window_exit", "expected_exit", "calls"), [("0", 0, 1), ("3", 3, 1), ("2", 0, 3)]
)
def test_only_a_display_that_is_not_there_leads_to_training(
    machine: Machine, window_exit: str, expected_exit: int, calls: int
) -> None:
    write_command(machine.folder / ".venv/bin/chainrule", PROGRAM)
    told = machine.sh("run", DISPLAY=":0", WINDOW_EXIT=window_exit)
    assert told.returncode == expected_exit
    assert len(machine.log()) == calls


def test_libraries_that_qt_does_not_find_are_named_by_package(tmp_path: Path) -> None:
    (tmp_path / "QtWidgets.abi3.so").touch()
    found = "libc.so.6 => /lib/libc.so.6"
    lost = "libGL.so.1 => not found\n\tlibGL.so.1 => not found\n\tlibnew.so.4 => not found"
    write_command(tmp_path / "ldd", f"#!/bin/sh\nprintf '\\t{found}\\n\\t{lost}\\n'\n")
    script = ROOT / "packaging" / "system_packages.py"
    told = subprocess.run(
        [sys.executable, str(script), "--installed", str(tmp_path)],
        env=os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "libgl1 libnew.so.4\n"

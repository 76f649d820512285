from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import chainrule
from chainrule.storage.atomic import CHUNK, WriteError, open_atomically, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLD = b"what was there before"
NEW = b"new bytes, " * 20_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a file.chainrule"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def assert_untouched(file: Path) -> None:
    assert file.read_bytes() == OLD, "the old file was changed"
    assert names(file.parent) == [file.name], "something was left behind"


def failing(number: int) -> Callable[..., int]:
    def fail(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW
    assert names(tmp_path) == ["new.csv"]


def test_an_old_file_is_replaced(file: Path) -> None:
    write_atomically(file, NEW)
    assert file.read_bytes() == NEW
    assert names(file.parent) == [file.name]


def test_nothing_is_there_until_all_of_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    with open_atomically(path) as writer:
        for _ in range(20):
            writer.write_text("ein bißchen\n" * 1000)
        assert not path.exists(), "a part of the file can be seen"
    assert path.read_text("utf-8") == "ein bißchen\n" * 20_000


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt])
def test_a_block_that_fails_leaves_the_old_file(file: Path, stop: type[BaseException]) -> None:
    def write_and_fail() -> None:
        with open_atomically(file) as writer:
            writer.write(NEW)
            raise stop

    with pytest.raises(stop):
        write_and_fail()
    assert_untouched(file)


def test_short_writes_are_continued(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:1000]))
    write_atomically(file, NEW)
    assert file.read_bytes() == NEW


def test_a_disk_that_takes_nothing_is_full(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda _descriptor, _data: 0)
    with pytest.raises(WriteError, match="no room left on the disk for a file"):
        write_atomically(file, NEW)
    assert_untouched(file)


@pytest.mark.parametrize("step", ["write", "fsync", "replace", "chmod", "close"])
def test_a_full_disk_is_told_and_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, step, failing(errno.ENOSPC))
        with pytest.raises(WriteError) as caught:
            write_atomically(file, NEW)
    told = "There is no room left on the disk for a file.chainrule. "
    assert str(caught.value) == told + "What was on the disk is unchanged."
    assert_untouched(file)


def test_the_disk_fills_after_a_part_was_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, room = os.write, [CHUNK + 100]

    def until_full(descriptor: int, data: memoryview) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = write(descriptor, data[: room[0]])
        room[0] -= written
        return written

    monkeypatch.setattr(os, "write", until_full)
    with pytest.raises(WriteError, match="no room left"):
        write_atomically(file, NEW)
    assert_untouched(file)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system with room for 64 KiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    path = small_disk / "a.chainrule"
    write_atomically(path, OLD)
    with pytest.raises(WriteError, match="no room left on the disk for a"):
        write_atomically(path, NEW)
    assert_untouched(path)
    write_atomically(path, OLD * 2)
    assert path.read_bytes() == OLD * 2, "the room of the failed file was not given back"


def test_permissions_stay(file: Path) -> None:
    file.chmod(0o640)
    write_atomically(file, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(NEW)
    write_atomically(tmp_path / "new", NEW)
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "new")}
    assert len(modes) == 1


def test_a_link_stays_and_its_file_is_written(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link"
    link.symlink_to(file)
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert names(folder) == ["link"]


def test_a_link_to_nothing_makes_its_file(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "file")
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert (tmp_path / "file").read_bytes() == NEW


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(WriteError, match="link could not be written"):
        write_atomically(link, NEW)
    assert link.is_symlink()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="is a folder"):
        write_atomically(tmp_path, NEW)
    assert names(tmp_path) == []


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as caught:
        write_atomically(tmp_path / "none" / "a.csv", NEW)
    told = "The folder for a.csv does not exist. Choose another folder."
    assert str(caught.value) == told


def test_a_path_below_a_file_is_told(file: Path) -> None:
    with pytest.raises(WriteError, match=r"^The folder for a\.csv does not exist"):
        write_atomically(file / "a.csv", NEW)
    assert_untouched(file)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_folder_that_may_not_be_written_to(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("tempfile.mkstemp", failing(number))
    with pytest.raises(WriteError) as caught:
        write_atomically(file, NEW)
    told = "a file.chainrule may not be written there. Choose another name or folder."
    assert str(caught.value) == told
    assert_untouched(file)


def test_a_file_that_may_not_be_written_to_is_left(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.chmod(0o444)
    if os.geteuid() == 0:
        monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(WriteError, match="may not be written there"):
        write_atomically(file, NEW)
    assert_untouched(file)


def test_a_long_name_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 120 + ".chainrule")
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="could not be written"):
        write_atomically(tmp_path / ("a" * 300), NEW)
    assert names(tmp_path) == []


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe, link, received = tmp_path / "pipe", tmp_path / "link", []
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_atomically(link, NEW)
    reader.join(10)
    assert received == [NEW]
    assert stat.S_ISFIFO(pipe.stat().st_mode), "the pipe was replaced by a file"


def test_standard_output_is_added_to_and_not_replaced(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from chainrule.storage.atomic import write_atomically\n"
        "print('before', flush=True)\n"
        "write_atomically(Path('/dev/stdout'), b'written\\n')\n"
    )
    source = Path(chainrule.__file__).parents[1]
    file = tmp_path / "out"
    if not Path("/dev/stdout").exists():
        pytest.skip("there is no /dev/stdout")
    with file.open("wb") as out:
        command = [sys.executable, "-c", code]
        subprocess.run(command, stdout=out, check=True, env={"PYTHONPATH": str(source)})
        out.seek(0, os.SEEK_END)
        out.write(b"after\n")
    assert file.read_bytes() == b"before\nwritten\nafter\n"
    assert names(tmp_path) == ["out"]

"""Writing a file whole or not at all.

A plain write on a full disk can leave a truncated file behind without an error. So: a new file
beside the old one, every byte counted, flushed and synced, then put in its place.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.network.message import Message

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
PLAIN_MODE = 0o666
STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
CHUNK = 2**16
"""bytes that are gathered before they are written"""


class WriteError(ChainruleError):
    """A file that could not be written; what was on the disk is unchanged."""


class AtomicWriter:
    """Takes the bytes of a file that appears only once all of them are on the disk."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting = bytearray()

    def write(self, data: bytes) -> None:
        """Take bytes; an `OSError` when the disk has no room for what is waiting."""
        self._waiting += data
        if len(self._waiting) >= CHUNK:
            self.flush()

    def write_text(self, text: str) -> None:
        """Take text, which is written as UTF-8."""
        self.write(text.encode("utf-8"))

    def flush(self) -> None:
        """Write every byte that is waiting, however few the system takes at a time."""
        rest, self._waiting = memoryview(self._waiting), bytearray()
        while rest:
            written = os.write(self._descriptor, rest)
            if written <= 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            rest = rest[written:]


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole, or raise a `WriteError` and leave the disk as it was."""
    with open_atomically(path) as writer:
        writer.write(data)


@contextlib.contextmanager
def open_atomically(path: Path) -> Iterator[AtomicWriter]:
    """Open a file for writing that takes its place when the block ends well.

    A link is followed to its file. A pipe, a device or a stream of the process (`/dev/stdout`)
    cannot be replaced and is written directly.
    """
    try:
        opened = _direct(path) if _is_stream(path) else _replacing(path)
        with opened as writer:
            yield writer
    except OSError as error:
        raise WriteError(_reason(path, error)) from error


def _is_stream(path: Path) -> bool:
    """Return whether the path is there and is neither a file that can be replaced nor a folder."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return os.path.abspath(path).startswith(STREAMS) or not (
        stat.S_ISREG(mode) or stat.S_ISDIR(mode)
    )


@contextlib.contextmanager
def _direct(path: Path) -> Iterator[AtomicWriter]:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        writer = AtomicWriter(descriptor)
        yield writer
        writer.flush()
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[AtomicWriter]:
    goal = Path(os.path.realpath(path))
    _check_goal(goal)
    descriptor, name = tempfile.mkstemp(prefix=".chainrule-", dir=goal.parent)
    try:
        try:
            writer = AtomicWriter(descriptor)
            yield writer
            writer.flush()
            os.fsync(descriptor)
            _keep_mode(goal, name)
        finally:
            os.close(descriptor)
        os.replace(name, goal)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(goal.parent)


def _check_goal(goal: Path) -> None:
    """Refuse a folder, a link that leads to itself and a file that may not be written to."""
    if goal.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    if goal.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if goal.exists() and not os.access(goal, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))


def _keep_mode(goal: Path, name: str) -> None:
    """Give the new file the permissions of the old one, or those of any new file."""
    try:
        mode = stat.S_IMODE(goal.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = PLAIN_MODE & ~mask
    os.chmod(name, mode)


def _sync_folder(folder: Path) -> None:
    """Make the new name last; a platform without folder descriptors needs nothing."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(path: Path, error: OSError) -> Message:
    if error.errno in FULL:
        told = QT_TRANSLATE_NOOP(
            "Storage",
            "There is no room left on the disk for {name}. What was on the disk is unchanged.",
        )
    elif error.errno in FORBIDDEN:
        told = QT_TRANSLATE_NOOP(
            "Storage", "{name} may not be written there. Choose another name or folder."
        )
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        told = QT_TRANSLATE_NOOP(
            "Storage", "The folder for {name} does not exist. Choose another folder."
        )
    elif error.errno == errno.EISDIR:
        told = QT_TRANSLATE_NOOP("Storage", "{name} is a folder. Choose another name.")
    else:
        told = QT_TRANSLATE_NOOP("Storage", "{name} could not be written: {reason}.")
    return message(told, name=path.name or str(path), reason=error.strerror or str(error))

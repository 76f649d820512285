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
from typing import TYPE_CHECKING

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chainrule.network.message import Message

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
PLAIN_MODE = 0o666


class WriteError(ChainruleError):
    """A file that could not be written; what was on the disk is unchanged."""


class AtomicWriter:
    """Takes the bytes of a file that appears only once all of them are on the disk."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, data: bytes) -> None:
        """Write every byte; an `OSError` when the disk takes fewer."""
        rest = memoryview(data)
        while rest:
            written = os.write(self._descriptor, rest)
            if written <= 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            rest = rest[written:]

    def write_text(self, text: str) -> None:
        """Write text as UTF-8."""
        self.write(text.encode("utf-8"))


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole, or raise a `WriteError` and leave the disk as it was."""
    with open_atomically(path) as writer:
        writer.write(data)


@contextlib.contextmanager
def open_atomically(path: Path) -> Iterator[AtomicWriter]:
    """Open a file for writing that takes its place when the block ends well."""
    try:
        with _replacing(path) as writer:
            yield writer
    except OSError as error:
        raise WriteError(_reason(path, error)) from error


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[AtomicWriter]:
    goal = path.resolve()
    if goal.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    descriptor, name = tempfile.mkstemp(prefix=f".{goal.name[:100]}.", dir=goal.parent)
    try:
        try:
            yield AtomicWriter(descriptor)
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
            "Storage", "The folder of {name} cannot be written to. Choose another folder."
        )
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        told = QT_TRANSLATE_NOOP(
            "Storage", "The folder for {name} does not exist. Choose another folder."
        )
    elif error.errno == errno.EISDIR:
        told = QT_TRANSLATE_NOOP("Storage", "{name} is a folder. Choose another name.")
    else:
        told = QT_TRANSLATE_NOOP("Storage", "{name} could not be written: {reason}.")
    return message(told, name=path.name, reason=error.strerror or str(error))

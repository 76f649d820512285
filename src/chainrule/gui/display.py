"""Whether there is a display: without one Qt does not raise an error but aborts the process."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from chainrule.network.message import QT_TRANSLATE_NOOP, ChainruleError, message

X_PORT = 6000
SECONDS = 2.0

Address = str | tuple[str, int]


def check_display() -> None:
    """Raise a `ChainruleError` that says in a sentence that there is no display."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if _wayland_answers() or _x_answers(os.environ.get("DISPLAY", "")):
        return
    told = QT_TRANSLATE_NOOP(
        "CommandLine",
        "there is no display to open a window on; "
        "chainrule train FILE --png PICTURE works without one",
    )
    raise ChainruleError(message(told))


def _wayland_answers() -> bool:
    """Return whether a Wayland compositor listens on its socket."""
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    folder = Path(os.environ.get("XDG_RUNTIME_DIR", "/"))
    return _answers(socket.AF_UNIX, str(folder / name))


def _x_answers(display: str) -> bool:
    """Return whether an X server listens at the display's address."""
    host, _, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not number.isdigit():
        return False
    if host not in ("", "unix"):
        return _answers(socket.AF_INET, (host, X_PORT + int(number)))
    local = f"/tmp/.X11-unix/X{number}"
    return any(_answers(socket.AF_UNIX, address) for address in (local, f"\0{local}"))


def _answers(family: int, address: Address) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(SECONDS)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True

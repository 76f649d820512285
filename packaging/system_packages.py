"""Name the system packages that Chainrule needs and this machine lacks.

Prints Debian's names on one line (`--libraries`: those of the files), or an empty line. With
`--installed FOLDER` it asks the files of the PySide6 that is there. Standard library only, and no
part of the program: it runs before the program's own requirements are installed.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
QT_FILES = (
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqxcb.so",
)
TOOL_LIBRARIES = {"libgssapi_krb5.so.2": "libgssapi-krb5-2"}
"""what Qt's lupdate needs besides: a test asks it for every text of the window"""
TOOL_FILES = ("lupdate",)
WAYLAND_FILES = ("Qt/plugins/platforms/libqwayland.so",)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
VERSION = sysconfig.get_python_version()
PACKAGES = {
    **QT_LIBRARIES,
    **WAYLAND_LIBRARIES,
    **TOOL_LIBRARIES,
    "fonts": "fonts-dejavu-core",
    "objdump": "binutils",
    f"libpython{VERSION}.so": f"libpython{VERSION}",
}


def on_wayland_only() -> bool:
    """Whether this desktop speaks Wayland and offers no X server to fall back on."""
    return bool(os.environ.get("WAYLAND_DISPLAY")) and not os.environ.get("DISPLAY")


def loads(library: str) -> bool:
    """Whether the system finds the library and everything that it needs in turn."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    """Whether one font at least is where fontconfig looks."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(next(folder.rglob("*.[to]tf"), None) for folder in folders if folder.is_dir())


def missing_for_qt(purpose: str) -> list[str]:
    """Return the libraries that do not load, and "fonts" if there is not a single one."""
    wanted = [*QT_LIBRARIES, *(WAYLAND_LIBRARIES if on_wayland_only() else ())]
    wanted += TOOL_LIBRARIES if purpose == "dev" else ()
    missing = [library for library in wanted if not loads(library)]
    return missing if has_fonts() else [*missing, "fonts"]


def missing_for_bundle() -> list[str]:
    """Return what PyInstaller needs beside its Python packages: objdump and a shared libpython."""
    tools = [] if shutil.which("objdump") else ["objdump"]
    return tools if has_shared_python() else [*tools, f"libpython{VERSION}.so"]


def has_shared_python() -> bool:
    """Whether libpython is to be had as a library, from the system or beside this Python."""
    folder = Path(sysconfig.get_config_var("LIBDIR") or "/")
    beside = any(folder.glob(f"libpython{VERSION}.so*"))
    return beside or loads(f"libpython{VERSION}.so.1.0")


def missing_for_installed(folder: Path, purpose: str) -> list[str]:
    """Return what the loader does not find for the Qt files in `folder`.

    Catches what the tables above do not know: another architecture, a newer Qt.
    """
    ldd = shutil.which("ldd")
    names = (*QT_FILES, *(WAYLAND_FILES if on_wayland_only() else ()))
    names += TOOL_FILES if purpose == "dev" else ()
    files = [str(folder / name) for name in names if (folder / name).exists()]
    if ldd is None or not files:
        return []
    told = subprocess.run([ldd, *files], capture_output=True, text=True, check=False).stdout
    return [line.split()[0] for line in told.splitlines() if line.endswith("=> not found")]


def main(arguments: list[str]) -> int:
    """Print what is missing, each name once."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--for", dest="purpose", choices=["run", "dev", "bundle"], default="dev")
    parser.add_argument("--libraries", action="store_true")
    parser.add_argument("--installed", type=Path, metavar="FOLDER")
    options = parser.parse_args(arguments)
    purpose, folder = options.purpose, options.installed
    missing = missing_for_installed(folder, purpose) if folder else missing_for_qt(purpose)
    missing += missing_for_bundle() if options.purpose == "bundle" else []
    names = missing if options.libraries else [PACKAGES.get(name, name) for name in missing]
    sys.stdout.write(" ".join(dict.fromkeys(names)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

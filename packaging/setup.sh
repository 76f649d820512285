#!/bin/sh
# Sets up what Chainrule needs: `.venv` with its packages, and the system libraries of Qt.
#   sh packaging/setup.sh run | dev | bundle
# Does nothing when all is there. Installs system packages only as root, with apt; otherwise it
# names them in one line. Writes to .venv, build/ and resources/translations/ (what it compiles
# there) only. PYTHON=… chooses the Python.
set -eu
cd -P "$(dirname "$0")/.."

what=${1:-dev}
root=$(pwd -P)
venv=.venv
# There while .venv is being changed: whatever is killed half-way is made anew the next time.
unfinished=$venv/.unfinished
# Holds a checksum of what was installed for; what is there for development will also run.
if [ "$what" = run ]; then extra=run; else extra=dev; fi
stamp=$venv/.installed-$extra
log=build/setup.log

trap 'exit 130' INT TERM HUP

say() { printf '%s\n' "$*"; }
fail() { printf 'chainrule: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" -eq 0 ]; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

find_python() {
  if [ -n "${PYTHON:-}" ]; then
    is_new_enough "$PYTHON" || fail "PYTHON=$PYTHON is not a Python 3.11 or newer."
    python=$PYTHON
    return
  fi
  for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if is_new_enough "$python"; then return; fi
  done
  fail "no Python 3.11 or newer was found: install one, or say where it is with PYTHON=/path/to/python3."
}

# One that is complete, was made in this folder (its scripts hold the path), and with that Python.
venv_is_good() {
  [ ! -e "$unfinished" ] && grep -qsF "$root/$venv" "$venv/bin/activate" \
    && is_new_enough "$venv/bin/python" && "$venv/bin/python" -c 'import pip' 2>/dev/null \
    && { [ -z "${PYTHON:-}" ] || [ "$(version_of "$PYTHON")" = "$(version_of "$venv/bin/python")" ]; }
}

can_make_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

apt_install() { # PACKAGES: with apt as root; without, one line to copy
  if ! is_root; then
    fail "this system lacks some packages; copy this line, then try again:  sudo apt-get update && sudo apt-get install -y $*"
  fi
  say "Installing with apt: $*"
  mkdir -p build
  if ! { apt_get update && apt_get install --no-install-recommends "$@"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "apt could not install them (all it said is in $log); try:  apt-get update && apt-get install -y $*"
  fi
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=120 "$@"; }

install_system_packages() { # NAMES: without apt they are those of the libraries, and named only
  [ $# -gt 0 ] || return 0
  if has apt-get; then
    apt_install "$@"
  else
    say "chainrule: Qt may not start, as these were not found here: $*"
  fi
}

missing_from_system() { # further arguments for system_packages.py
  [ "$(uname -s)" = Linux ] || return 0
  has apt-get || set -- --libraries "$@"
  "$python" packaging/system_packages.py --for "$what" "$@"
}

prepare_system() {
  needed=$(missing_from_system)
  if [ "$venv_state" != good ] && ! can_make_venv; then
    has apt-get || fail "$python lacks its venv module: install it, then try again."
    needed="python$(version_of "$python")-venv $needed"
  fi
  # shellcheck disable=SC2086
  install_system_packages $needed
}

make_venv() {
  [ "$venv_state" != good ] || return 0
  say "Making $venv with Python $(version_of "$python")"
  rm -rf "$venv"
  mkdir -p "$venv"
  : >"$unfinished"
  "$python" -m venv "$venv" || fail "$venv could not be made with $python."
  rm "$unfinished"
}

is_installed() { [ "$(cat "$stamp" 2>/dev/null)" = "$(cksum <pyproject.toml)" ]; }

install_packages() {
  if [ "$extra" = run ]; then packages=. size=300; else packages=".[dev]" size=450; fi
  if [ -t 1 ]; then quiet=; else quiet=--quiet; fi
  say "Installing the Python packages into $venv (the first time about $size MB)"
  : >"$unfinished"
  status=0
  # shellcheck disable=SC2086 # no argument at all when not quiet
  "$venv/bin/python" -m pip install $quiet --editable "$packages" || status=$?
  [ "$status" -ge 128 ] || rm "$unfinished"
  [ "$status" -eq 0 ] || fail "pip could not install the Python packages; what it says is above."
}

ask_qt() { # whether its own files find all they need: catches what our table does not know
  folder=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("platlib"))')/PySide6
  # shellcheck disable=SC2046
  install_system_packages $(missing_from_system --installed "$folder")
}

compile_translations() {
  for source in resources/translations/*.ts; do
    compiled=${source%.ts}.qm
    if [ -e "$source" ] && [ -z "$(find "$compiled" -newer "$source" 2>/dev/null)" ]; then
      "$venv/bin/pyside6-lrelease" -silent "$source" -qm "$compiled"
    fi
  done
}

case $what in
  run | dev | bundle) ;;
  *) fail "setup.sh: '$what' is none of: run, dev, bundle." ;;
esac
find_python
if venv_is_good; then venv_state=good; else venv_state=none; fi
prepare_system
make_venv
if ! is_installed; then
  install_packages
  ask_qt
  cksum <pyproject.toml >"$stamp"
fi
compile_translations

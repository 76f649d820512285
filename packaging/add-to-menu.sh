#!/bin/sh
# Puts Chainrule into the desktop's menu, for you alone, and lets it open *.chainrule files.
#   ./add-to-menu.sh             the folder stays where it is; after moving it, run this again
#   ./add-to-menu.sh --remove    takes it out again
set -eu
here=$(cd -P "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/chainrule.desktop
mime=$share/mime/packages/chainrule.xml
icons=$share/icons/hicolor
mkdir -p "${entry%/*}" "${mime%/*}"

add() {
  # In a desktop entry % is written twice, \ four times, and " ` $ after two backslashes.
  command=$(printf '%s' "$here/chainrule" | sed 's/%/%%/g; s/\\/\\\\\\\\/g; s/["`$]/\\\\&/g')
  EXEC="Exec=\"$command\" %f" awk '/^Exec=/ { print ENVIRON["EXEC"]; next } { print }' \
    "$here/chainrule.desktop" >"$entry"
  cp "$here/chainrule-mime.xml" "$mime"
  for picture in "$here"/icons/chainrule-*.png; do
    size=${picture##*-}
    size=${size%.png}
    mkdir -p "$icons/${size}x$size/apps"
    cp "$picture" "$icons/${size}x$size/apps/chainrule.png"
  done
  told="Chainrule is in the menu now."
}

remove() {
  rm -f "$entry" "$mime" "$icons"/*/apps/chainrule.png
  told="Chainrule is no longer in the menu."
}

refresh() { # the desktop's lists; where these tools are missing, it finds out by itself
  if command -v update-desktop-database >/dev/null; then update-desktop-database -q "${entry%/*}"; fi
  if command -v update-mime-database >/dev/null; then update-mime-database "$share/mime"; fi
}

if [ "${1:-}" = --remove ]; then remove; else add; fi
refresh
echo "$told"

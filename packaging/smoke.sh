#!/bin/sh
# Tries the frozen program: sh packaging/smoke.sh FOLDER
# It runs with next to no environment and a home of its own, so that it finds nothing but itself.
set -eu
cd -P "$(dirname "$0")/.."
program=$(cd -P "$1" && pwd)/chainrule
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

alone() { (cd "$home" && env -i HOME="$home" PATH=/usr/bin:/bin LANG=C.UTF-8 \
  QT_QPA_PLATFORM=offscreen "$@"); }
fail() { printf 'smoke test: %s\n' "$*" >&2; exit 1; }

version=$(alone "$program" --version) || fail "--version ended with $?"
alone "$program" example article --save article.chainrule || fail "the example was not written"
alone "$program" train article.chainrule --updates 20 --log log.csv --png picture.png \
  || fail "training the example ended with $?"
[ "$(wc -l <"$home/log.csv")" -eq 22 ] || fail "the log should have a header and 21 rows"

.venv/bin/python - "$home/picture.png" <<'END' || fail "the picture is not one of a network"
import sys
from PySide6.QtGui import QImage

image = QImage(sys.argv[1], "PNG")
colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(image.height())}
print(f"the picture: {image.width()} × {image.height()}, {len(colours)} colours")
sys.exit(image.width() < 300 or image.height() < 200 or len(colours) < 4)
END

# The window stays until it is closed: being stopped after some seconds (124) is what should happen.
status=0
alone timeout 6 "$program" article.chainrule 2>"$home/said" || status=$?
[ "$status" -eq 124 ] || fail "the window closed by itself with $status: $(cat "$home/said")"
[ ! -s "$home/said" ] || fail "the window said: $(cat "$home/said")"
printf 'The frozen program works: %s\n' "$version"

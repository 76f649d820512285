#!/bin/sh
# Opens the window. Without a display it trains the built-in example instead and leaves a picture
# and a log, so that there is something to see on any machine.
set -eu
cd -P "$(dirname "$0")/.."
program=.venv/bin/chainrule

# The program leaves with 2, and a sentence, when there is no display where one was announced.
open_window() {
  status=0
  "$program" || status=$?
  [ "$status" -eq 2 ] || exit "$status"
}

train_without_window() {
  export QT_QPA_PLATFORM=offscreen
  mkdir -p build
  "$program" example article --save build/session.chainrule
  "$program" train build/session.chainrule --updates 200 \
    --log build/session.csv --png build/session.png
  printf 'The trained network: %s\nIts losses:          %s\n' \
    "$PWD/build/session.png" "$PWD/build/session.csv"
}

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
  open_window
  echo "So no window: training the built-in example without one."
else
  echo "No display here, so no window: training the built-in example without one."
fi
train_without_window

#!/bin/sh
# Makes dist/chainrule/, the program as one folder, and tries it. Needs what setup.sh bundle sets up.
set -eu
cd -P "$(dirname "$0")/.."
folder=dist/chainrule
export PYINSTALLER_CONFIG_DIR="$PWD/build/pyinstaller-config"

.venv/bin/pyinstaller --noconfirm --log-level ERROR --distpath dist --workpath build/pyinstaller \
  packaging/chainrule.spec
cp packaging/chainrule.desktop packaging/chainrule-mime.xml LICENSE "$folder"
cp -R packaging/icons "$folder"
install -m 755 packaging/add-to-menu.sh "$folder"
sh packaging/smoke.sh "$folder"
printf 'The program: %s (%s)\n' "$PWD/$folder" "$(du -sh "$folder" | cut -f1)"

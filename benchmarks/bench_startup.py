"""Start-up: from process start to the first painted window, beside the bare imports.

Each is run in turn, warm, and the medians are compared. Needs a display, or
QT_QPA_PLATFORM=offscreen.
"""

import os
import statistics
import subprocess
import sys
import time

RUNS = 11
BAR = 0.8

IMPORTS = "import PySide6.QtWidgets, pyqtgraph, numpy"
WINDOW = """
from PySide6.QtCore import QEvent, QObject, QTimer
from chainrule.gui.app import make_window
import os

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

window = make_window()
watch = Watch()
window.canvas.installEventFilter(watch)
window.show()
from PySide6.QtWidgets import QApplication
QApplication.instance().exec()
"""


def seconds(code: str) -> float:
    """Return how long a fresh process takes to run the code."""
    warm = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=warm)
    return time.perf_counter() - start


def main() -> int:
    """Print the medians and their ratio; 1 when the ratio is above the bar."""
    for code in (IMPORTS, WINDOW):
        seconds(code)
    pairs = [(seconds(IMPORTS), seconds(WINDOW)) for _ in range(RUNS)]
    imports = statistics.median(pair[0] for pair in pairs)
    window = statistics.median(pair[1] for pair in pairs)
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    print("| what | median seconds | ratio |")
    print("|---|---|---|")
    print(f"| `{IMPORTS}` | {imports:.3f} | 1 |")
    print(f"| first painted window | {window:.3f} | {ratio:.2f} (bar {BAR}) |")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())

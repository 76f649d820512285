import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUICK = ("--rounds", "1", "--seconds", "0.01")


def run(script: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / script), *QUICK, *options],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def rows(text: str) -> list[list[str]]:
    """Return the cells of all rows of tables, heads included."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_training_benchmark_prints_a_table_with_bars() -> None:
    told = run("bench_training.py", "--rows", "xor")
    assert told.returncode == 0, told.stderr
    (head, first), *others = zip(*[iter(rows(told.stdout))] * 2, strict=True)
    assert len(others) == 2, "one table for each of the conditions"
    assert len(first) == len(head)
    beside_textbook = first[head.index("textbook numpy") + 1]
    assert " of 4: " in beside_textbook, "the ratio stands beside its bar"
    missing = [name for name in ("sklearn", "torch", "micrograd") if find_spec(name) is None]
    assert first.count("not installed") == len(missing)


def test_a_network_that_is_not_known_is_told() -> None:
    told = run("bench_training.py", "--rows", "moon")
    assert told.returncode == 2
    assert told.stderr.startswith("no network moon; there are: article, xor")


def test_the_cost_benchmark_prints_tables_of_growth() -> None:
    told = run("bench_cost.py", "--largest", "100")
    assert told.returncode == 0, told.stderr
    levels = [row for row in rows(told.stdout) if row[0].endswith("× 4")]
    assert [row[1] for row in levels] == ["16", "32", "64", "96"]
    assert levels[0][3] == "1.00", "the first row is what the others are held against"
    assert all(float(row[5]) > 0 for row in levels[1:])


def test_the_canvas_benchmark_prints_frame_times_beside_their_bars() -> None:
    told = shown("bench_canvas.py", "--rounds", "1", "--frames", "3", "--only", "100 edges")
    assert told.returncode == 0, told.stderr
    head, *lines = rows(told.stdout)
    assert head[0] == "scene"
    times = {line[1]: float(line[2]) for line in lines}
    assert times["every value changes"] > 0.5, "something was painted"
    assert any(line[4].startswith("4: ") for line in lines), "the bar stands beside it"


def test_the_window_benchmark_prints_how_evenly_it_paints() -> None:
    told = shown("bench_window.py", "--rounds", "1", "--seconds", "0.3")
    assert told.returncode == 0, told.stderr
    head, first = rows(told.stdout)
    assert int(first[head.index("paints")]) > 3
    assert first[head.index("share")].endswith("%")


def test_the_benchmark_of_plots_holds_every_length_against_the_shortest() -> None:
    told = shown("bench_plots.py", "--rounds", "1", "--frames", "2", "--longest", "100000")
    assert told.returncode == 0, told.stderr
    head, *lines = rows(told.stdout)
    assert [line[1] for line in lines] == ["1,000", "100,000"] * 3
    assert {line[head.index("÷ 1,000")] for line in lines[::2]} == {"1.00"}
    assert all(float(line[head.index("median ms")]) > 0 for line in lines), "something was painted"


def shown(script: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / script), *options],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_benchmark_of_maps_prints_a_bar_for_the_network_of_the_bar() -> None:
    told = run("bench_maps.py")
    assert told.returncode == 0, told.stderr
    head, *lines = rows(told.stdout)
    assert head[0] == "network"
    barred = [line for line in lines if line[-1].startswith("3: ")]
    assert [line[:2] for line in barred] == [["2-8-8-1", "100 × 100"]]

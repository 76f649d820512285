# `make run` and `make test` need Python 3.11+ and make; they set up everything else themselves.
# PYTHON=/path/to/python3 make … chooses the Python that .venv is made with.

.DEFAULT_GOAL := help
.PHONY: help run test lint types layers bench soak wheel bundle setup clean

BIN := .venv/bin
SETUP := @sh packaging/setup.sh
OFFSCREEN := QT_QPA_PLATFORM=offscreen

help:    ## list what make can do here
	@sed -n 's/^\([a-z]*\): *[^#]*## /  make \1	/p' Makefile

run:     ## open the window (without a display: train the example and write its picture)
	$(SETUP) run
	@sh packaging/run.sh

test:    ## ruff, mypy, import-linter, then all tests
	$(SETUP) dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(OFFSCREEN) $(BIN)/python -m pytest -n auto --dist loadfile -m "not soak" || \
	{ echo "What failed beside the others runs once more, alone:"; \
	$(OFFSCREEN) $(BIN)/python -m pytest -m "not soak" --last-failed --last-failed-no-failures none; }

lint:    ## ruff only
	$(SETUP) dev
	$(BIN)/ruff check .

types:   ## mypy only
	$(SETUP) dev
	$(BIN)/mypy

layers:  ## import-linter only: which room may import which
	$(SETUP) dev
	$(BIN)/lint-imports

bench:   ## measure speed and print it
	$(SETUP) dev
	@for file in benchmarks/bench_*.py; do $(OFFSCREEN) $(BIN)/python "$$file" || exit 1; done

soak:    ## the tests that take minutes
	$(SETUP) dev
	$(OFFSCREEN) $(BIN)/python -m pytest -m soak

wheel:   ## build the Python package into dist/
	$(SETUP) dev
	$(BIN)/python -m build --wheel

bundle:  ## build the program as one folder, dist/chainrule/, and try it
	$(SETUP) bundle
	@sh packaging/bundle.sh

setup:   ## only set up: .venv with everything for development
	$(SETUP) dev

clean:   ## remove what was built and measured; .venv stays
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

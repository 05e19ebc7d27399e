# Everything a person types. Each target first makes sure that .venv is complete (a second run installs nothing).
SHELL := bash
BIN := .venv/bin
# Our own modules, too, are compiled once and not in each process, also where the environment forbids it.
export PYTHONDONTWRITEBYTECODE :=
# More processes than two cores: one of them usually waits for a server, or for a time limit.
WORKERS ?= 3
.PHONY: install demo test coverage check up down status doctor lock bench chaos golden requirements clean

install: ; @scripts/install.sh

demo: install ; @scripts/demo.sh

# ARGS, for example: make test ARGS="tests/unit -x"
test: install ; @$(BIN)/pytest -q -n $(WORKERS) --dist loadfile $(ARGS)

coverage: install ; @$(BIN)/pytest -q -n 2 -m "not slow" tests/unit tests/contracts --cov --cov-report=term $(ARGS)

check: install ; @scripts/check.sh $(ARGS)

up down status doctor: install ; @$(BIN)/omninode $@

lock: install ; @scripts/lock.sh

bench: install ; @$(BIN)/python -m benchmarks $(ARGS)

# For example: make chaos ARGS="--seed 7 --requests 20 --events 2000 --strikes 8"
chaos: install ; @$(BIN)/python -m tests.chaos $(ARGS)

golden: install ; @UPDATE_GOLDEN=1 $(BIN)/pytest -q -k golden

requirements: install ; @$(BIN)/pytest -q -n $(WORKERS) --dist loadfile -m requirement --requirements $(ARGS)

clean: ; rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

# What one does with this checkout. Needs Python 3.11 or newer as python3, and nothing else; Linux or macOS.
#
#   make demo     the whole service with a make-believe town, on a page of its own; ARGS='--port 9000' for another port
#   make test     the tests; ARGS='tests/rules -x' for some of them
#   make test-postgres   the tests of an office once more, on PostgreSQL
#   make check    what must be green before a commit: ruff, mypy, import contracts, tests
#   make bench    the figures, as tables
#   make soak     a thousand faults at random; make failover: several processes, killed, paused and cut off at random
#   make day      24 hours of an office in 20 minutes, with faults; make fleet: 200 mailboxes and six processes
#   make lock     write the two locks anew (needs uv); ARGS=--upgrade for the newest versions

PYTHON ?= python3
UV     ?= uv
ARGS   ?=

# A machine may forbid Python to keep what it compiles; the many processes of the tests would then compile it all each time.
export PYTHONDONTWRITEBYTECODE :=

VENV   := .venv
BIN    := $(VENV)/bin
# Bytecode is written when a module is first imported, not for all modules beforehand: 15 seconds sooner.
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKED := install --no-compile --require-hashes --requirement
OURS   := install --no-compile --no-deps --no-build-isolation --editable .

# What a bench program is told; one that is not named here is told nothing.
BENCH_reading := tests/letters/sixty
BENCHES := $(filter-out soak sink processes day fleet rolling fast_house,$(basename $(notdir $(shell grep -l __main__ bench/*.py))))

.PHONY: demo install install-dev test test-postgres check check-code bench soak failover day fleet audit lock clean
.DEFAULT_GOAL := demo

demo: $(VENV)/run
	$(BIN)/vastaja demo $(ARGS)

install: $(VENV)/run

install-dev: $(VENV)/dev

test: $(VENV)/dev
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(ARGS)

# Every test whose office is on SQLite in `make test`, once more on PostgreSQL: together the whole suite on both engines.
test-postgres: $(VENV)/dev
	VASTAJA_TEST_ENGINE=postgres $(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(ARGS)

check: check-code test

check-code: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Known weaknesses of what is locked; needs a service that not every machine reaches, so it is no part of `check`.
audit: $(VENV)/dev
	$(UV) tool run pip-audit --require-hashes --requirement requirements.lock

bench: $(VENV)/dev $(addprefix bench-,$(BENCHES))

bench-%: $(VENV)/dev
	$(BIN)/python -m bench.$* $(BENCH_$*)

soak: $(VENV)/dev
	$(BIN)/python -m bench.soak $(ARGS)

failover: $(VENV)/dev
	$(BIN)/python -m bench.processes $(ARGS)

day: $(VENV)/dev
	$(BIN)/python -m bench.day $(ARGS)

fleet: $(VENV)/dev
	$(BIN)/python -m bench.fleet $(ARGS)

# hatchling and editables build the package itself: they are locked like the rest, so that nothing unlocked is fetched.
COMPILE := pip compile pyproject.toml - --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11

lock:
	printf 'hatchling>=1.27\neditables\n' | $(UV) $(COMPILE) $(ARGS) --all-extras --output-file requirements-dev.lock
	printf 'hatchling>=1.27\neditables\n' | $(UV) $(COMPILE) --constraints requirements-dev.lock \
	    --extra postgres --extra attachments --extra reports --extra s3 --extra demo --output-file requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

# The stamps: a second make installs nothing, a changed lock or pyproject.toml does.
$(VENV)/run: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) $(LOCKED) requirements.lock
	$(PIP) $(OURS)
	@touch $@

$(VENV)/dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) $(LOCKED) requirements-dev.lock
	$(PIP) $(OURS)
	@touch $@ $(VENV)/run

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Vastaja needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# Two commands: `make demo` and `make test`. Each sets up all it needs.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

export RESIDENTS ENCOUNTERS FINGERPRINTS ONCE
# Compiled modules are kept: every program starts three times as fast.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test setup check lock clean

demo: $(READY)  ## rehearse the whole chain and leave the programs open (ONCE=1 stops afterwards)
	$(BIN)/jemput demo

test: $(READY)  ## every check and every test
	tools/system_packages chromium postgresql cups
	$(BIN)/python tools/run_tests.py

check: $(READY)  ## the quick ones: style, types, import rules, unit tests
	$(BIN)/python tools/run_tests.py quick

setup: $(READY)

$(READY): requirements/bootstrap.txt requirements/run.txt requirements/develop.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jemput needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv || { tools/system_packages python3-venv && $(PYTHON) -m venv .venv; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements/run.txt -r requirements/develop.txt
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python tools/warm_up.py
	touch $(READY)

lock: $(READY)  ## write the hashed requirement files anew from the .in files
	$(COMPILE) requirements/bootstrap.in -o requirements/bootstrap.txt
	$(COMPILE) requirements/run.in -o requirements/run.txt
	$(COMPILE) requirements/develop.in -o requirements/develop.txt
	$(COMPILE) requirements/cluster.in -o requirements/cluster.txt

clean:
	rm -rf .venv demo var .mypy_cache .ruff_cache .pytest_cache

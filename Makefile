# make run   a virtual environment, everything that is needed, and the bot (in the sandbox unless TELEGRAM_TOKEN is set)
# make test  the same, with what the tests need, and the tests; MODEL= leaves out torch and the tests that need it
PYTHON ?= python3
VENV ?= .venv
MODEL ?= ,torch,train

.PHONY: run test lint format bench clean
.DELETE_ON_ERROR:

run: $(VENV)/run.stamp
	$(VENV)/bin/laconique run

test: $(VENV)/test.stamp
	$(VENV)/bin/pytest

lint: $(VENV)/test.stamp $(VENV)/lint.stamp
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy

format: $(VENV)/lint.stamp
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Debian's python3 comes without what venv needs; root may install it, others are told how.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
		|| { [ "$$(id -u)" = 0 ] && apt-get update -q && apt-get install -qy python3-venv; } \
		|| { echo "python3-venv is missing: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/test.stamp: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --editable '.[test$(MODEL)]'
	$(VENV)/bin/python -m tests.browser
	@touch $@ $(VENV)/run.stamp

$(VENV)/lint.stamp: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --editable '.[lint]'
	@touch $@

# make run   a virtual environment, everything that is needed, and the bot (in the sandbox unless TELEGRAM_TOKEN is set)
# make run MODEL=barthez  the same, and a model that writes the summaries, fetched while the bot runs
# make test  the same, with what the tests need, and the tests; MODEL= leaves out torch and the tests that need it
# make unit  only the tests that need no process, browser or model of their own
# make mutate ROOM=pipeline  which small changes to a room its tests notice (bench/mutation.py names the rooms)
# make ablate ONLY=news.turns  what no test or floor misses of the tables of French (all of them without ONLY)
# make documents  the page of the settings and the pictures of docs/ anew
# make lock  every package with its hashes anew; make audit, what is known against them; make dist, what is released
# make image-check  the image built and run by podman, as root, in a house of its own; make scale-check, compose.scale.yaml whole
# make messages  new texts into the catalogues of translations
# make numbers  what the code is measured by; BEFORE=DIRECTORY puts another checkout beside it
PYTHON ?= python3
VENV ?= .venv
# Which extras the tests get: all, but with an empty MODEL= those without torch.
ifeq ($(MODEL)$(filter undefined,$(origin MODEL)),)
TESTED = test
else
TESTED = test,torch,train
endif
# Three processes for two cores, for many tests wait for another process; those of one file stay together.
ABREAST = --numprocesses $(shell echo $$((($$(nproc) * 3 + 1) / 2))) --dist loadfile

.PHONY: run test unit lint format messages documents lock audit dist image-check scale-check numbers mutate ablate clean
.DELETE_ON_ERROR:

run: $(VENV)/run.stamp $(if $(MODEL),$(VENV)/model.stamp)
	$(if $(MODEL),LACONIQUE_MODEL=$(MODEL)) $(VENV)/bin/laconique run

test: $(VENV)/test.stamp
	$(VENV)/bin/pytest $(ABREAST)

unit: $(VENV)/test.stamp
	$(VENV)/bin/pytest $(ABREAST) -m "not slow and not browser and not model and not postgres"

lint: $(VENV)/test.stamp $(VENV)/lint.stamp
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/hadolint Dockerfile

format: $(VENV)/lint.stamp
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

numbers: $(VENV)/test.stamp
	$(VENV)/bin/python -m tests.codebase $(BEFORE)

image-check: $(VENV)/test.stamp
	$(VENV)/bin/python -m bench.containers

scale-check: $(VENV)/test.stamp
	$(VENV)/bin/python -m bench.scaled

messages: $(VENV)/test.stamp
	$(VENV)/bin/python -m bench.messages

documents: $(VENV)/test.stamp
	$(VENV)/bin/python -m bench.configuration
	$(VENV)/bin/python -m bench.screenshots

lock: $(VENV)/release.stamp
	$(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
		--no-header --no-annotate --no-emit-index-url --output-file requirements.lock

audit: $(VENV)/release.stamp
	$(VENV)/bin/pip-audit --require-hashes --disable-pip --requirement requirements.lock

dist: $(VENV)/release.stamp
	rm -rf dist
	$(VENV)/bin/python -m build --quiet
	$(PYTHON) -m venv dist/.try
	dist/.try/bin/pip install --quiet --require-hashes --requirement requirements.lock
	dist/.try/bin/pip install --quiet --no-deps dist/*.whl
	dist/.try/bin/laconique version
	$(VENV)/bin/cyclonedx-py environment dist/.try/bin/python --output-reproducible --output-file dist/laconique.cdx.json
	rm -rf dist/.try

mutate: $(VENV)/mutate.stamp
	$(VENV)/bin/python bench/mutation.py $(ROOM)

ablate: $(VENV)/test.stamp
	nice $(VENV)/bin/python bench/ablate.py $(if $(ONLY),--only $(ONLY))

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
	$(VENV)/bin/python -m pip install --quiet $(PIP_OPTIONS) --editable .
	@touch $@

$(VENV)/model.stamp: pyproject.toml $(VENV)/run.stamp | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet $(PIP_OPTIONS) --editable '.[torch]'
	@touch $@

$(VENV)/test.stamp: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet $(PIP_OPTIONS) --editable '.[$(TESTED)]'
	$(VENV)/bin/python -m tests.browser
	$(VENV)/bin/python -m tests.postgres
	$(VENV)/bin/python -m tests.feedparser_suite
	@touch $@ $(VENV)/run.stamp

$(VENV)/mutate.stamp: pyproject.toml $(VENV)/test.stamp | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet $(PIP_OPTIONS) --editable '.[mutate]'
	@touch $@

$(VENV)/release.stamp: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet $(PIP_OPTIONS) --editable '.[release]'
	@touch $@

$(VENV)/lint.stamp: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet $(PIP_OPTIONS) --editable '.[lint]'
	@touch $@

# make start  makes the environment, ingests the sample articles, serves the app and prints its
#             address; the corpus lives in .caravan, or where you say: make start CORPUS=folder
# make test   makes the environment, then checks format, lint, types and tests
# make docs   writes the command reference, docs/cli.md, anew
# make clean  removes what the other targets made, but never .caravan: it holds the articles that
#             people uploaded and their conversations

PYTHON ?= python3
VENV := .venv
CORPUS := .caravan

.PHONY: help start test docs clean

help:
	@sed -n '/^#/!q; s/^# //p' $(firstword $(MAKEFILE_LIST))

start: $(VENV)/ready
	@test -e "$(CORPUS)/.sample" || \
		{ $(VENV)/bin/caravan --home "$(CORPUS)" ingest --sample && touch "$(CORPUS)/.sample"; }
	@$(VENV)/bin/caravan --home "$(CORPUS)" serve

test: $(VENV)/ready-dev
	VENV=$(VENV) .ci/check

docs: $(VENV)/ready
	$(VENV)/bin/python -m tests.reference

# Two stamps: who only starts the app is spared what only the checks need. A folder without pip is
# what a failed venv leaves behind: it is not taken for an environment, and not left behind here.
$(VENV)/ready: pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON). Name a Python: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Caravan needs Python 3.11 or later; $(PYTHON) is older. Name one: make PYTHON=python3.12"; exit 1; }
	@[ -e $(VENV) ] || $(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); \
		echo "Could not make a virtual environment. Where Python's venv module is missing,"; \
		echo "on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(VENV)/bin/python -m pip --version >/dev/null || \
		{ echo "$(VENV) is not a whole environment. Remove it and begin again: make clean"; exit 1; }
	@echo "Installing Caravan and what it needs into $(VENV). This takes some minutes."
	@$(VENV)/bin/python -m pip install --quiet --upgrade pip
	@$(VENV)/bin/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	@echo "Installing what the checks need into $(VENV)."
	@$(VENV)/bin/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

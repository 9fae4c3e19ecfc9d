# Everything a reader or a contributor runs. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Stamps: the packages follow the lock file, the project's own entry point follows pyproject.toml.
LOCKED := $(VENV)/.locked
INSTALLED := $(VENV)/.installed
# The benchmarks' peers ask for other versions of some packages, so they have an environment of their own.
BENCH := build/bench
BENCH_LOCKED := $(BENCH)/.locked
# PyTorch is large and only training needs it, so it has an environment of its own too.
TRAIN := build/train
TRAIN_LOCKED := $(TRAIN)/.locked
MODEL := src/chiltern/reading/tagger/attribution.npz

# The programs that read what is exported have many packages of their own, and one that is built from source.
PEERS := build/peers
PEERS_LOCKED := $(PEERS)/.locked

.PHONY: help demo test lint types unit peers docs bench model lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

demo: $(INSTALLED) ## build the sample record and show what it holds
	@$(BIN)/python tools/demo.py

test: lint types unit ## everything that must pass: lint, types, then every test

lint: $(INSTALLED) ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED) ## mypy, strict
	$(BIN)/mypy

unit: $(INSTALLED) ## pytest: layers, docs, accuracy floor, unit and end-to-end tests
	$(BIN)/pytest

peers: $(PEERS_LOCKED) ## test the exports with the programs that read them (FollowTheMoney, Datasette)
	PYTHONPATH=src $(PEERS)/bin/python -m pytest tests/export

docs: $(INSTALLED) ## write the command-line reference and the outputs shown in the docs again
	$(BIN)/python tools/cli_reference.py
	$(BIN)/python tools/update_docs.py
	$(BIN)/chiltern house --on 2019-02-22 --svg docs/images/house.svg >/dev/null

bench: $(BENCH_LOCKED) ## measure against other tools, in an environment of its own (a few minutes; not part of test)
	@PYTHONPATH=src $(BENCH)/bin/python -m bench $(ONLY)

model: $(TRAIN_LOCKED) ## train the tagger: make model CORPUS=folder [HELD_OUT=folder]
	@test -n "$(CORPUS)" || { echo "Name the corpus: make model CORPUS=folder (text/ and attributions/ in it)"; exit 2; }
	PYTHONPATH=src $(TRAIN)/bin/python -m tools.tagger "$(CORPUS)" -o $(MODEL) $(if $(HELD_OUT),--held-out "$(HELD_OUT)")

lock: ## choose the newest allowed versions and write requirements.lock and bench/requirements.txt
	@# The pip that comes with older Pythons overlooks some extras (lxml's html_clean), so the newest one resolves.
	test -x build/lock/bin/pip-compile || \
	  { $(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install -qq --upgrade pip 'pip-tools>=7.5,<8'; }
	build/lock/bin/pip-compile --quiet --upgrade --extra dev --build-deps-for editable --generate-hashes --strip-extras \
	  --no-header --no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --output-file requirements.lock pyproject.toml
	build/lock/bin/pip-compile --quiet --upgrade --strip-extras --no-annotate \
	  --no-header --no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --output-file bench/requirements.txt bench/requirements.in pyproject.toml

clean: ## remove the environment and everything built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Chiltern needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) from requirements.lock (once; under a minute on most machines)"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
	  { echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements.lock
	@touch $@

$(BENCH_LOCKED): bench/requirements.txt
	@echo "Setting up $(BENCH) from bench/requirements.txt (once)"
	@$(BENCH)/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(BENCH)
	@$(BENCH)/bin/python -m pip install -qq --disable-pip-version-check --requirement bench/requirements.txt
	@touch $@

$(PEERS_LOCKED): requirements.lock tests/export/peers.txt
	@echo "Setting up $(PEERS) from tests/export/peers.txt (once; builds PyICU)"
	@$(PEERS)/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(PEERS)
	@$(PEERS)/bin/python -m pip install -qq --disable-pip-version-check --requirement requirements.lock --no-deps
	@$(PEERS)/bin/python -m pip install -qq --disable-pip-version-check --requirement tests/export/peers.txt
	@touch $@

$(TRAIN_LOCKED): requirements.lock tools/tagger/requirements.txt
	@echo "Setting up $(TRAIN) with PyTorch (once; a few minutes)"
	@$(TRAIN)/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(TRAIN)
	@$(TRAIN)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(TRAIN)/bin/python -m pip install -qq --disable-pip-version-check --requirement tools/tagger/requirements.txt
	@touch $@

$(INSTALLED): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

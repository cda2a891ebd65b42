# make setup   a virtual environment with exactly the locked libraries (offline and instant the second time)
# make run     certify the bundled reference system
# make test    every check, then every test
# make axe     axe-core, by which the tests judge how accessible the reports are (needs Node.js)
# make check   linters, types, import layers, spec lint, drift checks, CI examples
# make lock    resolve the libraries of pyproject.toml anew (needs uv)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3.11 python3; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
ALLURE := reports/allure
ALLURE_STAMP := $(ALLURE)/node_modules/.installed
AXE := tests/report/axe
AXE_STAMP := $(AXE)/node_modules/.installed

.PHONY: help setup allure axe run test check lock

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "tekigo needs Python 3.11 or newer; name it with make PYTHON=/path/to/python"; exit 2; }
	@echo "setup: virtual environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setup: installing the libraries of requirements.lock"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@echo "setup: installing tekigo itself"
	@mkdir -p specs features steps
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The Allure site is an extra: without Node.js, or without a network the first time, a run is complete all the same.
allure:
	@if ! command -v npm >/dev/null; then \
		echo "allure: no Node.js here; the run will say so and leave the site out"; \
	elif ! [ $(ALLURE_STAMP) -nt $(ALLURE)/package-lock.json ]; then \
		echo "allure: installing the locked Allure command"; \
		(cd $(ALLURE) && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.installed) \
			|| echo "allure: not installed; the run will leave the site out"; \
	fi

# The reference system has no documents to attest with, so some requirements stay 未確認; anything worse fails here.
run: setup allure
	@PATH="$(CURDIR)/$(ALLURE)/node_modules/.bin:$$PATH" $(BIN)/tekigo run --accept-unverified

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/tekigo spec lint
	$(BIN)/tekigo spec schema --check
	$(BIN)/check-jsonschema -q --builtin-schema vendor.github-workflows docs/examples/ci/github-actions.yml
	$(BIN)/check-jsonschema -q --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci docs/examples/ci/gitlab-ci.yml

# Without Node.js the tests skip what axe would judge, and say so; with it axe has to be there.
axe:
	@if ! command -v npm >/dev/null; then \
		echo "axe: no Node.js here; the tests will say so and skip what axe judges"; \
	elif ! [ $(AXE_STAMP) -nt $(AXE)/package-lock.json ]; then \
		echo "axe: installing the locked axe-core"; \
		cd $(AXE) && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.installed; \
	fi

test: check axe
	$(BIN)/python -m pytest -n 2

lock:
	$(UV) pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 \
		--no-header --no-annotate --quiet --upgrade -o requirements.lock

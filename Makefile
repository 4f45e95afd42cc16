# Every door of the project; `make` alone lists them.

BIN := .venv/bin
TESTS ?=
WORKERS ?= 3
SEED ?= 1
MINUTES ?= 10
MANY ?=
CORPUS ?= tests/corpus/open.jsonl

# What `make floor` runs: the unit tests of rules and words. No test in them measures time, which tracing would change.
RULES := accounts cases case_page clock drills epochs equipment escalation files handover limits messages overload permissions phones policy_document positions refs refusals replies reports rosters routing screens sms snapshots sweep trust values versions voice whatsapp sources/test_positions.py sources/test_identity.py sources/test_marks.py
FLOOR := 98

# What the caller's environment says about pip and Python must not change what is installed, or where.
export PIP_USER := 0
export PIP_REQUIRE_VIRTUALENV := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIREMENT PIP_CONSTRAINT PIP_EDITABLE PIP_NO_DEPS PIP_DRY_RUN
unexport PIP_IGNORE_INSTALLED PIP_NO_BINARY PIP_REQUIRE_HASHES PYTHONHOME PYTHONPATH
unexport PYTHONDONTWRITEBYTECODE # set, it doubles the start of every process

.DEFAULT_GOAL := help
.NOTPARALLEL: # the steps of the set-up follow each other, also under make -j
.PHONY: help setup dev demo up test coverage floor check format soak chaos bench corpus clean distclean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: setup ## set up, and carry one synthetic alert through district, SP and DGP to its end
	@exec $(BIN)/abhay demo

up: setup ## start everything here, with synthetic contacts; Ctrl-C stops it
	@exec $(BIN)/abhay up

setup: .venv/.locked .venv/.package ## what the other targets need: .venv from requirements.lock, Abhay in it

dev: .venv/.locked-dev .venv/.package ## the same with the tools of the developers

test: dev ## all tests, those with real processes included (TESTS=path picks some)
	@WORKERS=$(WORKERS) scripts/test.sh $(TESTS)

coverage: dev ## the branches that no unit or integration test takes
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup --cov --cov-report=term:skip-covered \
	  $(or $(TESTS),--cov-fail-under=87 tests/unit tests/integration)

floor: dev ## hold the floor of branch coverage under the rules and the words, by the unit tests alone
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup --cov=abhay.domain --cov=abhay.wording --cov-report=term:skip-covered \
	  --cov-fail-under=$(FLOOR) $(addprefix tests/unit/,$(RULES))

check: dev ## lint, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/pyright

format: dev ## put the code into its form
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

soak: dev ## the race, fault and fuzz tests with their full counts
	@ABHAY_SOAK=1 $(BIN)/pytest -n $(WORKERS) --dist loadgroup --timeout 3600 -m soak $(TESTS)

chaos: dev ## break a system at random while alerts come in (SEED=1 MINUTES=10, MANY=1: many of each part)
	@exec $(BIN)/python -m tests.chaos --seed $(SEED) --minutes $(MINUTES) $(if $(MANY),--many)

bench: dev ## measure; writes var/bench.json and prints it as a table
	@exec $(BIN)/python -m tests.benchmarks

corpus: dev ## route posts as people write them, and judge each answer (CORPUS=file, as docs/routing.md says)
	@exec $(BIN)/python -m tests.corpus $(CORPUS)

clean: ## remove caches; the state under var/ stays
	@rm -rf .pytest_cache .ruff_cache .hypothesis dist
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

distclean: clean ## remove caches and .venv; the state under var/ stays
	@rm -rf .venv

# The lock for developers holds everything that the other one does, in the same versions.
.venv/.locked-dev: requirements-dev.lock | .venv/bin/pip
	@echo "Installing what requirements-dev.lock lists, about a minute ..."
	@$(BIN)/python -m pip install --quiet --no-input --require-hashes -r requirements-dev.lock
	@touch $@ .venv/.locked

.venv/.locked: requirements.lock | .venv/bin/pip
	@echo "Installing what requirements.lock lists, about a minute ..."
	@$(BIN)/python -m pip install --quiet --no-input --require-hashes -r requirements.lock
	@touch $@

.venv/.package: pyproject.toml | .venv/.locked
	@$(BIN)/python -m pip install --quiet --no-input --no-deps --no-build-isolation --editable .
	@touch $@

.venv/bin/pip:
	@found=; for name in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14; do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && found=$$name && break; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Abhay needs Python 3.11 or newer: install it, or name one (make PYTHON=/path/to/python3 ...)" >&2; exit 1; \
	fi; \
	rm -rf .venv && "$$found" -m venv .venv >/dev/null 2>&1 || { \
	  rm -rf .venv; \
	  echo "$$found cannot make a virtual environment: install its venv module (Debian: apt-get install python3-venv)" >&2; \
	  exit 1; \
	}

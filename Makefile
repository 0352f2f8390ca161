# Everything runs from a checkout with python3 (3.11 or later, with venv), make and git.
# Versions are pinned with their hashes in requirements/*.txt; `make lock` writes those.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-virtualenv
PROJECT := $(INSTALL) --no-deps --no-build-isolation --editable .
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
SARIF := plimsoll.sarif

# Hundreds of processes are started from a checkout; without its caches each would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: help demo demo-dashboard test check format soundness bench-engine test-consumers consumers lock schemas policies catalog bench-start bench-outputs bench-live bench-history clean

help:
	@echo "make demo            scan the case study's broken telling; writes $(SARIF)"
	@echo "make demo-dashboard  a month of twenty accounts, replayed and judged, in the dashboard at http://127.0.0.1:$(PORT)/"
	@echo "make test            the tests"
	@echo "make check           formatting, lint and types"
	@echo "make format          mend formatting and what lint can mend"
	@echo "make soundness       N=$(N) random cases of the engine against stock jmespath on every completion"
	@echo "make bench-engine    the engine beside stock jmespath and hand-written Python, with what it promises; PARTS='1 2' for some"
	@echo "make test-consumers  the tests with programs of others that read what we write (npm, pip, Debian)"
	@echo "make lock            pin the newest versions of all dependencies; UPGRADE= keeps those that still fit"
	@echo "make policies        build the policies into the form that ships; after a change of a policy, relation, pack or the engine's code"
	@echo "make catalog         build the catalogue of types into the form that ships; after a change of a row, a schema or botocore"
	@echo "make bench-terraform what reading Terraform costs beside parsing alone, with what it promises"
	@echo "make bench-outputs   what writing a report costs beside json.dumps, with what it promises"
	@echo "make bench-start     what a small scan costs, phase by phase, with what it promises"
	@echo "make bench-live      what calls to AWS cost, against a server on loopback, with what is promised (PARTS='calls throttled' for some); a million resources judged"
	@echo "make bench-history   what the history costs at a million open findings and 90 runs, with what it promises (PARTS='sqlite postgresql')"
	@echo "make schemas         pack the resource schemas of the pinned cfn-lint"

# 0 clean, 1 findings: both are a demo that works
demo: $(VENV)/.run
	@$(BIN)/plimsoll scan examples/ecs-case-study/broken --format table --format sarif=$(SARIF); code=$$?; \
	if [ $$code -gt 1 ]; then exit $$code; fi; echo "wrote $(SARIF)"

# A month of twenty accounts is judged anew (a minute or two), then shown until Ctrl-C.
HISTORY := .cache/demo-history.db
PORT ?= 8080
demo-dashboard: $(VENV)/.dashboard $(HISTORY)
	$(BIN)/plimsoll serve --history $(HISTORY) --port $(PORT)

$(HISTORY): $(VENV)/.dashboard examples/dashboard/replay.py examples/dashboard/worlds.py
	@mkdir -p $(@D) && rm -f $@*
	$(BIN)/python examples/dashboard/replay.py $@.new && mv $@.new $@

# A file's tests stay in one process, which makes what they share once; tests/conftest.py says which files begin.
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

test: $(VENV)/.dev
	$(PYTEST) -m "not consumers"

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

N ?= 1000000
SEED ?= 0
soundness: $(VENV)/.dev
	$(BIN)/python -m tests.jmes.soundness $(N) --seed $(SEED)

PARTS ?=
bench-engine: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.engine --check $(PARTS)

bench-terraform: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.terraform --check

bench-outputs: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.outputs --check

bench-start: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.start --check

RESOURCES ?= 1000000
bench-live: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.live --check $(PARTS)
	$(BIN)/python -m tests.benchmarks.snapshots --check --resources $(RESOURCES)

bench-history: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.history --check $(PARTS)

catalog: $(VENV)/.dev
	$(BIN)/python -m scanner.catalog.builder
	$(BIN)/python -m scanner.catalog.terraform.builder

test-consumers: $(VENV)/.dev consumers
	$(PYTEST) -m consumers

consumers:
	sh tests/consumers/install.sh

UPGRADE ?= --upgrade
lock: $(VENV)/.maintenance
	$(LOCK) $(UPGRADE) pyproject.toml requirements/run.in --output-file requirements/run.txt
	$(LOCK) $(UPGRADE) --extra aws --extra dask --extra history --extra postgresql --extra parquet --extra dashboard --extra oidc --extra test pyproject.toml requirements/dev.in --output-file requirements/dev.txt
	$(LOCK) $(UPGRADE) --constraint requirements/run.txt --constraint requirements/dev.txt --extra dashboard pyproject.toml requirements/run.in --output-file requirements/dashboard.txt
	$(LOCK) $(UPGRADE) requirements/maintenance.in --output-file requirements/maintenance.txt
	$(LOCK) $(UPGRADE) tests/consumers/requirements.in --output-file tests/consumers/requirements.txt
	$(LOCK) --constraint requirements/run.txt pyproject.toml github-action/requirements.in --output-file github-action/requirements.txt
	$(LOCK) --constraint requirements/dev.txt --constraint github-action/requirements.txt --extra aws pyproject.toml github-action/requirements.in --output-file github-action/requirements-aws.txt
	$(LOCK) $(UPGRADE) tests/consumers/requirements.in --output-file tests/consumers/requirements.txt

schemas: $(VENV)/.maintenance
	$(BIN)/python schemas/refresh.py

policies: $(VENV)/.dev
	$(BIN)/python -m scanner.policy_builder

clean:
	rm -rf $(VENV) .cache build dist $(SARIF)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Plimsoll needs Python 3.11 or later; make PYTHON=python3.12 names another")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes --requirement requirements/run.txt
	$(PROJECT)
	@touch $@

$(VENV)/.dashboard: requirements/dashboard.txt $(VENV)/.run
	$(INSTALL) --require-hashes --requirement requirements/dashboard.txt
	@touch $@

# Ten thousand files, most of which nobody imports: one is compiled when it first is.
$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --no-compile --require-hashes --requirement requirements/dev.txt
	$(PROJECT)
	@touch $@

$(VENV)/.maintenance: requirements/maintenance.txt $(VENV)/.dev
	$(INSTALL) --require-hashes --requirement requirements/maintenance.txt
	@touch $@

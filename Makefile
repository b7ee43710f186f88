# Everything a newcomer runs. Each target sets up .venv by itself, once: it is made again only when
# pyproject.toml or constraints.txt changes.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

# The moment that the reports give as theirs, so that the same seeds make the same bytes: 2026-01-01
# 00:00:00 UTC. The environment cannot change it; `make briefing SOURCE_DATE_EPOCH=…` can.
export SOURCE_DATE_EPOCH := 1767225600
# Nor can settings or a hub: what the targets make depends on this checkout alone.
export HF_HUB_OFFLINE := 1
unexport $(filter CLAIMS_%,$(.VARIABLES))

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
LEDGER := build/briefing.db
CODE := $(shell find claims -type f -not -name '*.pyc')
SEEDS := $(shell find seeds -type f)
REPORTS := $(addprefix reports/,briefing.md report.html report.md report.json report.csv graph.svg graph.graphml graph.json graph.mmd)

# Where pip finds torch without CUDA when no index that it knows has it.
TORCH_INDEX := https://download.pytorch.org/whl/cpu
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install -qq --constraint constraints.txt

.PHONY: help
help:  ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: briefing
briefing: $(REPORTS)  ## read seeds/ into a ledger of its own, write reports/

.PHONY: test
test: $(READY)  ## run every test, those that load the models included
	$(BIN)/python -m pytest -m ''

.PHONY: check
check: $(READY)  ## lint, format, types, layers, budgets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --quiet tests/test_tree.py tests/test_docs.py

# Folder of the labelled data, which is not part of the project.
DATA := ../shared/data

.PHONY: quality
quality: $(READY)  ## measure how well articles are read, on the labelled data in DATA=FOLDER
	@test -d "$(DATA)" || { echo "error: no labelled data in $(DATA); make quality DATA=FOLDER" >&2; exit 2; }
	$(BIN)/python -m claims.training.quality "$(DATA)"

# What is measured, and where: make bench ONLY="cold growth" SIZES="100 1000"; with DATA=FOLDER on real articles.
ONLY :=
SIZES :=

.PHONY: bench
bench: $(READY)  ## measure what claims costs beside the plain way, write reports/performance.md
	PYTHONPATH=tests $(BIN)/python -m bench $(addprefix --only ,$(ONLY)) $(addprefix --size ,$(SIZES)) \
	  $(if $(filter-out file,$(origin DATA)),--data "$(DATA)")

.PHONY: venv
venv: $(READY)  ## set up .venv with everything, at the versions of constraints.txt

.PHONY: clean
clean:  ## remove .venv and all that was made, except reports/
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find claims tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(LEDGER): $(READY) $(CODE) $(SEEDS)
	@mkdir -p $(@D)
	rm -f $@ $@-wal $@-shm
	$(BIN)/claims --ledger $@ add seeds

reports/briefing.md: $(LEDGER)
	@mkdir -p $(@D)
	$(BIN)/claims --ledger $< brief -o $@

reports/report.%: $(LEDGER)
	@mkdir -p $(@D)
	$(BIN)/claims --ledger $< report -o $@

reports/graph.%: $(LEDGER)
	@mkdir -p $(@D)
	$(BIN)/claims --ledger $< graph -o $@

# The first python3 that is new enough; 3.11 first, the version that the constraints were made with.
$(READY): pyproject.toml constraints.txt
	@set -e; \
	for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then echo "error: no Python 3.11 or newer on PATH" >&2; exit 2; fi; \
	echo "setting up $(VENV) with $$($$found --version), a few minutes the first time" >&2; \
	"$$found" -m venv $(VENV)
	@$(INSTALL) --no-deps torch 2>$(VENV)/torch.log \
	  || $(INSTALL) --no-deps --extra-index-url $(TORCH_INDEX) torch \
	  || { cat $(VENV)/torch.log >&2; exit 1; }
	@$(INSTALL) --editable '.[bench,cluster,dev,training]'
	@touch $@

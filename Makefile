# Needs python3 (3.11 to 3.13) and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# The tests start Python hundreds of times: where the environment forbids compiled code, each start would compile anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help conformance test test-runs test-report test-mutants report page docs pages bench mutants mutants-full clean

help:  ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else "python 3.11 to 3.13 is needed, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

# A run has one profile: the default one examines OUCH 5.0 with the session layer, then each other protocol has its own;
# the newest session layer is examined in what it shares with the older ones, too. Runs that mostly wait, for heartbeats
# and limits, are spread over two workers. The worst exit status counts.
FIRST := nasdaq-ouch-5.0 soupbintcp-3.00
OTHERS := $(filter-out $(FIRST) sample-ouch,$(notdir $(wildcard features/*)))
SESSIONS := $(sort $(wildcard features/soupbintcp-*))

conformance: $(STAMP)  ## Run all features against the embedded venue, one protocol after the other
	@$(BIN)/python -m pytest -n 2; all=$$?; \
	for protocol in $(OTHERS); do \
	    what=features/$$protocol; \
	    if [ $$what = $(lastword $(SESSIONS)) ]; then what="$(SESSIONS) -n 2"; fi; \
	    printf '\n%s\n' "$$protocol"; \
	    $(BIN)/python -m pytest --ouch-protocol=$$protocol --ouch-results=reports/$$protocol $$what; \
	    all="$$all $$?"; \
	done; \
	for status in 4 2 3 1 6 5; do \
	    case " $$all " in *" $$status "*) exit $$status;; esac; \
	done

# Files in their own order: by the number of their tests, the longest ones would come last, one worker at the end.
test: $(STAMP)  ## Check style and types, then run the suite's own tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests -n auto --dist loadfile --no-loadscope-reorder

# Three workers on two cores: these tests wait for processes and clocks more than they compute.
test-runs: $(STAMP)  ## Run the suite as its users do: whole runs, hostile and separate venues, the commands of the documents
	$(BIN)/python -m pytest tests/runs tests/*/test_runs_*.py -n 3 --dist loadfile

test-report: $(STAMP)  ## Run the tests that need headless Chromium, node and tshark
	$(BIN)/python -m pytest tests/browser tests/tshark -n 2 --dist loadfile

test-mutants: $(STAMP)  ## See a sample of the reference venue's defects found, each by its own check
	$(BIN)/python -m pytest tests/mutants/sample

report: $(STAMP)  ## Render the last run's Allure results to reports/report.html (needs node)
	$(BIN)/ouch-conformance report

page: $(STAMP)  ## Write the last run's compliance matrix to reports/compliance.html
	$(BIN)/ouch-conformance matrix --html -o reports/compliance.html

docs: $(STAMP)  ## Build the documents as a site, in site/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

pages: $(STAMP)  ## Write the pages and the editor's file that are made from the vocabulary and the layouts
	$(BIN)/ouch-conformance steps --markdown docs/steps.md
	$(BIN)/ouch-conformance fields --markdown docs/fields.md
	$(BIN)/ouch-conformance steps --glue .vscode/sentences.py

bench: $(STAMP)  ## Measure speed and size; ratios from one run
	$(BIN)/python -m benchmarks

mutants: $(STAMP)  ## For every defect of the reference venue, run the scenarios that have to find it
	$(BIN)/python -m tests.mutants

mutants-full: $(STAMP)  ## For every defect run the whole suite, and write docs/mutation.md
	$(BIN)/python -m tests.mutants --full --markdown docs/mutation.md

clean:  ## Remove the environment and what runs have written
	rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find reports -mindepth 1 ! -name README.md -delete

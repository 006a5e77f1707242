# To start with: `make report`, `make quick` and `make test`. Each installs what it needs into $(VENV).

PYTHON ?= python3
VENV ?= .venv
PLAN ?= plan/2019-20

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
RUN := $(VENV)/run.stamp
DEV := $(VENV)/dev.stamp
CHECKER := build/checker/done.stamp
COMPILE = build/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 \
  --generate-hashes --no-header --quiet $(UPGRADE)

.NOTPARALLEL:
.PHONY: help report test quick test-long lint format mutants bench docs lock browser office poppler clean

help: ## list these
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12

report: $(RUN) ## make the committee paper of PLAN in build/, for the web and as Markdown
	@mkdir -p build
	$(BIN)/planctl report --plan $(PLAN) --format html --output build/report.html
	$(BIN)/planctl report --plan $(PLAN) --format markdown --output build/report.md

test: lint browser office poppler $(CHECKER) ## run every check and test, as CI does
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --dist worksteal
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

quick: $(DEV) ## run the tests that need no browser, office or Java, in what changed first
	$(BIN)/pytest -q -n auto -m "not slow" --changed-first

test-long: $(DEV) browser office poppler $(CHECKER) ## look much longer for a plan that breaks a law
	HYPOTHESIS_PROFILE=long $(BIN)/pytest -n auto --dist worksteal

lint: $(DEV) ## check style, types and which module may import which
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy src tests $(wildcard bench/*.py tools/*.py)
	$(BIN)/lint-imports --no-logo

format: $(DEV) ## put the code in its usual form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

mutants: $(DEV) ## change one thing at a time in what decides, and print what no test notices; ONLY='planctl.text.*'
	$(PIP) install --require-hashes -r requirements/mutants.txt
	@mkdir -p build
	$(BIN)/mutmut run $(ONLY) >build/mutants.log
	@$(BIN)/mutmut results | grep -v 'not checked'
	@tr '\r' '\n' <build/mutants.log | tail -n 2 # of how many: noticed, never run, hung, in doubt, not noticed

bench: $(DEV) ## measure speed beside its budgets, into docs/performance.md
	$(BIN)/python bench/budgets.py
	$(BIN)/python bench/merges.py

docs: $(DEV) browser ## make again what is made from the program: schemas, reference pages, pictures
	$(BIN)/python tools/generate.py
	$(BIN)/python tools/pictures.py

lock: ## settle requirements/*.txt from pyproject.toml; UPGRADE=--upgrade takes newer versions
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --quiet --disable-pip-version-check install uv
	$(COMPILE) --group run --output-file requirements/run.txt
	$(COMPILE) --group dev --extra all --output-file requirements/dev.txt --constraint requirements/run.txt
	$(COMPILE) --group mutants --output-file requirements/mutants.txt --constraint requirements/dev.txt

clean: ## remove what these made
	rm -rf $(VENV) build dist mutants .coverage* .hypothesis .*_cache

$(RUN): requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info < (3, 11) and sys.exit("planctl needs Python 3.11 or later; say which with PYTHON=")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) uninstall --yes planctl >/dev/null 2>&1 || true # as it was called in older checkouts
	$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# Chromium: the one there is, else Debian's, else playwright's; CI=true does not go on without.
browser: $(DEV)
	@command -v chromium >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	       apt-get install -qq --yes --no-install-recommends chromium fonts-dejavu-core >/dev/null; } \
	  || $(BIN)/playwright install chromium \
	  || { echo "no browser could be installed: tests that need one are skipped"; [ "$$CI" != true ]; }

# LibreOffice, which opens what is made for Word and Excel; as with the browser.
office:
	@{ command -v soffice && ls "$$(dirname "$$(readlink -f "$$(command -v soffice)")")/libswlo.so"; } >/dev/null 2>&1 \
	  || { [ "$$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	       apt-get install -qq --yes --no-install-recommends libreoffice-writer-nogui \
	       libreoffice-calc-nogui >/dev/null; } \
	  || { echo "no LibreOffice could be installed: its tests are skipped"; [ "$$CI" != true ]; }

# The Nu HTML checker and commonmark.js, with the Java and npm there are, else Debian's; as with the browser.
$(CHECKER): tests/checker/package.json tests/checker/package-lock.json
	@mkdir -p $(@D)
	@cp tests/checker/package*.json $(@D)
	@{ { command -v java && command -v npm; } >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	       apt-get install -qq --yes --no-install-recommends default-jre-headless npm >/dev/null; }; } \
	  && npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@ \
	  || { echo "no checker of HTML could be installed: its test is skipped"; [ "$$CI" != true ]; }

# What reads a PDF back in the tests: poppler as there is, else Debian's; as with the browser.
poppler:
	@command -v pdftotext >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	       apt-get install -qq --yes --no-install-recommends poppler-utils >/dev/null; } \
	  || { echo "poppler could not be installed: tests that need it are skipped"; [ "$$CI" != true ]; }

# Ashyq Aimaq. Every target works alone on a bare clone: what it needs is made first.
#   make PYTHON=python3.12 html     another Python
#   make test PYTEST_ARGS="-k plural -x"

PYTHON ?= python3
NPM ?= npm
VENV ?= .venv
PYTEST_ARGS ?=
# how many processes share the tests
WORKERS ?= 2
# what `make html`, `make serve` … hand to ashyq, as in: make html ARGS="--today 2026-11-01"
ARGS ?=
# what `make screenshots` visits, as in: make screenshots ADDRESSES="/ /kk/ /ru/";
# another OUTPUT than the usual one is taken as it stands, not built again
OUTPUT ?= output
ADDRESSES ?= /
# `make lock LOCK_ARGS=--upgrade` takes the newest versions; without it the pins that still fit stay
LOCK_ARGS ?=
UV ?= uv==0.13.9

TRANSLATIONS := themes/transparency/translations
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKER := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate $(LOCK_ARGS)

.NOTPARALLEL:
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
.PHONY: help html test mutants law faults received serve publish check lint catalogues lock screenshots gallery schemas clean bench xss a11y lighthouse weigh

help: ## show this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

html: $(VENV)/.stamp-run ## build the site into output/
	$(BIN)/ashyq build $(ARGS)

serve: $(VENV)/.stamp-run ## live preview, built again when something changes
	$(BIN)/ashyq serve $(ARGS)

publish: $(VENV)/.stamp-run ## the production build: checked, verified, compressed, signed, switched
	$(BIN)/ashyq publish $(ARGS)

check: $(VENV)/.stamp-run ## all problems in data and content, as file:line:column lines
	$(BIN)/ashyq check $(ARGS)

test: $(VENV)/.stamp-test node-tools ## every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(PYTEST_ARGS)

mutants: $(VENV)/.stamp-test ## a thousand single edits of the data, by chance: what the checker makes of each
	$(BIN)/python -m tests.trials.mutants $(ARGS)

received: $(VENV)/.stamp-test ## a thousand messages while the receiver is killed ten times: none lost, none twice
	$(BIN)/python -m tests.trials.received $(ARGS)

faults: $(VENV)/.stamp-test ## publications killed, disks filled, stores poisoned: what is public stays whole
	$(BIN)/python -m tests.trials.faults $(ARGS)

a11y: $(VENV)/.stamp-test node-tools ## axe-core on every page of both sites, light and dark
	$(BIN)/python -m tests.trials.a11y $(ARGS)

lighthouse: $(VENV)/.stamp-test node-tools ## Lighthouse, mobile and throttled: 100 in all four categories
	$(BIN)/python -m tests.trials.lighthouse $(ARGS)

weigh: $(VENV)/.stamp-test ## bytes, requests, elements and time to the headline figure on a slow link
	$(BIN)/python -m tests.trials.weigh $(ARGS)

law: $(VENV)/.stamp-test ## five hundred sequences of edits, by chance: is an incremental build what a clean one is
	$(BIN)/python -m tests.trials.law $(ARGS)

bench: $(VENV)/.stamp-test node-tools ## how fast a nation is built, beside Hugo and Eleventy; on an idle machine
	$(BIN)/python -m tests.bench $(ARGS)

xss: $(VENV)/.stamp-test ## a hundred hostile texts in every text field: refused, or dead in every page
	$(BIN)/python -m tests.trials.xss $(ARGS)

lint: $(VENV)/.stamp-test ## look over the Python code
	$(BIN)/ruff check .

catalogues: $(VENV)/.stamp-run ## gather new messages from code and templates into the catalogues
	$(BIN)/pybabel -q extract -F $(TRANSLATIONS)/babel.cfg -k say -k say_n:1,2 -k mark --no-wrap \
		--sort-output --no-location --omit-header -o $(VENV)/messages.pot .
	$(BIN)/pybabel -q update -i $(VENV)/messages.pot -d $(TRANSLATIONS) -D transparency --no-wrap \
		--no-fuzzy-matching --ignore-obsolete --omit-header

lock: $(VENV)/.stamp-venv ## solve requirements.lock and requirements-test.lock again
	@test -x $(BIN)/uv || $(PIP) install '$(UV)'
	echo 'setuptools>=77' | $(LOCKER) pyproject.toml - --output-file requirements.lock
	echo 'setuptools>=77' | $(LOCKER) pyproject.toml - --extra test --constraint requirements.lock \
		--output-file requirements-test.lock
	@if grep -nE '[a-z]+://' requirements.lock requirements-test.lock; then \
		echo 'lock: an address got into a lock file' >&2; exit 1; fi

screenshots: $(VENV)/.stamp-test $(if $(filter output,$(OUTPUT)),html) ## pictures of pages into build/screenshots/
	$(BIN)/python -m tests.screenshots --output $(OUTPUT) $(ADDRESSES)

gallery: $(VENV)/.stamp-run ## the gallery of the parts pages are made of
	$(BIN)/ashyq gallery $(ARGS)

schemas: $(VENV)/.stamp-run ## what editors of data work with: schemas/, docs/fields.md, .vscode/settings.json
	$(BIN)/ashyq schemas $(ARGS)

clean: ## remove what was built (not .venv)
	rm -rf output .output.* build .pytest_cache .ruff_cache .hypothesis $(VENV)/.stamp-compiled
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -not -path './node_modules/*' -prune -exec rm -rf {} +

# What the targets stand on. A stamp is written only when its step came through whole.

$(VENV)/.stamp-venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not one; try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# where Python may not keep what it compiles (PYTHONDONTWRITEBYTECODE), each start would compile all anew
$(VENV)/.stamp-compiled: $(VENV)/.stamp-venv $(shell find plugins -name '*.py')
	@$(BIN)/python -m compileall -q plugins
	@touch $@

$(VENV)/.stamp-run: $(VENV)/.stamp-venv requirements.lock pyproject.toml | $(VENV)/.stamp-compiled
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# the test lock holds all of the other one, so that one step serves both
$(VENV)/.stamp-test: $(VENV)/.stamp-venv requirements.lock requirements-test.lock pyproject.toml | $(VENV)/.stamp-compiled
	$(PIP) install --require-hashes --requirement requirements-test.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.stamp-run $@

.PHONY: node-tools
ifneq ($(shell command -v node 2>/dev/null && command -v $(NPM) 2>/dev/null),)
node-tools: node_modules/.stamp-test
else
node-tools:
	@echo 'node is not here: the tests that need its tools are skipped'
endif

node_modules/.stamp-test: package.json package-lock.json .npmrc
	$(NPM) ci --ignore-scripts --no-audit --no-fund
	@touch $@

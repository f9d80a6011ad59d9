.DEFAULT_GOAL := help
.PHONY: help run dev test suite journeys test-postgres check lint shape types templates \
	migrations deploy-check fmt messages recount bench installed installed-dev

# What is set for other projects must not reach this one.
unexport PYTHONPATH PYTHONHOME PYTHONSAFEPATH VIRTUAL_ENV DJANGO_SETTINGS_MODULE \
	PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
export PYTHONUTF8 := 1

PY := .venv/bin/python
MANAGE := $(PY) manage.py
PYTEST := $(PY) -m pytest
SUITE := $(PYTEST) -n auto --maxprocesses 8 --ignore tests/journeys
# Asks how soon something is back, so nothing else runs meanwhile.
CLOCKED := tests/journeys/test_processes.py
# Tests and checks choose their own place, whatever the shell is set up for.
PLACELESS := unset DATA_DIR DATABASE_URL CELERY_BROKER_URL REDIS_URL BASE_URL PORT BIND DEBUG DEMO \
	LIMITS_FACTOR;

help:             ## Show these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: installed    ## Start Klartext with its demo; PORT= BIND= DATA_DIR= DEMO=0 choose otherwise
	@exec $(PY) -m config.start --with-caller

dev: installed    ## Start it for developers: DEBUG, a web server that reloads
	@exec $(PY) -m config.start --with-caller --dev

test: suite journeys  ## Run all tests on SQLite, in the browser too where a chromium is there

suite: installed-dev  ## Run the tests on SQLite, without the browser
	@$(PLACELESS) $(SUITE)

journeys: installed-dev  ## Run the stories in a real browser
	@$(PLACELESS) [ ! -d tests/journeys ] || { \
		$(PYTEST) -rs -n auto --maxprocesses 3 tests/journeys --ignore $(CLOCKED) && \
		$(PYTEST) -rs $(CLOCKED); }

test-postgres: installed-dev  ## Run the tests on a throwaway PostgreSQL
	@$(PLACELESS) $(PY) -m config.throwaway_postgres -- $(SUITE)

check: lint shape types templates migrations deploy-check suite test-postgres journeys  ## Everything CI runs

lint: installed-dev  ## Style of the Python code
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

shape: installed-dev  ## Direction of imports
	@.venv/bin/lint-imports

types: installed-dev  ## Types of the business rules
	@$(PY) -m mypy accounts community knowledge config

templates: installed-dev  ## Style of the templates
	@$(PY) -m djlint templates --check --lint

migrations: installed-dev  ## No model change without its migration
	@$(PLACELESS) DEBUG=1 DATA_DIR=var/check $(MANAGE) makemigrations --check --dry-run

deploy-check: installed-dev  ## Django's own list, with the settings of a public site
	@$(PLACELESS) DATA_DIR=var/check BASE_URL=https://community.example \
		ALLOWED_HOSTS=community.example TRUSTED_PROXY_COUNT=1 \
		SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(MANAGE) check --deploy --fail-level WARNING

fmt: installed-dev  ## Repair what a machine can repair
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .
	@$(PY) -m djlint templates --reformat --quiet

messages: installed-dev  ## Collect the texts to translate and compile the translations
	@DEBUG=1 $(MANAGE) makemessages -l de -l en --no-obsolete --add-location file --ignore .venv --ignore var --ignore tests
	@DEBUG=1 $(MANAGE) compilemessages --ignore .venv

recount: installed  ## Compare every counter with its facts
	@$(MANAGE) recount --check

bench: installed-dev  ## Measure the pages; N=100000 for the large corpus
	@$(PY) benchmarks/bench.py

installed:
	@sh scripts/venv requirements.txt

installed-dev:
	@sh scripts/venv requirements-dev.txt

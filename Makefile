# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
UV     := $(VENV)/bin/uv
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
# The wheels' own Python caches and the like belong to whoever runs make; nothing is installed outside .venv.

.PHONY: demo test check format lock contracts bench browser clean

demo: $(VENV)/.runtime ## load three real plans, push, pull, print, keep serving (ONCE=1 stops after printing)
	csp demo --port $(PORT) $(if $(ONCE),--once)

test: $(VENV)/.dev ## the whole suite against real PostgreSQL
	coverage erase
	coverage run -m pytest --numprocesses=2
	coverage combine --quiet
	coverage report --include='service/domain/*' --fail-under=100
	coverage report --include='service/usecases/*,service/refusing.py,service/problems.py,service/faults.py' --fail-under=100

check: $(VENV)/.dev ## what CI runs: format, lint, types, import contracts, contract drift, migrations
	ruff format --check .
	ruff check .
	mypy
	lint-imports
	csp contracts --check
	python -m tests.structure.migrations_check

format: $(VENV)/.dev
	ruff format .
	ruff check --fix .

contracts: $(VENV)/.dev ## write openapi/openapi.json and openapi/schema.graphql
	csp contracts

bench: $(VENV)/.dev ## ratios measured in one run; a benchmark, not a test
	python -m tests.bench

lock: $(VENV)/.uv ## resolve the dependencies anew
	uv pip compile --quiet --upgrade --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
		pyproject.toml -o requirements.lock
	uv pip compile --quiet --upgrade --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
		pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

$(VENV)/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; name one with PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@

$(VENV)/.runtime: $(VENV)/.uv requirements.lock pyproject.toml
	uv pip install --quiet --require-hashes -r requirements.lock
	uv pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	uv pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

clean: ## remove what make made, the demo's database included
	rm -rf $(VENV) .data build dist

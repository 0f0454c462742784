# Two commands do everything on a fresh machine with Python 3.11 or newer:
#   make demo   sets up, reads examples/ and says where the report is
#   make test   sets up and runs all tests
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check format wheel clean

demo: $(VENV)/.installed
	$(BIN)/facevalue run examples/corpus --manifest examples/manifest.csv --companies examples/companies.yaml --out demo-workspace

test: $(VENV)/.tested
	$(BIN)/python -m pytest

# What reads the code without running it: style, types, layers.
check: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/python -m pytest tests/test_layers.py

format: $(VENV)/.developed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: $(VENV)/.developed
	$(BIN)/python -m build --wheel --outdir dist .

clean:
	rm -rf $(VENV) build dist *.egg-info demo-workspace

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Facevalue needs Python 3.11, 3.12 or 3.13; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12" if not (3, 11) <= sys.version_info[:2] < (3, 14) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Setting up in $(VENV): this takes a minute or two the first time."
	$(PIP) install --editable .
	@touch $@

$(VENV)/.tested: pyproject.toml $(VENV)/.installed
	$(PIP) install --editable '.[test,examples]'
	@touch $@

$(VENV)/.developed: pyproject.toml $(VENV)/.tested
	$(PIP) install --editable '.[test,examples,dev]'
	@touch $@

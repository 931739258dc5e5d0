# Needs Python 3.11 or later and make; each verb sets up what it needs in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test test-all test-long mutation lint bench site fuzz clean

help:
	@echo "make demo      convert and validate the sample records"
	@echo "make test      the quick tests"
	@echo "make lint      ruff and mypy"
	@echo "make test-all  all tests, with Spark, Parquet, object store and a browser"
	@echo "make test-long every damage and great lengths, half an hour or so"
	@echo "make mutation  break each line and see whether a test notices: an hour or two"
	@echo "make bench     the benchmarks"
	@echo "make site      a portal of the sample records, in public/"
	@echo "make fuzz      an hour of fuzzing (FUZZ_SECONDS=3600)"

$(VENV)/.core: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.dev: $(VENV)/.core
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,lint,site]'
	touch $@

$(VENV)/.all: $(VENV)/.dev
	sh tests/install-extras.sh $(BIN)/python
	touch $@

demo: $(VENV)/.core
	rm -rf demo
	$(BIN)/akn-convert convert fixtures/records/S_PV_8180.zh.md -o demo
	$(BIN)/akn-convert convert fixtures/records/S_PRST_2021_1.zh.txt --symbol S/PRST/2021/1 -o demo
	$(BIN)/akn-convert validate demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m "not extras and not long"

test-all: $(VENV)/.all
	$(BIN)/python -m pytest -q -m "not long"

test-long: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m long

mutation: $(VENV)/.dev
	$(BIN)/python tests/mutation/run.py

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/batch.py --documents 200

site: $(VENV)/.dev
	rm -rf build/records
	$(BIN)/akn-convert convert fixtures/records/S_PRST_2021_1.zh.txt --symbol S/PRST/2021/1 -o build/records --quiet
	$(BIN)/akn-convert convert fixtures/records/S_PV_8180.zh.md -o build/records --quiet
	for meeting in fixtures/made/*/; do \
		$(BIN)/akn-convert convert $$meeting*.txt -o build/records/$$(basename $$meeting) --quiet --fail-on never 2>/dev/null; \
	done
	$(BIN)/akn-convert site build/records -o public
	@echo "open public/index.html"

fuzz: $(VENV)/.all
	$(BIN)/python tests/fuzz/run.py --seconds $${FUZZ_SECONDS:-3600}

clean:
	rm -rf $(VENV) build dist demo public .mypy_cache .ruff_cache .pytest_cache

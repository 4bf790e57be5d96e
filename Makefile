# The only entrance: each target makes what it needs on a fresh machine with Python 3.11+ and a network.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python
SRC    := $(shell find src/evenpull -name '*.py' -not -path '*/static/*' 2>/dev/null)
FACTS  := $(shell find src/evenpull/knowledge/catalogue -name '*.yaml' 2>/dev/null)
BUILT  := src/evenpull/knowledge/catalogue.json
BODY   := src/evenpull/body/model/body.xml
MENDS  := $(shell find src/evenpull/body/build -type f -not -path '*/__pycache__/*' 2>/dev/null)
FLESH  := src/evenpull/body/figure/stations.py src/evenpull/body/portrait/flesh.py

SAFETY := tests/unit/safety tests/golden/test_safety_pairs.py

.PHONY: help demo start test check bench body vendor catalogue pictures words wheel lock clean

help:            ## what can be made
	@grep -E '^[a-z-]+: .*##|^[a-z-]+:  +##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

$(BIN)/uv:
	$(PYTHON) -c 'import sys; sys.exit("Evenpull needs Python 3.11 or newer") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt

$(VENV)/.run: $(BIN)/uv requirements/run.txt
	$(UV) --require-hashes -r requirements/run.txt
	$(UV) --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src/evenpull
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(UV) --require-hashes -r requirements/dev.txt
	@touch $@

$(BUILT): $(VENV)/.run $(FACTS) src/evenpull/knowledge/compile.py
	$(BIN)/python -m evenpull.knowledge.compile

$(VENV)/.vendor: $(VENV)/.dev frontend/package-lock.json frontend/vendor.sha256
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python scripts/vendor.py
	@touch $@

$(BODY): $(VENV)/.run $(MENDS) $(FLESH)
	$(BIN)/python -m evenpull.body.build

body: $(BODY)    ## mend the musculoskeletal model anew

catalogue: $(BUILT)  ## compile the catalogue of facts

pictures: $(BUILT)  ## draw every exercise and test into out/pictures, and say how large they are together
	$(BIN)/python scripts/draw_pictures.py out/pictures

vendor: $(VENV)/.vendor  ## fetch the pinned third-party files (pose weights, htmx)

words: $(VENV)/.dev  ## list every message that people read anew
	$(BIN)/python scripts/words.py

demo: $(BUILT) $(BODY)  ## the example, in seconds
	@$(BIN)/evenpull demo

start: $(BUILT) $(BODY) $(VENV)/.vendor  ## the local page for one person
	$(BIN)/evenpull start

check: $(BUILT) $(VENV)/.dev  ## lint, types, layers, the catalogue's rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/evenpull knowledge check

test: $(BUILT) $(BODY) $(VENV)/.dev $(VENV)/.vendor  ## every test that this machine can run; absent parts are skipped and named
	$(BIN)/pytest -n 2 --dist loadgroup -rs $(addprefix --ignore=,$(SAFETY))
	$(BIN)/pytest $(SAFETY) --cov=evenpull.safety --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100

bench: $(BUILT) $(BODY) $(VENV)/.dev $(VENV)/.vendor  ## speed and accuracy, as measured here
	@for file in benchmarks/speed/*.py benchmarks/accuracy/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

wheel: $(BUILT) $(BODY) $(VENV)/.dev $(VENV)/.vendor  ## the wheel that carries what it needs
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

lock: $(BIN)/uv  ## pin every dependency anew, with hashes and without addresses
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -o requirements/uv.txt requirements/uv.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -c requirements/constraints.in -o requirements/run.txt --extra body pyproject.toml requirements/build.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -c requirements/constraints.in -c requirements/run.txt -o requirements/dev.txt --all-extras --group dev pyproject.toml requirements/build.in

clean:           ## remove what was made
	rm -rf $(VENV) build dist out $(BUILT) $(BODY) $(BODY:.xml=.glb) src/evenpull/report/fonts src/evenpull/web/static/vendor src/evenpull/capture/pose/weights frontend/node_modules

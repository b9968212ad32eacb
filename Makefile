# Everything runs from .venv, made on first use from requirements.lock. Start with: make report
PYTHON  ?= python3
VENV    ?= .venv
ARTICLE ?= seeds/articles/armenia_azerbaijan_clash.txt
REPORTS ?= reports
TESTS   ?= tests
UPGRADE ?=

PY      := $(VENV)/bin/python
PIP     := $(PY) -m pip --disable-pip-version-check --no-input
# A lock names every package, so none is looked for (--no-deps), and two halves of it can be installed side by side.
INSTALL := $(PIP) install --quiet --no-compile --no-deps --require-hashes
define INSTALL_LOCK
awk '/^[^ #]/ { n++ } { print > ("$(VENV)/half" n % 2 ".txt") }' $(1) \
&& { $(INSTALL) -r "$(VENV)/half0.txt" & first=$$!; $(INSTALL) -r "$(VENV)/half1.txt"; second=$$?; wait $$first && [ $$second = 0 ]; }
endef
COMPILE := $(VENV)/bin/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --fork-strategy fewest \
           --generate-hashes --no-annotate --quiet --custom-compile-command "make lock"

# What runs from .venv may keep its compiled form beside it, also where the environment says otherwise: .venv is this Makefile's own.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install report gallery stick figures lab notebooks test chromium bench lint lock test-train clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

$(PY):
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; name another: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv "$(VENV)"

# The stamps are newer than the locks when nothing has to be installed.
$(VENV)/.installed: requirements.lock pyproject.toml | $(PY)
	@echo "Installing into $(VENV)$(if $(wildcard $@),,; the first time this takes a minute)."
	@start=$$(date +%s) && $(call INSTALL_LOCK,requirements.lock) \
	&& $(PIP) install --no-compile --no-deps --no-build-isolation --quiet --editable . \
	&& echo "Installed in $$(($$(date +%s) - start)) s."
	@touch "$@"

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@$(call INSTALL_LOCK,requirements-dev.lock)
	@touch "$@"

# Python compiles what it imports the first time, and later starts take a third of the time; pip would compile ten times as much.
$(VENV)/.compiled: $(VENV)/.installed
	@$(VENV)/bin/framing report "$(ARTICLE)" -o "$(VENV)/trial" >/dev/null
	@touch "$@"

install: $(VENV)/.compiled ## make .venv and install into it

report: $(VENV)/.installed ## analyse the seed article (or ARTICLE=file) into reports/
	$(VENV)/bin/framing report "$(ARTICLE)" -o "$(REPORTS)"
	@touch "$(VENV)/.compiled"

gallery: $(VENV)/.installed ## reports on all articles to teach with, into reports/gallery
	$(VENV)/bin/framing report seeds/articles/*.txt -o "$(REPORTS)/gallery"

stick: $(VENV)/.installed ## a folder for a class without a network, with an index: worksheets, reports, lessons, guide; into reports/stick
	$(PY) -m analysis.stick "$(REPORTS)/stick"

figures: $(VENV)/.installed ## draw the figures of README and lessons again
	$(PY) figures/build.py

# The settings in notebooks/jupyter keep JupyterLab's question about news from covering the first lesson, and from asking the network.
lab: $(VENV)/.installed ## open JupyterLab on the notebooks
	JUPYTER_CONFIG_PATH="$(CURDIR)/notebooks/jupyter" $(VENV)/bin/jupyter lab --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb

notebooks: $(VENV)/.installed ## notebooks/src/ -> notebooks/*.ipynb, with exercises and solutions
	$(PY) notebooks/build.py

# tests/report/test_browser.py looks at the report in Chromium, and fails where there is none, unless FRAMING_WITHOUT_BROWSER=1 leaves it out.
CHROMIUM := chromium chromium-browser google-chrome google-chrome-stable
chromium: ## find the browser of the browser tests, or install it (apt-get, as root)
	@for name in $(CHROMIUM); do command -v $$name && exit 0; done; \
	if [ -n "$$FRAMING_WITHOUT_BROWSER" ]; then echo "No Chromium; the browser tests are left out, because FRAMING_WITHOUT_BROWSER is set."; exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "No Chromium here; installing it for the browser tests." \
	  && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null && exit 0; \
	fi; \
	echo "No Chromium could be had; the browser tests will fail. Install one, or set FRAMING_WITHOUT_BROWSER=1 to leave them out." >&2

test: $(VENV)/.installed-dev chromium ## run the tests (TESTS=tests/voices/test_voices.py for some)
	$(PY) -m pytest -q -n auto --maxprocesses 4 --dist loadfile $(TESTS)

ifdef BEFORE
bench: $(VENV)/.compiled ## measure time and memory, and the model's speed against others; BEFORE=folder: this build beside an earlier one
	$(PY) tests/bench_pair.py "$(BEFORE)" --install
else
bench: .venv-train/.installed-train
	.venv-train/bin/python tests/bench.py
	.venv-train/bin/python tests/bench_corpus.py
	.venv-train/bin/python -m training.bench
endif

lint: $(VENV)/.installed-dev ## ruff and mypy
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

lock: | $(PY) ## resolve the locks again from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(PIP) install --quiet uv==0.13.9
	$(COMPILE) $(UPGRADE) -o requirements.lock
	$(COMPILE) --extra dev -c requirements.lock -o requirements-dev.lock

# Plain `pip install torch` brings gigabytes of CUDA on Linux. For the CPU build, set PIP_FIND_LINKS or
# PIP_EXTRA_INDEX_URL to the CPU wheels named on pytorch.org first. An environment of its own keeps torch out of .venv.
.venv-train/.installed-train: requirements.lock requirements-dev.lock pyproject.toml
	@$(MAKE) --no-print-directory VENV=.venv-train .venv-train/.installed-dev
	.venv-train/bin/python -m pip --disable-pip-version-check install --no-compile --quiet torch==2.13.0
	.venv-train/bin/python -m pip --disable-pip-version-check install --no-compile --no-build-isolation --quiet --editable ".[train,hub,bench]"
	@touch "$@"

test-train: .venv-train/.installed-train ## run the tests that need torch, in .venv-train
	.venv-train/bin/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile tests/training/test_training_torch.py tests/training/test_heads.py tests/training/test_training.py tests/training/test_domain.py tests/stance/test_stance.py

clean: ## remove the environments and caches; reports/ stays
	rm -rf .venv .venv-train build dist ./*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -type d -prune -exec rm -rf {} +

# make demo    one real issue from its files to a sent mail and an archive page
# make test    everything that must stay true
# Both install what they need into .venv first, and both may be repeated.

PYTHON ?= python3
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
TRAX := $(BIN)/trax
DEMO := build/demo

.PHONY: install install-test demo test cover faults bench clean

install: $(VENV)/installed

install-test: $(VENV)/installed-test

# A stamp is written last, so an installation that broke half way is taken up again.
$(VENV)/bin/activate:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "trax needs Python 3.11 or newer, this is: $$($(PYTHON) --version 2>&1)"; \
		echo "name a newer one: make PYTHON=python3.12 demo"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python could not make a virtual environment; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/installed: $(VENV)/bin/activate pyproject.toml constraints.txt
	@echo "installing trax into $(VENV) (once; about half a minute) ..."
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	@echo "installing what the tests need into $(VENV) (once; about a minute) ..."
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@

# On a copy, so that nothing in the checkout changes; from the beginning each time.
demo: install
	@rm -rf $(DEMO) && mkdir -p $(DEMO) && cp -R issues $(DEMO)/issues
	@echo '== check'   && $(TRAX) check 50   --offline --workspace $(DEMO)
	@echo '== render'  && $(TRAX) render 50  --workspace $(DEMO)
	@echo '== approve' && $(TRAX) approve 50 --workspace $(DEMO) --by 'A. Reader'
	@echo '== send'    && $(TRAX) send 50    --workspace $(DEMO) --recipients 3
	@echo '== status'  && $(TRAX) status 50  --workspace $(DEMO)
	@echo '== archive' && $(TRAX) archive    --workspace $(DEMO)
	@echo
	@echo 'look at:'
	@echo '  the mail     $(DEMO)/build/050/look.html'
	@echo '  the text     $(DEMO)/build/050/email.txt'
	@find $(DEMO)/outbox -name '*.eml' | sort | sed 's/^/  sent mail    /'
	@echo '  the archive  $(DEMO)/site/index.html'
	@echo '  its page     $(DEMO)/site/issues/50/index.html'

test: install-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest --benchmark-disable -q

# The same tests with every line counted, which takes half as long again.
cover: install-test
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --benchmark-disable -q

# Every fault of a network at every write to every provider, once and twice, and kills at every point.
faults: install-test
	@TRAX_FAULTS=all $(BIN)/python -m pytest tests/providers/test_faults.py tests/providers/test_matrix.py -q

bench: install-test
	@$(BIN)/python -m pytest tests/benchmarks --benchmark-only --benchmark-disable-gc --benchmark-columns=min,median,max,rounds

clean:
	rm -rf $(VENV) build site outbox

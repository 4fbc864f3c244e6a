# Every command of the house. Needs Python 3.11 or newer and make; nothing else.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
CLI := $(PYTHON) corpu/cli.py
PATHS ?=
PEOPLE ?= 56000
COURSES ?= 10000
ENROLMENTS ?= 1000000

.PHONY: help demo demo-reset dev build check test test-services test-browser \
	pictures format lock messages bench bench-learning

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' Makefile

demo: ## Build what is missing, fill a demo and serve it (PORT=8000)
	@$(CLI) demo --port $(PORT)

demo-reset: ## Throw the demo's data away; the next `make demo` begins anew
	@$(CLI) demo-reset

dev: build ## Serve the code for development, without the demo's data (PORT=8000)
	@$(CLI) dev --port $(PORT)

build: ## Make the environment with every tool
	@$(CLI) build --dev

check: build ## Lint, format, templates, imports, types, migrations, translations
	@$(CLI) check

test: build ## The quick suite (PATHS=tests/people for a part)
	$(BIN)/pytest -q $(PATHS)

test-services: build ## PostgreSQL, Redis and a real Celery worker
	@$(CLI) test-services $(PATHS)

test-browser: build ## The journeys in Chromium
	@$(CLI) test-browser $(PATHS)

pictures: build ## The journeys again, keeping their pictures in docs/images
	@CORPU_PICTURES=1 $(CLI) test-browser $(PATHS)

format: build ## Format code and sort imports
	$(BIN)/ruff check -q --fix --exit-zero . && $(BIN)/ruff format -q .

messages: build ## Collect new sentences into locale/ (needs gettext), compile all
	@CORPU_DEBUG=true $(BIN)/python manage.py makemessages -l id --no-wrap \
		--add-location file -i node_modules -i .venv -i var -i tests
	@$(BIN)/python -m corpu.lib.translations

lock: build ## Pin every dependency again, with hashes
	@$(CLI) lock

bench: build ## Measure at the size of a nation on DATABASE_URL (PEOPLE=56000)
	@CORPU_LOG_LEVEL=ERROR $(BIN)/python bench/nation.py --people $(PEOPLE)

bench-learning: build ## Measure catalogue, course and my learning (COURSES=10000 ENROLMENTS=1000000)
	@CORPU_LOG_LEVEL=ERROR $(BIN)/python bench/catalogue.py --courses $(COURSES) --enrolments $(ENROLMENTS)

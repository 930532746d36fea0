# The two commands that do everything: `make site` and `make test`. `make help` lists the rest.

PYTHON ?= python3
RUN := .venv/bin/python -m
# On all cores, a file at a time: what is slow to make is made once for all tests of a file.
TESTS := --numprocesses auto --dist loadfile --no-loadscope-reorder
LOCK = $(RUN) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
  --no-emit-index-url --custom-compile-command "make lock"
export PYTHONUTF8 := 1
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site editions verify test lint tests sites test-fast check fix status links page stamp serve host compress servers messages tables bench bench-search lock clean spelling install install-editions install-spelling install-test

help: ## Show this list
	@echo "Commands:"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1 — \2/p' $(MAKEFILE_LIST)

site: install ## Install what is needed, check the pages and build the site at site/
	@$(RUN) scripts build

editions: install-editions ## Make the editions to read offline (ZIP, ZIM, EPUB, PDF) at dist/; signed: KEY=minisign.key; some: ONLY=zip,pdf
	@$(RUN) scripts editions $(if $(ONLY),--only "$(ONLY)") $(if $(KEY),--key "$(KEY)")

verify: ## Check a copy of an edition against its list of checksums: make verify DIR=/media/usb; signed: KEY=minisign.pub
	@"$(PYTHON)" scripts/verify.py "$(or $(DIR),dist)" $(if $(KEY),--key "$(KEY)")

test: lint tests ## Install what tests need (a headless Chromium too) and run them all

lint: install-test ## Hold style, imports and types of the code
	@$(RUN) ruff check --quiet scripts tests
	@$(RUN) ruff format --quiet --check scripts tests
	@.venv/bin/lint-imports --no-logo --no-cache
	@$(RUN) mypy

tests: install-test ## Run tests alone; some: FOLDERS=tests/browser
	@$(RUN) pytest $(TESTS) $(FOLDERS)

sites: install-test ## Build the sites that tests look at, at .cache/sites; tests take them: BUILT_SITES=.cache/sites
	@$(RUN) tests.support.sites .cache/sites

test-fast: install-test ## Run the tests of functions and rules alone
	@$(RUN) pytest $(TESTS) tests/unit

bench-search: install-test ## Print how good, light and fast the search is, beside Material's own
	@$(RUN) tests.bench.search

check: install ## Check pages, links, terms and citations; nothing is built
	@$(RUN) scripts check

spelling: install-spelling ## Install the dictionaries (65 MB to download), so that checks look at spelling too

fix: install ## Fix what is mechanical in the pages, every change shown first, then check them
	@$(RUN) scripts check --fix

status: install ## Show how far each page is in each language: translated, stale, missing, length, last change
	@$(RUN) scripts status

links: install ## Ask other sites whether the links to them still lead somewhere; needs the network
	@$(RUN) scripts links

page: install ## Make a new page in every language: make page SLUG=metode/advokasi
	@$(RUN) scripts new "$$SLUG"

stamp: install ## Record that a translation agrees with its original: make stamp PAGE=docs/nilai.en.md
	@$(RUN) scripts stamp $(PAGE)

serve: install ## Preview both languages at http://127.0.0.1:8000/ and follow every change
	@$(RUN) mkdocs serve --livereload --no-strict

host: install ## Let a classroom read the built site in this network; another folder or port: make host DIR=… PORT=…
	@$(RUN) scripts host $(if $(DIR),"$$DIR") $(if $(PORT),--port "$$PORT")

compress: install ## Put compressed copies beside the files that a server shows: make compress DIR=/srv/metode-peksos
	@$(RUN) scripts compress "$${DIR:?name the folder that the server shows: make compress DIR=/srv/metode-peksos}"

servers: site ## Write the configurations of nginx and Caddy anew, after a change in the theme: scripts/host/nginx.conf, Caddyfile
	@$(RUN) scripts servers

messages: install ## Bring the messages of the tools into the catalogue that is translated, scripts/messages/id.po
	@mkdir -p .cache
	@$(RUN) babel.messages.frontend --quiet extract --mapping pyproject.toml --keywords say --sort-output --no-location \
	  --omit-header --no-wrap --output-file .cache/messages.pot scripts docs/_data
	@$(RUN) babel.messages.frontend --quiet update --locale id --input-file .cache/messages.pot \
	  --output-file scripts/messages/id.po --no-fuzzy-matching --ignore-obsolete --omit-header --no-wrap

tables: install ## Write the tables of rules in the documents anew, after a change in scripts/checks/families/
	@$(RUN) scripts tables

bench: install-test ## Time check and build of 1,000 pages per language, weigh first views, measure the search; smaller: PAGES=100
	@$(RUN) tests.bench.speed $(if $(PAGES),--pages $(PAGES))
	@$(RUN) tests.bench.weight
	@$(RUN) tests.bench.search

lock: install-test ## Renew the lock files after a change in requirements*.in
	@$(LOCK) --output-file requirements-test.txt requirements-test.in
	@for name in requirements requirements-editions requirements-spelling; do \
	  $(LOCK) --constraints requirements-test.txt --output-file $$name.txt $$name.in || exit 1; \
	done

clean: ## Remove everything that the commands above made
	@rm -rf .venv .cache site dist .pytest_cache .ruff_cache
	@find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

install install-editions install-spelling install-test:
	@command -v "$(PYTHON)" >/dev/null || { echo "make: $(PYTHON) not found; install Python 3.11 or newer" >&2; exit 2; }
	@"$(PYTHON)" scripts/install.py $(subst install,site,$(subst install-,,$@))

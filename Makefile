# Every command works from a clean clone: `make help` lists them.
PYTHON ?= python3
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run demo test check fmt bench bench-sync ocr-eval sync-mutants lock screenshots clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

run: ## Prepare what is missing and start the app (HOST, PORT, DATA_DIR, DATABASE_URL; see docs/settings.md)
	@$(PYTHON) -m scripts.run

demo: ## Start the app on a throw-away database filled with a believable show
	@$(PYTHON) -m scripts.demo

test: ## Prepare what the tests need and run everything: lint, types, unit tests, both databases, browser journeys
	@$(PYTHON) -m scripts.test $(ARGS)

check: ## Lint and types only
	@$(PYTHON) -m scripts.test --only-checks

fmt: ## Put code into the house style
	@$(PYTHON) -m scripts.fmt

sync-mutants: ## Plant bugs in merge, cursor, receipts, scopes and the phone's engine; fails if one is not found
	@$(PYTHON) -m scripts.sync_mutants $(ARGS)

bench: ## Measure: start of the app offline, size of the first load, recognition
	@$(PYTHON) -m scripts.bench $(BENCH)

bench-sync: ## Measure sync with a real server, then simulate shows: make bench-sync [ARGS="--db postgresql --steps 1000000"]
	@$(PYTHON) -m scripts.bench_sync $(ARGS)

ocr-eval: ## Score recognition on a folder of labelled cards: make ocr-eval CARDS=folder [ENGINE=tesseract]
	@$(PYTHON) -m scripts.ocr_eval "$(CARDS)" "$(ENGINE)"

lock: ## Pin the dependencies again, with hashes, from requirements.in and requirements-dev.in
	@$(PYTHON) -m scripts.lock

screenshots: ## Draw the README's pictures again from the demo
	@$(PYTHON) -m scripts.screenshots

clean: ## Remove what was built and cached; data in var/ stays
	@$(PYTHON) -m scripts.clean

# Two doors for a fresh machine: `make demo` and `make test`. Everything else is a poe task (`.venv/bin/poe`).
VENV := .venv
# compiled modules are kept, as on a PC: the tests start many processes
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test setup clean

setup: $(VENV)/ready

$(VENV)/ready: pyproject.toml constraints.txt .ci/prepare
	sh .ci/prepare $(VENV)

demo: setup
	$(VENV)/bin/poe -q demo

test: setup
	$(VENV)/bin/poe -q check

clean:
	rm -rf $(VENV) out shots dist .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
